import Floor
import GRDB

extension SQLiteJournal {
  /// Judges every draft in order and stores the new ones in one transaction; see ``Journal/append(_:)``.
  public func append(_ drafts: [Draft]) throws(JournalError) -> [Appended] {
    guard let connection else { throw .closed }
    guard !drafts.isEmpty else { return [] }
    do {
      let (verdicts, end) = try connection.writeWithoutTransaction { db in try store(drafts, db) }
      tail = end
      lock.acknowledge(.init(epoch: epoch, head: head))
      return verdicts
    } catch {
      let error = error as? JournalError ?? .full("append to \(path): \(error)")
      if case .unknownOutcome = error { close() }
      throw error
    }
  }

  /// One transaction: judge all, store the new ones, commit.
  private func store(_ drafts: [Draft], _ db: Database) throws -> (verdicts: [Appended], end: Chain) {
    var end = tail
    let verdicts: [Appended]
    do {
      try db.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
      verdicts = try drafts.map { try judge($0, &end, db) }
    } catch {
      try rollBack(db, after: error)
      throw (error as? DatabaseError)?.isDamage == true ? JournalError.damaged(offset: 0, "\(error)") : error
    }
    do {
      try commit(db)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
      // No byte of the commit record was accepted, so no recovery can find it.
      try rollBack(db, after: error)
      throw JournalError.full("commit to \(path): \(error)")
    } catch {
      throw JournalError.unknownOutcome("commit to \(path): \(error)")
    }
    return (verdicts, end)
  }

  private func judge(_ draft: Draft, _ end: inout Chain, _ db: Database) throws -> Appended {
    let next = end.extended(key: draft.key, hash: draft.hash, body: draft.body)
    let insert = try Prepared(
      "INSERT INTO entry (offset, key, hash, chain, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING", db)
    try insert.bind(next.offset, at: 1)
    try insert.bind(draft.key, at: 2)
    try insert.bind(draft.hash, at: 3)
    try next.link.withBytes { try insert.bind($0, at: 4) }
    try insert.bind(draft.body, at: 5)
    _ = try insert.step()
    guard db.changesCount == 0 else {
      end = next
      return .appended(offset: next.offset)
    }
    return try compare(draft, db)
  }

  private func compare(_ draft: Draft, _ db: Database) throws -> Appended {
    let lookup = try Prepared("SELECT offset, hash FROM entry WHERE key = ?", db)
    try lookup.bind(draft.key, at: 1)
    defer { lookup.reset() }
    guard try lookup.step() else {
      throw JournalError.damaged(offset: 0, "the index of the keys disagrees with itself")
    }
    let offset = lookup.number(at: 0)
    return lookup.bytes(at: 1).elementsEqual(draft.hash) ? .duplicate(offset: offset) : .conflict(offset: offset)
  }

  /// Leaves no transaction open, or says that the outcome is not known.
  private func rollBack(_ db: Database, after error: any Error) throws {
    guard db.isInsideTransaction else { return }
    do {
      try db.execute(sql: "ROLLBACK")
    } catch let second {
      throw JournalError.unknownOutcome("roll back \(path) after \(error): \(second)")
    }
  }
}
