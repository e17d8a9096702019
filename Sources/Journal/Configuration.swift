import GRDB

extension Configuration {
  /// A connection that has its file for itself, with a write-ahead log.
  /// - Parameters:
  ///   - pageBytes: the page size of a file that is made now.
  ///   - settings: more pragmas.
  static func owning(label: String, pageBytes: Int, settings: String) -> Configuration {
    var configuration = Configuration()
    configuration.label = label
    // After an error the transaction's state is checked and answered here; GRDB would end the process.
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { db in
      // Before the first access: the index of the write-ahead log then lives in memory, and no one else can open the file.
      _ = try String.fetchOne(db, sql: "PRAGMA locking_mode = EXCLUSIVE")
      try db.execute(sql: "PRAGMA page_size = \(pageBytes)")
      let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
      guard mode == "wal" else {
        throw JournalError.cannotOpen("set journal_mode of \(db.description) to wal: it stays \(mode ?? "unknown")")
      }
      try db.execute(sql: "PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF; " + settings)
    }
    return configuration
  }
}
