import Floor
import Foundation
import GRDB
import Testing

@testable import Journal

/// Who may open a journal, and what it says when it cannot be opened.
@Suite struct OpeningTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  @Test("the directory is created with its parents, and only the owner can read what is in it")
  func modes() throws {
    let path = directory.path + "/var/lib/floor"
    let journal = try SQLiteJournal(directory: path)
    _ = try journal.append(drafts(1...1))
    #expect(try mode(path) == 0o700)
    for name in [database, writeAheadLog, lockFile] { #expect(try mode(path + "/" + name) == 0o600) }
    journal.close()
    chmod(path + "/" + database, 0o644)
    try SQLiteJournal(directory: path).close()
    #expect(try mode(path + "/" + database) == 0o600)
  }

  @Test("a closed journal is one file and the lock file")
  func files() throws {
    let journal = try SQLiteJournal(directory: directory.path)
    _ = try journal.append(drafts(1...100))
    journal.close()
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted() == [lockFile, database])
  }

  @Test("a second journal on the same directory is refused, and the text names the process that has it")
  func inUse() throws {
    let journal = try SQLiteJournal(directory: directory.path)
    let path = directory.path
    let error = failure { () throws(JournalError) in try SQLiteJournal(directory: path) }
    #expect(Kind(error) == .inUse)
    #expect(error?.description.contains("process \(getpid())") == true)
    #expect(try journal.append(drafts(1...1)) == [.appended(offset: 1)])
  }

  @Test("a second process is refused, and the text names the first")
  func otherProcess() async throws {
    let journal = try SQLiteJournal(directory: directory.path)
    let path = directory.path
    let owner = Int(getpid())
    await #expect(processExitsWith: .success) { [path = path as String, owner = owner as Int] in
      let error = failure { () throws(JournalError) in try SQLiteJournal(directory: path) }
      #expect(Int(getpid()) != owner)
      #expect(error?.description.contains("held by process \(owner)") == true)
    }
    journal.close()
  }

  @Test("the journal and a program that ignores the lock file shut each other out")
  func shell() throws {
    let journal = try SQLiteJournal(directory: directory.path)
    let file = directory.path + "/" + database
    #expect(throws: DatabaseError.self) { try DatabaseQueue(path: file).read { try Int.fetchOne($0, sql: "SELECT 1") } }
    journal.close()
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let shell = try DatabaseQueue(path: file, configuration: configuration)
    try shell.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
    #expect(Kind(failure { () throws(JournalError) in try SQLiteJournal(directory: directory.path) }) == .inUse)
    try shell.close()
  }

  @Test("a journal of a newer format is refused with both formats named")
  func newer() throws {
    try SQLiteJournal(directory: directory.path).close()
    try edit("UPDATE meta SET format = 2")
    let error = failure { () throws(JournalError) in try SQLiteJournal(directory: directory.path) }
    #expect(Kind(error) == .cannotOpen)
    #expect(error?.description.contains("has format 2; this version reads up to format 1") == true)
  }

  @Test("a file that is not a journal is refused and left as it is", arguments: [false, true])
  func notAJournal(isDatabase: Bool) throws {
    if isDatabase {
      try edit("CREATE TABLE other (x)")
    } else {
      try directory.write(Array(String(repeating: "not a database ", count: 300).utf8), database)
    }
    let before = try directory.read(database)
    #expect(Kind(failure { () throws(JournalError) in try SQLiteJournal(directory: directory.path) }) == .cannotOpen)
    if !isDatabase { #expect(try directory.read(database) == before) }
  }

  @Test("a directory that cannot be written is refused with its name and the system's reason")
  func readOnly() async throws {
    chmod(directory.path, 0o555)
    let path = directory.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      // The superuser may write everywhere; anybody else may not.
      if geteuid() == 0 { try #require(setuid(65534) == 0) }
      let error = failure { () throws(JournalError) in try SQLiteJournal(directory: path) }
      #expect(Kind(error) == .cannotOpen)
      #expect(error?.description.contains(path) == true)
      #expect(error?.description.contains("Permission denied") == true)
    }
    chmod(directory.path, 0o755)
  }

  @Test("a directory below a file is refused with its name")
  func notADirectory() throws {
    try directory.write([], "file")
    let path = directory.path + "/file/journal"
    let error = failure { () throws(JournalError) in try SQLiteJournal(directory: path) }
    #expect(Kind(error) == .cannotOpen)
    #expect(error?.description.contains("Not a directory") == true)
  }

  @Test("a renewed epoch stays, and the entries with it")
  func renewed() throws {
    let first = try SQLiteJournal(directory: directory.path)
    _ = try first.append(drafts(1...2))
    first.close()
    let renewed = try SQLiteJournal(directory: directory.path, renewEpoch: true)
    #expect(renewed.epoch != first.epoch)
    renewed.close()
    let again = try SQLiteJournal(directory: directory.path)
    #expect(again.epoch == renewed.epoch)
    #expect(try again.all().count == 2)
  }

  private func edit(_ sql: String) throws {
    let queue = try DatabaseQueue(path: directory.path + "/" + database)
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
  }

  private func mode(_ path: String) throws -> UInt32 {
    var status = stat()
    try #require(stat(path, &status) == 0)
    return status.st_mode & 0o777
  }
}
