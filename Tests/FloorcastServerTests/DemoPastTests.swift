import Floor
import Foundation
import Journal
import Logging
import Testing
import Wire

@testable import FloorcastServer

/// What the demo floor did before it is opened.
struct DemoPastTests {
  private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  /// 2026-11-25T14:40 in Beijing.
  private static let now: Int64 = 1_795_588_800_000
  private static let bj = SiteID("BJ")

  /// The entries of a past, and the floor after it.
  private static func past(seed: UInt64, times: Int = 1) throws -> (entries: [Entry], floor: FloorState) {
    let config = try Config(file: ConfigTests.shipped)
    let folder = FileManager.default.temporaryDirectory.appending(path: "floorcast-past-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let clock = Clock(wall: { now }, monotonic: { .now() })
    for _ in 0..<times { try DemoPast.write(config, data: folder, clock: clock, seed: seed, logger: logger) }
    let journal = try SQLiteJournal(directory: folder)
    defer { journal.close() }
    let ledger = try Replay.ledger(of: journal, in: folder, logger: logger)
    defer { ledger.close() }
    let entries = try journal.read(after: 0, limit: .max).compactMap { try EntryCodec.decode($0.body) }
    return (entries, ledger.floor)
  }

  @Test("It has a last month, a yesterday, a morning, winners and honours, and nothing that is to come")
  func past() throws {
    let (entries, floor) = try Self.past(seed: 7)
    let today = CivilDate("2026-11-25")!
    #expect(entries.compactMap(\.at).allSatisfy { $0 < Self.now })
    #expect(floor.sellingDay(before: today, at: Self.bj) == today.advanced(by: -1))
    #expect(floor.board(BoardID(site: Self.bj, day: today)).deals > 0)
    let month = BoardID(site: Self.bj, period: .month(CivilDate("2026-10-01")!))
    let (amount, target) = (
      floor.board(month).amount,
      try #require(floor.targetSheet(of: Self.bj, over: month.period).target(of: .site(Self.bj)))
    )
    #expect((target * 8 / 10...target * 14 / 10).contains(amount), "\(amount)")
    let honours = Set(floor.awards.hallOfFame(of: Self.bj).map(\.award.honour))
    #expect(
      honours == [
        "top_sales", "top_sales_week", "top_sales_month", "top_team", "bee", "gardener", "most_improved",
      ])
    let owed = floor.awards.items.filter { AwardBook.promise(of: $0, on: today) == .overdue }
    #expect(owed.isEmpty, "nothing that was promised is forgotten")
    #expect(floor.cues(of: Self.bj).pendingAwards.isEmpty)
  }

  @Test("The same seed has the same past, another one another")
  func seeded() throws {
    let first = try Self.past(seed: 7).entries
    #expect(try Self.past(seed: 7).entries == first)
    #expect(try Self.past(seed: 8).entries != first)
  }

  @Test("A log that is there already is left as it is")
  func once() throws {
    #expect(try Self.past(seed: 7, times: 2).entries.count == Self.past(seed: 7).entries.count)
  }
}
