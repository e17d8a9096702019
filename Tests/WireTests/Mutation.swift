/// Bytes as a broken disk or program might give them back.
enum Mutation {
  static func of(_ good: [UInt8], _ random: inout Seeded) -> [UInt8] {
    var bytes = good
    for _ in 0...Int.random(in: 0..<3, using: &random) where !bytes.isEmpty {
      let i = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes.removeSubrange(i...)
      case 1: bytes[i] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 2: bytes[i] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random)!
      case 3: bytes.remove(at: i)
      case 4: bytes.insert(UInt8.random(in: 0...255, using: &random), at: i)
      default: bytes.replaceSubrange(i..., with: (0..<12).map { _ in UInt8.random(in: 0...255, using: &random) })
      }
    }
    return bytes
  }
}
