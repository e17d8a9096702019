/// On which days a site works, and at what times: what targets are shared out over.
public struct WorkingCalendar: Hashable, Sendable {
  /// ISO weekdays, 1 (Monday) to 7, on which the site works unless `exceptions` says otherwise.
  public var weekdays: Set<Int>
  /// Holidays (`false`) and make-up working days 调休 (`true`).
  public var exceptions: [CivilDate: Bool]
  /// The working times of a day: minutes since midnight, ascending, not overlapping.
  public var hours: [Range<Int>]

  /// A calendar.
  public init(weekdays: Set<Int>, exceptions: [CivilDate: Bool] = [:], hours: [Range<Int>]) {
    (self.weekdays, self.exceptions, self.hours) = (weekdays, exceptions, hours)
  }

  /// Monday to Friday, 09:00 to 12:00 and 13:00 to 18:00.
  public static let standard = WorkingCalendar(weekdays: [1, 2, 3, 4, 5], hours: [540..<720, 780..<1080])

  /// Whether the site works on `day`.
  public func isWorking(_ day: CivilDate) -> Bool { exceptions[day] ?? weekdays.contains(day.weekday) }

  /// The working days of `days`, ascending.
  public func workingDays(in days: some Sequence<CivilDate>) -> [CivilDate] { days.filter(isWorking) }

  /// Minutes of working time in a whole working day.
  public var minutesADay: Int { hours.reduce(0) { $0 + $1.count } }

  /// Minutes of working time that have gone by at `minute` (since midnight) of a working day.
  public func minutesGone(at minute: Int) -> Int {
    hours.reduce(0) { $0 + max(0, min($1.upperBound, minute) - $1.lowerBound) }
  }
}
