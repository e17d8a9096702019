import Floor
import GRDB

/// The tables of a journal, and how its connection is set.
enum Schema {
  /// What this version writes. A newer file is refused, since what it means is not known here.
  static let format = 1

  /// Bytes of a page.
  static let pageBytes = 4096

  /// Pages in the write-ahead log at which a commit also checkpoints. SQLite's 1,000 puts two more syncs and a
  /// few ms into every 300th commit; 8,192 makes that rare, while the log stays at 32 MiB, read in well under a second
  /// after a crash.
  static let checkpointPages = 8192

  /// KiB of page cache: the index of the keys is hit at random places.
  static let cacheKiB = 16 * 1024

  private static let tables = """
    CREATE TABLE meta (format INTEGER NOT NULL, epoch TEXT NOT NULL) STRICT;
    CREATE TABLE entry (
      offset INTEGER PRIMARY KEY,
      key BLOB NOT NULL UNIQUE,
      hash BLOB NOT NULL,
      chain BLOB NOT NULL,
      body BLOB NOT NULL
    ) STRICT;
    """

  static func configuration() -> Configuration {
    .owning(
      label: "journal", pageBytes: pageBytes,
      settings: """
        PRAGMA synchronous = FULL;
        PRAGMA cache_size = -\(cacheKiB);
        PRAGMA wal_autocheckpoint = \(checkpointPages);
        """)
  }

  /// The epoch of the log, after its tables were found or made.
  static func epoch(_ db: Database, path: String, renew: Bool) throws -> Epoch {
    if try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0 { return try create(db) }
    guard try db.tableExists("meta"), try db.tableExists("entry"),
      let row = try Row.fetchOne(db, sql: "SELECT format, epoch FROM meta"), let found: Int = row[0]
    else { throw JournalError.cannotOpen("\(path) is a database, but not a journal") }
    guard found <= format else {
      throw JournalError.cannotOpen(
        "\(path) has format \(found); this version reads up to format \(format). Use the version that wrote it")
    }
    guard let text: String = row[1], let epoch = Epoch(text) else {
      throw JournalError.damaged(offset: 0, "the epoch in \(path) is not 32 hexadecimal digits")
    }
    return renew ? try write(newEpoch(), db) : epoch
  }

  private static func create(_ db: Database) throws -> Epoch {
    let epoch = newEpoch()
    try db.inTransaction(.immediate) {
      try db.execute(sql: tables)
      try db.execute(sql: "INSERT INTO meta VALUES (?, ?)", arguments: [format, epoch.description])
      return .commit
    }
    return epoch
  }

  private static func write(_ epoch: Epoch, _ db: Database) throws -> Epoch {
    try db.execute(sql: "UPDATE meta SET epoch = ?", arguments: [epoch.description])
    return epoch
  }

  private static func newEpoch() -> Epoch {
    var generator = SystemRandomNumberGenerator()
    return Epoch(using: &generator)
  }
}
