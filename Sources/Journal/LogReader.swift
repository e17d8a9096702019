import GRDB

/// Reads entries in order and proves each against the chain.
struct LogReader {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// The end of the log, its last entry proved.
  func tail() throws -> Chain {
    guard let last = try Int64.fetchOne(db, sql: "SELECT max(offset) FROM entry") else { return .start }
    var chain = try link(at: last - 1)
    _ = try entries(from: &chain, through: last, limit: 1)
    return chain
  }

  /// At most `limit` entries behind `offset`, none behind `head`.
  func entries(after offset: Int64, through head: Int64, limit: Int) throws -> [StoredEntry] {
    var chain = try link(at: offset)
    return try entries(from: &chain, through: head, limit: limit)
  }

  private func link(at offset: Int64) throws -> Chain {
    guard offset > 0 else { return .start }
    let select = try Prepared("SELECT chain FROM entry WHERE offset = ?", db)
    try select.bind(offset, at: 1)
    defer { select.reset() }
    guard try select.step() else { throw missing(offset) }
    return Chain(offset: offset, link: Array(select.bytes(at: 0)))
  }

  private func entries(from chain: inout Chain, through head: Int64, limit: Int) throws -> [StoredEntry] {
    let last = limit < head - chain.offset ? chain.offset + Int64(limit) : head
    var entries: [StoredEntry] = []
    entries.reserveCapacity(Int(last - chain.offset))
    let rows = try Prepared(
      "SELECT offset, key, hash, chain, body FROM entry WHERE offset > ? AND offset <= ? ORDER BY offset", db)
    try rows.bind(chain.offset, at: 1)
    try rows.bind(last, at: 2)
    defer { rows.reset() }
    do {
      while try rows.step() { entries.append(try entry(rows, &chain)) }
    } catch let error as DatabaseError where error.isDamage {
      throw JournalError.damaged(offset: chain.offset + 1, error.description)
    }
    guard chain.offset == last else { throw missing(chain.offset + 1) }
    return entries
  }

  private func entry(_ row: Prepared, _ chain: inout Chain) throws -> StoredEntry {
    let entry = StoredEntry(
      offset: row.number(at: 0), key: String(decoding: row.bytes(at: 1), as: UTF8.self),
      hash: Array(row.bytes(at: 2)), body: Array(row.bytes(at: 4)))
    guard entry.offset == chain.offset + 1 else { throw missing(chain.offset + 1) }
    let next = chain.extended(key: entry.key, hash: entry.hash, body: entry.body)
    guard row.bytes(at: 3).elementsEqual(next.link) else {
      throw JournalError.damaged(
        offset: entry.offset, "it, or the hash of the entry before it, is not what was appended")
    }
    chain = next
    return entry
  }

  private func missing(_ offset: Int64) -> JournalError {
    .damaged(offset: offset, "there is no entry with this offset")
  }
}
