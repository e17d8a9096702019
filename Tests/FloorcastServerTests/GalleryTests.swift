import Floor
import Foundation
import Hub
import Journal
import Logging
import Loop
import Testing
import Wire

@testable import FloorcastServer

/// When and to whom the galleries of sites are sent.
struct GalleryTests {
  private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  /// A stage over a floor whose clock the test moves.
  private struct Play {
    let time: Machine.Time
    var floor = FloorState()
    var stage: Stage
    private(set) var recalls: [(SiteID, [CivilDate])] = []
    private let days = BusinessDays()

    init(on day: CivilDate = Floors.day, at minute: Int = 600) {
      var config = Config()
      config.screens.top = 3
      time = Machine.Time(wall: BusinessDays().instant(of: day, minute: minute, Floors.roster.sites[0]))
      floor.next(.company(CompanyRules(currency: .cny)))
      floor.next(.roster(Floors.roster))
      stage = Stage(
        floor, config, epoch: Epoch(String(repeating: "0", count: 32))!, clock: time.clock, logger: GalleryTests.logger)
    }

    mutating func apply(_ entry: Entry) {
      let outcome = floor.next(entry)
      _ = stage.show(outcome, at: floor.offset, on: floor)
    }

    mutating func sell(_ id: String, by agent: String = "a1", closed: CivilDate? = nil) {
      let moment = days.moment(at: time.wall, Floors.roster.sites[0])
      apply(Floors.sale(id, by: agent, 100_000, accepted: moment.day, closed: closed, minute: moment.minute))
    }

    /// The galleries that leave now, by slot.
    mutating func look() throws -> [SlotID: [String: Any]] {
      var asked: [(SiteID, [CivilDate])] = []
      let frames = stage.due(floor, days, time.clock) { [floor] site, days in
        asked.append((site, days))
        return floor
      }
      recalls += asked
      var galleries: [SlotID: [String: Any]] = [:]
      for case .latest(let slot, let payload) in frames {
        let object = try JSONSerialization.jsonObject(with: Data(payload)) as? [String: Any]
        if object?["kind"] as? String == "gallery" { galleries[slot] = object }
      }
      return galleries
    }

    /// So many milliseconds later.
    mutating func look(after milliseconds: Int64) throws -> [SlotID: [String: Any]] {
      time.advance(milliseconds)
      return try look()
    }
  }

  private static let (bj, sh) = (Stage.gallerySlot(ChannelID(0), of: 2), Stage.gallerySlot(ChannelID(1), of: 2))

  @Test("Each slot belongs to one thing: desks, galleries, then agents' own days")
  func slots() {
    let sites = (0..<5).map { ChannelID($0) }
    let slots =
      sites.map(Stage.deskSlot) + sites.map { Stage.gallerySlot($0, of: 5) } + [SlotID(Stage.firstFreeSlot(of: 5))]
    #expect(Set(slots).count == slots.count)
    #expect(slots.last == SlotID(10))
  }

  @Test("Every site's gallery is there at the start, and then again only when something of it is different")
  func changes() throws {
    var play = Play()
    #expect(try play.look().keys.count == 2)
    for _ in 0..<20 { #expect(try play.look(after: 1_000).isEmpty) }
    play.sell("s1")
    #expect(try play.look().isEmpty, "not before the pulse")
    let next = try play.look(after: 2_000)
    #expect(Set(next.keys) == [Self.bj, Self.sh], "the comparison of sites is on both")
    #expect((next[Self.bj]?["week"] as? [String: Any])?["deals"] as? Int == 1)
    #expect((next[Self.sh]?["week"] as? [String: Any])?["deals"] as? Int == 0)
    // Calls change nothing that is shown.
    play.apply(
      .activity(
        Activity(id: "v", agent: AgentID("a1"), day: Floors.day, calls: 1, connects: 1, talkSeconds: 1, at: 0)))
    #expect(try play.look(after: 2_000).isEmpty)
  }

  @Test("However many sales come, a gallery is sent every two seconds at most")
  func rate() throws {
    var (play, sent) = (Play(), 0)
    _ = try play.look()
    for i in 0..<400 {
      play.sell("s\(i)")
      sent += try play.look(after: 50)[Self.bj] == nil ? 0 : 1
    }
    #expect(sent == 10)
  }

  @Test("The pace moves with every minute, where there is a target")
  func minutes() throws {
    var play = Play()
    play.apply(Floors.target(.site("BJ"), .day(Floors.day), 480_000))
    let first = try play.look()
    #expect((first[Self.bj]?["pace"] as? [String: Any])?["expected"] as? Int == 60_000)
    var expected: [Int] = []
    for _ in 0..<90 {
      guard let gallery = try play.look(after: 2_000)[Self.bj] else { continue }
      expected.append((gallery["pace"] as? [String: Any])?["expected"] as? Int ?? 0)
    }
    #expect(expected == [61_000, 62_000, 63_000])
  }

  @Test("What was sold yesterday is told from midnight on, and what is corrected of it from then on")
  func midnight() throws {
    var play = Play(at: 1_439)
    play.sell("s1")
    let today = try play.look()[Self.bj]
    #expect(today?["yesterday"] == nil, "the first day ever")
    let next = try #require(try play.look(after: 60_000)[Self.bj])
    #expect(next["day"] as? String == "2026-11-26")
    let yesterday = try #require(next["yesterday"] as? [String: Any])
    #expect(yesterday["day"] as? String == "2026-11-25")
    #expect(yesterday["deals"] as? Int == 1)
    play.sell("late", closed: Floors.day)
    let later = try #require(try play.look(after: 2_000)[Self.bj]?["yesterday"] as? [String: Any])
    #expect(later["deals"] as? Int == 2)
  }

  @Test("The days before are recalled when the day turns or something of them changed, not for each gallery")
  func recalls() throws {
    var play = Play(at: 1_400)
    _ = try play.look()
    #expect(play.recalls.count == 2)
    let days = play.recalls[0].1
    #expect(days.max() == Floors.day.advanced(by: -1) && days.min() == Floors.day.advanced(by: -61))
    for i in 0..<10 {
      play.sell("s\(i)")
      _ = try play.look(after: 2_000)
    }
    #expect(play.recalls.count == 2)
    _ = try play.look(after: 3_600_000)
    #expect(play.recalls.count == 4)
    play.sell("late", closed: Floors.day)
    _ = try play.look(after: 2_000)
    #expect(play.recalls.count == 5)
  }

  @Test("A new name is everywhere at the next pulse, and whoever is hidden then nowhere")
  func renamed() throws {
    var play = Play(at: 1_439)
    play.sell("s1")
    _ = try play.look(after: 60_000)
    let before = play.floor.roster
    var agent = Floors.roster.agents[0]
    agent.isHidden = true
    play.floor.next(.roster(RosterChange(agents: [agent], origin: .edit(id: "e", by: "x"))))
    _ = play.stage.rename(play.floor, since: before, at: play.floor.offset)
    let gallery = try #require(try play.look(after: 2_000)[Self.bj])
    #expect((gallery["yesterday"] as? [String: Any])?["deals"] as? Int == 1)
    #expect(!"\(gallery)".contains("a1"))
  }

  @Test("A year of galleries names yesterday as the floor that never lets go of a page does")
  func archive() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "floorcast-gallery-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let journal = try SQLiteJournal(directory: folder)
    defer { journal.close() }
    let ledger = try Replay.ledger(of: journal, in: folder, logger: Self.logger)
    defer { ledger.close() }
    var (kept, random, days) = (FloorState(), Seeded(7), Set<CivilDate>())
    func record(_ entry: Entry) throws {
      for case .appended(let offset) in try journal.append([Draft(entry, after: journal.head)]) {
        try ledger.apply(entry, at: offset)
        kept.apply(entry, at: offset)
      }
    }
    try record(.roster(Floors.roster))
    var galleries = Galleries(top: 3)
    let calendar = BusinessDays()
    for i in 0..<250 {
      // A clock that is set: sometimes far back.
      let day = Floors.day.advanced(by: i.isMultiple(of: 40) ? Int32(i) - 90 : Int32(i))
      if Int.random(in: 0..<3, using: &random) == 0 {
        try record(Floors.sale("s\(i)", by: "a1", 100, accepted: day, minute: 600))
        days.insert(day)
        if let link = try journal.link(at: journal.head) { ledger.checkpoint(link: link) }
      }
      var feed = Feed(Floors.bj, ChannelID(0))
      feed.turn(to: (day, 700))
      galleries.forget()
      let frames = try galleries.frames(ledger.floor, of: [feed], calendar) { site, days in
        try? ledger.recall(site, days)
        return ledger.floor
      }
      for case .latest(_, let payload) in frames {
        let told = try JSONSerialization.jsonObject(with: Data(payload)) as? [String: Any]
        let yesterday = (told?["yesterday"] as? [String: Any])?["day"] as? String
        #expect(yesterday == kept.sellingDay(before: day, at: Floors.bj)?.description, "\(day)")
      }
    }
    #expect(days.count > 50)
  }
}
