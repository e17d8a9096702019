import Floor
import Foundation
import Loop
import Testing
import Wire

@testable import FloorcastServer

/// How screens look and what they show, as it is configured.
struct ConfigLookTests {
  private static func text(company: String = "", screens: String = "{}") -> String {
    #"{"company":{"zh-CN":"战报","en":"Floorcast"\#(company)},"screens":\#(screens),"sites":[\#(ConfigTests.site)]}"#
  }

  private static func config(company: String = "", screens: String = "{}") throws -> Config {
    try Config(bytes: Array(text(company: company, screens: screens).utf8), file: "f")
  }

  @Test("A company that says nothing is at night, without a sign, and shows every scene that rotates")
  func defaults() throws {
    let config = try Self.config()
    #expect(config.look == Look())
    #expect(config.look.view() == ThemeView(name: "night"))
    #expect(config.screens.playlists == [.standard])
    #expect(Playlist.standard.scenes.count == 9)
  }

  @Test("Playlists replace the standard one, in their order")
  func playlists() throws {
    let config = try Self.config(
      screens: #"""
        {"playlists":[{"id":"a","name":{"zh-CN":"甲","en":"A"},"scenes":[{"scene":"pace","seconds":5},
          {"scene":"morning","seconds":600},{"scene":"pace","seconds":7}]},
          {"id":"b","name":{"zh-CN":"乙","en":"B"},"scenes":[{"scene":"feed","seconds":9}]}]}
        """#)
    #expect(config.screens.playlists.map(\.id) == ["a", "b"])
    #expect(
      config.screens.playlists[0].scenes == [
        PlaylistItem(.pace, seconds: 5), PlaylistItem(.morning, seconds: 600), PlaylistItem(.pace, seconds: 7),
      ])
    let directory = Directory(
      Floors.new(), config, epoch: try #require(Epoch(String(repeating: "0", count: 32))))
    #expect(directory.playlist() == config.screens.playlists[0].scenes)
    #expect(directory.playlist(for: "b") == config.screens.playlists[1].scenes)
    #expect(directory.playlist(for: "gone") == config.screens.playlists[0].scenes)
  }

  @Test(
    "What is wrong with playlists is told with its key",
    arguments: [
      ("[]", "playlists is empty"), ("5", "playlists is a whole number"),
      (#"[{"id":"a","name":{"zh-CN":"a","en":"a"},"scenes":[]}]"#, "playlists[0].scenes is empty"),
      (#"[{"id":"a","name":{"zh-CN":"a","en":"a"}}]"#, "playlists[0].scenes is missing"),
      (#"[{"name":{"zh-CN":"a","en":"a"},"scenes":[{"scene":"pace","seconds":9}]}]"#, "playlists[0].id is missing"),
      (#"[{"id":"a","scenes":[{"scene":"pace","seconds":9}]}]"#, "playlists[0].name is missing"),
      (
        #"[{"id":"a","name":{"zh-CN":"a","en":"a"},"scenes":[{"scene":"parade","seconds":9}]}]"#,
        "playlists[0].scenes[0].scene is parade (allowed: standings, podium, teams"
      ),
      (
        #"[{"id":"a","name":{"zh-CN":"a","en":"a"},"scenes":[{"scene":"pace","seconds":4}]}]"#,
        "playlists[0].scenes[0].seconds is 4 (allowed: a whole number from 5 to 600)"
      ),
      (
        #"[{"id":"a","name":{"zh-CN":"a","en":"a"},"scenes":[{"scene":"pace","seconds":601}]}]"#,
        "playlists[0].scenes[0].seconds is 601"
      ),
      (
        #"[{"id":"a","name":{"zh-CN":"a","en":"a"},"scenes":[{"scene":"pace"}]}]"#,
        "playlists[0].scenes[0].seconds is missing"
      ),
      (
        #"[{"id":"a","name":{"zh-CN":"a","en":"a"},"scenes":[{"scene":"pace","seconds":9,"team":1}],"x":1}]"#,
        "playlists[0].scenes[0].team is not known"
      ),
      (
        #"[{"id":"a","name":{"zh-CN":"a","en":"a"},"scenes":[{"scene":"pace","seconds":9}]},"#
          + #"{"id":"a","name":{"zh-CN":"a","en":"a"},"scenes":[{"scene":"pace","seconds":9}]}]"#,
        "playlists names a twice"
      ),
    ])
  func playlistFaults(playlists: String, expected: String) {
    let faults = ConfigTests.faults(Self.text(screens: #"{"playlists":\#(playlists)}"#))
    #expect(faults.contains { $0.contains(": screens.\(expected)") }, "\(faults)")
  }

  @Test("Every fault of a playlist is told, not the first")
  func everyFault() {
    let scenes = #"[{"scene":"parade","seconds":4},{"seconds":9},{"scene":"pace","seconds":"9"}]"#
    let faults = ConfigTests.faults(
      Self.text(
        company: #","theme":"day","accent":"gold","logo":"none.svg""#,
        screens: #"{"playlists":[{"scenes":\#(scenes)}]}"#))
    #expect(faults.count == 9, "\(faults)")
  }

  @Test(
    "Contrast is WCAG's",
    arguments: [
      ("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#777777", "#ffffff", 4.478),
      ("#ff0000", "#ffffff", 3.998), ("#ffd36b", "#0a0f18", 13.507),
    ])
  func contrast(a: String, b: String, expected: Double) throws {
    let (a, b) = (try #require(Color(a)), try #require(Color(b)))
    #expect(abs(a.contrast(with: b) - expected) < 0.01, "\(a.contrast(with: b))")
    #expect(a.contrast(with: b) == b.contrast(with: a))
  }

  @Test("The themes stand on the grounds of the style sheet", arguments: Theme.allCases)
  func grounds(theme: Theme) throws {
    #expect(theme.grounds.count == 2)
    let gold = try #require(Color("#ffe9ad"))
    #expect(theme.contrast(of: gold) >= Theme.leastContrast)
  }

  @Test("An accent that cannot be read from afar is refused, on the theme that is configured")
  func accent() throws {
    #expect(try Self.config(company: ##","accent":"#FFD36B""##).look.accent?.description == "#ffd36b")
    for (theme, accent) in [("night", "#d81f2a"), ("festive", "#f29b2c"), ("festive", "#ff6b5e")] {
      let faults = ConfigTests.faults(Self.text(company: #","theme":"\#(theme)","accent":"\#(accent)""#))
      #expect(faults.count == 1)
      #expect(faults[0].contains("company.accent is \(accent), whose contrast on the theme \(theme) is "))
      #expect(faults[0].contains("(allowed: a lighter colour: contrast 7 or more on #"))
    }
    #expect(ConfigTests.faults(Self.text(company: #","accent":"gold""#))[0].contains("company.accent is gold"))
    #expect(ConfigTests.faults(Self.text(company: ##","accent":"#fff""##)).count == 1)
  }

  @Test("A screen of another theme gets the accent only if it can be read there")
  func otherTheme() throws {
    let look = try Self.config(company: ##","accent":"#f29b2c""##).look
    #expect(look.view() == ThemeView(name: "night", accent: "#f29b2c"))
    #expect(look.view(theme: .festive) == ThemeView(name: "festive"))
  }

  // MARK: Logo

  private static let svg = #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>"#
  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// A configuration beside which there is a file.
  private static func config(logo name: String, _ bytes: [UInt8]) throws -> Result<Config, ConfigFaults> {
    let folder = FileManager.default.temporaryDirectory.appending(path: "floorcast-logo-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(bytes).write(to: folder.appending(path: name))
    let file = folder.appending(path: "floor.json").path
    try text(company: #","logo":"\#(name)""#).write(toFile: file, atomically: true, encoding: .utf8)
    return Result { () throws(ConfigFaults) in try Config(file: file) }
  }

  @Test(
    "A logo beside the configuration is served as what it is",
    arguments: [
      ("a.svg", Array(svg.utf8), "image/svg+xml; charset=utf-8"), ("a.PNG", png, "image/png"),
      ("a.webp", Array("RIFFxxxxWEBPVP8 ".utf8), "image/webp"),
    ])
  func logo(name: String, bytes: [UInt8], type: String) throws {
    let look = try Self.config(logo: name, bytes).get().look
    #expect(look.view().self == ThemeView(name: "night", logo: "/company/logo"))
    let logo = try #require(look.logo)
    let answer = logo.response(unless: nil)
    let headers = Dictionary(answer.headers, uniquingKeysWith: { first, _ in first })
    #expect(answer.status == 200 && answer.body == bytes)
    #expect(headers["Content-Type"] == type)
    #expect(headers["Cache-Control"] == "no-cache")
    let tag = try #require(headers["ETag"])
    for known in [tag, "\"x\", \(tag)", "*"] {
      let again = logo.response(unless: known)
      #expect(again.status == 304 && again.body.isEmpty)
    }
    #expect(logo.response(unless: "\"x\"").status == 200)
  }

  @Test(
    "A file that is no logo stops the start",
    arguments: [
      ("a.svg", Array("<html>".utf8), "is not what its name says"), ("a.png", Array(svg.utf8), "is not what its name"),
      ("a.gif", Array("GIF89a".utf8), "is not what its name says"), ("a.svg", [0xFF, 0xFE], "is not what its name"),
      ("a.webp", Array("RIFF".utf8), "is not what its name says"), ("a.svg", [], "is not what its name says"),
      ("a.png", png + Array(repeating: 0, count: 100_000), "has more than 100000 bytes"),
    ])
  func noLogo(name: String, bytes: [UInt8], expected: String) throws {
    let faults = try #require(throws: ConfigFaults.self) { try Self.config(logo: name, bytes).get() }.faults
    #expect(faults.count == 1)
    #expect("\(faults[0])".contains("company.logo is \(name), which \(expected)"))
  }

  @Test("A logo that is missing or a folder is a fault of its key")
  func missing() {
    for name in ["none.svg", "/"] {
      let faults = ConfigTests.faults(Self.text(company: #","logo":"\#(name)""#))
      #expect(faults.count == 1 && faults[0].contains("company.logo is \(name), which cannot be read"))
    }
  }
}
