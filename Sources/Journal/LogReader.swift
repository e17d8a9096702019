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
    return try proved(after: last - 1, through: last, limit: 1) { _ in }
  }

  /// At most `limit` entries behind `offset`, none behind `head`.
  func entries(after offset: Int64, through head: Int64, limit: Int) throws -> [StoredEntry] {
    var entries: [StoredEntry] = []
    _ = try proved(after: offset, through: head, limit: limit) { row in
      entries.append(
        StoredEntry(
          offset: row.offset, key: String(decoding: row.key, as: UTF8.self), hash: Array(row.hash),
          body: Array(row.body)))
    }
    return entries
  }

  /// The bodies of at most `limit` entries behind `offset`, none behind `head`.
  func bodies(after offset: Int64, through head: Int64, limit: Int) throws -> Bodies {
    var bodies = Bodies(after: offset)
    _ = try proved(after: offset, through: head, limit: limit) { bodies.append($0.body) }
    return bodies
  }

  /// The entry with `key`.
  func entry(key: String) throws -> StoredEntry? {
    let lookup = try Prepared("SELECT offset FROM entry WHERE key = ?", db)
    try lookup.bind(key, at: 1)
    guard try lookup.step() else { return nil }
    let offset = lookup.number(at: 0)
    lookup.reset()
    guard offset > 0, let entry = try entries(after: offset - 1, through: offset, limit: 1).first,
      entry.key.utf8.elementsEqual(key.utf8)
    else {
      throw JournalError.damaged(offset: 0, "the index of the keys leads from one key to the entry of another")
    }
    return entry
  }

  /// The chain up to `offset`, as it was stored.
  func chain(at offset: Int64) throws -> Chain {
    guard offset > 0 else { return .start }
    let select = try Prepared("SELECT chain FROM entry WHERE offset = ?", db)
    try select.bind(offset, at: 1)
    defer { select.reset() }
    guard try select.step() else { throw missing(offset) }
    guard let link = Link(select.bytes(at: 0)) else { throw changed(offset) }
    return Chain(offset: offset, link: link)
  }

  /// What SQLite says about the whole file: "ok", or what is wrong.
  func integrity() throws -> [String] { try String.fetchAll(db, sql: "PRAGMA integrity_check(1)") }

  /// Visits at most `limit` rows behind `offset`, none behind `head`, each after it was proved. Returns the chain up to the
  /// last of them.
  private func proved(
    after offset: Int64, through head: Int64, limit: Int, _ visit: (Row) throws -> Void
  ) throws -> Chain {
    var chain = try chain(at: offset)
    let last = limit < head - offset ? offset + Int64(limit) : head
    let rows = try Prepared(
      "SELECT offset, key, hash, chain, body FROM entry WHERE offset > ? AND offset <= ? ORDER BY offset", db)
    try rows.bind(offset, at: 1)
    try rows.bind(last, at: 2)
    defer { rows.reset() }
    do {
      while try rows.step() {
        let row = Row(rows)
        chain = try proved(row, after: chain)
        try visit(row)
      }
    } catch let error as DatabaseError where error.isDamage {
      throw JournalError.damaged(offset: chain.offset + 1, error.description)
    }
    guard chain.offset == last else { throw missing(chain.offset + 1) }
    return chain
  }

  private func proved(_ row: Row, after chain: Chain) throws -> Chain {
    guard row.offset == chain.offset + 1 else { throw missing(chain.offset + 1) }
    let next = chain.extended(key: row.key, hash: row.hash, body: row.body)
    guard row.link == next.link else { throw changed(next.offset) }
    return next
  }

  /// One entry where SQLite has it; valid until the next step. Each column is asked for once.
  private struct Row {
    let offset: Int64
    let key, hash, body: UnsafeRawBufferPointer
    /// `nil` if it is none.
    let link: Link?

    init(_ row: Prepared) {
      offset = row.number(at: 0)
      (key, hash, body) = (row.bytes(at: 1), row.bytes(at: 2), row.bytes(at: 4))
      link = Link(row.bytes(at: 3))
    }
  }

  private func missing(_ offset: Int64) -> JournalError {
    .damaged(offset: offset, "there is no entry with this offset")
  }

  private func changed(_ offset: Int64) -> JournalError {
    .damaged(offset: offset, "it, or the hash of the entry before it, is not what was appended")
  }
}
