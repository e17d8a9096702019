import Foundation
import Testing

@testable import Hub

@Suite struct CloseCodeTests {
  private struct Table: Codable, Equatable {
    struct Row: Codable, Equatable {
      var code: UInt16
      var reason: String
      var rule: String
    }
    var codes: [Row]
  }

  @Test("The table of close codes is the one that the pages read")
  func golden() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/close-codes.json")
    let golden = try JSONDecoder().decode(Table.self, from: Data(contentsOf: file))
    let rows = CloseCode.allCases.map {
      Table.Row(code: $0.rawValue, reason: $0.reason, rule: $0.rule.rawValue)
    }
    #expect(golden == Table(codes: rows))
  }

  @Test("A close frame carries the code and the reason, and fits a control frame", arguments: CloseCode.allCases)
  func frame(code: CloseCode) {
    let frame = Framing.close(code)
    #expect(frame[0] == 0x88)
    #expect(Int(frame[1]) == frame.count - 2)
    #expect(frame.count <= 127)
    #expect(UInt16(frame[2]) << 8 | UInt16(frame[3]) == code.rawValue)
    #expect(String(decoding: frame[4...], as: UTF8.self) == code.reason)
  }
}
