/// The longer texts that were read lately, so that one that comes again is neither checked nor copied again.
///
/// A text of at most 15 bytes lies inside the `String` and needs no memory of its own; those are not kept.
struct TextCache {
  /// A power of two; more than a floor has products.
  private static let size = 256
  private static let longestInline = 15
  private var slots: [String]

  /// - Parameter isKeeping: `false` for whoever reads one thing only and cannot meet a text again.
  init(isKeeping: Bool) { slots = isKeeping ? [String](repeating: "", count: TextCache.size) : [] }

  /// The text with these bytes; `nil` if they are no UTF-8.
  @inline(__always)
  mutating func text(_ utf8: UnsafeRawBufferPointer) -> String? {
    guard utf8.count > TextCache.longestInline, !slots.isEmpty else { return String(validUTF8: utf8) }
    let slot = TextCache.slot(of: utf8)
    if TextCache.isEqual(slots[slot], utf8) { return slots[slot] }
    guard let text = String(validUTF8: utf8) else { return nil }
    slots[slot] = text
    return text
  }

  /// Where a text of more than 8 bytes belongs: names that differ do so in their beginning, end, middle or length.
  private static func slot(of utf8: UnsafeRawBufferPointer) -> Int {
    let (first, middle, last) = (word(utf8, 0), word(utf8, utf8.count / 2 - 4), word(utf8, utf8.count - 8))
    let mixed = (first &* 31 &+ middle) &* 31 &+ last &+ UInt64(truncatingIfNeeded: utf8.count)
    // The upper bits of a product depend on all bits below.
    return Int(truncatingIfNeeded: (mixed &* 0x9E37_79B9_7F4A_7C15) >> 32) & (size - 1)
  }

  private static func word(_ utf8: UnsafeRawBufferPointer, _ at: Int) -> UInt64 {
    utf8.loadUnaligned(fromByteOffset: at, as: UInt64.self)
  }

  private static func isEqual(_ text: String, _ utf8: UnsafeRawBufferPointer) -> Bool {
    guard text.utf8.count == utf8.count else { return false }
    return text.utf8.withContiguousStorageIfAvailable { text in
      let text = UnsafeRawBufferPointer(text)
      var at = 0
      while at < utf8.count - 8 {
        guard word(text, at) == word(utf8, at) else { return false }
        at += 8
      }
      return word(text, utf8.count - 8) == word(utf8, utf8.count - 8)
    } ?? false
  }
}

extension String {
  /// `nil` unless `utf8` is UTF-8: nothing is repaired. `String(validating:as:)` takes three times as long.
  @inline(__always)
  init?(validUTF8 utf8: UnsafeRawBufferPointer) {
    guard let span = try? UTF8Span(validating: utf8.bindMemory(to: UInt8.self).span) else { return nil }
    self.init(copying: span)
  }
}
