import Floor
import Foundation
import GRDB
import Testing

@testable import Journal

private let archiveFile = Archive.fileName

/// Files that are not what an archive wrote, full disks, and processes that end in the middle of things.
@Suite struct ArchiveDamageTests {
  let directory: TemporaryDirectory
  let journal = MemoryJournal()
  static let days: ClosedRange<Int32> = 1...6

  init() throws {
    directory = try TemporaryDirectory()
    _ = try journal.append(drafts(1...3))
    let archive = try Archive(directory: directory.path, format: 1)
    _ = try archive.checkpoint(of: journal)
    for day in Self.days { try archive.put(Self.body(day), site: "BJ", day: day) }
    try archive.commit(at: 2, of: journal, state: pattern(2, 5000))
    archive.close()
  }

  private static func body(_ day: Int32) -> [UInt8] { pattern(Int(day), 3000 * Int(day)) }

  enum Stranger: CaseIterable {
    case fewBytes, text, zeros, otherDatabase, journal, newer, missingTable
  }

  @Test("a file that is no archive is made anew, and used", arguments: Stranger.allCases)
  func strangers(_ stranger: Stranger) throws {
    switch stranger {
    case .fewBytes: try directory.write([UInt8](repeating: 1, count: 600), archiveFile)
    case .text: try directory.write(Array(String(repeating: "not a database ", count: 3000).utf8), archiveFile)
    case .zeros: try directory.write([UInt8](repeating: 0, count: 40_000), archiveFile)
    case .otherDatabase:
      try directory.write([], archiveFile)
      try edit("CREATE TABLE other (x)")
    case .journal:
      try SQLiteJournal(directory: directory.path).close()
      try directory.write(try directory.read(database), archiveFile)
    case .newer: try edit("PRAGMA user_version = 2")
    case .missingTable: try edit("DROP TABLE checkpoint")
    }
    let archive = try Archive(directory: directory.path, format: 1)
    #expect(try archive.checkpoint(of: journal) == nil)
    #expect(archive.wasRebuilt)
    #expect(try archive.days(of: "BJ") == [])
    try archive.put([3], site: "BJ", day: 3)
    try archive.commit(at: 3, of: journal, state: [3])
    archive.close()
    let again = try Archive(directory: directory.path, format: 1)
    #expect(!again.wasRebuilt)
    #expect(try again.checkpoint(of: journal)?.offset == 3)
  }

  @Test("an archive cut short is made anew, unless the cut is in its last page; then nothing is believed that was cut")
  func truncated() throws {
    let bytes = try directory.read(archiveFile)
    for end in stride(from: 1000, to: bytes.count, by: 4999) {
      try directory.write(Array(bytes[..<end]), archiveFile)
      #expect(try isDamageSeen() || bytes.count - end < 16 << 10, "cut at \(end)")
    }
  }

  @Test("no flipped bit anywhere gives another state or page without a word")
  func flipped() throws {
    let bytes = try directory.read(archiveFile)
    var seen = 0
    for place in stride(from: 7, to: bytes.count, by: 613) {
      var damaged = bytes
      damaged[place] ^= 1 << (place % 8)
      try directory.write(damaged, archiveFile)
      if try isDamageSeen() { seen += 1 }
    }
    #expect(seen > 50)
  }

  /// Whether the archive was made anew or refuses a page. What it gives in spite of the damage is what was put.
  private func isDamageSeen() throws -> Bool {
    let archive = try Archive(directory: directory.path, format: 1)
    guard let checkpoint = try archive.checkpoint(of: journal) else {
      #expect(try archive.days(of: "BJ") == [])
      return true
    }
    #expect(checkpoint.offset == 2 && checkpoint.state == pattern(2, 5000))
    var isSeen = false
    for day in Self.days {
      do {
        guard let page = try archive.page(site: "BJ", day: day) else { continue }
        #expect(page == Self.body(day))
      } catch {
        #expect(Kind(error) == .damaged(0))
        isSeen = true
      }
    }
    return isSeen
  }

  @Test("a page changed by somebody is reported, and the others are still there")
  func edited() throws {
    try edit("UPDATE page SET body = zeroblob(length(body)) WHERE day = 4; UPDATE page SET day = 50 WHERE day = 5")
    let archive = try Archive(directory: directory.path, format: 1)
    #expect(try archive.checkpoint(of: journal)?.offset == 2)
    for day: Int32 in [4, 50] {
      #expect(Kind(failure { () throws(JournalError) in try archive.page(site: "BJ", day: day) }) == .damaged(0))
    }
    #expect(try archive.page(site: "BJ", day: 6) == Self.body(6))
    // Found in the middle of work, damage takes what was put before with it.
    try archive.put([9], site: "BJ", day: 9)
    let error = try #require(failure { () throws(JournalError) in try archive.page(site: "BJ", day: 4) })
    #expect(failure { () throws(JournalError) in try archive.page(site: "BJ", day: 9) } == error)
    #expect(failure { () throws(JournalError) in try archive.commit(at: 3, of: journal, state: []) } == error)
    archive.discard()
    #expect(try archive.page(site: "BJ", day: 9) == nil)
    try archive.put([1], site: "BJ", day: 4)
    try archive.commit(at: 3, of: journal, state: [])
    #expect(try archive.page(site: "BJ", day: 4) == [1])
  }

  @Test(
    "a checkpoint changed by somebody is not believed",
    arguments: ["offset = 1", "offset = 9223372036854775807", "link = x'00'", "state = x'00'", "seal = x'00'"])
  func editedCheckpoint(_ change: String) throws {
    try edit("UPDATE checkpoint SET " + change)
    let archive = try Archive(directory: directory.path, format: 1)
    #expect(try archive.checkpoint(of: journal) == nil)
    #expect(try archive.wasRebuilt && archive.days(of: "BJ").isEmpty)
  }

  @Test("a write-ahead log whose database is gone is not taken for an archive")
  func orphanedLog() throws {
    let archive = try Archive(directory: directory.path, format: 1)
    try archive.put([1], site: "BJ", day: 99)
    try archive.commit(at: 3, of: journal, state: [])
    let log = try directory.read(archiveFile + "-wal")
    archive.close()
    let other = try TemporaryDirectory()
    try other.write(log, archiveFile + "-wal")
    let new = try Archive(directory: other.path, format: 1)
    #expect(try new.checkpoint(of: journal) == nil)
    #expect(try new.days(of: "BJ") == [])
  }

  @Test("a full disk loses what was put since the last commit, says so until told to discard it, and nothing else")
  func full() throws {
    let archive = try Archive(directory: directory.path, format: 1)
    try archive.put([2], site: "BJ", day: 2)
    try setMaximumPages(1, archive)
    let error = try #require(
      failure { () throws(JournalError) in try archive.put(pattern(0, 1_000_000), site: "BJ", day: 40) })
    #expect(Kind(error) == .full)
    try setMaximumPages(100_000, archive)
    #expect(failure { () throws(JournalError) in try archive.put([3], site: "BJ", day: 3) } == error)
    #expect(failure { () throws(JournalError) in try archive.commit(at: 3, of: journal, state: []) } == error)
    for lost: Int32 in [2, 40] {
      #expect(failure { () throws(JournalError) in try archive.page(site: "BJ", day: lost) } == error)
    }
    #expect(try archive.page(site: "BJ", day: 3) == Self.body(3))
    #expect(try archive.days(of: "BJ") == Self.days.map { $0 } + [40])
    archive.discard()
    #expect(try archive.page(site: "BJ", day: 2) == Self.body(2))
    #expect(try archive.page(site: "BJ", day: 40) == nil)
    #expect(try archive.checkpoint(of: journal)?.offset == 2)
    try archive.put(pattern(0, 1_000_000), site: "BJ", day: 40)
    try archive.commit(at: 3, of: journal, state: [3])
    archive.close()
    let again = try Archive(directory: directory.path, format: 1)
    #expect(try again.checkpoint(of: journal)?.state == [3])
    #expect(try again.page(site: "BJ", day: 40) == pattern(0, 1_000_000))
  }

  @Test("a commit that the system refuses leaves pages and checkpoint as they were")
  func refusedCommit() async throws {
    let path = directory.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      let archive = try Archive(directory: path, format: 1)
      try archive.put(pattern(1, 100_000), site: "BJ", day: 1)
      // From here the write-ahead log cannot grow: the commit's writes fail with EFBIG.
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 40 << 10, rlim_max: 40 << 10)
      try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
      let link = [UInt8](repeating: 1, count: 32)
      let error = failure { () throws(JournalError) in try archive.commit(offset: 3, link: link, state: [3]) }
      #expect(Kind(error) == .full)
      #expect(failure { () throws(JournalError) in try archive.put([], site: "BJ", day: 2) } == error)
      archive.discard()
      #expect(try archive.page(site: "BJ", day: 1) == pattern(1, 3000))
    }
    let again = try Archive(directory: path, format: 1)
    #expect(try again.checkpoint(of: journal)?.offset == 2)
    for day in Self.days { #expect(try again.page(site: "BJ", day: day) == Self.body(day)) }
  }

  private func edit(_ sql: String) throws {
    let queue = try DatabaseQueue(path: directory.path + "/" + archiveFile)
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
  }

  private func setMaximumPages(_ pages: Int, _ archive: Archive) throws {
    try archive.connection?.inDatabase { _ = try Int.fetchOne($0, sql: "PRAGMA max_page_count = \(pages)") }
  }
}
