import GRDB
import GRDBSQLite

/// A cached prepared statement whose values go straight between arrays and SQLite.
///
/// GRDB's `execute(arguments:)` and `Row` box every value; for this table's five columns that made an entry in a
/// batch of 64 cost 9-10 µs of processor time against 5-7 (ordered keys). GRDB still prepares,
/// caches and finalizes the statement.
struct Prepared {
  private let db: Database
  private let statement: SQLiteStatement

  /// The statement for `sql`, prepared on its first use on this connection.
  init(_ sql: String, _ db: Database) throws {
    self.db = db
    statement = try db.cachedStatement(sql: sql).sqliteStatement
  }

  /// Sets the parameter `index`, counted from 1.
  func bind(_ number: Int64, at index: CInt) throws { try check(sqlite3_bind_int64(statement, index, number)) }

  /// Sets the parameter `index` to a copy of the text's UTF-8 bytes, as a blob.
  func bind(_ text: String, at index: CInt) throws {
    var text = text
    try text.withUTF8 { try bind(UnsafeRawBufferPointer($0), at: index) }
  }

  /// Sets the parameter `index` to a copy of `bytes`.
  func bind(_ bytes: [UInt8], at index: CInt) throws {
    try bytes.withUnsafeBytes { try bind($0, at: index) }
  }

  /// Sets the parameter `index` to a copy of `bytes`.
  func bind(_ bytes: UnsafeRawBufferPointer, at index: CInt) throws {
    // Without bytes there may be no address, and SQLite would store NULL.
    guard let address = bytes.baseAddress, !bytes.isEmpty else {
      return try check(sqlite3_bind_zeroblob(statement, index, 0))
    }
    try check(sqlite3_bind_blob64(statement, index, address, sqlite3_uint64(bytes.count), copies))
  }

  /// Runs to the next row; `false` at the end, where the statement is ready to be run again.
  func step() throws -> Bool {
    let code = sqlite3_step(statement)
    if code == SQLITE_ROW { return true }
    let error = code == SQLITE_DONE ? nil : failure(code)
    sqlite3_reset(statement)
    if let error { throw error }
    return false
  }

  /// Ends a run before its last row. The result is the last step's, which `step` has reported.
  func reset() { sqlite3_reset(statement) }

  /// Gives back the memory of bound values. Without it the copies stay, for the next values of about the same size.
  func clear() { sqlite3_clear_bindings(statement) }

  /// Column `index` of the row, counted from 0.
  func number(at index: CInt) -> Int64 { sqlite3_column_int64(statement, index) }

  /// The bytes of column `index`; valid until the next call on the statement.
  func bytes(at index: CInt) -> UnsafeRawBufferPointer {
    let address = sqlite3_column_blob(statement, index)
    return UnsafeRawBufferPointer(start: address, count: Int(sqlite3_column_bytes(statement, index)))
  }

  private func check(_ code: CInt) throws {
    guard code == SQLITE_OK else { throw failure(code) }
  }

  private func failure(_ code: CInt) -> DatabaseError {
    DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
  }
}

/// SQLITE_TRANSIENT, a macro that Swift does not import: the value is copied before the call returns.
private let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
