import Crypto

/// SHA-256 of everything up to a place in the log. It lies in place, not in an array: a replay makes one for each entry.
struct Link: Equatable {
  private var words: SIMD4<UInt64>

  /// Before the first entry: zeros.
  static let start = Link(words: .zero)

  private init(words: SIMD4<UInt64>) { self.words = words }

  fileprivate init(_ digest: SHA256.Digest) {
    words = digest.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
  }

  /// `nil` unless there are exactly 32 bytes.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count == SHA256.byteCount else { return nil }
    words = bytes.loadUnaligned(as: SIMD4<UInt64>.self)
  }

  /// The 32 bytes, as they are stored.
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withUnsafeBytes(of: words, body)
  }
}

/// The end of the log: how many entries there are, and the hash that stands for all of them.
///
/// Each link is SHA-256 of (previous link ‖ offset ‖ key length ‖ hash length ‖ key ‖ hash ‖ body), numbers as 8 bytes
/// big endian. The lengths make the split between key, hash and body part of what is hashed.
struct Chain {
  /// The offset of the last entry; 0 for none.
  private(set) var offset: Int64
  private(set) var link: Link

  /// Before the first entry.
  static let start = Chain(offset: 0, link: .start)

  /// The chain as it was stored at `offset`.
  init(offset: Int64, link: Link) {
    self.offset = offset
    self.link = link
  }

  /// The chain with one more entry.
  func extended(key: UnsafeRawBufferPointer, hash: UnsafeRawBufferPointer, body: UnsafeRawBufferPointer) -> Chain {
    let length = Chain.headBytes + key.count + hash.count + body.count
    var digest = SHA256()
    // Each call costs as much as a block, so what is short is put together first.
    if length <= Chain.shortBytes {
      withUnsafeTemporaryAllocation(byteCount: length, alignment: 8) { bytes in
        var at = 0
        visit(key, hash, body) { part in
          UnsafeMutableRawBufferPointer(rebasing: bytes[at...]).copyMemory(from: part)
          at += part.count
        }
        digest.update(bufferPointer: UnsafeRawBufferPointer(bytes))
      }
    } else {
      visit(key, hash, body) { digest.update(bufferPointer: $0) }
    }
    return Chain(offset: offset &+ 1, link: Link(digest.finalize()))
  }

  /// The previous link and three numbers.
  private static let headBytes = SHA256.byteCount + 3 * 8
  /// Longer than nearly every sale, in bytes, and little enough for the stack.
  private static let shortBytes = 1_024

  /// What is hashed for one more entry, in its order.
  @inline(__always)
  private func visit(
    _ key: UnsafeRawBufferPointer, _ hash: UnsafeRawBufferPointer, _ body: UnsafeRawBufferPointer,
    _ take: (UnsafeRawBufferPointer) -> Void
  ) {
    link.withBytes(take)
    // In a damaged file an offset can be any number.
    let numbers = (offset &+ 1, Int64(key.count), Int64(hash.count))
    withUnsafeBytes(of: (numbers.0.bigEndian, numbers.1.bigEndian, numbers.2.bigEndian), take)
    take(key)
    take(hash)
    take(body)
  }

  /// The chain with one more entry.
  func extended(key: String, hash: [UInt8], body: [UInt8]) -> Chain {
    var key = key
    return key.withUTF8 { key in
      hash.withUnsafeBytes { hash in
        body.withUnsafeBytes { extended(key: UnsafeRawBufferPointer(key), hash: hash, body: $0) }
      }
    }
  }
}
