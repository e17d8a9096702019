import Floor
import GRDB

/// What was worked out from a log, kept beside it in `DIRECTORY/archive.sqlite` so that a start need not work it out again:
/// pages of bytes, one for a site and a day, and the checkpoint that says up to which entry they hold.
///
/// All of it is derived: losing it costs a replay. So a file that is damaged is made anew, and a power cut may take the
/// last commits back, pages and checkpoint together. What is put stays in one open transaction until
/// ``commit(offset:link:state:)``; a process that ends before leaves the archive as it was at the last commit.
///
/// An error does the same: everything put since the last commit is lost. So that it is not missed, `put` and `commit` throw
/// that error again, and so does `page` for what was lost, until ``discard()`` or ``erase()``.
///
/// An archive has one owner, and lies in a directory whose journal is open: the journal's lock file guards both.
public final class Archive {
  /// The database file in a journal's directory.
  public static let fileName = "archive.sqlite"

  /// Whether a file was found that was damaged, or no archive, and was made anew.
  public private(set) var wasRebuilt = false

  /// `nil` once closed.
  private(set) var connection: DatabaseQueue?
  private let path: String
  private let format: Int
  private var owner: ArchiveOwner?
  private var uncommitted: Set<ArchivePlace> = []
  /// Why what is in `uncommitted` is lost.
  private var failure: JournalError?

  /// Opens the archive in `directory`, creating both when they are missing (modes 0700 and 0600).
  /// - Parameter format: of the bytes in pages and state; what has another format is erased by ``checkpoint(of:)``.
  /// - Throws: ``JournalError/inUse(_:)``, ``JournalError/cannotOpen(_:)``.
  public init(directory: String, format: Int) throws(JournalError) {
    try createDirectory(directory)
    path = directory + "/" + Self.fileName
    self.format = format
    (connection, wasRebuilt) = try ArchiveFile(path: path).openOrRemake()
  }

  /// Makes this the archive of `journal`, and gives its checkpoint.
  ///
  /// An archive of another log, another epoch, another format, or one that holds entries the log does not have, is erased:
  /// its pages never mix with those of a new replay. Called before anything is put: what is committed in an archive that was
  /// never given to a log is erased too.
  /// - Returns: the offset up to which pages and state hold, and the state; `nil` for a replay from the first entry.
  /// - Throws: ``JournalError/full(_:)``, ``JournalError/cannotOpen(_:)``, ``JournalError/closed``, or what
  ///   ``Journal/link(at:)`` throws.
  public func checkpoint(of journal: any Journal) throws(JournalError) -> (offset: Int64, state: [UInt8])? {
    let owner = ArchiveOwner(epoch: journal.epoch.description, format: format)
    self.owner = owner
    let found: (owner: ArchiveOwner?, checkpoint: ArchiveCheckpoint?)
    do {
      found = try attempt("read the checkpoint") { try ($0.owner(), $0.checkpoint()) }
    } catch {
      try erase()
      wasRebuilt = true
      return nil
    }
    if found.owner == owner {
      guard let checkpoint = found.checkpoint else { return nil }
      if try journal.link(at: checkpoint.offset) == checkpoint.link { return (checkpoint.offset, checkpoint.state) }
    }
    try erase()
    return nil
  }

  /// The page of a site and a day as it was put last, committed or not; `nil` when there is none.
  /// - Throws: ``JournalError/damaged(offset:_:)`` when it is not what was put; ``JournalError/full(_:)`` when it cannot
  ///   be read, or was lost; ``JournalError/closed``.
  public func page(site: String, day: Int32) throws(JournalError) -> [UInt8]? {
    let place = ArchivePlace(site: site, day: day)
    if let failure, uncommitted.contains(place) { throw failure }
    return try attempt("read the page of \(site) for day \(day)") { try $0.page(at: place) }
  }

  /// The days of which `site` has a page, ascending; those whose page was lost are among them.
  /// - Throws: ``JournalError/damaged(offset:_:)``, ``JournalError/full(_:)``, ``JournalError/closed``.
  public func days(of site: String) throws(JournalError) -> [Int32] {
    let days = try attempt("list the days of \(site)") { try $0.days(of: site) }
    guard failure != nil else { return days }
    return Set(days).union(uncommitted.filter { $0.site == site }.map(\.day)).sorted()
  }

  /// Keeps `body` as the page of a site and a day, in place of an earlier one; durable with the next
  /// ``commit(offset:link:state:)``.
  /// - Throws: ``JournalError/full(_:)``, ``JournalError/damaged(offset:_:)``, ``JournalError/closed``.
  public func put(_ body: [UInt8], site: String, day: Int32) throws(JournalError) {
    let place = ArchivePlace(site: site, day: day)
    if let failure { throw failure }
    uncommitted.insert(place)
    try attempt("put the page of \(site) for day \(day)") {
      try $0.begin(); try $0.put(body, at: place)
    }
  }

  /// Makes everything put since the last commit durable, and with it the checkpoint: pages and `state` hold up to
  /// `offset`.
  /// - Parameter link: what ``Journal/link(at:)`` of the archive's log gives for `offset`.
  /// - Throws: ``JournalError/full(_:)``, ``JournalError/damaged(offset:_:)``, ``JournalError/closed``.
  public func commit(offset: Int64, link: [UInt8], state: [UInt8]) throws(JournalError) {
    if let failure { throw failure }
    let checkpoint = ArchiveCheckpoint(offset: offset, link: link, state: state)
    try attempt("commit at offset \(offset)") {
      try $0.begin()
      try $0.setCheckpoint(checkpoint)
      try $0.commit()
    }
    uncommitted = []
  }

  /// Forgets what was put since the last commit, and the error that lost it. An archive that cannot even do that is closed.
  public func discard() {
    uncommitted = []
    failure = nil
    rollBack()
  }

  /// Forgets everything but its log, for good.
  /// - Throws: ``JournalError/cannotOpen(_:)``, after which the archive is closed; ``JournalError/full(_:)``;
  ///   ``JournalError/closed``.
  public func erase() throws(JournalError) {
    guard connection != nil else { throw .closed }
    close()
    connection = try ArchiveFile(path: path).remake()
    uncommitted = []
    failure = nil
    guard let owner else { return }
    try attempt("give the archive to its log") {
      try $0.begin()
      try $0.setOwner(owner)
      try $0.commit()
    }
  }

  /// Gives the file back as it was at the last commit. Calling it twice does nothing.
  public func close() {
    try? connection?.close()
    connection = nil
  }

  deinit { close() }

  private func attempt<Result>(
    _ what: String, _ body: (ArchiveTables) throws -> Result
  ) throws(JournalError) -> Result {
    guard let connection else { throw .closed }
    do {
      return try connection.writeWithoutTransaction { try body(ArchiveTables(db: $0)) }
    } catch {
      // SQLite rolls back by itself after some errors, a reader's among them; this makes it all.
      rollBack()
      let error = JournalError(archive: path, what, error)
      if !uncommitted.isEmpty { failure = failure ?? error }
      throw error
    }
  }

  private func rollBack() {
    do {
      try connection?.writeWithoutTransaction { db in
        if db.isInsideTransaction { try db.execute(sql: "ROLLBACK") }
      }
    } catch {
      close()
    }
  }
}

extension JournalError {
  fileprivate init(archive path: String, _ attempt: String, _ error: any Error) {
    switch error {
    case let error as JournalError: self = error
    case let error as DatabaseError where error.isDamage: self = .damaged(offset: 0, "\(attempt) in \(path): \(error)")
    default: self = .full("\(attempt) in \(path): \(error)")
    }
  }
}
