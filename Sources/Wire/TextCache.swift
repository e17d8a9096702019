import Floor

/// The texts that were read lately, so that one that comes again is neither checked nor copied again.
struct TextCache {
  /// More than a floor has agents and products; a power of two.
  private static let slotBits: UInt64 = 9
  private var slots: [String]

  /// - Parameter isKeeping: `false` for whoever reads one thing only and cannot meet a text again.
  init(isKeeping: Bool) { slots = isKeeping ? [String](repeating: "", count: 1 << TextCache.slotBits) : [] }

  /// The text with these bytes; `nil` if they are no UTF-8.
  @inline(__always)
  mutating func text(_ utf8: UnsafeRawBufferPointer) -> String? {
    guard !slots.isEmpty else { return String(validUTF8: utf8) }
    let slot = utf8.slot(bits: TextCache.slotBits)
    let kept = slots[slot]
    if kept.utf8.span.withUnsafeBytes({ $0.hasSameBytes(as: utf8) }) { return kept }
    guard let text = String(validUTF8: utf8) else { return nil }
    slots[slot] = text
    return text
  }
}

extension UnsafeRawBufferPointer {
  /// Where a text with these bytes is kept among 2^`bits` that were met lately. Names that differ do so in their beginning,
  /// middle, end or length; two that share a place only cost.
  func slot(bits: UInt64) -> Int {
    var mixed = UInt64(truncatingIfNeeded: count)
    if count >= 8 {
      mixed = ((mixed &* 31 &+ word(0)) &* 31 &+ word(count / 2 - 4)) &* 31 &+ word(count - 8)
    } else {
      for byte in self { mixed = mixed << 8 | UInt64(byte) }
    }
    // Only the uppermost bits of a product depend on all bits below: names that are numbered differ in their last byte, which
    // is the uppermost of the word.
    return Int(truncatingIfNeeded: (mixed &* 0x9E37_79B9_7F4A_7C15) >> (64 - bits))
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
