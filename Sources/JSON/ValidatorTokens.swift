/// Texts, numbers, words, blanks and comments.
extension Validator {
  /// Past a text in double quotes, `at` being at the first. Says whether it has escapes.
  mutating func text() throws(JSONError) -> Bool {
    let start = at
    var escaped = false
    at += 1
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        at += 1
        return escaped
      case UInt8(ascii: "\\"):
        escaped = true
        try escape()
      case ..<0x20: throw error(at: at, "has a raw control character in a text", "\\n, \\t or \\u00XX")
      case ..<0x80: at += 1
      default: try scalar()
      }
    }
    throw error(at: start, "has a text without an end", "a closing double quote")
  }

  private mutating func escape() throws(JSONError) {
    let start = at
    at += 2
    switch start + 1 < bytes.count ? bytes[start + 1] : 0 {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return
    case UInt8(ascii: "u"): try unicodeEscape(start)
    default: throw error(at: start, "has an unknown escape", #"\" \\ \/ \b \f \n \r \t \uXXXX"#)
    }
  }

  private mutating func unicodeEscape(_ start: Int) throws(JSONError) {
    guard let unit = hexUnit(bytes, at) else {
      throw error(at: start, "has a broken \\u escape", "\\u and four hexadecimal digits")
    }
    at += 4
    switch unit {
    case 0: throw error(at: start, "has U+0000 in a text", "any other character")
    case 0xD800...0xDBFF:
      guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u"),
        let low = hexUnit(bytes, at + 2), 0xDC00...0xDFFF ~= low
      else { throw error(at: start, "has half a surrogate pair", "\\uD8xx followed by \\uDCxx") }
      at += 6
      // The low 16 bits of the scalar: six of `unit`'s, all ten of `low`'s.
      if 0xD800...0xDFFF ~= (unit & 0x3F) << 10 | low & 0x3FF { add(.surrogatePair(start..<at)) }
    case 0xDC00...0xDFFF: throw error(at: start, "has half a surrogate pair", "\\uD8xx followed by \\uDCxx")
    default: return
    }
  }

  /// Past one scalar of two to four bytes (Unicode 15, table 3-7: no overlong form, no surrogate, nothing beyond
  /// U+10FFFF).
  private mutating func scalar() throws(JSONError) {
    let (count, second): (Int, ClosedRange<UInt8>) =
      switch bytes[at] {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xE1...0xEC, 0xEE, 0xEF: (3, 0x80...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      default: (0, 0...0)
      }
    guard count > 0, at + count <= bytes.count, second.contains(bytes[at + 1]),
      (2..<count).allSatisfy({ bytes[at + $0] & 0xC0 == 0x80 })
    else { throw error(at: at, "is not valid UTF-8", "UTF-8") }
    at += count
  }

  /// Past a number; the edit json-c needs if it is an integer beyond Int64.
  mutating func number() throws(JSONError) -> Edit? {
    let start = at
    let isNegative = byte == UInt8(ascii: "-")
    if isNegative { at += 1 }
    let leading = at
    try digits(of: start)
    guard bytes[leading] != UInt8(ascii: "0") || at == leading + 1 else {
      throw error(at: start, "is a number with a leading zero", "no zero before other digits")
    }
    let integerEnd = at
    if byte == UInt8(ascii: ".") {
      at += 1
      try digits(of: start)
    }
    if byte | 0x20 == UInt8(ascii: "e") {
      at += 1
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { at += 1 }
      try digits(of: start)
    }
    guard at - start <= limits.numberCharacters else {
      throw error(at: start, "is a number of \(at - start) characters", "at most \(limits.numberCharacters)")
    }
    try finite(start..<at)
    let isWide = at == integerEnd && Self.isBeyondInt64(bytes[leading..<at], isNegative: isNegative)
    return isWide ? .wideInteger(start..<at) : nil
  }

  private mutating func digits(of start: Int) throws(JSONError) {
    let first = at
    while UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { at += 1 }
    if at == first { throw error(at: start, "is a number that lacks a digit", "like 12, -0.5 or 1.5e-3") }
  }

  private func finite(_ range: Range<Int>) throws(JSONError) {
    // Without an exponent, a number this short is far from Double's 309 digits.
    guard range.count > 300 || bytes[range].contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) else { return }
    guard Double(String(decoding: bytes[range], as: UTF8.self))?.isFinite == true else {
      throw error(at: range.lowerBound, "is a number beyond a double", "at most about 1.8e308")
    }
  }

  private static func isBeyondInt64(_ digits: Slice<UnsafeBufferPointer<UInt8>>, isNegative: Bool) -> Bool {
    guard digits.count >= 19 else { return false }
    let most: StaticString = isNegative ? "9223372036854775808" : "9223372036854775807"
    let largest = UnsafeBufferPointer(start: most.utf8Start, count: most.utf8CodeUnitCount)
    return digits.count > 19 || largest.lexicographicallyPrecedes(digits)
  }

  /// Past `true`, `false` or `null`.
  mutating func word() throws(JSONError) {
    let start = at
    while isLetter(byte) { at += 1 }
    let word = UnsafeBufferPointer(rebasing: bytes[start..<at])
    if Self.words.contains(where: { $0.utf8CodeUnitCount == word.count && word.elementsEqual($0.utf8Bytes) }) { return }
    at = start
    guard !word.isEmpty else { throw unexpected("a value") }
    throw error(
      at: start, "is the unknown word \(quoted(String(decoding: word, as: UTF8.self)))", "true, false, null, or quotes")
  }

  private static let words: [StaticString] = ["true", "false", "null"]

  private func isLetter(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }

  /// Past blanks and, where allowed, comments.
  mutating func skipBlank() throws(JSONError) {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x0A, 0x0D, 0x09: at += 1
      case UInt8(ascii: "/"): try comment()
      default: return
      }
    }
  }

  private mutating func comment() throws(JSONError) {
    let start = at
    let second = at + 1 < bytes.count ? bytes[at + 1] : 0
    let isBlock = second == UInt8(ascii: "*")
    guard isBlock || second == UInt8(ascii: "/") else { throw unexpected("JSON") }
    guard limits.allowsComments else { throw error(at: start, "has a comment", "no comments") }
    at += 2
    while at < bytes.count {
      if isBlock, byte == UInt8(ascii: "*"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "/") {
        at += 2
        return add(.comment(start..<at))
      }
      if !isBlock, byte == 0x0A { break }
      if byte < 0x80 { at += 1 } else { try scalar() }
    }
    if isBlock { throw error(at: start, "has a comment without an end", "a closing */") }
    add(.comment(start..<at))
  }
}

extension StaticString {
  fileprivate var utf8Bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
  }
}
