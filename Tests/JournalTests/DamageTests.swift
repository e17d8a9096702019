import Floor
import Foundation
import GRDB
import Testing

@testable import Journal

/// Files that are not what was written.
@Suite struct DamageTests {
  static let count = 200
  let directory: TemporaryDirectory
  let entries: [StoredEntry]

  init() throws {
    directory = try TemporaryDirectory()
    let journal = try SQLiteJournal(directory: directory.path)
    _ = try journal.append(drafts(1...Self.count))
    entries = try journal.all()
    journal.close()
  }

  @Test("one flipped bit in a body is reported with the entry's offset", arguments: [1, 57, 199, 200])
  func flippedBody(offset: Int64) throws {
    var bytes = try directory.read(database)
    let body = try #require(Data(bytes).range(of: Data("the body of sale \(offset).".utf8)))
    bytes[body.lowerBound + 4] ^= 1
    try directory.write(bytes, database)
    #expect(Kind(outcome(of: directory.path)) == .damaged(offset))
    let path = directory.path
    let bodies = failure { () throws(JournalError) in try SQLiteJournal(directory: path).allBodies() }
    #expect(Kind(bodies) == .damaged(offset))
  }

  @Test("no flipped bit anywhere in the database gives other entries without a word")
  func flippedAnywhere() throws {
    let bytes = try directory.read(database)
    var random = Sequence(state: 42)
    var detected = 0
    for _ in 1...400 {
      var damaged = bytes
      damaged[Int(random.next() % UInt64(bytes.count))] ^= 1 << (random.next() % 8)
      let copy = try TemporaryDirectory()
      try copy.write(damaged, database)
      if outcome(of: copy.path) != nil { detected += 1 }
    }
    #expect(detected > 100)
  }

  @Test("a page of zeros is detected wherever it is")
  func zeroedPage() throws {
    let bytes = try directory.read(database)
    let page = 4096
    for start in stride(from: 0, to: bytes.count, by: page) {
      var damaged = bytes
      damaged.replaceSubrange(start..<start + page, with: repeatElement(0, count: page))
      let copy = try TemporaryDirectory()
      try copy.write(damaged, database)
      #expect(outcome(of: copy.path, verifying: true) != nil, "page \(start / page + 1)")
    }
  }

  @Test(
    "an entry edited, removed or replaced by somebody is reported with its offset",
    arguments: [
      ("UPDATE entry SET body = x'00' WHERE offset = 7", 7),
      ("UPDATE entry SET hash = zeroblob(32) WHERE offset = 8", 8),
      ("UPDATE entry SET key = x'00' WHERE offset = 9", 9),
      ("UPDATE entry SET chain = zeroblob(32) WHERE offset = 10", 10),
      ("DELETE FROM entry WHERE offset = 11", 11),
      ("DELETE FROM entry WHERE offset = 1", 1),
      ("DELETE FROM entry WHERE offset > 150", 151),
      ("UPDATE entry SET offset = 201 WHERE offset = 12", 201),
      ("UPDATE entry SET offset = offset + 1000", 1200),
    ] as [(String, Int64)])
  func edited(sql: String, offset: Int64) throws {
    let queue = try DatabaseQueue(path: directory.path + "/" + database)
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
    #expect(Kind(outcome(of: directory.path)) == .damaged(offset))
    let path = directory.path
    let bodies = failure { () throws(JournalError) in try SQLiteJournal(directory: path).allBodies() }
    #expect(Kind(bodies) == .damaged(offset))
  }

  @Test("an entry that is not what was appended is not handed out by its key either")
  func editedAndFound() throws {
    let queue = try DatabaseQueue(path: directory.path + "/" + database)
    try queue.write { try $0.execute(sql: "UPDATE entry SET body = x'00' WHERE offset = 7") }
    try queue.close()
    let journal = try SQLiteJournal(directory: directory.path)
    #expect(Kind(failure { () throws(JournalError) in try journal.find(key: "sale-7") }) == .damaged(7))
    #expect(try journal.find(key: "sale-6") == entries[5])
  }

  @Test("a damaged index of the keys is found by verifying, and never gives one entry for another")
  func damagedIndex() throws {
    var bytes = try directory.read(database)
    let keys = Data(bytes)
    // The key is stored twice, in the entry and in the index; the body follows only in the entry.
    let places = sequence(first: keys.range(of: Data("sale-117".utf8))) { last in
      keys.range(of: Data("sale-117".utf8), in: (last?.upperBound ?? keys.endIndex)..<keys.endIndex)
    }.prefix { $0 != nil }.compactMap { $0 }
    try #require(places.count == 2)
    let inIndex = try #require(
      places.first { place in
        let behind = place.upperBound..<min(place.upperBound + 150, keys.count)
        return keys.range(of: Data("sale 117.".utf8), in: behind) == nil
      })
    bytes[inIndex.lowerBound + 7] ^= 8
    try directory.write(bytes, database)
    let journal = try SQLiteJournal(directory: directory.path)
    #expect(try journal.all() == entries)
    #expect(Kind(failure { () throws(JournalError) in try journal.verify() }) == .damaged(0))
    #expect(Kind(failure { () throws(JournalError) in try journal.find(key: "sale-11?") }) == .damaged(0))
  }

  @Test("a write-ahead log damaged below what was acknowledged is reported, not taken for a shorter log")
  func damagedLog() throws {
    let journal = try SQLiteJournal(directory: directory.path)
    for number in Self.count + 1...Self.count + 5 { _ = try journal.append(drafts([number])) }
    let live = try directory.copy([database, writeAheadLog, lockFile])
    let log = try live.read(writeAheadLog)
    let healthy = try live.copy([database, writeAheadLog, lockFile])
    #expect(outcome(of: healthy.path) == nil)
    for place in stride(from: 40, to: log.count, by: 997) {
      var damaged = log
      damaged[place] ^= 1
      let copy = try live.copy([database, lockFile])
      try copy.write(damaged, writeAheadLog)
      guard case .damaged(let offset, _) = outcome(of: copy.path) else {
        Issue.record("byte \(place) of the log: not detected")
        continue
      }
      #expect((201...205).contains(offset))
      #expect(try copy.read(writeAheadLog + ".refused") == damaged, "the evidence is kept")
    }
  }

  @Test("an older copy of the database beside a newer lock file is refused, until it is opened with a new epoch")
  func restored() throws {
    let backup = try directory.copy([database])
    let journal = try SQLiteJournal(directory: directory.path)
    _ = try journal.append(drafts(1000...1009))
    journal.close()
    try directory.write(try backup.read(database), database)
    for _ in 1...2 {
      let error = failure { () throws(JournalError) in try SQLiteJournal(directory: directory.path) }
      #expect(Kind(error) == .damaged(201))
      #expect(error?.description.contains("entries up to 210 were acknowledged") == true)
    }
    let renewed = try SQLiteJournal(directory: directory.path, renewEpoch: true)
    #expect(renewed.epoch != journal.epoch)
    #expect(try renewed.append(drafts(2000...2000)) == [.appended(offset: 201)])
    renewed.close()
    #expect(try SQLiteJournal(directory: directory.path).head == 201)
  }

  /// What opening and reading everything says; entries that differ without an error are a failed test.
  private func outcome(of path: String, verifying: Bool = false) -> JournalError? {
    do throws(JournalError) {
      let journal = try SQLiteJournal(directory: path)
      let found = try journal.all()
      #expect(try journal.allBodies() == found.map(\.body))
      #expect(found.prefix(Self.count) == entries.prefix(found.count) && found.count >= Self.count)
      if verifying { try journal.verify() }
      return nil
    } catch {
      return error
    }
  }

  /// A small generator (Knuth's MMIX constants), so that a failure can be repeated.
  private struct Sequence {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
  }
}
