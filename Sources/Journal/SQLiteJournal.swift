import Floor
import Foundation
import GRDB

/// A journal in `DIRECTORY/journal.sqlite`, guarded by `DIRECTORY/journal.lock`.
///
/// One connection reads, writes and checkpoints: SQLite up to 3.51.2 can damage a database when two connections write and
/// checkpoint at once (the "WAL-reset" bug). The lock file keeps other servers out, SQLite's exclusive locking mode keeps
/// out everybody else, the `sqlite3` shell included. `synchronous=FULL` makes each commit one fdatasync.
public final class SQLiteJournal: Journal {
  /// The identity of this log, kept in the file.
  public let epoch: Epoch
  /// The offset of the last durable entry; 0 when the log is empty. It keeps its value when the journal is closed.
  public var head: Int64 { tail.offset }

  /// The end of what is durable; moved only after a commit.
  var tail: Chain
  /// `nil` once closed.
  var connection: DatabaseQueue?
  let lock: DirectoryLock
  /// The database file, for messages.
  let path: String
  /// The seam at which a test makes a commit fail.
  var commit: (Database) throws -> Void = { try $0.cachedStatement(sql: "COMMIT").execute() }

  /// The database file in a journal's directory.
  public static let fileName = "journal.sqlite"
  /// The lock file in a journal's directory.
  public static let lockName = "journal.lock"

  /// Opens the journal in `directory`, creating both when they are missing (modes 0700 and 0600).
  ///
  /// The last entry is verified here, all others when they are read.
  /// - Parameter renewEpoch: gives the log a new identity and takes its end as it is. For a restored backup: the screens'
  ///   positions mean other entries now.
  /// - Throws: ``JournalError/inUse(_:)``, ``JournalError/cannotOpen(_:)``, ``JournalError/damaged(offset:_:)`` (also
  ///   when the log is shorter than what was acknowledged from it).
  public init(directory: String, renewEpoch: Bool = false) throws(JournalError) {
    try createDirectory(directory)
    lock = try DirectoryLock(path: directory + "/" + Self.lockName)
    path = directory + "/" + Self.fileName
    try createFile(path)
    let opened = try Self.open(path, renewEpoch: renewEpoch)
    (connection, epoch, tail) = opened
    if let previous = lock.previous, previous.epoch == epoch, previous.head > head {
      // Closing takes what is readable of the write-ahead log and removes it. A second name keeps it for whoever looks
      // into the loss; it fails when there is no such file, or one was kept before.
      _ = Foundation.link(path + "-wal", path + "-wal.refused")
      close()
      throw .damaged(
        offset: opened.tail.offset + 1,
        "\(path) ends at offset \(opened.tail.offset), but entries up to \(previous.head) were acknowledged; "
          + "restore the file, or open it with a new epoch to go on without them")
    }
    try lock.claim(.init(epoch: epoch, head: head))
  }

  /// Gives the log back so that it can be opened again. Calling it twice does nothing.
  public func close() {
    // The last connection to close checkpoints and removes the write-ahead log. An error leaves the log for the next
    // opening, which is as good.
    try? connection?.close()
    connection = nil
    lock.release()
  }

  deinit { close() }

  private static func open(
    _ path: String, renewEpoch: Bool
  ) throws(JournalError) -> (connection: DatabaseQueue, epoch: Epoch, tail: Chain) {
    var connection: DatabaseQueue?
    do {
      let queue = try DatabaseQueue(path: path, configuration: Schema.configuration())
      connection = queue
      return try queue.writeWithoutTransaction { db in
        let epoch = try Schema.epoch(db, path: path, renew: renewEpoch)
        return (queue, epoch, try LogReader(db).tail())
      }
    } catch {
      try? connection?.close()
      throw JournalError(opening: path, error)
    }
  }
}
