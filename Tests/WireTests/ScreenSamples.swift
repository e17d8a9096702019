import Floor

/// Screens with everything that can be there and with nothing that need not.
extension Samples {
  static let plainScreen = Screen(
    name: "w", site: bj, tokenHash: "sha256:00", pairedAt: now, pairedBy: "ops")

  static let screen: Screen = {
    var screen = Screen(
      name: "前台大屏", site: bj, team: TeamID("t1"), room: "大厅", tokenHash: "sha256:1f", playlist: "main", language: .en,
      pairedAt: now, pairedBy: "ops")
    (screen.theme, screen.volume, screen.volumesByKind) = (.festive, 60, ["show": 0, "big_deal": 100])
    (screen.isMuted, screen.isVoice) = (true, true)
    return screen
  }()

  static func screenChange(_ id: String, _ version: Int, _ screen: Screen?) -> ScreenChange {
    ScreenChange(id: ScreenID(id), version: version, screen: screen, by: "ops", at: now + 1)
  }

  static let screenEntries: [Entry] = [
    .screen(screenChange("3f9a0c", 1, plainScreen)), .screen(screenChange("3f9a0c", 2, screen)),
    .screen(screenChange("b7", 1, screen)), .screen(screenChange("b7", 2, nil)),
  ]

  /// JSON entries of screens with one wrong field each, and its path.
  static let wrongScreens: [(String, String)] = [
    (screenText(lang: "de"), "what.screen.lang"), (screenText(#","theme":"neon""#), "what.screen.theme"),
    (screenText(volume: 101), "what.screen.volume"), (screenText(volume: -1), "what.screen.volume"),
    (screenText(#","volumes":[{"kind":"show","volume":101}]"#), "what.screen.volumes.show"),
    (screenText(version: 0), "what.version"), (screenText(at: "9007199254740993"), "at"),
    (screenText(paired: #""paired_at":9007199254740993,"paired_by":"x","#), "paired_at"),
    (screenText(paired: #""paired_at":1,"#), "paired_at and paired_by"),
    (screenText(paired: #""paired_by":"x","#), "paired_at and paired_by"),
  ]

  private static func screenText(
    _ rest: String = "", lang: String = "en", volume: Int = 1, version: Int = 1, at: String = "1",
    paired: String = #""paired_at":1,"paired_by":"x","#
  ) -> String {
    #"{"v":1,"kind":"screen","what":{"id":"a","version":\#(version),"screen":{"name":"w","site":"BJ","token":"t","#
      + #""lang":"\#(lang)","volume":\#(volume)\#(rest)}},\#(paired)"by":"x","at":\#(at)}"#
  }
}
