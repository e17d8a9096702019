import Floor
import Foundation
import Testing

@testable import Journal

/// What an archive promises to whoever worked something out from a log.
@Suite struct ArchiveTests {
  let directory: TemporaryDirectory
  let journal: SQLiteJournal

  init() throws {
    directory = try TemporaryDirectory()
    journal = try SQLiteJournal(directory: directory.path)
    _ = try journal.append(drafts(1...10))
  }

  @Test("a new archive has no checkpoint and no pages")
  func new() throws {
    let archive = try open()
    #expect(try archive.checkpoint(of: journal) == nil)
    #expect(try archive.page(site: "BJ", day: 1) == nil)
    #expect(try archive.days(of: "BJ") == [])
    #expect(!archive.wasRebuilt)
  }

  @Test("pages and checkpoint come back as they were committed last")
  func resume() throws {
    var archive = try open()
    _ = try archive.checkpoint(of: journal)
    for offset: Int64 in 3...6 {
      try archive.put(pattern(Int(offset), 300_000), site: "BJ", day: 20_000)
      try archive.put(pattern(Int(offset), Int(offset)), site: "SH", day: Int32(offset))
      try archive.commit(at: offset, of: journal, state: pattern(Int(offset), 5000))
      archive.close()
      archive = try open()
      let checkpoint = try #require(try archive.checkpoint(of: journal))
      #expect(checkpoint.offset == offset && checkpoint.state == pattern(Int(offset), 5000))
      #expect(try archive.page(site: "BJ", day: 20_000) == pattern(Int(offset), 300_000))
      #expect(try archive.days(of: "SH") == (3...Int32(offset)).map { $0 })
    }
    #expect(try archive.page(site: "SH", day: 4) == pattern(4, 4))
    #expect(!archive.wasRebuilt)
  }

  @Test("pages of any size, site and day are kept apart, and days ascend")
  func places() throws {
    let archive = try open()
    let sites = ["", "A", "a", "北京", "\u{E9}", "e\u{301}", "a\u{0}"]
    let days: [Int32] = [7, -1, .max, 0, .min]
    let sizes = [0, 1, 4000, 20_000, 2_000_000]
    for (i, site) in sites.enumerated() {
      for (j, day) in days.enumerated() { try archive.put(pattern(i * 10 + j, sizes[j]), site: site, day: day) }
    }
    try archive.commit(at: 1, of: journal, state: [])
    for (i, site) in sites.enumerated() {
      for (j, day) in days.enumerated() {
        #expect(try archive.page(site: site, day: day) == pattern(i * 10 + j, sizes[j]))
      }
      #expect(try archive.days(of: site) == days.sorted())
    }
    #expect(try archive.page(site: "A", day: 1) == nil)
    #expect(try archive.days(of: "B") == [])
  }

  @Test(
    "what was put is seen at once, and gone when the archive is closed or told to discard it", arguments: [true, false])
  func uncommitted(closing: Bool) throws {
    var archive = try open()
    _ = try archive.checkpoint(of: journal)
    try archive.put([1], site: "BJ", day: 1)
    try archive.commit(at: 4, of: journal, state: [4])
    // More than the cache holds, so that much of it is in the write-ahead log.
    for day: Int32 in 1...30 { try archive.put(pattern(Int(day), 1_000_000), site: "BJ", day: day) }
    #expect(try archive.page(site: "BJ", day: 1) == pattern(1, 1_000_000))
    #expect(try archive.days(of: "BJ").count == 30)
    if closing {
      archive.close()
      archive = try open()
    } else {
      archive.discard()
    }
    #expect(try archive.checkpoint(of: journal)?.state == [4])
    #expect(try archive.page(site: "BJ", day: 1) == [1])
    #expect(try archive.days(of: "BJ") == [1])
    try archive.put([2], site: "BJ", day: 2)
    try archive.commit(at: 5, of: journal, state: [5])
    #expect(try archive.days(of: "BJ") == [1, 2])
  }

  @Test("an archive outlives entries that come after its checkpoint")
  func behind() throws {
    try fill(offset: 10)
    _ = try journal.append(drafts(11...20))
    #expect(try open().checkpoint(of: journal)?.offset == 10)
  }

  @Test("an archive of an empty log holds up to offset 0")
  func emptyLog() throws {
    let empty = MemoryJournal()
    let archive = try open()
    #expect(try archive.checkpoint(of: empty) == nil)
    try archive.commit(at: 0, of: empty, state: [1])
    #expect(try archive.checkpoint(of: empty)?.offset == 0)
  }

  @Test("an archive of another log is erased")
  func otherLog() throws {
    try fill(offset: 4)
    let other = MemoryJournal()
    _ = try other.append(drafts(1...10))
    #expect(try other.link(at: 4) == journal.link(at: 4))
    try expectErased(by: other)
  }

  @Test("an archive is erased when the log gets a new epoch")
  func renewed() throws {
    try fill(offset: 4)
    journal.close()
    try expectErased(by: try SQLiteJournal(directory: directory.path, renewEpoch: true))
  }

  @Test("an archive is erased when the log lost entries, even if others took their place", arguments: [false, true])
  func shortened(regrown: Bool) throws {
    journal.close()
    let backup = try directory.copy([database, lockFile])
    let longer = try SQLiteJournal(directory: directory.path)
    _ = try longer.append(drafts(11...14))
    try fill(offset: 13, of: longer)
    longer.close()
    for name in [database, lockFile] { try directory.write(try backup.read(name), name) }
    let again = try SQLiteJournal(directory: directory.path)
    if regrown {
      // The entry at the checkpoint is the same as before; one that came earlier is not.
      _ = try again.append(drafts([11]) + drafts([99]) + drafts(13...14))
      #expect(try again.read(after: 12, limit: 1).first?.key == "sale-13")
    }
    try expectErased(by: again)
  }

  @Test("an archive in another format is erased")
  func otherFormat() throws {
    try fill(offset: 4)
    try expectErased(by: journal, format: 2)
    try fill(offset: 4, format: 2)
    #expect(try open(format: 2).checkpoint(of: journal)?.offset == 4)
    try expectErased(by: journal, format: 1)
  }

  @Test("an archive that was erased takes a new checkpoint, and so does one that is opened again in between")
  func erasedAndFilled() throws {
    try fill(offset: 4)
    let archive = try open()
    #expect(try archive.checkpoint(of: journal) != nil)
    try archive.erase()
    #expect(try archive.page(site: "BJ", day: 4) == nil)
    archive.close()
    let filler = try open()
    try filler.put([9], site: "BJ", day: 9)
    try filler.commit(at: 9, of: journal, state: [9])
    filler.close()
    let again = try open()
    #expect(try again.checkpoint(of: journal)?.offset == 9)
    #expect(try again.days(of: "BJ") == [9])
  }

  @Test("what was committed to an archive that was never given to a log is erased")
  func withoutLog() throws {
    let archive = try open()
    try archive.put([4], site: "BJ", day: 4)
    try archive.commit(at: 4, of: journal, state: [4])
    archive.close()
    try expectErased(by: journal)
  }

  @Test("a closed archive refuses every call, and closing it again does nothing")
  func closed() throws {
    let archive = try open()
    archive.close()
    archive.close()
    archive.discard()
    #expect(failure { () throws(JournalError) in try archive.checkpoint(of: journal) } == .closed)
    #expect(failure { () throws(JournalError) in try archive.page(site: "BJ", day: 1) } == .closed)
    #expect(failure { () throws(JournalError) in try archive.days(of: "BJ") } == .closed)
    #expect(failure { () throws(JournalError) in try archive.put([], site: "BJ", day: 1) } == .closed)
    #expect(failure { () throws(JournalError) in try archive.commit(at: 0, of: journal, state: []) } == .closed)
    #expect(failure { () throws(JournalError) in try archive.erase() } == .closed)
  }

  @Test("an archive is open once at a time, and a second one leaves it as it is")
  func once() throws {
    try fill(offset: 4)
    let archive = try open()
    let path = directory.path
    #expect(Kind(failure { () throws(JournalError) in try Archive(directory: path, format: 1) }) == .inUse)
    #expect(try archive.checkpoint(of: journal)?.offset == 4)
    archive.close()
    #expect(try open().checkpoint(of: journal)?.offset == 4)
  }

  @Test("a closed archive is one file, which only its owner can read")
  func files() throws {
    try fill(offset: 4)
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
    #expect(names.filter { $0.hasPrefix("archive") } == [Archive.fileName])
    let attributes = try FileManager.default.attributesOfItem(atPath: directory.path + "/" + Archive.fileName)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  private func open(format: Int = 1) throws(JournalError) -> Archive {
    try Archive(directory: directory.path, format: format)
  }

  /// Commits a page for day `offset` and closes.
  private func fill(offset: Int64, of log: SQLiteJournal? = nil, format: Int = 1) throws {
    let archive = try open(format: format)
    _ = try archive.checkpoint(of: log ?? journal)
    try archive.put([4], site: "BJ", day: Int32(offset))
    try archive.commit(at: offset, of: log ?? journal, state: [4])
    archive.close()
  }

  private func expectErased(by log: any Journal, format: Int = 1) throws {
    for _ in 1...2 {
      let archive = try open(format: format)
      #expect(try archive.checkpoint(of: log) == nil)
      #expect(try archive.days(of: "BJ") == [])
      #expect(!archive.wasRebuilt)
      archive.close()
    }
  }
}

extension Archive {
  func commit(at offset: Int64, of journal: any Journal, state: [UInt8]) throws(JournalError) {
    guard let link = try journal.link(at: offset) else { throw .damaged(offset: offset, "the test's log is shorter") }
    try commit(offset: offset, link: link, state: state)
  }
}

/// `count` bytes that `seed` can be told by, at both ends.
func pattern(_ seed: Int, _ count: Int) -> [UInt8] {
  var bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: seed), count: count)
  for (i, byte) in Array("pattern \(seed)".utf8).prefix(count).enumerated() {
    bytes[i] = byte
    bytes[count - 1 - i] = byte
  }
  return bytes
}
