import Floor
import Foundation
import Hub
import Intake
import Loop
import Testing
import Wire

@testable import FloorcastServer

/// Pairing, revoking and looking after screens, as the door does it.
struct ScreenDoorTests {
  /// A device that was paired: its screen's id and its token.
  static func pair(
    _ entrance: Entrance, _ name: String = "w", site: String = "BJ", token: String? = nil
  ) throws -> (id: String, token: String) {
    let asked = try entrance.ask("POST", "pairings")
    let (code, key) = (try #require(asked.json["code"] as? String), try #require(asked.json["key"] as? String))
    let body = #"{"code":"\#(code)","name":"\#(name)","site":"\#(site)"}"#
    let recorded = try entrance.ask("POST", "screens", body, token: token)
    #expect(recorded.status == 201)
    let answer = try entrance.ask("GET", "pairings", query: "key=\(key)")
    return (try #require(recorded.json["id"] as? String), try #require(answer.json["token"] as? String))
  }

  @Test("A device gets its token when the log holds its screen, and not before")
  func paired() throws {
    let entrance = try Entrance()
    let asked = try entrance.ask("POST", "pairings")
    let (code, key) = (try #require(asked.json["code"] as? String), try #require(asked.json["key"] as? String))
    #expect(asked.status == 201)
    #expect(asked.json["expires"] as? Int64 == entrance.time.wall + 900_000)
    #expect(asked.json["url"] as? String == "http://wall.lan:8080/console/?pair=\(code)")
    #expect((asked.json["qr"] as? [String])?.first?.hasPrefix("1111111") == true)
    let refused = try entrance.ask("POST", "screens", #"{"code":"\#(code)","name":"w","site":"XX"}"#)
    #expect(refused.status == 422)
    #expect(try entrance.ask("GET", "pairings", query: "key=\(key)").json["state"] as? String == "waiting")
    let recorded = try entrance.ask("POST", "screens", #"{"code":"\#(code)","name":"w","site":"BJ"}"#)
    let answer = try entrance.ask("GET", "pairings", query: "key=\(key)")
    #expect(answer.json["state"] as? String == "paired")
    #expect((answer.json["screen"] as? [String: String]) == ["id": recorded.json["id"] as? String ?? "", "name": "w"])
    #expect(Token.isSecret(answer.json["token"] as? String ?? ""))
  }

  @Test("The address in the code is encrypted where the page is")
  func scheme() throws {
    let entrance = try Entrance()
    let asked = try entrance.ask("POST", "pairings", origin: "https://wall.lan:8080")
    #expect((asked.json["url"] as? String)?.hasPrefix("https://wall.lan:8080/console/?pair=") == true)
    #expect(try entrance.ask("POST", "pairings", origin: "https://evil.example").status == 403)
  }

  @Test("A code runs out by a clock that nobody sets, and then neither it nor its key is known")
  func expired() throws {
    let entrance = try Entrance()
    let asked = try entrance.ask("POST", "pairings")
    let (code, key) = (try #require(asked.json["code"] as? String), try #require(asked.json["key"] as? String))
    entrance.time.set(entrance.time.wall + 86_400_000)
    entrance.time.advance(Pairings.life - 1)
    let waiting = try entrance.ask("GET", "pairings", query: "key=\(key)")
    #expect(waiting.status == 200 && waiting.json["expires"] as? Int64 == entrance.time.wall + 1)
    entrance.time.advance(1)
    #expect(try entrance.ask("GET", "pairings", query: "key=\(key)").status == 404)
    let late = try entrance.ask("POST", "screens", #"{"code":"\#(code)","name":"w","site":"BJ"}"#)
    #expect(late.status == 404)
    #expect(((late.json["errors"] as? [[String: Any]])?.first?["field"] as? String) == "code")
  }

  @Test("A device whose screen was revoked before it asked is told that it is over")
  func revokedBefore() throws {
    let entrance = try Entrance()
    let asked = try entrance.ask("POST", "pairings")
    let (code, key) = (try #require(asked.json["code"] as? String), try #require(asked.json["key"] as? String))
    let body = #"{"code":"\#(code)","name":"w","site":"BJ"}"#
    let id = try #require(try entrance.ask("POST", "screens", body).json["id"] as? String)
    #expect(try entrance.ask("POST", "screens/changes", #"{"id":"\#(id)","revoked":true}"#).status == 201)
    #expect(try entrance.ask("GET", "pairings", query: "key=\(key)").status == 404)
    #expect(try entrance.ask("POST", "screens", body).status == 404)
  }

  @Test("A paired wall comes in with its token, at its own site; one that was revoked does not, even where all may")
  func hello() throws {
    let entrance = try Entrance()
    let (id, token) = try Self.pair(entrance, "前台", site: "SH")
    let welcome = try #require(try Entrance.told(entrance.hello(1, token: token, site: "BJ")).first)
    #expect((welcome["site"] as? [String: Any])?["id"] as? String == "SH")
    #expect((welcome["screen"] as? [String: Any])?["id"] as? String == id)
    for (i, role) in ["console", "agent"].enumerated() {
      #expect(Entrance.closed(try entrance.hello(UInt32(10 + i), role: role, token: token)) == .forbidden)
    }
    let revoked = try entrance.ask("POST", "screens/changes", #"{"id":"\#(id)","revoked":true}"#)
    #expect(revoked.status == 201)
    #expect(entrance.sent.contains { if case .close(Entrance.viewer(1), .revoked) = $0 { true } else { false } })
    entrance.door.closed(Entrance.viewer(1))
    let turnedAway = try entrance.hello(2, token: token)
    #expect(Entrance.closed(turnedAway) == .forbidden)
    #expect((try Entrance.told(turnedAway).first?["problem"] as? [String: Any])?["status"] as? Int == 401)
    #expect(try Entrance.told(entrance.hello(3)).first?["kind"] as? String == "welcome")
    #expect(try Entrance.told(entrance.hello(4, role: "console", token: token)).first?["kind"] as? String == "welcome")
  }

  @Test("Where tokens are needed, a device's is one of them, and asks for nothing more than a wall may")
  func tokens() throws {
    var random = SystemRandomNumberGenerator()
    let admin = Token(using: &random)
    let entrance = try Entrance(callers: [admin.hash: Caller(role: .admin, name: "ops")])
    let (_, token) = try Self.pair(entrance, token: admin.secret)
    #expect(try Entrance.told(entrance.hello(1, token: token)).first?["kind"] as? String == "welcome")
    #expect(Entrance.closed(try entrance.hello(2)) == .forbidden)
    #expect(try entrance.ask("GET", "screens", token: token).status == 403)
    #expect(try entrance.ask("POST", "screens", "{}", token: token).status == 403)
    #expect(try entrance.ask("GET", "screens").status == 401)
    #expect(try entrance.ask("GET", "screens", token: admin.secret).status == 200)
    let upgrade = { (token: String) in
      UpgradeRequest(host: "wall.lan:8080", authorization: "Bearer \(token)", subprotocol: "x")
    }
    #expect(entrance.door.admits(upgrade(token)) == nil)
    #expect(entrance.door.admits(upgrade("fc_" + String(repeating: "0", count: 64))) == 401)
  }

  @Test("Pages of a screen that is set otherwise are told so after the commit, and no others")
  func told() throws {
    let entrance = try Entrance()
    let (id, token) = try Self.pair(entrance)
    let (_, other) = try Self.pair(entrance, "x")
    _ = try (entrance.hello(1, token: token), entrance.hello(2, token: other), entrance.hello(3))
    _ = try entrance.ask("POST", "screens/changes", #"{"id":"\#(id)","volume":5}"#)
    let told = entrance.sent.compactMap { item -> (ViewerID, [String: Any]?)? in
      guard case .send(let viewer, let payload) = item else { return nil }
      return (viewer, (try? Entrance.object(payload))?["screen"] as? [String: Any])
    }
    #expect(told.map(\.0) == [Entrance.viewer(1)])
    #expect(told.first?.1?["volume"] as? Int == 5)
    #expect(try entrance.ask("POST", "screens/changes", #"{"id":"\#(id)","volume":101}"#).status == 422)
    #expect(!entrance.sent.contains { if case .send = $0 { true } else { false } })
  }

  @Test("Receipts are measured against when it happened; what walls do not show at once is passed over")
  func receipts() throws {
    let entrance = try Entrance()
    let (id, token) = try Self.pair(entrance)
    _ = try entrance.hello(1, token: token)
    let at = entrance.time.wall
    let sale = try entrance.ask("POST", "sales", #"{"id":"s","agent":"a1","product":"p","amount":100}"#)
    let offset = try #require(sale.json["offset"] as? Int64)
    entrance.time.advance(5_000)
    let reactions = entrance.say(
      #"{"kind":"receipts","receipts":[{"offset":\#(offset),"painted":\#(at + 900),"waited":700},"#
        + #"{"offset":\#(offset - 1),"painted":\#(at),"waited":0}]}"#, as: 1)
    #expect(reactions.isEmpty)
    let screens = try #require(try entrance.ask("GET", "screens").json["screens"] as? [[String: Any]])
    let wall = try #require(screens.first { $0["id"] as? String == id })
    #expect(wall["latency"] as? [String: Int] == ["p50": 200, "p99": 200, "count": 1])
    #expect((wall["receipts"] as? [[String: Int64]])?.map { $0["offset"] } == [offset])
    #expect((wall["since"] as? Int64, wall["seen"] as? Int64) == (at, at + 5_000))
  }

  @Test("What is known of a wall stays when it comes back, and goes when it is revoked")
  func live() throws {
    let entrance = try Entrance()
    let (id, token) = try Self.pair(entrance)
    let status =
      #"{"kind":"status","status":{"scene":"teams","version":"v","frame_age":0,"sound":"off","voice":"none","memory":0,"#
      + #""nodes":1,"secure":true,"wake_lock":true,"visible":true,"size":"1x1","caught_up":0}}"#
    func wall() throws -> [String: Any]? {
      (try entrance.ask("GET", "screens").json["screens"] as? [[String: Any]])?.first
    }
    _ = try entrance.hello(1, token: token)
    #expect(entrance.say(status, as: 1).isEmpty)
    entrance.time.advance(1_000)
    entrance.door.closed(Entrance.viewer(1))
    let gone = try #require(try wall())
    #expect(gone["online"] as? Bool == false && gone["since"] == nil)
    #expect(gone["seen"] as? Int64 == entrance.time.wall)
    _ = try entrance.hello(2, token: token)
    #expect((try wall()?["status"] as? [String: Any])?["scene"] as? String == "teams")
    _ = try entrance.ask("POST", "screens/changes", #"{"id":"\#(id)","revoked":true}"#)
    entrance.door.closed(Entrance.viewer(2))
    #expect(entrance.door.live.isEmpty && entrance.door.strangers.isEmpty)
  }

  @Test("An order reaches the pages of its screen, and is refused while there are none")
  func orders() throws {
    let entrance = try Entrance()
    let (id, token) = try Self.pair(entrance)
    let order = #"{"id":"\#(id)","order":"test_sound"}"#
    #expect(try entrance.ask("POST", "screens/orders", order).status == 409)
    _ = try (entrance.hello(1, token: token), entrance.hello(2), entrance.hello(3, role: "console"))
    _ = entrance.takeSent()
    #expect(try entrance.ask("POST", "screens/orders", order).status == 200)
    let acks = try Entrance.told(
      entrance.say(#"{"kind":"screen_order","ref":"r","screen_order":{"viewer":"2-0","order":"reload"}}"#, as: 3))
    #expect(acks.first?["kind"] as? String == "ack" && acks.first?["ref"] as? String == "r")
    let sent = try entrance.takeSent().compactMap { item -> String? in
      guard case .send(let viewer, let payload) = item else { return nil }
      return "\(viewer.index) \(try Entrance.object(payload)["order"] ?? "")"
    }
    #expect(sent == ["1 test_sound", "2 reload"])
    entrance.door.closed(Entrance.viewer(2))
    let late = entrance.say(#"{"kind":"screen_order","screen_order":{"viewer":"2-0","order":"reload"}}"#, as: 3)
    #expect((try Entrance.told(late).first?["problem"] as? [String: Any])?["status"] as? Int == 409)
    let wall = entrance.say(#"{"kind":"screen_order","screen_order":{"id":"\#(id)","order":"reload"}}"#, as: 1)
    #expect((try Entrance.told(wall).first?["problem"] as? [String: Any])?["status"] as? Int == 403)
  }

  /// A list of so many screens that say all that they can of themselves.
  private static func list(_ count: Int, nameLength: Int = 24) -> ScreensView {
    let status = ScreenStatus(
      scene: "standings", version: String(repeating: "v", count: 64), frameAge: 16, sound: .blocked, voice: .browser,
      memory: 1 << 30, nodes: 1_000, isSecure: false, holdsWakeLock: false, isVisible: false, size: "1920x1080",
      caughtUp: 1_000)
    let receipt = LiveView.Receipt(offset: 1_000_000, painted: 1_795_233_600_000, latency: 1_000)
    let live = LiveView(
      online: true, since: 1_795_233_600_000, seen: 1_795_233_600_000, status: status,
      latency: .init(p50: 200, p99: 1_000, count: 200), receipts: Array(repeating: receipt, count: 20))
    let screen = Screen(
      name: String(repeating: "n", count: nameLength), site: Floors.bj, room: "room", tokenHash: "", playlist: "main",
      pairedAt: 1_795_233_600_000, pairedBy: "assistant")
    let items = (0..<count).map { ScreensView.Item(ScreenID("s\($0)"), screen, live) }
    return ScreensView(time: 0, screens: items, unpaired: [], playlists: [], assets: nil)
  }

  @Test("All the screens that there may be fit into an answer; where it is long, receipts are left out")
  func longList() throws {
    func receipts(_ count: Int) throws -> Bool {
      let screens = try Entrance.object(Door.answer(Self.list(count)).body)["screens"] as? [[String: Any]] ?? []
      #expect(screens.count == count && screens.allSatisfy { $0["status"] != nil })
      return screens.allSatisfy { $0["receipts"] != nil }
    }
    #expect(try receipts(100))
    #expect(try !receipts(Admission.screenLimit))
    #expect(throws: Problem.self) { try Door.answer(Self.list(Admission.screenLimit, nameLength: 600)) }
  }
}
