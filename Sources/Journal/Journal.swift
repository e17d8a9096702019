/// The durable, append-only log of the floor: it owns the order of entries, their offsets, and the promise that what was
/// acknowledged is still there after a crash; and beside it the archive of what was worked out from the log. It must not know
/// what an entry means: it sees a key, a hash and bytes. A journal or archive runs on the one thread (or serial executor)
/// that opened it; it is not `Sendable`, so the compiler keeps it there.
import Floor

/// An append-only log with contiguous offsets from 1, in which a key occurs once.
///
/// All requirements are called by one owner. Every implementation passes the same contract tests.
public protocol Journal: AnyObject {
  /// The identity of this log; kept across close and reopen.
  var epoch: Epoch { get }

  /// The offset of the last durable entry; 0 when the log is empty.
  var head: Int64 { get }

  /// Judges every draft in order and stores those whose key is new, in one transaction; durable on return.
  ///
  /// New entries get contiguous offsets. Keys are equal when their UTF-8 bytes are equal. A key that occurs twice in one
  /// call counts like a key that was already there: the second is a duplicate (same hash) or a conflict (other hash).
  /// - Returns: one verdict per draft, in the order given.
  /// - Throws: ``JournalError/full(_:)`` when nothing was stored for certain; ``JournalError/unknownOutcome(_:)`` when
  ///   the commit failed, after which the journal is closed; ``JournalError/damaged(offset:_:)``;
  ///   ``JournalError/closed``.
  func append(_ drafts: [Draft]) throws(JournalError) -> [Appended]

  /// At most `limit` entries in order of offset, beginning with `offset + 1`.
  ///
  /// Empty when `offset` is at or behind ``head``, or when `limit` is not positive.
  /// - Throws: ``JournalError/damaged(offset:_:)`` for the first entry that is missing or not what was appended;
  ///   ``JournalError/closed``.
  func read(after offset: Int64, limit: Int) throws(JournalError) -> [StoredEntry]

  /// The bodies of at most `limit` entries in order of offset, beginning with `offset + 1`: ``read(after:limit:)`` for a
  /// replay, which needs nothing else of an entry. They are proved like entries that are read.
  ///
  /// Empty when `offset` is at or behind ``head``, or when `limit` is not positive.
  /// - Throws: like ``read(after:limit:)``.
  func bodies(after offset: Int64, limit: Int) throws(JournalError) -> Bodies

  /// The entry with `key`, compared by UTF-8 bytes; `nil` when there is none.
  /// - Throws: ``JournalError/damaged(offset:_:)`` when it is not what was appended; ``JournalError/closed``.
  func find(key: String) throws(JournalError) -> StoredEntry?

  /// 32 bytes that stand for the first `offset` entries, all of them and their order: two logs with the same link agree
  /// up to there. `nil` when `offset` is negative or behind ``head``.
  /// - Throws: ``JournalError/damaged(offset:_:)``, ``JournalError/closed``.
  func link(at offset: Int64) throws(JournalError) -> [UInt8]?

  /// Gives the log back so that it can be opened again. Calling it twice does nothing.
  func close()
}

/// What follows from reading entries: right for every journal, and slow for a long log. A journal on disk has its own.
extension Journal {
  /// The bodies of the entries that ``read(after:limit:)`` gives.
  public func bodies(after offset: Int64, limit: Int) throws(JournalError) -> Bodies {
    var bodies = Bodies(after: offset)
    for entry in try read(after: offset, limit: limit) { bodies.append(entry.body) }
    return bodies
  }

  /// The entry with `key`, looked for from the first entry on.
  public func find(key: String) throws(JournalError) -> StoredEntry? {
    try read(after: 0, limit: .max).first { $0.key.utf8.elementsEqual(key.utf8) }
  }

  /// The chain over the first `offset` entries.
  public func link(at offset: Int64) throws(JournalError) -> [UInt8]? {
    var chain = Chain.start
    let entries = try read(after: 0, limit: Int(max(0, min(offset, head))))
    guard offset == entries.count else { return nil }
    for entry in entries { chain = chain.extended(key: entry.key, hash: entry.hash, body: entry.body) }
    return chain.link.withBytes { Array($0) }
  }
}

/// What somebody wants in the log.
public struct Draft: Sendable {
  /// The sender's identity of the content, any Unicode text; compared by UTF-8 bytes.
  public var key: String
  /// 32 bytes: SHA-256 of the content that must be equal for a second draft with this key to be "the same".
  public var hash: [UInt8]
  /// The bytes to keep.
  public var body: [UInt8]

  /// A draft of `body` under `key`.
  public init(key: String, hash: [UInt8], body: [UInt8]) {
    self.key = key
    self.hash = hash
    self.body = body
  }
}

/// The verdict on one draft.
public enum Appended: Sendable, Equatable {
  /// New, and stored at `offset`.
  case appended(offset: Int64)
  /// The key with the same hash is already at `offset`; nothing was stored.
  case duplicate(offset: Int64)
  /// The key with another hash is already at `offset`; nothing was stored.
  case conflict(offset: Int64)
}

/// An entry of the log, as appended.
public struct StoredEntry: Sendable, Equatable {
  /// Its place, counted from 1.
  public var offset: Int64
  /// The draft's key.
  public var key: String
  /// The draft's hash, 32 bytes.
  public var hash: [UInt8]
  /// The draft's body.
  public var body: [UInt8]

  /// An entry at `offset`.
  public init(offset: Int64, key: String, hash: [UInt8], body: [UInt8]) {
    self.offset = offset
    self.key = key
    self.hash = hash
    self.body = body
  }
}
