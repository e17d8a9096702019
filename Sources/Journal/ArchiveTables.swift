import GRDB

/// Where a page belongs.
struct ArchivePlace: Hashable {
  var site: String
  var day: Int32
}

/// Whose archive it is, and what its bytes mean.
struct ArchiveOwner: Equatable {
  var epoch: String
  var format: Int
}

/// Up to where the pages hold.
struct ArchiveCheckpoint {
  var offset: Int64
  /// The journal's at `offset`, 32 bytes.
  var link: [UInt8]
  var state: [UInt8]
}

/// The statements of an archive.
///
/// Bodies and state carry a seal, SHA-256 of what they are and where they belong: the log proves every entry, and what is
/// read in place of its entries is proved too.
struct ArchiveTables {
  let db: Database

  // A page has a number, and the index to it a few bytes an entry: listing days and finding a page touches no other body.
  static let definition = """
    CREATE TABLE page (site BLOB NOT NULL, day INTEGER NOT NULL, seal BLOB NOT NULL, body BLOB NOT NULL) STRICT;
    CREATE UNIQUE INDEX page_place ON page (site, day);
    CREATE TABLE owner (id INTEGER PRIMARY KEY CHECK (id = 1), epoch TEXT NOT NULL, format INTEGER NOT NULL) STRICT;
    CREATE TABLE checkpoint (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      offset INTEGER NOT NULL,
      link BLOB NOT NULL,
      seal BLOB NOT NULL,
      state BLOB NOT NULL
    ) STRICT;
    """

  func begin() throws {
    if !db.isInsideTransaction { try db.cachedStatement(sql: "BEGIN IMMEDIATE").execute() }
  }

  func commit() throws { try db.cachedStatement(sql: "COMMIT").execute() }

  func page(at place: ArchivePlace) throws -> [UInt8]? {
    let select = try Prepared("SELECT seal, body FROM page WHERE site = ? AND day = ?", db)
    try select.bind(place.site, at: 1)
    try select.bind(Int64(place.day), at: 2)
    defer { select.reset() }
    guard try select.step() else { return nil }
    let body = Array(select.bytes(at: 1))
    guard Link(select.bytes(at: 0)) == seal(of: body, place) else {
      throw JournalError.damaged(
        offset: 0, "the archived page of \(place.site) for day \(place.day) is not what was put")
    }
    return body
  }

  func days(of site: String) throws -> [Int32] {
    let select = try Prepared("SELECT day FROM page WHERE site = ? ORDER BY day", db)
    try select.bind(site, at: 1)
    defer { select.reset() }
    var days: [Int32] = []
    while try select.step() { days.append(Int32(truncatingIfNeeded: select.number(at: 0))) }
    return days
  }

  func put(_ body: [UInt8], at place: ArchivePlace) throws {
    let upsert = try Prepared(
      """
      INSERT INTO page (site, day, seal, body) VALUES (?, ?, ?, ?)
      ON CONFLICT (site, day) DO UPDATE SET seal = excluded.seal, body = excluded.body
      """, db)
    defer { upsert.clear() }
    try upsert.bind(place.site, at: 1)
    try upsert.bind(Int64(place.day), at: 2)
    try seal(of: body, place).withBytes { try upsert.bind($0, at: 3) }
    try upsert.bind(body, at: 4)
    _ = try upsert.step()
  }

  func owner() throws -> ArchiveOwner? {
    let select = try Prepared("SELECT epoch, format FROM owner", db)
    defer { select.reset() }
    guard try select.step() else { return nil }
    return ArchiveOwner(epoch: String(decoding: select.bytes(at: 0), as: UTF8.self), format: Int(select.number(at: 1)))
  }

  func setOwner(_ owner: ArchiveOwner) throws {
    try db.execute(sql: "REPLACE INTO owner VALUES (1, ?, ?)", arguments: [owner.epoch, owner.format])
  }

  func checkpoint() throws -> ArchiveCheckpoint? {
    let select = try Prepared("SELECT offset, link, seal, state FROM checkpoint", db)
    defer { select.reset() }
    guard try select.step() else { return nil }
    let checkpoint = ArchiveCheckpoint(
      offset: select.number(at: 0), link: Array(select.bytes(at: 1)), state: Array(select.bytes(at: 3)))
    guard Link(select.bytes(at: 2)) == seal(of: checkpoint) else {
      throw JournalError.damaged(offset: 0, "the archive's checkpoint is not what was committed")
    }
    return checkpoint
  }

  func setCheckpoint(_ checkpoint: ArchiveCheckpoint) throws {
    let replace = try Prepared("REPLACE INTO checkpoint VALUES (1, ?, ?, ?, ?)", db)
    defer { replace.clear() }
    try replace.bind(checkpoint.offset, at: 1)
    try replace.bind(checkpoint.link, at: 2)
    try seal(of: checkpoint).withBytes { try replace.bind($0, at: 3) }
    try replace.bind(checkpoint.state, at: 4)
    _ = try replace.step()
  }

  private func seal(of body: [UInt8], _ place: ArchivePlace) -> Link {
    Chain(offset: Int64(place.day), link: .start).extended(key: place.site, hash: [], body: body).link
  }

  private func seal(of checkpoint: ArchiveCheckpoint) -> Link {
    Chain(offset: checkpoint.offset, link: .start)
      .extended(key: "checkpoint", hash: checkpoint.link, body: checkpoint.state).link
  }
}
