import Foundation
import GRDB

/// The file of an archive: how it is set, and how it is made anew.
struct ArchiveFile {
  let path: String

  /// Marks the file as an archive ("FCar"), so that no other database is taken for one.
  private static let application = 0x4643_6172
  /// The tables this version knows. Another version's file is made anew: its content can be worked out again.
  private static let version = 1

  /// Opens the file. One that is damaged, or no archive, is made anew.
  func openOrRemake() throws(JournalError) -> (connection: DatabaseQueue, wasRemade: Bool) {
    if let connection = try open() { return (connection, false) }
    return (try remake(), true)
  }

  /// Deletes the file and opens a new one.
  func remake() throws(JournalError) -> DatabaseQueue {
    // The database first: SQLite throws a write-ahead log without a database away, but takes a database without its log
    // for whole.
    for name in [path, path + "-wal", path + "-journal"] {
      guard unlink(name) == 0 || errno == ENOENT else { throw .cannotOpen("delete \(name): \(lastSystemError())") }
    }
    guard let connection = try open() else { throw .cannotOpen("\(path) was made anew and cannot be read") }
    return connection
  }

  /// `nil` when the file is damaged or no archive.
  private func open() throws(JournalError) -> DatabaseQueue? {
    try createFile(path)
    var connection: DatabaseQueue?
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      connection = queue
      if try queue.writeWithoutTransaction(isArchive) { return queue }
      try queue.close()
      return nil
    } catch {
      try? connection?.close()
      if (error as? DatabaseError)?.isAboutContent == true { return nil }
      throw JournalError(opening: path, error)
    }
  }

  private func isArchive(_ db: Database) throws -> Bool {
    if try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0 {
      try db.inTransaction(.immediate) {
        try db.execute(
          sql: """
            \(ArchiveTables.definition)
            PRAGMA application_id = \(Self.application);
            PRAGMA user_version = \(Self.version);
            """)
        return .commit
      }
    }
    return try Int.fetchOne(db, sql: "PRAGMA application_id") == Self.application
      && Int.fetchOne(db, sql: "PRAGMA user_version") == Self.version
  }

  // MARK: Settings

  /// Bytes of a database page, for bodies of some 100 kB to 1 MB: writing a hundred of 500 kB takes a third more processor
  /// time with 4 KiB, and no less with 64.
  private static let pageBytes = 16 * 1024

  /// KiB of page cache. A body is read once and kept elsewhere, and what is put is not read again soon.
  private static let cacheKiB = 8 * 1024

  /// Bytes the write-ahead log keeps on disk when it is empty: an ordinary commit fits, a long replay's is given back.
  private static let idleLogBytes = 64 << 20

  private var configuration: Configuration {
    // Nothing here is secret that the log does not say, so freed bodies are not overwritten with zeros: Debian's SQLite
    // does that unless told otherwise.
    .owning(
      label: "archive", pageBytes: Self.pageBytes,
      settings: """
        PRAGMA synchronous = NORMAL;
        PRAGMA cache_size = -\(Self.cacheKiB);
        PRAGMA secure_delete = OFF;
        PRAGMA journal_size_limit = \(Self.idleLogBytes);
        """)
  }
}

extension DatabaseError {
  /// The file is not what an archive is; nothing that goes away by itself.
  fileprivate var isAboutContent: Bool {
    ![.SQLITE_BUSY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_FULL, .SQLITE_NOMEM].contains(resultCode)
  }
}
