import GRDB

extension SQLiteJournal {
  /// At most `limit` entries behind `offset`, each proved against the chain; see ``Journal/read(after:limit:)``.
  public func read(after offset: Int64, limit: Int) throws(JournalError) -> [StoredEntry] {
    guard limit > 0, offset < head else { return try reading(from: 0) { _ in [] } }
    return try reading(from: offset + 1) { try $0.entries(after: max(0, offset), through: head, limit: limit) }
  }

  /// The bodies of at most `limit` entries behind `offset`, proved like entries that are read; see
  /// ``Journal/bodies(after:limit:)``.
  public func bodies(after offset: Int64, limit: Int) throws(JournalError) -> Bodies {
    guard limit > 0, offset < head else { return try reading(from: 0) { _ in Bodies(after: offset) } }
    return try reading(from: offset + 1) { try $0.bodies(after: max(0, offset), through: head, limit: limit) }
  }

  /// The entry with `key`, proved against the chain; see ``Journal/find(key:)``.
  public func find(key: String) throws(JournalError) -> StoredEntry? {
    try reading(from: 0) { try $0.entry(key: key) }
  }

  /// The hash of the first `offset` entries; see ``Journal/link(at:)``.
  public func link(at offset: Int64) throws(JournalError) -> [UInt8]? {
    try reading(from: offset) { reader in
      guard (0...head).contains(offset) else { return nil }
      return try (offset == head ? tail : reader.chain(at: offset)).link.withBytes { Array($0) }
    }
  }

  /// Reads everything: each entry against the chain, and the index of the keys against the entries.
  ///
  /// For a check by hand; it takes seconds for a million entries. `read` proves entries but not the index, whose damage
  /// can only make a key look new.
  /// - Throws: ``JournalError/damaged(offset:_:)``, ``JournalError/closed``.
  public func verify() throws(JournalError) {
    var offset: Int64 = 0
    while offset < head { offset += Int64(try bodies(after: offset, limit: Self.verifyPage).count) }
    try reading(from: 0) { reader in
      let report = try reader.integrity()
      guard report == ["ok"] else { throw JournalError.damaged(offset: 0, report.joined(separator: "; ")) }
    }
  }

  /// Entries held in memory at a time by `verify`.
  private static let verifyPage = 1000

  /// - Parameter offset: where an error is that names no entry; 0 when it can be anywhere.
  private func reading<Result>(
    from offset: Int64, _ body: (LogReader) throws -> Result
  ) throws(JournalError) -> Result {
    guard let connection else { throw .closed }
    do {
      return try connection.writeWithoutTransaction { try body(LogReader($0)) }
    } catch {
      throw error as? JournalError ?? .damaged(offset: max(0, offset), "read \(path): \(error)")
    }
  }
}
