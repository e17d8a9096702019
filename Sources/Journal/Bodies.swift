/// The bodies of neighbouring entries in one buffer: nothing is allocated for an entry.
public struct Bodies: Sendable {
  /// The offset of the first body's entry; body `i` is that of entry `first + i`.
  public let first: Int64
  private var bytes: [UInt8] = []
  /// Where each body ends in `bytes`.
  private var ends: [Int] = []

  /// No bodies yet; the next one is that of the entry behind `offset`.
  init(after offset: Int64) { first = min(max(0, offset), .max - 1) + 1 }

  /// How many there are.
  public var count: Int { ends.count }

  /// Calls `use` with the bytes of body `index`, counted from 0. They are valid until it returns.
  public func withBytes<Result>(
    of index: Int, _ use: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let start = index == 0 ? 0 : ends[index - 1]
    return try bytes.withUnsafeBytes { try use(UnsafeRawBufferPointer(rebasing: $0[start..<ends[index]])) }
  }

  mutating func append(_ body: some Collection<UInt8>) {
    bytes.append(contentsOf: body)
    ends.append(bytes.count)
  }
}
