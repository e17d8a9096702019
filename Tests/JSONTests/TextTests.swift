import JSON
import Testing

@Suite("Other people's texts pass unchanged")
struct TextTests {
  static let texts = [
    "bidi controls": "\u{202E}evil\u{202C}\u{2066}x\u{2069}", "zero-width": "a\u{200B}b\u{200D}c\u{FEFF}d",
    "10,000 combining marks": "e" + String(repeating: "\u{301}", count: 10_000), "script": "<script>alert(1)</script>",
    "closing script": "</script>", "line separators": "a\u{2028}b\u{2029}c",
    "emoji joined with ZWJ": "👨‍👩‍👧‍👦🏳️‍🌈", "4-byte Han": "𠮷野家𪚥", "right to left": "مُحَمَّد שלום",
    "voice markup": #"<speak><break time="10s"/></speak>"#, "a formula": "=cmd|' /C calc'!A0",
    "controls": "\u{1}\u{1B}[31m\u{7F}\u{9F}",
    "quotes and backslashes": #""\"\\""#, "decomposed and composed": "e\u{301} é",
    "noncharacters": "\u{FFFE}\u{FFFF}\u{10FFFF}",
    "longer than Swift's small texts": "恭喜张三拿下大单！", "empty": "",
  ]

  @Test("a text, as a value and as a key, is written and read back byte by byte", arguments: texts.keys.sorted())
  func roundTrip(_ name: String) throws {
    let text = try #require(Self.texts[name])
    let value = try JSON.decode([String].self, from: JSON.encode([text]))
    #expect(value.map { Array($0.utf8) } == [Array(text.utf8)])
    guard text.utf8.count <= 64 else { return }
    let object = try JSON.decode([String: Int].self, from: JSON.encode([text: 1]))
    #expect(object.keys.map { Array($0.utf8) } == [Array(text.utf8)])
  }

  @Test("nothing but quotes, backslashes and C0 controls is escaped", arguments: texts.keys.sorted())
  func asIs(_ name: String) throws {
    let text = try #require(Self.texts[name])
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0 != "\"" && $0 != "\\" }) else { return }
    #expect(try JSON.encode(text) == Array("\"\(text)\"".utf8))
  }

  @Test("pairs of escapes that json-c takes for halves are read", arguments: [0x1D800, 0x1DFFF, 0x2DA2C, 0x10DBFF])
  func pairsJSONCMistakes(_ value: UInt32) throws {
    let scalar = try #require(UnicodeScalar(value))
    let escapes = String(scalar).utf16.map { "\\u" + String($0, radix: 16) }.joined()
    #expect(try read(String.self, "\"a\(escapes)b\(escapes)\"") == "a\(scalar)b\(scalar)")
    #expect(try read([String: Int].self, "{\"\(escapes)\":1}") == [String(scalar): 1])
    #expect(refusal([String: Int].self, "{\"\(escapes)\":null}")?.position == position(1, 17))
  }

  @Test("every scalar that JSON can carry is read from its escape as from its bytes")
  func escapes() throws {
    let sample = (1...0x10FFFF).lazy.filter { $0 < 0x3000 || $0 % 251 == 0 }.compactMap { UnicodeScalar($0) }
    for scalars in Array(sample).chunks(of: 1_000) {
      let escaped = scalars.flatMap { String($0).utf16 }.map { unit in
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
      let text = String(String.UnicodeScalarView(scalars))
      #expect(try Array(read(String.self, "\"\(escaped.joined())\"").utf8) == Array(text.utf8))
      #expect(try Array(JSON.decode(String.self, from: JSON.encode(text)).utf8) == Array(text.utf8))
    }
  }
}

extension Array {
  fileprivate func chunks(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
