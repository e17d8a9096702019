import Floor

/// Says what has come due at one site. It is asked again and again, with whatever the clock shows: whether the clock went on,
/// was set, or stood still while the machine slept makes no difference, since only its time and what has happened decide.
///
/// Asked while nothing is due it compares a few numbers: it remembers until when nothing can come due.
public struct CueWatch: Sendable {
  /// How many days back a show that was missed is recorded: a week, so that one is not forgotten over holidays, and less than
  /// `CueBook.daysKept`.
  public static let daysBack: Int32 = 7
  /// How long what was said to be due, and has not happened since, is not said again, in milliseconds: what could not be
  /// recorded is tried again, but not at every look.
  public static let retry: Int64 = 60_000
  /// How many days ahead the next cue is looked for: longer than any holiday.
  private static let daysAhead: Int32 = 31

  private let site: SiteID
  private let zone: String
  private let dayStart: Int
  private let timetable: Timetable
  private var clock = BusinessCalendar()
  private var plan: Plan?
  /// When nothing is due, in Unix milliseconds, for a site that began on `began`.
  private var idle: Range<Int64> = 0..<0
  private var began: CivilDate?
  /// When the cues of the plan were said to be due.
  private var said: [String: Int64] = [:]

  /// What can come due on one day.
  private struct Plan {
    var day: CivilDate
    var calendar: WorkingCalendar
    /// The day's cues in their order.
    var cues: [DueCue]
    /// The shows of the `daysBack` days before it.
    var missed: [DueCue]
    /// The day's end, in Unix milliseconds.
    var end: Int64
    /// The first cue after the day.
    var following: Int64?
  }

  /// A watch of `site`, whose clocks go by `zone` and whose business days begin at `dayStart` (minutes since midnight).
  public init(site: SiteID, zone: String, timetable: Timetable, dayStart: Int = 0) {
    (self.site, self.zone, self.timetable, self.dayStart) = (site, zone, timetable, dayStart)
  }

  /// What is due at `now` (Unix milliseconds) and has not happened, in the order in which it was planned: phases and broadcasts
  /// within their grace; shows within theirs, and later those of `began` and after it, to be recorded unplayed (`now` is
  /// after their `lateFrom` then).
  /// - Parameters:
  ///   - calendar: when the site works.
  ///   - began: the day of the site's first cue; `nil` before it.
  ///   - isDone: whether the cue of a key has happened.
  public mutating func due(
    at now: Int64, calendar: WorkingCalendar, began: CivilDate?, isDone: (String) -> Bool
  ) -> [DueCue] {
    if idle.contains(now), began == self.began, plan?.calendar == calendar { return [] }
    let plan = plan(at: now, calendar)
    let open = (plan.missed + plan.cues).filter { cue in
      cue.instant <= now && (now <= cue.lateFrom || cue.isShow && began.map { $0 <= cue.day } ?? false)
        && !isDone(cue.key)
    }
    self.began = began
    idle = now..<(open.isEmpty ? min(plan.end, plan.cues.first { $0.instant > now }?.instant ?? .max) : now)
    return open.filter { cue in
      if let before = said[cue.key], abs(now - before) < CueWatch.retry { return false }
      said[cue.key] = now
      return true
    }
  }

  /// When the next cue after `now` comes due, in Unix milliseconds; `nil` if the next `daysAhead` days have none.
  public mutating func next(after now: Int64, calendar: WorkingCalendar) -> Int64? {
    let plan = plan(at: now, calendar)
    return plan.cues.first { $0.instant > now }?.instant ?? plan.following
  }

  private mutating func plan(at now: Int64, _ calendar: WorkingCalendar) -> Plan {
    if let plan, plan.calendar == calendar, idle.contains(now) { return plan }
    let day = clock.day(at: now, zone: zone, dayStart: dayStart)
    if let plan, plan.day == day, plan.calendar == calendar { return plan }
    let new = Plan(
      day: day, calendar: calendar, cues: cues(of: day, calendar),
      missed: (1...CueWatch.daysBack).reversed().flatMap { cues(of: day.advanced(by: -$0), calendar) }.filter(\.isShow),
      end: clock.instant(of: day.advanced(by: 1), minute: dayStart, zone: zone), following: following(day, calendar))
    (plan, said) = (new, [:])
    return new
  }

  private func cues(of day: CivilDate, _ calendar: WorkingCalendar) -> [DueCue] {
    DayPlan.cues(
      of: day, site: site, timetable: timetable, calendar: calendar, zone: zone, dayStart: dayStart)
  }

  private func following(_ day: CivilDate, _ calendar: WorkingCalendar) -> Int64? {
    for ahead in 1...CueWatch.daysAhead {
      if let first = cues(of: day.advanced(by: ahead), calendar).first { return first.instant }
    }
    return nil
  }
}
