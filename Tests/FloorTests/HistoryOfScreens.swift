import Floor

/// What happens to screens in random histories.
extension History {
  /// Before every fifth entry somebody pairs, sets or revokes a screen, which is drawn apart from the rest. Its version is
  /// found out when it is applied.
  static func screen(_ now: Now, sites: [SiteID], seed: UInt64) -> Entry? {
    guard now.i.isMultiple(of: 5) else { return nil }
    var random = Seeded(seed &* 7_919 &+ UInt64(now.i))
    let id = "w\(now.i / 40 * 4 + Int.random(in: 0..<4, using: &random))"
    guard Int.random(in: 0..<6, using: &random) > 0 else {
      return .screen(ScreenChange(id: ScreenID(id), version: 0, screen: nil, by: "assistant", at: now.at))
    }
    var screen = Screen(
      name: "wall \(now.i)", site: sites.randomElement(using: &random)!,
      team: [nil, TeamID("t1")].randomElement(using: &random)!, room: [nil, "lobby"].randomElement(using: &random)!,
      tokenHash: "sha256:\(id)", playlist: [nil, "main"].randomElement(using: &random)!,
      language: Screen.Language.allCases.randomElement(using: &random)!, pairedAt: now.at, pairedBy: "assistant")
    screen.theme = (Screen.Theme.allCases + [nil]).randomElement(using: &random)!
    screen.volume = Int.random(in: Screen.volumes, using: &random)
    if .random(using: &random) { screen.volumesByKind = ["show": 100, "big_deal": 5] }
    (screen.isMuted, screen.isVoice) = (.random(using: &random), .random(using: &random))
    return .screen(ScreenChange(id: ScreenID(id), version: 0, screen: screen, by: "assistant", at: now.at))
  }
}

extension ScreenChange {
  /// The change as the next one of its screen.
  func placed(in floor: FloorState) -> ScreenChange {
    var change = self
    change.version = (floor.screens[id]?.version ?? 0) + 1
    return change
  }
}
