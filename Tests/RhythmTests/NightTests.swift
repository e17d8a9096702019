import Floor
import Foundation
import Rhythm
import Testing

/// Sites that sell into the night: their days begin later than at midnight.
struct NightTests {
  @Test(
    "In every zone a day lasts from its start to that of the next, whatever the clocks do, and its minutes go on past midnight",
    arguments: Days.zones)
  func days(zone: String) throws {
    let walk = try #require(Walk(zone, Days.year))
    var calendar = BusinessCalendar()
    for dayStart in [0, 15, 120, 150, 180, 240, 720] {
      var dice = Dice(state: UInt64(dayStart))
      var now = Days.instant("2026-01-02", 0, zone)
      let end = Days.instant("2026-12-31", 0, zone)
      while now < end {
        let (day, minute) = calendar.moment(at: now, zone: zone, dayStart: dayStart)
        let expected = walk.day(at: now, dayStart: dayStart)
        if day != expected || minute != max(dayStart, wall(now, since: expected, walk)) || minute >= 1_440 + dayStart {
          Issue.record("\(now) is \(minute) of \(day), where days begin at \(dayStart)")
        }
        now += Int64.random(in: 1...5_400_000, using: &dice)
      }
    }
  }

  /// What the clock shows, in minutes since the midnight of `day`.
  private func wall(_ now: Int64, since day: CivilDate, _ walk: Walk) -> Int {
    let offset = walk.zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(now / 1000)))
    return (Int(now / 1000) + offset) / 60 - Int(day.daysSinceEpoch) * 1_440
  }

  @Test(
    "The night belongs to the day before until the day's start, which a clock put back does not undo",
    arguments: [
      ("2026-11-23T19:59:59Z", "Asia/Shanghai", 240, "2026-11-23", 1_679),
      ("2026-11-23T20:00:00Z", "Asia/Shanghai", 240, "2026-11-24", 240),
      ("2026-11-23T17:00:00Z", "Asia/Shanghai", 240, "2026-11-23", 1_500),
      ("2026-11-23T17:00:00Z", "Asia/Shanghai", 0, "2026-11-24", 60),
      // 02:00 to 03:00 is left out: the day that begins at 02:30 begins at 03:00.
      ("2026-03-29T00:59:59Z", "Europe/Berlin", 150, "2026-03-28", 1_559),
      ("2026-03-29T01:00:00Z", "Europe/Berlin", 150, "2026-03-29", 180),
      // 02:00 to 03:00 comes twice: the day begins at the first 02:30 and goes on at the second 02:00.
      ("2026-10-25T00:29:59Z", "Europe/Berlin", 150, "2026-10-24", 1_589),
      ("2026-10-25T00:30:00Z", "Europe/Berlin", 150, "2026-10-25", 150),
      ("2026-10-25T01:00:00Z", "Europe/Berlin", 150, "2026-10-25", 150),
      ("2026-10-25T01:31:00Z", "Europe/Berlin", 150, "2026-10-25", 151),
      ("2026-10-25T01:10:00Z", "Europe/Berlin", 240, "2026-10-24", 1_570),
    ])
  func moments(text: String, zone: String, dayStart: Int, day: String, minute: Int) throws {
    var calendar = BusinessCalendar()
    let moment = calendar.moment(at: try BusinessCalendarTests.instant(text), zone: zone, dayStart: dayStart)
    #expect(moment == (try #require(CivilDate(day)), minute))
  }

  @Test(
    "Minutes past midnight come on the next date",
    arguments: [
      ("2026-11-23", 1_530, "Asia/Shanghai", "2026-11-23T17:30:00Z"),
      ("2026-11-23", 2_160, "Asia/Shanghai", "2026-11-24T04:00:00Z"),
      ("2026-03-28", 1_590, "Europe/Berlin", "2026-03-29T01:00:00Z"),
      ("2026-10-24", 1_590, "Europe/Berlin", "2026-10-25T00:30:00Z"),
      ("2026-10-24", 1_620, "Europe/Berlin", "2026-10-25T02:00:00Z"),
    ])
  func instants(day: String, minute: Int, zone: String, instant: String) throws {
    #expect(Days.instant(day, minute, zone) == (try BusinessCalendarTests.instant(instant)))
  }

  private func cues(_ day: String, zone: String = "Asia/Shanghai") throws -> [DueCue] {
    DayPlan.cues(
      of: try #require(CivilDate(day)), site: Days.bj, timetable: Days.evening, calendar: Days.chinaAtNight, zone: zone,
      dayStart: 240)
  }

  @Test("Friday's night is Friday's, though it is Saturday by then; neither Sunday's night nor Saturday's is worked")
  func weekend() throws {
    let friday = try cues("2026-11-20")
    #expect(friday.allSatisfy { $0.day == CivilDate("2026-11-20") })
    #expect(friday.suffix(2).map(\.key) == ["ceremony/BJ/2026-11-20", "hourly/BJ/2026-11-20T26"])
    #expect(friday.suffix(2).map(\.instant) == [90, 120].map { Days.instant("2026-11-21", $0) })
    for day in ["2026-11-21", "2026-11-22"] { #expect(try cues(day).isEmpty) }
    var shop = Shop(Days.evening, Days.chinaAtNight, dayStart: 240)
    #expect(shop.look("2026-11-21", 90) == ["phase/BJ/2026-11-20/report", "ceremony/BJ/2026-11-20"])
    #expect(shop.look("2026-11-22", 90).isEmpty && shop.look("2026-11-23", 90).isEmpty, "nothing was worked before")
    #expect(
      shop.watch.next(after: Days.instant("2026-11-21", 121), calendar: shop.calendar)
        == Days.instant("2026-11-23", 840)
    )
  }

  @Test(
    "The hours of a night go on behind 23 until the day is over, but for quiet time's; the rest over midnight is told")
  func hours() throws {
    let monday = try cues("2026-11-23")
    #expect(DayPlanTests.told(monday) == [15, 16, 17, 18, 20, 21, 22, 23, 25, 26])
    #expect(monday.first { $0.kind == .hourly(25) }?.key == "hourly/BJ/2026-11-23T25")
    let recap = monday.first { if case .recap = $0.kind { true } else { false } }
    #expect(recap?.instant == Days.instant("2026-11-24", 15))
    let whole = DayPlan.cues(
      of: CivilDate("2026-11-23")!, site: Days.bj, timetable: Timetable(phases: []), calendar: Days.alwaysShifted,
      zone: "Asia/Shanghai", dayStart: 150)
    #expect(DayPlanTests.told(whole) == Array(3...26), "02:30 to 02:30")
  }

  @Test(
    "A clock that goes over midnight and over the day's start brings each cue of a night once, and then the next day's")
  func turn() {
    var shop = Shop(Days.evening, Days.chinaAtNight, dayStart: 240)
    for minute in 1_320..<1_440 + 900 { shop.look("2026-11-23", minute) }
    #expect(
      shop.happened.map(\.cue.key) == [
        "hourly/BJ/2026-11-23T22", "hourly/BJ/2026-11-23T23", "phase/BJ/2026-11-23/rest", "phase/BJ/2026-11-23/final",
        "recap/BJ/2026-11-23/rest", "hourly/BJ/2026-11-23T25", "phase/BJ/2026-11-23/report", "ceremony/BJ/2026-11-23",
        "hourly/BJ/2026-11-23T26",
        "phase/BJ/2026-11-24/warm-up", "phase/BJ/2026-11-24/calls",
      ])
  }
}
