import Floor

/// A journal that lives as long as its ``Store``: for tests, and for trying the server without a disk.
public final class MemoryJournal: Journal {
  /// What stands for the disk: it outlives the journal, and one journal at a time has it open.
  public final class Store {
    fileprivate let epoch: Epoch
    fileprivate var entries: [StoredEntry] = []
    /// By the key's UTF-8 bytes: `String` takes "é" and "e + accent" for the same.
    fileprivate var offsets: [[UInt8]: Int64] = [:]
    fileprivate var isOpen = false

    /// An empty log with an epoch of its own.
    public init() {
      var generator = SystemRandomNumberGenerator()
      epoch = Epoch(using: &generator)
    }
  }

  private let store: Store
  private var isOpen = true

  /// Thrown by the next non-empty `append` in place of storing anything: how tests see a full disk, or a failed commit
  /// (``JournalError/unknownOutcome(_:)`` also closes the journal, as the contract says).
  public var nextFailure: JournalError?

  /// A journal on a new, empty store.
  public convenience init() {
    self.init(taking: Store())
  }

  /// Opens what an earlier journal left in `store`.
  /// - Throws: ``JournalError/inUse(_:)`` while another journal has it open.
  public convenience init(reopening store: Store) throws(JournalError) {
    guard !store.isOpen else { throw .inUse("the store is held by another journal of this process") }
    self.init(taking: store)
  }

  private init(taking store: Store) {
    self.store = store
    store.isOpen = true
  }

  /// The identity of the store.
  public var epoch: Epoch { store.epoch }

  /// The offset of the last entry; 0 when the store is empty.
  public var head: Int64 { Int64(store.entries.count) }

  /// Judges every draft in order and stores the new ones; see ``Journal/append(_:)``.
  public func append(_ drafts: [Draft]) throws(JournalError) -> [Appended] {
    guard isOpen else { throw .closed }
    if let failure = drafts.isEmpty ? nil : nextFailure {
      nextFailure = nil
      if case .unknownOutcome = failure { close() }
      throw failure
    }
    return drafts.map(judge)
  }

  private func judge(_ draft: Draft) -> Appended {
    let key = Array(draft.key.utf8)
    if let offset = store.offsets[key] {
      let same = store.entries[Int(offset) - 1].hash == draft.hash
      return same ? .duplicate(offset: offset) : .conflict(offset: offset)
    }
    let offset = head + 1
    store.offsets[key] = offset
    store.entries.append(StoredEntry(offset: offset, key: draft.key, hash: draft.hash, body: draft.body))
    return .appended(offset: offset)
  }

  /// At most `limit` entries behind `offset`; see ``Journal/read(after:limit:)``.
  public func read(after offset: Int64, limit: Int) throws(JournalError) -> [StoredEntry] {
    guard isOpen else { throw .closed }
    guard limit > 0, offset < head else { return [] }
    return Array(store.entries[Int(max(0, offset))...].prefix(limit))
  }

  /// The entry with `key`; see ``Journal/find(key:)``.
  public func find(key: String) throws(JournalError) -> StoredEntry? {
    guard isOpen else { throw .closed }
    return store.offsets[Array(key.utf8)].map { store.entries[Int($0) - 1] }
  }

  /// Gives the store back so that it can be reopened. Calling it twice does nothing.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    store.isOpen = false
  }

  deinit { close() }
}
