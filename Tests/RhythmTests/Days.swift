import Floor
import Foundation
import Rhythm

/// Calendars, timetables and zones to test with.
enum Days {
  static let bj = SiteID("BJ")

  static let zones = [
    "Asia/Shanghai", "Asia/Kolkata", "Asia/Kathmandu", "Europe/Berlin", "America/New_York", "America/Sao_Paulo",
    "Australia/Lord_Howe", "Pacific/Chatham", "Africa/Casablanca", "America/St_Johns", "Pacific/Apia", "UTC",
  ]

  static let year = CivilDate("2026-01-01")!.daysSinceEpoch...CivilDate("2026-12-31")!.daysSinceEpoch

  /// China's holidays and make-up days of 2026.
  static let china: WorkingCalendar = {
    var calendar = WorkingCalendar.standard
    let holidays = [
      "01-01": 3, "02-15": 9, "04-04": 3, "05-01": 5, "06-19": 3, "09-25": 3, "10-01": 7,
    ]
    for (first, count) in holidays {
      for i in 0..<count { calendar.exceptions[CivilDate("2026-" + first)!.advanced(by: Int32(i))] = false }
    }
    for day in ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"] {
      calendar.exceptions[CivilDate("2026-" + day)!] = true
    }
    return calendar
  }()

  /// Every day, day and night.
  static let always = WorkingCalendar(weekdays: [1, 2, 3, 4, 5, 6, 7], hours: [0..<1_440])

  static func phase(_ id: String, _ from: Int, _ to: Int, isQuiet: Bool = false) -> Phase {
    Phase(id: id, name: Wording(zhCN: id, en: id), from: from, to: to, isQuiet: isQuiet)
  }

  /// 08:30 to 18:10 with a rest from 12:30 to 12:55; the ceremony at 18:00, the greeting at 08:30.
  static let ordinary = Timetable(
    phases: [
      phase("warm-up", 510, 540), phase("morning", 540, 555), phase("first-calls", 560, 630), phase("lunch", 720, 750),
      phase("rest", 750, 775, isQuiet: true), phase("wake-up", 775, 780), phase("high-five", 780, 790),
      phase("closing", 870, 990), phase("count", 1_050, 1_080), phase("report", 1_080, 1_090),
    ], ceremony: CeremonyPlan(minute: 1_080), greetingMinute: 510)

  /// A phase each half hour, and shows where clocks are put forward and back.
  static let night = Timetable(
    phases: (0..<48).map { phase("p\($0)", $0 * 30, $0 * 30 + 30) }, ceremony: CeremonyPlan(minute: 150),
    greetingMinute: 135)

  /// Quiet times where clocks are put forward and back, and a grace of an hour.
  static let quietNight = Timetable(
    phases: [
      phase("q1", 60, 120, isQuiet: true), phase("work", 120, 150), phase("q2", 150, 165, isQuiet: true),
      phase("q3", 180, 210, isQuiet: true), phase("q4", 210, 220, isQuiet: true), phase("late", 1_380, 1_440),
    ], graceMinutes: 60, ceremony: CeremonyPlan(minute: 140), greetingMinute: 55)

  /// A day from 14:00 to 01:30 at a site whose day begins at 04:00: the ceremony at 01:30, a rest over midnight.
  static let evening = Timetable(
    phases: [
      phase("warm-up", 840, 870), phase("calls", 870, 1_125), phase("rest", 1_425, 1_455, isQuiet: true),
      phase("final", 1_455, 1_530), phase("report", 1_530, 1_540),
    ], ceremony: CeremonyPlan(minute: 1_530), greetingMinute: 840)

  /// China's working days, from 14:00 to 01:30.
  static let chinaAtNight: WorkingCalendar = {
    var calendar = china
    calendar.hours = [840..<1_080, 1_140..<1_530]
    return calendar
  }()

  /// A phase each half hour of days that begin at 02:30, where clocks are put forward and back, and shows at their end.
  static let shifted = Timetable(
    phases: (5..<53).map { phase("p\($0)", $0 * 30, $0 * 30 + 30) }, ceremony: CeremonyPlan(minute: 1_575),
    greetingMinute: 1_560)

  /// Every day, from 02:30 to 02:30.
  static let alwaysShifted = WorkingCalendar(weekdays: [1, 2, 3, 4, 5, 6, 7], hours: [150..<1_590])

  /// Timetables, calendars, when the day begins, and a day near which clocks are changed.
  static let all: [(timetable: Timetable, calendar: WorkingCalendar, dayStart: Int, from: String)] = [
    (ordinary, china, 0, "2026-03-07"), (night, always, 0, "2026-10-03"), (quietNight, always, 0, "2026-03-27"),
    (evening, chinaAtNight, 240, "2026-03-26"), (shifted, alwaysShifted, 150, "2026-10-24"),
  ]

  static func instant(_ day: String, _ minute: Int, _ zone: String = "Asia/Shanghai") -> Int64 {
    var calendar = BusinessCalendar()
    return calendar.instant(of: CivilDate(day)!, minute: minute, zone: zone)
  }
}

/// A small generator, so that a failure can be had again.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
