/// Every key of a document, to find one that stands twice in an object.
///
/// One open-addressed table for all objects: no allocation per key or object. Hashes are seeded per process, so nobody
/// can choose keys that collide.
struct KeyTable {
  enum Insertion {
    /// Not seen in this object; so many bytes long after its escapes are resolved.
    case new(bytes: Int)
    case known
  }

  /// 16 bytes: documents are shorter than 4 GB.
  private struct Slot {
    var hash: UInt32 = 0
    /// 0: the slot is free.
    var object: UInt32 = 0
    var start: UInt32 = 0
    var end: UInt32 = 0

    var key: Range<Int> { Int(start)..<Int(end) }
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var slots: [Slot] = []
  private var count = 0
  private var plain: [UInt8] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// Notes the key at `range` (quotes left out) of the object with the serial number `object`, counted from 1.
  mutating func insert(_ range: Range<Int>, escaped: Bool, object: Int) -> Insertion {
    if count * 2 >= slots.count { grow() }
    let (digest, length) = digest(range, escaped: escaped, object: object)
    let new = Slot(
      hash: UInt32(truncatingIfNeeded: digest), object: UInt32(truncatingIfNeeded: object),
      start: UInt32(truncatingIfNeeded: range.lowerBound), end: UInt32(truncatingIfNeeded: range.upperBound))
    var place = Int(new.hash) & (slots.count - 1)
    while slots[place].object != 0 {
      let slot = slots[place]
      if slot.hash == new.hash, slot.object == new.object, isEqual(slot.key, range) { return .known }
      place = (place + 1) & (slots.count - 1)
    }
    slots[place] = new
    count += 1
    return .new(bytes: length)
  }

  private mutating func digest(_ range: Range<Int>, escaped: Bool, object: Int) -> (hash: Int, length: Int) {
    var hasher = Hasher()
    hasher.combine(object)
    guard escaped else {
      hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[range]))
      return (hasher.finalize(), range.count)
    }
    plain.removeAll(keepingCapacity: true)
    unescape(bytes, range, into: &plain)
    plain.withUnsafeBytes { hasher.combine(bytes: $0) }
    return (hasher.finalize(), plain.count)
  }

  private func isEqual(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    bytes[one].elementsEqual(bytes[other]) || unescaped(bytes, one) == unescaped(bytes, other)
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: max(64, old.count * 2))
    for slot in old where slot.object != 0 {
      var place = Int(slot.hash) & (slots.count - 1)
      while slots[place].object != 0 { place = (place + 1) & (slots.count - 1) }
      slots[place] = slot
    }
  }
}

/// The UTF-8 that the valid text at `range` (quotes left out) stands for.
func unescaped(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
  var result: [UInt8] = []
  unescape(bytes, range, into: &result)
  return result
}

/// Appends the UTF-8 that the valid text at `range` stands for.
func unescape(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into result: inout [UInt8]) {
  var at = range.lowerBound
  while at < range.upperBound {
    guard bytes[at] == UInt8(ascii: "\\") else {
      result.append(bytes[at])
      at += 1
      continue
    }
    switch bytes[at + 1] {
    case UInt8(ascii: "u"): at += unescapeUnicode(bytes, at, into: &result)
    case let letter:
      result.append(shortEscape(letter))
      at += 2
    }
  }
}

private func shortEscape(_ letter: UInt8) -> UInt8 {
  switch letter {
  case UInt8(ascii: "b"): 0x08
  case UInt8(ascii: "f"): 0x0C
  case UInt8(ascii: "n"): 0x0A
  case UInt8(ascii: "r"): 0x0D
  case UInt8(ascii: "t"): 0x09
  default: letter
  }
}

/// Resolves `\uXXXX` or a surrogate pair at `at`; says how many bytes it took.
private func unescapeUnicode(
  _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, into result: inout [UInt8]
) -> Int {
  let high = hexUnit(bytes, at + 2) ?? 0xFFFD
  let low = 0xD800...0xDBFF ~= high ? hexUnit(bytes, at + 8) : nil
  let value = low.map { 0x10000 + (high - 0xD800) << 10 + ($0 - 0xDC00) } ?? high
  result.append(contentsOf: String(UnicodeScalar(value) ?? "\u{FFFD}").utf8)
  return low == nil ? 6 : 12
}

/// The UTF-16 unit that the four hexadecimal digits at `at` name.
func hexUnit(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> UInt32? {
  guard at + 4 <= bytes.count else { return nil }
  var unit: UInt32 = 0
  for byte in bytes[at..<at + 4] {
    let digit: UInt8
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
    default: return nil
    }
    unit = unit << 4 | UInt32(digit)
  }
  return unit
}
