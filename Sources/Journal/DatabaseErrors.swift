import GRDB

extension DatabaseError {
  /// SQLite found that the file is not what it wrote.
  var isDamage: Bool { resultCode == .SQLITE_CORRUPT || resultCode == .SQLITE_NOTADB }
}

extension JournalError {
  /// What an error while opening `path` means.
  init(opening path: String, _ error: any Error) {
    switch error {
    case let error as JournalError: self = error
    case let error as DatabaseError where error.resultCode == .SQLITE_BUSY:
      self = .inUse("\(path) is open in a program that does not take the lock file, such as the sqlite3 shell")
    case let error as DatabaseError where error.resultCode == .SQLITE_NOTADB:
      self = .cannotOpen("\(path) is not a database: \(error)")
    case let error as DatabaseError where error.isDamage:
      self = .damaged(offset: 0, "\(path): \(error)")
    default: self = .cannotOpen("\(path): \(error)")
    }
  }
}
