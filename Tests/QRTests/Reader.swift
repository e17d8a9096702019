import QR

/// Reads codes of versions 1 to 4 and level M in byte mode, without correcting errors (ISO/IEC 18004, 7 and 12).
struct Reader {
  private let code: QR
  private var version: Int { (code.size - 17) / 4 }

  init(_ code: QR) { self.code = code }

  /// The text; `nil` if the code is of another kind.
  var text: String? {
    guard let mask = mask else { return nil }
    let bits = codewords(mask).flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 == 1 } }
    func number(_ range: Range<Int>) -> Int { range.reduce(0) { $0 << 1 | (bits[$1] ? 1 : 0) } }
    guard number(0..<4) == 0b0100 else { return nil }
    let count = number(4..<12)
    let bytes = (0..<count).map { UInt8(number(12 + 8 * $0..<20 + 8 * $0)) }
    return String(validating: bytes, as: UTF8.self)
  }

  /// The number of the mask, if the level is M: two bits of level and three of mask beside the first finder.
  private var mask: Int? {
    let format = (0..<5).reduce(0) { $0 << 1 | (code[8, $1] ? 1 : 0) } ^ 0b10101
    return format >> 3 == 0b00 ? format & 7 : nil
  }

  private func isMasked(_ mask: Int, _ i: Int, _ j: Int) -> Bool {
    switch mask {
    case 0: (i + j) % 2 == 0
    case 1: i % 2 == 0
    case 2: j % 3 == 0
    case 3: (i + j) % 3 == 0
    case 4: (i / 2 + j / 3) % 2 == 0
    case 5: i * j % 2 + i * j % 3 == 0
    case 6: (i * j % 2 + i * j % 3) % 2 == 0
    default: ((i + j) % 2 + i * j % 3) % 2 == 0
    }
  }

  /// Whether a module is of a finder, the format, the timing or the one alignment pattern.
  private func isFunction(_ i: Int, _ j: Int) -> Bool {
    let size = code.size
    if i == 6 || j == 6 || i < 9 && (j < 9 || j >= size - 8) || i >= size - 8 && j < 9 { return true }
    let alignment = size - 9..<size - 4
    return version > 1 && alignment.contains(i) && alignment.contains(j)
  }

  /// The data bytes: read in columns of two from the right, up and down, then taken from their blocks in turn.
  private func codewords(_ mask: Int) -> [Int] {
    var bits: [Bool] = []
    var (right, isUp) = (code.size - 1, true)
    while right > 0 {
      if right == 6 { right -= 1 }
      for step in 0..<code.size {
        let i = isUp ? code.size - 1 - step : step
        for j in [right, right - 1] where !isFunction(i, j) { bits.append(code[i, j] != isMasked(mask, i, j)) }
      }
      (right, isUp) = (right - 2, !isUp)
    }
    let bytes = stride(from: 0, to: bits.count - 7, by: 8).map { start in
      bits[start..<start + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
    }
    // Data of level M: 16, 28, 44 in one block, 64 in two.
    let data = [16, 28, 44, 64][version - 1]
    let blocks = version == 4 ? 2 : 1
    return (0..<blocks).flatMap { block in stride(from: block, to: data, by: blocks).map { bytes[$0] } }
  }
}
