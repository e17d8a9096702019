import Crypto

/// The end of the log: how many entries there are, and the hash that stands for all of them.
///
/// Each link is SHA-256 of (previous link ‖ offset ‖ key length ‖ hash length ‖ key ‖ hash ‖ body), numbers as 8 bytes
/// big endian. The lengths make the split between key, hash and body part of what is hashed.
struct Chain {
  /// The offset of the last entry; 0 for none.
  private(set) var offset: Int64
  /// 32 bytes.
  private(set) var link: [UInt8]

  /// Before the first entry.
  static let start = Chain(offset: 0, link: [UInt8](repeating: 0, count: SHA256.byteCount))

  /// The chain as it was stored at `offset`.
  init(offset: Int64, link: [UInt8]) {
    self.offset = offset
    self.link = link
  }

  /// The chain with one more entry.
  func extended(key: String, hash: [UInt8], body: [UInt8]) -> Chain {
    var digest = SHA256()
    var key = key
    key.withUTF8 { key in
      var head = link
      head.reserveCapacity(link.count + 3 * MemoryLayout<Int64>.size)
      for number in [offset + 1, Int64(key.count), Int64(hash.count)] {
        withUnsafeBytes(of: number.bigEndian) { head.append(contentsOf: $0) }
      }
      digest.update(data: head)
      digest.update(bufferPointer: UnsafeRawBufferPointer(key))
    }
    digest.update(data: hash)
    digest.update(data: body)
    return Chain(offset: offset + 1, link: digest.finalize().withUnsafeBytes { Array($0) })
  }
}
