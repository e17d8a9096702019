import Floor
import Foundation
import GRDB
import Testing

@testable import Journal

/// Full disks and failed commits.
@Suite struct FailureTests {
  let directory: TemporaryDirectory
  let journal: SQLiteJournal

  init() throws {
    directory = try TemporaryDirectory()
    journal = try SQLiteJournal(directory: directory.path)
    _ = try journal.append(drafts(1...3))
  }

  @Test("a full disk stores nothing of the call, and the journal goes on when there is space again")
  func full() throws {
    try setMaximumPages(1)
    let big = (4...40).map { draft("sale-\($0)", String(repeating: "x", count: 3000)) }
    for _ in 1...2 {
      #expect(Kind(failure { () throws(JournalError) in try journal.append(big) }) == .full)
      #expect(journal.head == 3)
      #expect(try journal.all().count == 3)
    }
    #expect(try journal.append(drafts(2...2)) == [.duplicate(offset: 2)])
    try setMaximumPages(100_000)
    #expect(try journal.append(big).first == .appended(offset: 4))
    #expect(try journal.all().count == 40)
  }

  @Test("a commit refused because the disk is full is rolled back, and the journal stays usable")
  func fullAtCommit() throws {
    let commit = journal.commit
    journal.commit = { _ in throw DatabaseError(resultCode: .SQLITE_FULL) }
    #expect(Kind(failure { () throws(JournalError) in try journal.append(drafts(4...5)) }) == .full)
    journal.commit = commit
    #expect(try journal.append(drafts(5...5)) == [.appended(offset: 4)])
    #expect(try journal.all().map(\.key) == ["sale-1", "sale-2", "sale-3", "sale-5"])
  }

  @Test("an error before the commit rolls the call back")
  func beforeCommit() throws {
    try journal.connection?.inDatabase { db in
      try db.execute(
        sql: """
          CREATE TEMP TRIGGER refuse BEFORE INSERT ON entry WHEN new.key = CAST('sale-5' AS BLOB)
          BEGIN SELECT RAISE(ABORT, 'refused'); END
          """)
    }
    #expect(Kind(failure { () throws(JournalError) in try journal.append(drafts(4...6)) }) == .full)
    #expect(journal.head == 3)
    #expect(try journal.append(drafts([6])) == [.appended(offset: 4)])
  }

  @Test(
    "after a failed commit the journal is closed, and reopening finds the entries absent or whole",
    arguments: [false, true])
  func unknownOutcome(reachedTheDisk: Bool) throws {
    let commit = journal.commit
    journal.commit = { db in
      if reachedTheDisk { try commit(db) }
      throw DatabaseError(resultCode: .SQLITE_IOERR_FSYNC)
    }
    #expect(Kind(failure { () throws(JournalError) in try journal.append(drafts(3...5)) }) == .unknownOutcome)
    #expect(failure { () throws(JournalError) in try journal.append([]) } == .closed)
    #expect(failure { () throws(JournalError) in try journal.read(after: 0, limit: 1) } == .closed)
    #expect(journal.head == 3)
    let again = try SQLiteJournal(directory: directory.path)
    #expect(again.epoch == journal.epoch)
    #expect(try again.all().count == (reachedTheDisk ? 5 : 3))
    let verdict: Appended = reachedTheDisk ? .duplicate(offset: 4) : .appended(offset: 4)
    #expect(try again.append(drafts(4...4)) == [verdict])
  }

  @Test("an I/O error of the system while committing is an unknown outcome, and loses nothing acknowledged")
  func systemError() async throws {
    journal.close()
    let path = directory.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      let journal = try SQLiteJournal(directory: path)
      _ = try journal.append(drafts(4...4))
      // From here the write-ahead log cannot grow: its next write fails with EFBIG.
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 16 << 10, rlim_max: 16 << 10)
      try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
      let big = [draft("big", String(repeating: "x", count: 100_000))]
      #expect(Kind(failure { () throws(JournalError) in try journal.append(big) }) == .unknownOutcome)
      #expect(failure { () throws(JournalError) in try journal.append([]) } == .closed)
    }
    let again = try SQLiteJournal(directory: path)
    #expect(try again.all().map(\.key) == (1...4).map { "sale-\($0)" })
    try again.verify()
  }

  @Test("the journal in memory can be made to fail like the one on disk")
  func memory() throws {
    let memory = MemoryJournal()
    memory.nextFailure = .full("test")
    #expect(failure { () throws(JournalError) in try memory.append(drafts(1...2)) } == .full("test"))
    #expect(try memory.append(drafts(1...2)) == [.appended(offset: 1), .appended(offset: 2)])
    memory.nextFailure = .unknownOutcome("test")
    #expect(failure { () throws(JournalError) in try memory.append(drafts(3...3)) } == .unknownOutcome("test"))
    #expect(failure { () throws(JournalError) in try memory.append([]) } == .closed)
  }

  private func setMaximumPages(_ pages: Int) throws {
    try journal.connection?.inDatabase { _ = try Int.fetchOne($0, sql: "PRAGMA max_page_count = \(pages)") }
  }
}
