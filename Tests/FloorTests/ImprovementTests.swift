import Floor
import Testing

/// PRODUCT.md, "Live standings": most improved, against the person's own average of the previous four weeks.
struct ImprovementTests {
  /// Sales before the week of Monday 23 November: the four weeks from 26 October on have 20 working days.
  static func floor() -> FloorState {
    var floor = Floors.new()
    for (i, day) in ["2026-10-26", "2026-11-08", "2026-11-20"].enumerated() {
      floor.sell("a1-\(i)", by: "a1", [5_000, 10_000, 5_000][i], on: Floors.date(day))
    }
    floor.sell("too-early", by: "a1", 90_000, on: Floors.date("2026-10-25"), closed: Floors.date("2026-10-25"))
    floor.sell("a2-0", by: "a2", 10_000, on: Floors.date("2026-11-10"))
    floor.sell("a1-now", by: "a1", 5_000)
    floor.sell("a3-now", by: "a3", 9_000)
    return floor
  }

  @Test(
    "Improved is what was sold less what the average working day of the four weeks before makes by today",
    arguments: [
      // 1,000 and 500 a working day; by Monday one, by Wednesday three, from Friday on five.
      ("2026-11-23", 4_000, -500), ("2026-11-25", 2_000, -1_500), ("2026-11-27", 0, -2_500),
      ("2026-11-28", 0, -2_500), ("2026-12-31", 0, -2_500), ("2026-11-22", 5_000, 0),
    ] as [(String, Int64, Int64)])
  func week(today: String, a1: Int64, a2: Int64) {
    let rows = Self.floor().ranking(.agents(Floors.bj), over: Period(.week, of: Floors.day), by: .improved) { _ in
      Floors.date(today)
    }
    #expect(rows.map(\.id) == [.agent("a1"), .agent("a2")], "a3 sold nothing in the four weeks before")
    #expect(rows.map(\.score) == [a1, a2])
    #expect(rows.map(\.amount) == [5_000, 0])
  }

  @Test("A month is measured against the four weeks before its first day, a day against the four weeks before itself")
  func otherPeriods() {
    let floor = Self.floor()
    let month = floor.improvements(of: Floors.bj, over: Period(.month, of: Floors.day), today: Floors.day)
    // From Sunday 4 October on: 20 working days; 18 of November by the 25th.
    #expect(month[.agent("a1")]?.before == 95_000)
    #expect(month[.agent("a1")]?.expected == 85_500)
    #expect(month[.agent("a2")] == nil)
    let day = floor.improvements(of: Floors.bj, over: .day(Floors.day), today: Floors.day)
    // From Wednesday 28 October on.
    #expect(day[.agent("a1")]?.before == 15_000)
    #expect(day[.agent("a1")]?.workingDaysBefore == 20)
    #expect(day[.agent("a1")]?.expected == 750)
  }

  @Test("Teams and sites improve like people, and a product group against itself")
  func others() {
    let floor = Self.floor()
    let week = Period(.week, of: Floors.day)
    let measures = floor.improvements(of: Floors.bj, over: week, today: Floors.day)
    #expect(measures[.team("t1")]?.before == 30_000)
    #expect(measures[.team("t2")] == nil)
    #expect(measures[.site("BJ")]?.expected == 4_500)
    #expect(floor.improvements(of: Floors.bj, over: week, group: GroupID("年费"), today: Floors.day).isEmpty)
  }

  @Test("Nobody is measured against four weeks without a working day")
  func closed() {
    var floor = Self.floor()
    var rules = Rules.standard
    rules.calendar.weekdays = []
    floor.next(.rules(Floors.bj, rules))
    #expect(
      floor.improvements(of: Floors.bj, over: Period(.week, of: Floors.day.advanced(by: 7)), today: Floors.day).isEmpty)
  }
}
