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

/// Appends one by one, noting each acknowledged number, until another thread kills the process: somewhere behind `enough`.
private func appendUntilKilled(_ path: String, enough: Int) throws {
  let journal = try SQLiteJournal(directory: path)
  let note = open(path + "/acknowledged", O_RDWR | O_CREAT, 0o600)
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
  for number in (Int(journal.head) + 1)...(enough + 1_000_000) {
    _ = try journal.append(drafts([number]))
    // The number of digits only grows, so one write replaces the last.
    var text = String(number)
    text.withUTF8 { _ = pwrite(note, $0.baseAddress, $0.count, 0) }
  }
}
