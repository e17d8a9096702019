import QR
import Testing

/// What a reader finds in our codes. It is one of its own, written after the standard, for small codes of level M.
struct QRTests {
  static let texts = [
    "A", "http://127.0.0.1/", "http://wall.lan:8080/console/?pair=K7M3PX",
    "https://floor-05.sales.example.com/console/?pair=ZZZ999", "战报\u{0}！",
  ]

  @Test("What is read from a code is what was written", arguments: texts)
  func reads(text: String) throws {
    let code = try #require(QR(text))
    #expect((code.size - 17) % 4 == 0 && (21...33).contains(code.size))
    #expect(Reader(code).text == text)
  }

  @Test("Three corners have a finder, the fourth none, and timing runs between them", arguments: texts)
  func patterns(text: String) throws {
    let code = try #require(QR(text))
    let finder = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
    func corner(_ row: Int, _ column: Int) -> [String] {
      (0..<7).map { i in String((0..<7).map { code[row + i, column + $0] ? "1" : "0" }) }
    }
    let far = code.size - 7
    #expect(corner(0, 0) == finder && corner(0, far) == finder && corner(far, 0) == finder)
    #expect(corner(far, far) != finder)
    for i in 8..<code.size - 8 {
      #expect(code[6, i] == i.isMultiple(of: 2))
      #expect(code[i, 6] == i.isMultiple(of: 2))
    }
    #expect(code[code.size - 8, 8], "the module that is always dark")
  }

  @Test("Rows are the modules, a digit each")
  func rows() throws {
    let code = try #require(QR("x"))
    #expect(code.size == 21 && code.rows.count == 21)
    for (row, text) in code.rows.enumerated() {
      #expect(text.count == 21)
      for (column, digit) in text.enumerated() { #expect((digit == "1") == code[row, column]) }
    }
  }

  @Test("The smallest code that holds the text is taken, and a text that no code holds has none")
  func sizes() {
    let sizes = [14, 15, 26, 27, 2_331].map { QR(String(repeating: "x", count: $0))?.size }
    #expect(sizes == [21, 25, 25, 29, 177])
    #expect(QR("") == nil)
    #expect(QR(String(repeating: "x", count: 2_332)) == nil)
  }
}
