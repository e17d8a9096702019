import Floor
import Foundation
import Journal
import Logging
import Testing
import Wire

@testable import FloorcastServer

/// The floor and its past on a real disk: whatever was turned into the archive, it tells the same.
struct LedgerTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "floorcast-ledger-\(UUID().uuidString)")
    .path
  private let logger = Logger(label: "test")

  init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

  /// A year of two sites, with sales that are up to a hundred days late.
  private func history(_ seed: UInt64) -> [Entry] {
    History.entries(seed: seed, count: 600, days: 365, latest: 100)
  }

  /// Appends `entries`; keys are numbers, since a random history has the same id twice.
  private func append(_ entries: ArraySlice<Entry>, to journal: any Journal) throws {
    _ = try journal.append(
      entries.indices.map { i in
        let body = try EntryCodec.encode(entries[i])
        return Draft(key: "entry/\(i)", hash: try EntryCodec.hash(of: entries[i], body: body), body: body)
      })
  }

  /// Everything that a floor is asked about its past, in bytes.
  private func tellings(of ledger: Ledger) throws -> [[UInt8]] {
    var tellings: [[UInt8]] = []
    for site in [Floors.bj, Floors.sh] {
      for day in try ledger.days(of: site) {
        try ledger.recall(site, [day])
        tellings.append(PageCodec.encode(ledger.floor.page(PageID(site: site, day: day))))
      }
    }
    ledger.retire()
    return try tellings + [StateCodec.encode(ledger.floor.checkpoint)]
  }

  private func removeArchive() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasPrefix("archive") {
      try FileManager.default.removeItem(atPath: folder + "/" + name)
    }
  }

  @Test(
    "A floor restored from checkpoints is, byte for byte, the one that a replay of the whole log gives",
    arguments: 1...6 as ClosedRange<UInt64>)
  func restored(seed: UInt64) throws {
    let entries = history(seed)
    let journal = try SQLiteJournal(directory: folder)
    defer { journal.close() }
    var random = Seeded(seed)
    var at = 0
    while at < entries.count {
      let end = min(entries.count, at + Int.random(in: 20...200, using: &random))
      try append(entries[at..<end], to: journal)
      at = end
      let ledger = try Replay.ledger(of: journal, in: folder, logger: logger)
      #expect(ledger.floor.offset == journal.head)
      ledger.close()
    }
    let restored = try Replay.ledger(of: journal, in: folder, logger: logger)
    let told = try tellings(of: restored)
    restored.close()
    try removeArchive()
    let replayed = try Replay.ledger(of: journal, in: folder, logger: logger)
    #expect(try tellings(of: replayed) == told)
    replayed.close()
    #expect(told.count > 200)
  }

  @Test(
    "A floor that lives through a year and turns its pages is the one that never lets go of any",
    arguments: 1...6 as ClosedRange<UInt64>)
  func live(seed: UInt64) throws {
    let entries = history(seed)
    let journal = try SQLiteJournal(directory: folder)
    defer { journal.close() }
    let ledger = try Replay.ledger(of: journal, in: folder, logger: logger)
    defer { ledger.close() }
    var kept = FloorState()
    for (i, entry) in entries.enumerated() {
      try append(entries[i...i], to: journal)
      let outcome = try ledger.apply(entry, at: journal.head)
      #expect(outcome == kept.apply(entry, at: journal.head))
      if i.isMultiple(of: 37), let link = try journal.link(at: journal.head) { ledger.checkpoint(link: link) }
    }
    #expect(ledger.isArchiving)
    // What was turned is not at hand any more, or the test shows nothing.
    #expect(ledger.floor.days(of: Floors.bj).count < kept.days(of: Floors.bj).count)
    for site in [Floors.bj, Floors.sh] {
      for day in kept.days(of: site) {
        try ledger.recall(site, [day])
        let id = PageID(site: site, day: day)
        #expect(ledger.floor.page(id) == kept.page(id), "\(day)")
      }
    }
  }

  @Test("An archive that is cut, foreign or garbage is made anew, and tells the same")
  func spoilt() throws {
    let journal = try SQLiteJournal(directory: folder)
    defer { journal.close() }
    let entries = history(7)
    try append(entries[...], to: journal)
    let first = try Replay.ledger(of: journal, in: folder, logger: logger)
    let told = try tellings(of: first)
    first.close()
    for garbage in [Data(), Data(repeating: 7, count: 100_000)] {
      try removeArchive()
      try garbage.write(to: URL(filePath: folder + "/" + Archive.fileName))
      let ledger = try Replay.ledger(of: journal, in: folder, logger: logger)
      #expect(try tellings(of: ledger) == told)
      ledger.close()
    }
  }

  @Test("A clock that steps back for months takes nothing from a day that is in the archive")
  func steppedBack() throws {
    let journal = try SQLiteJournal(directory: folder)
    defer { journal.close() }
    let ledger = try Replay.ledger(of: journal, in: folder, logger: logger)
    defer { ledger.close() }
    let steps: [(id: String, day: Int32)] = [("first", 0), ("later", 100), ("back", 0)]
    try append([.roster(Floors.roster)], to: journal)
    try ledger.apply(.roster(Floors.roster), at: 1)
    for (i, step) in steps.enumerated() {
      let sale = Floors.sale(step.id, by: "a1", 100, accepted: Floors.day.advanced(by: step.day))
      _ = try journal.append([Draft(sale, after: journal.head)])
      try ledger.apply(sale, at: Int64(i) + 2)
      ledger.checkpoint(link: try #require(try journal.link(at: journal.head)))
    }
    try ledger.recall(Floors.bj, [Floors.day])
    let page = ledger.floor.page(PageID(site: Floors.bj, day: Floors.day))
    #expect(page.records.map(\.sale.id) == [SaleID("first"), SaleID("back")])
  }

  @Test("A log that ends with an entry of a newer version is restored from its checkpoint all the same")
  func newerKind() throws {
    let journal = try SQLiteJournal(directory: folder)
    defer { journal.close() }
    try append([.roster(Floors.roster)], to: journal)
    let newer = Array(#"{"v":1,"kind":"from-tomorrow"}"#.utf8)
    _ = try journal.append([Draft(key: "newer", hash: Array(repeating: 1, count: 32), body: newer)])
    try Replay.ledger(of: journal, in: folder, logger: logger).close()
    let archive = try Archive(directory: folder, format: Ledger.format)
    defer { archive.close() }
    #expect(try Ledger.restored(archive, of: journal, logger: logger).offset == 2)
  }

  @Test("A sale is found wherever it is kept, also one that was sorted out to another site long ago")
  func found() throws {
    let journal = try SQLiteJournal(directory: folder)
    defer { journal.close() }
    let ledger = try Replay.ledger(of: journal, in: folder, logger: logger)
    defer { ledger.close() }
    func record(_ entry: Entry) throws {
      guard case .appended(let offset) = try journal.append([Draft(entry, after: journal.head)])[0] else { return }
      try ledger.apply(entry, at: offset)
    }
    try record(.roster(Floors.roster))
    try record(Floors.sale("old", by: "nobody", 5_000))
    let waiting = try #require(try ledger.record(of: SaleID("old"), in: journal))
    #expect(waiting.agent == nil)
    try record(
      .correction(
        Correction(
          id: "c", sale: SaleID("old"), change: .assign(AgentID("b1")), reason: "r", by: "t", at: 1, on: Floors.day,
          page: waiting.page, saleOffset: waiting.offset)))
    for i in 1...5 {
      try record(Floors.sale("s\(i)", by: "b1", 100, accepted: Floors.day.advanced(by: Int32(i) * 40), site: Floors.sh))
      if let link = try journal.link(at: journal.head) { ledger.checkpoint(link: link) }
    }
    #expect(!ledger.floor.days(of: Floors.sh).contains(Floors.day))
    let found = try #require(try ledger.record(of: SaleID("old"), in: journal))
    #expect(found.agent == AgentID("b1"))
    #expect(found.site == Floors.sh)
    #expect(try ledger.record(of: SaleID("never"), in: journal) == nil)
  }
}
