import Floor
import Rhythm
import Testing

struct CueWatchTests {
  @Test(
    "In every zone a year of looks brings every cue of every working day once, within its grace", arguments: Days.zones)
  func year(zone: String) {
    var dice = Dice(state: 7)
    var shop = Shop(zone: zone)
    let end = Days.instant("2027-01-01", 0, zone)
    var now = Days.instant("2026-01-01", 0, zone)
    while now < end {
      shop.look(at: now)
      // Never more than the shortest grace of this timetable's cues, that of the wake-up.
      now += Int64.random(in: 1...299_000, using: &dice)
    }
    let days = Days.year.map { CivilDate(daysSinceEpoch: $0) }
    let planned = days.flatMap {
      DayPlan.cues(of: $0, site: Days.bj, timetable: shop.timetable, calendar: shop.calendar, zone: zone)
    }
    #expect(shop.happened.map(\.cue) == planned)
    #expect(shop.happened.allSatisfy { $0.cue.instant <= $0.at && $0.at <= $0.cue.lateFrom })
    func count(_ prefix: String) -> Int { shop.happened.count { $0.cue.key.hasPrefix(prefix) } }
    #expect(count("hourly/") == 248 * 7)
    #expect(count("recap/") == 248)
    #expect(count("ceremony/") == 248)
    #expect(count("greeting/") == 12)
    #expect(count("phase/") == 248 * 10)
  }

  @Test(
    "Whatever the clock does, a look says what a slow reading of the plan says, and nothing happens twice",
    arguments: Days.zones)
  func wildClocks(zone: String) throws {
    let walk = try #require(Walk(zone, Days.year))
    for (seed, site) in Days.all.enumerated() {
      var dice = Dice(state: UInt64(seed) + 11)
      var shop = Shop(site.timetable, site.calendar, zone: zone, dayStart: site.dayStart)
      let reference = Reference(site.timetable, site.calendar, walk, dayStart: site.dayStart)
      var plans: [CivilDate: [Reference.Planned]] = [:]
      var now = Days.instant(site.from, 600, zone)
      for _ in 0..<800 {
        if Int.random(in: 0..<50, using: &dice) == 0 { shop.restart() }
        let (keys, began, today) = (shop.keys, shop.began, walk.day(at: now, dayStart: site.dayStart))
        var expected: [String] = []
        for day in (-7...0).map({ today.advanced(by: $0) }) {
          let plan = plans[day] ?? reference.plan(day)
          plans[day] = plan
          for cue in plan where (day == today || cue.isShow) && cue.instant <= now && !keys.contains(cue.key) {
            let isForgotten = cue.isShow && began.map { $0 <= day } ?? false
            if now <= cue.until || isForgotten { expected.append(cue.key) }
          }
        }
        #expect(shop.look(at: now).map(\.key) == expected, "at \(now)")
        now = moved(now, &dice)
      }
      #expect(shop.happened.count > 50, "the clock was where something happens")
    }
  }

  /// The clock goes on, is set, or stood still: by seconds, minutes, hours or days.
  private func moved(_ now: Int64, _ dice: inout Dice) -> Int64 {
    switch Int.random(in: 0..<100, using: &dice) {
    case 0..<60: now + Int64.random(in: 500...1_200_000, using: &dice)
    case 60..<75: now + Int64.random(in: -5_000...5_000, using: &dice)
    case 75..<85: now + Int64.random(in: -1_800_000...1_800_000, using: &dice)
    case 85..<95: now + Int64.random(in: -10_800_000...21_600_000, using: &dice)
    default: now + Int64.random(in: -2...3, using: &dice) * 86_400_000
    }
  }

  @Test(
    "The clock is set back over an hour that was told: it is not told again; set forward, what is in grace is told once"
  )
  func steps() {
    var shop = Shop()
    #expect(shop.look("2026-11-24", 600) == ["hourly/BJ/2026-11-24T10"])
    for seconds in [-1, -60, 0, 1, 60] { #expect(shop.look("2026-11-24", 600, seconds: Int64(seconds)).isEmpty) }
    #expect(shop.look("2026-11-24", 540).map { $0 } == ["phase/BJ/2026-11-24/morning"])
    #expect(shop.look("2026-11-24", 600).isEmpty)
    #expect(shop.look("2026-11-24", 674, seconds: 59) == ["hourly/BJ/2026-11-24T11"])
    #expect(shop.look("2026-11-24", 660).isEmpty)
  }

  @Test("Late is told to the millisecond that grace ends, and not after it; the next hour then covers both")
  func lateness() {
    let grace = Days.instant("2026-11-24", 615)
    var punctual = Shop()
    #expect(punctual.look(at: Days.instant("2026-11-24", 600) - 1).isEmpty)
    #expect(punctual.look(at: grace).map(\.key) == ["hourly/BJ/2026-11-24T10"])
    var late = Shop()
    #expect(late.look(at: grace + 1).isEmpty)
    #expect(late.look("2026-11-24", 660) == ["hourly/BJ/2026-11-24T11"])
    #expect(late.look("2026-11-24", 601).isEmpty == false, "set back into the grace of what was not told, it is told")
  }

  @Test("After a stop in the middle of a day, only the phase that lasts is called and only the latest telling is told")
  func restart() {
    var shop = Shop()
    shop.look("2026-11-24", 740)
    shop.restart()
    #expect(shop.look("2026-11-24", 781) == ["recap/BJ/2026-11-24/rest", "phase/BJ/2026-11-24/high-five"])
  }

  @Test("A ceremony is played within its grace, even where nothing happened before; later that day it is recorded")
  func ceremony() throws {
    var new = Shop()
    let played = try #require(new.look(at: Days.instant("2026-11-24", 1_095)).last)
    #expect(played.key == "ceremony/BJ/2026-11-24" && played.lateFrom == Days.instant("2026-11-24", 1_095))
    var tooLate = Shop()
    #expect(tooLate.look("2026-11-24", 1_096).isEmpty, "the site's day has not begun")
    var absent = Shop()
    absent.look("2026-11-24", 600)
    let recorded = absent.look(at: Days.instant("2026-11-24", 1_439))
    #expect(recorded.map(\.key) == ["ceremony/BJ/2026-11-24"])
    #expect(recorded.allSatisfy { $0.lateFrom < Days.instant("2026-11-24", 1_439) })
  }

  @Test(
    "Ceremonies of missed days are recorded in their order: from the site's first day on, seven days back, working days only"
  )
  func missedDays() {
    var shop = Shop()
    shop.look("2026-11-12", 600)
    #expect(
      shop.look("2026-11-23", 300) == (16...20).map { "ceremony/BJ/2026-11-\($0)" },
      "not of the 12th, the 13th, and the weekend")
    #expect(shop.look("2026-11-23", 300).isEmpty)
    var young = Shop()
    young.look("2026-11-19", 600)
    #expect(young.look("2026-11-23", 300) == ["ceremony/BJ/2026-11-19", "ceremony/BJ/2026-11-20"])
  }

  @Test("A greeting that was missed is recorded with the ceremonies; a site that began after it has none")
  func missedGreeting() {
    var shop = Shop()
    shop.look("2026-11-30", 1_080)
    #expect(
      shop.look("2026-12-02", 300) == ["greeting/BJ/2026-12-01", "ceremony/BJ/2026-12-01"])
    var young = Shop()
    young.look("2026-12-02", 600)
    #expect(young.look("2026-12-02", 610).isEmpty)
    #expect(
      young.look("2026-12-01", 520) == ["phase/BJ/2026-12-01/warm-up", "greeting/BJ/2026-12-01"], "within its grace")
  }

  @Test("A machine that slept for minutes, hours or days goes on with what is still in grace")
  func suspended() {
    func wakes(after minutes: Int) -> [String] {
      var shop = Shop()
      shop.look("2026-11-24", 595)
      return shop.look(at: Days.instant("2026-11-24", 595 + minutes)).map(\.key)
    }
    #expect(wakes(after: 8) == ["hourly/BJ/2026-11-24T10"])
    #expect(wakes(after: 30) == [])
    #expect(wakes(after: 70) == ["hourly/BJ/2026-11-24T11"])
    #expect(wakes(after: 24 * 60 + 6) == ["hourly/BJ/2026-11-25T10"])
  }

  @Test("A holiday that is declared at noon ends the day's cues; one that is taken back brings the next")
  func changedCalendar() {
    var shop = Shop()
    shop.look("2026-11-24", 600)
    shop.calendar.exceptions[CivilDate("2026-11-24")!] = false
    #expect(shop.look("2026-11-24", 660).isEmpty)
    shop.calendar = Days.china
    #expect(shop.look("2026-11-24", 661) == ["hourly/BJ/2026-11-24T11"])
  }

  @Test("What is due and does not happen is said again, but not at every look")
  func retry() {
    var watch = CueWatch(site: Days.bj, zone: "Asia/Shanghai", timetable: Days.ordinary)
    let ten = Days.instant("2026-11-24", 600)
    let said = (0...300).filter { second in
      !watch.due(at: ten + Int64(second) * 1000, calendar: Days.china, began: nil) { _ in false }.isEmpty
    }
    #expect(said == [0, 60, 120, 180, 240, 300])
  }

  @Test("While nothing can come due, nobody is asked what has happened")
  func idle() {
    var shop = Shop()
    shop.look("2026-11-24", 600)
    shop.look("2026-11-24", 601)
    var asked = 0
    for second in 0..<1_740 {
      let now = Days.instant("2026-11-24", 601) + Int64(second) * 1000
      _ = shop.watch.due(at: now, calendar: shop.calendar, began: shop.began) { _ in
        asked += 1
        return true
      }
    }
    #expect(asked == 0)
  }

  @Test("The next cue is found today, after a holiday, or not at all")
  func next() {
    var watch = CueWatch(site: Days.bj, zone: "Asia/Shanghai", timetable: Days.ordinary)
    func next(_ day: String, _ minute: Int) -> Int64? {
      watch.next(after: Days.instant(day, minute), calendar: Days.china)
    }
    #expect(next("2026-11-24", 599) == Days.instant("2026-11-24", 600))
    #expect(next("2026-11-24", 600) == Days.instant("2026-11-24", 660))
    #expect(next("2026-11-24", 1_080) == Days.instant("2026-11-25", 510))
    #expect(next("2026-09-30", 1_200) == Days.instant("2026-10-08", 510))
    #expect(next("2026-10-03", 0) == Days.instant("2026-10-08", 510))
    #expect(watch.next(after: 0, calendar: WorkingCalendar(weekdays: [], hours: [])) == nil)
  }
}
