import Floor
import Foundation
import Intake
import Testing

@testable import FloorcastServer

struct ConfigTests {
  static let shipped = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "config/floor.json").path

  static let site = #"{"id":"BJ","name":{"zh-CN":"北京","en":"Beijing"}}"#

  static func faults(_ text: String) -> [String] {
    do {
      _ = try Config(bytes: Array(text.utf8), file: "f")
      return []
    } catch {
      return error.description.split(separator: "\n").map(String.init)
    }
  }

  @Test("The shipped file is good and shows every key with its default")
  func shipped() throws {
    let (config, defaults) = (try Config(file: Self.shipped), Config())
    #expect(config.company == defaults.company)
    #expect(config.screens.top == defaults.screens.top)
    #expect(config.server.host == defaults.server.host)
    #expect(config.server.port == defaults.server.port)
    #expect(config.server.connectionsPerAddress == defaults.server.connectionsPerAddress)
    #expect(config.server.messagesPerSecond == defaults.server.messagesPerSecond)
    #expect(config.rules == [SiteID("BJ"): .standard])
    #expect(config.roster.teams.count == 4)
    #expect(config.roster.agents.count == 24)
    let text = try String(contentsOfFile: Self.shipped, encoding: .utf8)
    for key in [
      "company", "host", "port", "hosts", "origins", "connections_per_address", "messages_per_second", "top",
      "time_zone", "currency",
      "big_deals", "color", "slogan", "pinyin", "tokens",
    ] {
      #expect(text.contains("\"\(key)\":"), "\(key) is not shown")
    }
  }

  @Test("Every fault is listed with line and column, in the order of the file")
  func everyFault() {
    let text = """
      {
        "port": 1,
        "server": { "port": 70000, "host": "wall.lan" },
        "sites": [
          { "id": "BJ", "name": { "zh-CN": "北京", "en": "B" }, "currency": "XXX", "time_zone": "CST" },
          { "id": "SH", "name": { "zh-CN": "上海", "en": "S" }, "big_deals": ["5", "4"] }
        ],
        "teams": [{ "id": "t1", "site": "XX", "name": "一队", "color": "red" }]
      }
      """
    let faults = Self.faults(text)
    let places = ["1:1", "2:3", "3:23", "3:38", "5:69", "5:89", "6:70", "8:35", "8:64"]
    #expect(faults.map { $0.prefix { $0 != " " } } == places.map { "f:\($0):" })
    #expect(faults[0].contains("tokens is empty although server.host is wall.lan"))
    #expect(faults[1].contains("port is not known (allowed: agents, company"))
    #expect(faults[2].contains("server.port is 70000 (allowed: a whole number from 0 to 65535)"))
    #expect(faults[7].contains("teams[0].site is XX, which is no site"))
  }

  @Test("JSON that cannot be read is one fault with its place")
  func malformed() {
    #expect(Self.faults("{\n  \"sites\": [,]\n}").first?.hasPrefix("f:2:") == true)
    #expect(Self.faults("").count == 1)
  }

  @Test("Another host than the loopback needs tokens")
  func hostNeedsTokens() {
    let open = #"{"server":{"host":"0.0.0.0","hosts":["wall.lan"]},"sites":[\#(Self.site)]"#
    #expect(Self.faults(open + "}").first?.contains("tokens is empty although server.host is 0.0.0.0") == true)
    let hash = Token.hash(of: "fc_x")
    #expect(Self.faults(open + #","tokens":[{"name":"w","role":"screen","hash":"\#(hash)"}]}"#).isEmpty)
    for host in ["127.0.0.1", "localhost", "127.9.9.9"] {
      #expect(Self.faults(#"{"server":{"host":"\#(host)"},"sites":[\#(Self.site)]}"#).isEmpty)
    }
  }

  @Test("A token names a known role, a stored hash, and for an agent whose page it opens")
  func tokens() {
    func faults(_ token: String) -> [String] { Self.faults(#"{"sites":[\#(Self.site)],"tokens":[\#(token)]}"#) }
    let hash = Token.hash(of: "fc_x")
    #expect(faults(#"{"name":"n","role":"king","hash":"\#(hash)"}"#).first?.contains("allowed: screen, agent") == true)
    #expect(
      faults(#"{"name":"n","role":"screen","hash":"fc_secret"}"#).first?.contains("tokens[0].hash is no token hash")
        == true)
    #expect(
      faults(#"{"name":"n","role":"agent","hash":"\#(hash)"}"#).first?.contains("tokens[0].agent is missing") == true)
    #expect(
      faults(#"{"name":"n","role":"screen","site":"XX","hash":"\#(hash)"}"#).first?.contains("which is no site") == true
    )
    #expect(
      faults(#"{"name":"a","role":"screen","hash":"\#(hash)"},{"name":"b","role":"screen","hash":"\#(hash)"}"#).count
        == 1)
  }

  @Test("The same id twice is a fault: of sites, teams or agents")
  func repeatedIDs() {
    #expect(Self.faults(#"{"sites":[\#(Self.site),\#(Self.site)]}"#).first?.contains("names BJ twice") == true)
  }
}
