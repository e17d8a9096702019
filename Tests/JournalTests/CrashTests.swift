import Floor
import Foundation
import Testing

@testable import Journal

/// Processes that end in the middle of things.
@Suite struct CrashTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  @Test("a process killed with SIGKILL in the middle of appends loses nothing it acknowledged")
  func killed() async throws {
    let path = directory.path
    var known = 0
    for round in 1...6 {
      let enough = known + 37 * round
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, enough = enough as Int] in
        try appendUntilKilled(path, enough: enough)
      }
      let journal = try SQLiteJournal(directory: path)
      let acknowledged = try #require(Int(String(decoding: directory.read("acknowledged"), as: UTF8.self)))
      #expect(acknowledged >= enough)
      #expect(journal.head >= acknowledged)
      #expect(try journal.all().map(\.key) == (1...Int(journal.head)).map { "sale-\($0)" })
      try journal.verify()
      known = Int(journal.head)
      journal.close()
    }
  }

  @Test("a copy of the files taken between two appends opens with what was acknowledged by then")
  func copied() throws {
    let journal = try SQLiteJournal(directory: directory.path)
    for number in 1...20 {
      _ = try journal.append(drafts([number]))
      let copy = try directory.copy([database, writeAheadLog, lockFile])
      let again = try SQLiteJournal(directory: copy.path)
      #expect(again.epoch == journal.epoch)
      #expect(try again.all() == journal.all())
    }
  }

  @Test("a write-ahead log cut short loses only what was not acknowledged, wherever it is cut")
  func truncated() throws {
    let journal = try SQLiteJournal(directory: directory.path)
    for number in 1...10 { _ = try journal.append(drafts([number])) }
    let whole = try journal.all()
    let acknowledged = try directory.copy([database, lockFile])
    let size = try directory.read(writeAheadLog).count
    for number in 11...14 { _ = try journal.append(drafts([number])) }
    let log = try directory.read(writeAheadLog)
    try #require(log.count > size)
    var heads: Set<Int64> = []
    for end in stride(from: size, through: log.count, by: 512) {
      let cut = try acknowledged.copy([database, lockFile])
      try cut.write(Array(log[..<end]), writeAheadLog)
      let again = try SQLiteJournal(directory: cut.path)
      #expect(try Array(again.all().prefix(10)) == whole)
      heads.insert(again.head)
    }
    #expect(heads == [10, 11, 12, 13])
  }
}

extension CrashTests {
  @Test("a process killed with SIGKILL in the middle of its work leaves the pages of one commit with its checkpoint")
  func killedArchiving() async throws {
    let path = directory.path
    _ = try SQLiteJournal(directory: path).append(drafts(1...1000))
    var last = 0
    for round in 1...4 {
      let enough = last + 2 * round
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, enough = enough as Int] in
        try archiveUntilKilled(path, enough: enough)
      }
      let journal = try SQLiteJournal(directory: path)
      let archive = try Archive(directory: path, format: 1)
      let checkpoint = try #require(try archive.checkpoint(of: journal))
      last = Int(checkpoint.offset)
      #expect(last >= enough && checkpoint.state == pattern(last, 1000) && !archive.wasRebuilt)
      #expect(try archive.days(of: "BJ") == archivedDays.map { $0 } + (1...Int32(last)).map { 100 + $0 })
      for day in archivedDays { #expect(try archive.page(site: "BJ", day: day) == archived(last, day)) }
    }
  }
}

/// The days that every commit writes anew, and their pages: together more than the archive's cache.
private let archivedDays: ClosedRange<Int32> = 1...20
private func archived(_ commit: Int, _ day: Int32) -> [UInt8] { pattern(commit * 100 + Int(day), 500_000) }

/// Commits one offset after the other, noting each, until another thread kills the process: somewhere behind `enough`.
private func archiveUntilKilled(_ path: String, enough: Int) throws {
  let journal = try SQLiteJournal(directory: path)
  let archive = try Archive(directory: path, format: 1)
  let note = try noteThatKills(path + "/committed", at: enough)
  for commit in (Int(try archive.checkpoint(of: journal)?.offset ?? 0) + 1)...Int(journal.head) {
    try archive.put([], site: "BJ", day: 100 + Int32(commit))
    for day in archivedDays { try archive.put(archived(commit, day), site: "BJ", day: day) }
    try archive.commit(at: Int64(commit), of: journal, state: pattern(commit, 1000))
    note(commit)
  }
}

/// Appends one by one, noting each acknowledged number, until another thread kills the process: somewhere behind `enough`.
private func appendUntilKilled(_ path: String, enough: Int) throws {
  let journal = try SQLiteJournal(directory: path)
  let note = try noteThatKills(path + "/acknowledged", at: enough)
  for number in (Int(journal.head) + 1)...(enough + 1_000_000) {
    _ = try journal.append(drafts([number]))
    note(number)
  }
}

/// Writes growing numbers to a file; a thread kills the process when it reads `enough` there.
private func noteThatKills(_ path: String, at enough: Int) throws -> (Int) -> Void {
  let note = open(path, O_RDWR | O_CREAT, 0o600)
  try #require(note >= 0)
  Thread.detachNewThread {
    var text = [UInt8](repeating: 0, count: 20)
    while true {
      let count = pread(note, &text, text.count, 0)
      if let number = Int(String(decoding: text.prefix(max(0, count)), as: UTF8.self)), number >= enough {
        kill(getpid(), SIGKILL)
      }
      sched_yield()
    }
  }
  return { number in
    // The number of digits only grows, so one write replaces the last.
    var text = String(number)
    text.withUTF8 { _ = pwrite(note, $0.baseAddress, $0.count, 0) }
  }
}
