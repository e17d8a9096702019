import Floor
import Foundation
import JSON
import Testing
import Wire

/// What walls and those who look after them are told of screens, decoded as a page would.
struct ScreenMessageTests {
  static let id = ScreenID("3f9a0c")

  static let status = ScreenStatus(
    scene: "podium", version: "9b1c", frameAge: 16, sound: .blocked, voice: .browser, memory: 52_428_800, nodes: 812,
    isSecure: true, holdsWakeLock: false, isVisible: true, size: "1920x1080", caughtUp: 2)

  static let live = LiveView(
    online: true, since: Samples.now, seen: Samples.now + 10_000, status: status,
    latency: LiveView.Latency(p50: 180, p99: 950, count: 2),
    receipts: [
      LiveView.Receipt(offset: 17, painted: Samples.now + 950, latency: 950),
      LiveView.Receipt(offset: 19, painted: Samples.now + 5, latency: -3),
    ])

  static let offline = LiveView(online: false, since: nil, seen: nil, status: nil, latency: nil, receipts: nil)

  /// A message of every kind about screens, and the answers to what is asked about them.
  static let messages: [[UInt8]] = {
    let welcome = { (screen: Screen) throws(JSONError) in
      try ServerMessage.welcome(
        role: "screen", version: "1.0", time: Samples.now, tick: 2_000, site: Samples.nightSite,
        company: Wording(zhCN: "公司", en: "Company"), top: 10, screen: ScreenView(id, screen))
    }
    let list = ScreensView(
      time: Samples.now,
      screens: [.init(id, Samples.screen, live), .init(ScreenID("b7"), Samples.plainScreen, offline)],
      unpaired: [.init(viewer: "3-1", site: Samples.bj, live)],
      playlists: [(id: "main", name: Wording(zhCN: "主屏", en: "Main"))], assets: "9b1c")
    let playlist = [PlaylistItem(.standings, seconds: 40)]
    let messages: [[UInt8]?] = [
      try? welcome(Samples.screen), try? welcome(Samples.plainScreen),
      try? ServerMessage.screen(ScreenView(id, Samples.screen), playlist: playlist),
      try? ServerMessage.screen(ScreenView(id, Samples.plainScreen), playlist: []),
      try? ServerMessage.order(.testSound),
      try? ServerMessage.ack(ref: "r1", .order(OrderResult("3f9a0c", .identify))),
      try? ServerMessage.ack(
        ref: "r2", .entry(EntryResult(.screen(Samples.screenChange("3f9a0c", 2, nil)), at: 9, duplicate: false))),
      try? JSON.encode(list),
      try? JSON.encode(
        PairingView(
          code: "K7M3PX", key: "0f", expires: Samples.now + 900_000, interval: 2,
          url: "http://wall.lan/console/?pair=K7M3PX", qr: ["101", "010", "101"])),
      try? JSON.encode(PairingState.waiting(code: "K7M3PX", expires: Samples.now + 900_000)),
      try? JSON.encode(PairingState.paired(token: "fc_00", id, name: "前台大屏")),
    ]
    return messages.compactMap(\.self)
  }()

  @Test("Messages about screens are the ones that pages learned to read")
  func golden() throws {
    let lines = try EntryCodecTests.lines("messages-screens.jsonl")
    #expect(lines.count == 11 && Self.messages.count == 11)
    for (line, message) in zip(lines, Self.messages) {
      #expect(
        try NSDictionary(dictionary: MessageTests.object(message))
          == NSDictionary(dictionary: MessageTests.object(line)),
        "\(String(decoding: message, as: UTF8.self))")
    }
  }

  @Test("No message about a screen holds its token or the token's hash; only who waits for the token gets it")
  func secrets() {
    for message in Self.messages.dropLast() {
      let text = String(decoding: message, as: UTF8.self)
      #expect(!text.contains("sha256:") && !text.contains("fc_"))
    }
  }

  @Test("A page that is no paired screen is welcomed as before")
  func unpaired() throws {
    let welcome = try ServerMessage.welcome(
      role: "screen", version: "1", time: 0, tick: 1, site: Samples.nightSite, company: Wording(zhCN: "", en: ""),
      top: 1)
    #expect(try MessageTests.object(welcome)["screen"] == nil)
  }
}
