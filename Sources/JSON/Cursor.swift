/// Moves over a document that the validator passed, to find where in it a value stands.
struct Cursor {
  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var at = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  private var byte: UInt8 { at < bytes.count ? bytes[at] : 0 }

  /// From a value to its member or element; false, without moving, if it has none.
  mutating func enter(_ step: Step) -> Bool {
    let start = at
    let found =
      switch step {
      case .key(let key): byte == UInt8(ascii: "{") && enter(key: Array(key.utf8))
      case .index(let index): byte == UInt8(ascii: "[") && enter(index: index)
      }
    if !found { at = start }
    return found
  }

  private mutating func enter(key: [UInt8]) -> Bool {
    while next(before: UInt8(ascii: "}")) {
      let start = at
      skipText()
      let isWanted = unescaped(bytes, start + 1..<at - 1) == key
      skipColon()
      if isWanted { return true }
      skipValue()
    }
    return false
  }

  private mutating func enter(index: Int) -> Bool {
    var left = index
    while next(before: UInt8(ascii: "]")) {
      if left == 0 { return true }
      left -= 1
      skipValue()
    }
    return false
  }

  /// From the opening bracket or the end of a member or element to the beginning of the next one; or past `close`.
  mutating func next(before close: UInt8) -> Bool {
    if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
      at += 1
      skipBlank()
    } else {
      skipBlank()
      if byte == UInt8(ascii: ",") {
        at += 1
        skipBlank()
        return at < bytes.count
      }
    }
    guard byte == close || at == bytes.count else { return true }
    at += 1
    return false
  }

  /// From the end of a key to its value.
  mutating func skipColon() {
    skipBlank()
    at += 1
    skipBlank()
  }

  /// Past a value, whatever is in it.
  mutating func skipValue() {
    var depth = 0
    while at < bytes.count {
      switch byte {
      case UInt8(ascii: "\""): skipText()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        at += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        at += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"): at += 1
      default: skipScalar()
      }
      if depth == 0 { return }
      skipBlank()
    }
  }

  /// Past a text, `at` being at its first quote.
  mutating func skipText() {
    at += 1
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
    at += 1
  }

  /// Past a number or word.
  mutating func skipScalar() {
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "+"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "E"):
        at += 1
      default: return
      }
    }
  }

  /// Past blanks and comments.
  mutating func skipBlank() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x0A, 0x0D, 0x09: at += 1
      case UInt8(ascii: "/"): skipComment()
      default: return
      }
    }
  }

  private mutating func skipComment() {
    let isBlock = at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "*")
    at += 2
    while at < bytes.count {
      if isBlock, bytes[at] == UInt8(ascii: "/"), bytes[at - 1] == UInt8(ascii: "*") { break }
      if !isBlock, bytes[at] == 0x0A { break }
      at += 1
    }
    at = min(at + 1, bytes.count)
  }
}
