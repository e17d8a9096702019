import Floor
import Foundation
import Journal
import Rhythm
import Testing

@testable import FloorcastServer

/// The day on a machine that dies, sleeps and has its clock set: everything happens once (PRODUCT.md, "Ceremony" and "Hourly
/// broadcast").
struct DayTests {
  private static let six = 18 * 60

  /// How a machine dies.
  enum Death: CaseIterable {
    /// Between two looks at the clock.
    case idle
    /// While it stores the first, second, ... commit from here on: nothing of it is kept.
    case beforeFirst, beforeSecond
    /// The same, but all of it is kept.
    case afterFirst, afterSecond

    var dies: (after: Int, isStored: Bool)? {
      switch self {
      case .idle: nil
      case .beforeFirst: (1, false)
      case .beforeSecond: (2, false)
      case .afterFirst: (1, true)
      case .afterSecond: (2, true)
      }
    }
  }

  @Test("A crash at every second around 18:00 still gives one ceremony and each award once", arguments: Death.allCases)
  func crash(_ death: Death) throws {
    for second in -30...30 {
      let machine = try Machine(on: Floors.day, at: Self.six - 1, 15)
      try machine.sell("s1", by: "a1", 500_000)
      try machine.sell("s2", by: "a3", 500_000)
      #expect(machine.run(seconds: 45 + second))
      if let dies = death.dies {
        machine.journal.dies = dies
        _ = machine.run(seconds: 5)
      }
      try machine.restart()
      #expect(machine.run(seconds: 60))
      let shows = try machine.shows
      try #require(shows.count == 1, "\(death) at \(second)")
      #expect(shows[0].awards.count == 1 && shows[0].awards[0].recipient == .agents([AgentID("a1"), AgentID("a3")]))
      #expect(try machine.awards == shows[0].awards, "\(death) at \(second)")
      // It goes on where it would be without the crash.
      let startsAt = try #require(shows[0].startsAt)
      var (step, elapsed) = (0, machine.time.wall - startsAt)
      while elapsed >= Int64(shows[0].steps[step].duration) {
        elapsed -= Int64(shows[0].steps[step].duration)
        step += 1
      }
      #expect(machine.step == step)
    }
  }

  @Test("A machine that was off over 18:00 plays the ceremony late within the grace, and later records it unplayed")
  func late() throws {
    for (minutes, isPlayed) in [(1, true), (14, true), (16, false), (300, false)] {
      let machine = try Machine(on: Floors.day, at: Self.six - 61)
      #expect(machine.run(seconds: 120))
      try machine.sell("s1")
      machine.time.advance(Int64(minutes + 59) * 60_000)
      try machine.restart()
      #expect(machine.run(seconds: 30))
      let shows = try machine.shows
      try #require(shows.count == 1, "\(minutes) min")
      #expect((shows[0].startsAt != nil) == isPlayed, "\(minutes) min")
      #expect(try machine.awards.map(\.id) == shows[0].awards.map(\.id))
      #expect(try machine.awards.count == 1)
    }
  }

  @Test("A ceremony that was missed is recorded on a later day, with the result of its own day")
  func missed() throws {
    let machine = try Machine(on: Floors.day, at: Self.six - 61)
    #expect(machine.run(seconds: 120))
    try machine.sell("s1", by: "a2", 700_000)
    machine.time.advance(15 * 3_600_000)
    try machine.restart()
    try machine.sell("s2", by: "a3", 900_000)
    #expect(machine.run(seconds: 90))
    let show = try #require(try machine.shows.first)
    #expect(show.day == Floors.day && show.startsAt == nil)
    #expect(try machine.awards.map(\.recipient) == [.agents([AgentID("a2")])])
  }

  @Test(
    "A clock that is set while the ceremony is on changes neither its step nor that there is one",
    arguments: [-3_600, -90, -5, 5, 90, 3_600])
  func clockIsSet(seconds: Int64) throws {
    let machine = try Machine(on: Floors.day, at: Self.six - 1, 30)
    try machine.sell("s1")
    #expect(machine.run(seconds: 60))
    let before = try #require(machine.step)
    machine.time.set(machine.time.wall + seconds * 1_000)
    machine.time.advance(1_000)
    #expect(machine.look())
    #expect(machine.step == before)
    #expect(machine.run(seconds: 120))
    #expect(try machine.shows.count == 1)
    let gone = try #require(machine.floor.cues(of: Floors.bj).stand?.step(at: machine.time.wall))
    let steps = try machine.shows[0].steps
    let shown = steps[..<gone.index].reduce(Int64(gone.elapsed)) { $0 + Int64($1.duration) }
    // 60 s to the change, of which 30 before it began at 18:00:01.5; then 121 s.
    #expect(shown == 30_000 - Timekeeper.prelude + 121_000)
  }

  @Test("Two processes on one log say everything once, whoever is first")
  func twoProcesses() throws {
    let machine = try Machine(on: Floors.day, at: 9 * 60 - 1)
    // The second process keeps time by itself on the same journal and folds what it appends.
    let other = Timekeeper(Machine.config.timetables, clock: machine.time.clock)
    let folder = FileManager.default.temporaryDirectory.appending(path: "floorcast-other-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var random = Seeded(7)
    for i in 0..<(10 * 60) {
      machine.time.advance(60_000)
      if i.isMultiple(of: 7) { try machine.sell("s\(i)") }
      if Bool.random(using: &random) { #expect(machine.look()) }
      for due in other.due(machine.floor) {
        guard let entry = try other.entry(of: due, machine.ledger) else { continue }
        for case .appended(let offset) in try machine.journal.append([try Draft(entry, after: machine.journal.head)]) {
          try machine.ledger.apply(entry, at: offset)
        }
      }
      #expect(machine.look())
    }
    let keys = try machine.journal.read(after: 0, limit: .max).map(\.key)
    #expect(Set(keys).count == keys.count)
    #expect(try machine.shows.count == 1)
    #expect(try machine.broadcasts.map(\.minute) == [600, 660, 720, 775, 840, 900, 960, 1020])
  }

  @Test("Held over a restart, the ceremony stays where it was, and resumes there")
  func held() throws {
    let machine = try Machine(on: Floors.day, at: Self.six - 1, 55)
    try machine.sell("s1")
    #expect(machine.run(seconds: 40))
    let step = try #require(machine.step)
    try machine.direct(.hold)
    try machine.restart()
    #expect(machine.run(seconds: 600))
    #expect(machine.step == step)
    try machine.direct(.resume)
    #expect(machine.run(seconds: 1))
    #expect(machine.step == step)
    try machine.direct(.abort)
    #expect(machine.step == nil)
    #expect(machine.run(seconds: 60))
    #expect(try machine.shows.count == 1)
  }

  @Test("A full disk at the hour: it is told as soon as there is room, within the grace")
  func fullDisk() throws {
    let machine = try Machine(on: Floors.day, at: 599, 50)
    try machine.sell("s1")
    machine.journal.close()
    #expect(!machine.run(seconds: 20))
    try machine.restart()
    #expect(machine.run(seconds: 120))
    #expect(try machine.broadcasts.map(\.minute) == [600])
  }

  @Test("A year of looks: told on every working day, never on another, never twice")
  func year() throws {
    let machine = try Machine(on: CivilDate("2026-01-01")!, at: 0)
    var random = Seeded(2026)
    var calendar = BusinessCalendar()
    var sold = 0
    let end = calendar.instant(of: CivilDate("2027-01-01")!, minute: 0, zone: Machine.zone)
    while machine.time.wall < end {
      let (_, minute) = calendar.moment(at: machine.time.wall, zone: Machine.zone)
      // Now and then it is off for up to twelve minutes, which the grace covers.
      if Int.random(in: 0..<400, using: &random) == 0 { try machine.restart() }
      machine.time.advance((530..<1_100).contains(minute) ? .random(in: 30_000...720_000, using: &random) : 1_800_000)
      if Int.random(in: 0..<40, using: &random) == 0 {
        sold += 1
        try machine.sell("s\(sold)", by: ["a1", "a2", "a3", "a4"].randomElement(using: &random)!)
      }
      #expect(machine.look())
    }
    let working = (0..<365).map { CivilDate("2026-01-01")!.advanced(by: $0) }.filter { $0.weekday <= 5 }
    let told = Dictionary(grouping: try machine.broadcasts, by: \.day).mapValues { $0.map(\.minute) }
    #expect(Set(told.keys) == Set(working))
    // An hour may be covered by the next one; none is told twice, and every day ends with all of it told.
    for (day, minutes) in told {
      #expect(
        Set(minutes).count == minutes.count && minutes.allSatisfy([600, 660, 720, 775, 840, 900, 960, 1020].contains),
        "\(day)")
    }
    #expect(try machine.shows.filter { $0.kind == .ceremony }.map(\.day) == working)
    let won = try machine.shows.filter { !$0.awards.isEmpty }.count
    #expect(try machine.awards.count == won && won > 100)
    let deals = try machine.broadcasts.reduce(0) { $0 + $1.period.deals }
    #expect(deals > 0 && deals <= sold)
  }
}
