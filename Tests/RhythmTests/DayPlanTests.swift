import Floor
import Rhythm
import Testing

struct DayPlanTests {
  static func cues(
    _ day: String, _ timetable: Timetable = Days.ordinary, _ calendar: WorkingCalendar = Days.china,
    zone: String = "Asia/Shanghai"
  ) -> [DueCue] {
    DayPlan.cues(of: CivilDate(day)!, site: Days.bj, timetable: timetable, calendar: calendar, zone: zone)
  }

  static func told(_ cues: [DueCue]) -> [Int] {
    cues.compactMap { if case .hourly(let hour) = $0.kind { hour } else { nil } }
  }

  @Test("Every day of a year in every zone is planned as a walk through its minutes finds it", arguments: Days.zones)
  func reference(zone: String) throws {
    let walk = try #require(Walk(zone, Days.year))
    for (timetable, calendar, dayStart, _) in Days.all {
      let reference = Reference(timetable, calendar, walk, dayStart: dayStart)
      for number in Days.year {
        let day = CivilDate(daysSinceEpoch: number)
        let cues = DayPlan.cues(
          of: day, site: Days.bj, timetable: timetable, calendar: calendar, zone: zone, dayStart: dayStart)
        let planned = cues.map {
          Reference.Planned(key: $0.key, instant: $0.instant, until: $0.lateFrom, isShow: $0.isShow)
        }
        #expect(planned == reference.plan(day), "\(day)")
      }
    }
  }

  @Test("An ordinary day tells its working hours but quiet time's and the ceremony's")
  func ordinary() {
    let cues = Self.cues("2026-11-24")
    #expect(Self.told(cues) == [10, 11, 12, 14, 15, 16, 17])
    #expect(
      cues.filter { if case .recap(let phase) = $0.kind { phase.id == "rest" } else { false } }.map(\.minute) == [775])
    #expect(cues.filter(\.isShow).map(\.key) == ["ceremony/BJ/2026-11-24"])
    #expect(cues.suffix(2).map(\.minute) == [1_080, 1_080], "the phase is called, then the ceremony begins")
  }

  @Test("A site without broadcasts tells nothing; one without a ceremony tells its hour")
  func parts() {
    var timetable = Days.ordinary
    (timetable.ceremony, timetable.greetingMinute) = (nil, nil)
    #expect(Self.told(Self.cues("2026-11-24", timetable)) == [10, 11, 12, 14, 15, 16, 17, 18])
    timetable.broadcasts = false
    #expect(Self.cues("2026-11-24", timetable).count == timetable.phases.count)
  }

  @Test("No cue on weekends and holidays; make-up days are days like others")
  func restDays() {
    for day in ["2026-11-22", "2026-10-01", "2026-02-20"] { #expect(Self.cues(day).isEmpty) }
    for day in ["2026-02-14", "2026-02-28", "2026-10-10"] { #expect(Self.told(Self.cues(day)).count == 7) }
  }

  @Test("The month is greeted on its first working day, also after long holidays, under the month's name")
  func greeting() {
    let greeted = Days.year.map { CivilDate(daysSinceEpoch: $0) }.flatMap { Self.cues("\($0)") }
      .filter { $0.kind == .greeting }
    #expect(
      greeted.map(\.day.description) == [
        "2026-01-04", "2026-02-02", "2026-03-02", "2026-04-01", "2026-05-06", "2026-06-01", "2026-07-01", "2026-08-03",
        "2026-09-01", "2026-10-08", "2026-11-02", "2026-12-01",
      ])
    #expect(greeted.map(\.key).prefix(2) == ["greeting/BJ/2026-01-01", "greeting/BJ/2026-02-01"])
    #expect(greeted.allSatisfy { $0.minute == 510 })
  }

  @Test(
    "An hour that clocks leave out is told with the hour at whose instant it comes; one that comes twice, the first time"
  )
  func changes() {
    var night = Days.night
    night.ceremony = nil
    func told(_ day: String, _ zone: String) -> [Int] { Self.told(Self.cues(day, night, Days.always, zone: zone)) }
    let all = Array(1..<24)
    #expect(told("2026-03-29", "Europe/Berlin") == all.filter { $0 != 2 })
    #expect(told("2026-10-25", "Europe/Berlin") == all)
    #expect(told("2026-10-04", "Australia/Lord_Howe") == all, "02:00 is told at 02:30")
    #expect(told("2026-09-27", "Pacific/Chatham") == all, "02:45 to 03:45 is left out: 03:00 is told at 03:45")
    let autumn = Self.cues("2026-10-25", night, Days.always, zone: "Europe/Berlin")
    #expect(
      autumn.first { $0.kind == .hourly(2) }?.instant == Days.instant("2026-10-25", 60, "Europe/Berlin") + 3_600_000)
    let howe = Self.cues("2026-10-04", night, Days.always, zone: "Australia/Lord_Howe")
    let (two, half) = (howe.first { $0.kind == .hourly(2) }, howe.first { $0.minute == 150 })
    #expect(two?.instant == half?.instant)
  }

  @Test("A day that a zone leaves out has no cues")
  func missingDay() {
    let calendar = Days.always
    #expect(Self.cues("2011-12-30", Days.night, calendar, zone: "Pacific/Apia").isEmpty)
    #expect(Self.cues("2011-12-31", Days.night, calendar, zone: "Pacific/Apia").count == 72)
  }

  @Test("Grace ends where the next telling, quiet time, the phase's end or midnight would make being late wrong")
  func grace() {
    func until(_ key: String, _ timetable: Timetable = Days.ordinary) -> Int64? {
      Self.cues("2026-11-24", timetable).first { $0.key == key }?.lateFrom
    }
    func at(_ minute: Int) -> Int64 { Days.instant("2026-11-24", minute) }
    #expect(until("hourly/BJ/2026-11-24T10") == at(615))
    #expect(until("ceremony/BJ/2026-11-24") == at(1_095))
    #expect(until("phase/BJ/2026-11-24/first-calls") == at(575))
    #expect(until("phase/BJ/2026-11-24/wake-up") == at(780) - 1)
    #expect(until("recap/BJ/2026-11-24/rest") == at(790))
    var slow = Days.ordinary
    slow.graceMinutes = 60
    #expect(until("hourly/BJ/2026-11-24T10", slow) == at(660) - 1, "11:00 tells it")
    #expect(until("hourly/BJ/2026-11-24T12", slow) == at(750) - 1, "quiet time")
    #expect(until("hourly/BJ/2026-11-24T17", slow) == at(1_080) - 1, "the ceremony tells it")
  }

  @Test("A phase is found by any of its minutes, and the one after it")
  func phases() {
    #expect(Days.ordinary.phase(at: 774)?.id == "rest")
    #expect(Days.ordinary.phase(at: 775)?.id == "wake-up")
    #expect(Days.ordinary.phase(at: 556) == nil)
    #expect(Days.ordinary.next(after: 556)?.id == "first-calls")
    #expect(Days.ordinary.next(after: 1_080) == nil)
    #expect(Days.ordinary.isQuiet(at: 750) && !Days.ordinary.isQuiet(at: 775) && !Days.ordinary.isQuiet(at: 0))
  }
}
