/// The identity of one log: 128 random bits as 32 lowercase hexadecimal digits.
///
/// It changes when the log is another log (new, restored, damaged): offset 10 of another log is another entry, so an
/// offset means nothing without the epoch it was counted in.
public struct Epoch: Hashable, Sendable, CustomStringConvertible {
  /// 32 lowercase hexadecimal digits.
  public let description: String

  /// `nil` unless `text` is exactly 32 lowercase hexadecimal digits.
  public init?(_ text: String) {
    guard text.utf8.count == 32, text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
      return nil
    }
    description = text
  }

  /// A new log's identity, drawn from `generator`.
  public init(using generator: inout some RandomNumberGenerator) {
    description = (0..<2).map { _ in
      let half = String(UInt64.random(in: .min ... .max, using: &generator), radix: 16)
      return String(repeating: "0", count: 16 - half.count) + half
    }.joined()
  }
}

/// A place in a log: which log, and the sequence number of an entry in it.
///
/// Offsets count entries from 1; 0 is the place before the first entry. They stay below 2^53, so a browser's numbers
/// hold them exactly.
public struct Position: Hashable, Sendable {
  /// Which log.
  public var epoch: Epoch
  /// The sequence number of the last entry seen; 0 before the first.
  public var offset: Int64

  /// A place in the log `epoch`.
  public init(epoch: Epoch, offset: Int64) {
    self.epoch = epoch
    self.offset = offset
  }
}
