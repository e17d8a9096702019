import Floor

/// What happens at a site on one business day.
public struct DayPlan {
  private let day: CivilDate
  private let site: SiteID
  private let timetable: Timetable
  private let calendar: WorkingCalendar
  private let zone: String
  private let dayStart: Int
  private var clock = BusinessCalendar()

  /// The cues of `day` at `site`, in the order in which they happen: nothing on a day that is not worked, nor on one that the
  /// calendar of `zone` leaves out.
  /// - Parameter dayStart: when the site's business day begins, in minutes since midnight.
  public static func cues(
    of day: CivilDate, site: SiteID, timetable: Timetable, calendar: WorkingCalendar, zone: String, dayStart: Int = 0
  ) -> [DueCue] {
    guard calendar.isWorking(day) else { return [] }
    var plan = DayPlan(
      day: day, site: site, timetable: timetable, calendar: calendar, zone: zone, dayStart: dayStart)
    return plan.cues()
  }

  private init(
    day: CivilDate, site: SiteID, timetable: Timetable, calendar: WorkingCalendar, zone: String, dayStart: Int
  ) {
    (self.day, self.site, self.timetable) = (day, site, timetable)
    (self.calendar, self.zone, self.dayStart) = (calendar, zone, dayStart)
  }

  private mutating func cues() -> [DueCue] {
    // A whole day can be missing where the date line was moved.
    guard instant(0) < instant(BusinessCalendar.wholeDay) else { return [] }
    let unordered = phases() + hours() + recaps() + shows()
    // Several can come at one instant: a phase before what is told in it, and that before a show.
    var cues = unordered.enumerated().sorted { ($0.element.instant, $0.offset) < ($1.element.instant, $1.offset) }
      .map(\.element)
    shorten(&cues)
    return cues
  }

  /// The minute at which the day is over.
  private var end: Int { BusinessCalendar.wholeDay + dayStart }

  private mutating func instant(_ minute: Int) -> Int64 { clock.instant(of: day, minute: minute, zone: zone) }

  private mutating func cue(_ key: String, _ kind: DueCue.Kind, _ minute: Int) -> DueCue {
    let instant = instant(minute)
    let grace = Int64(timetable.graceMinutes) * 60_000
    return DueCue(key: key, kind: kind, day: day, minute: minute, instant: instant, lateFrom: instant + grace)
  }

  private mutating func phases() -> [DueCue] {
    timetable.phases.map { phase in
      var cue = cue(CueKey.phase(phase.id, site: site, day: day), .phase(phase), phase.from)
      // Nobody calls what is over.
      cue.lateFrom = min(cue.lateFrom, instant(phase.to) - 1)
      return cue
    }
  }

  /// Full hours that end an hour in which work was done.
  private mutating func hours() -> [DueCue] {
    guard timetable.broadcasts else { return [] }
    return (dayStart / 60 + 1..<(end + 59) / 60).filter { isTold($0 * 60) }.map { hour in
      cue(CueKey.hourly(hour, site: site, day: day), .hourly(hour), hour * 60)
    }
  }

  private func isTold(_ minute: Int) -> Bool {
    calendar.minutesGone(at: minute) > calendar.minutesGone(at: minute - 60)
      && !timetable.isQuiet(at: minute) && timetable.ceremony?.minute != minute
      // The recap of a quiet phase tells the same deals.
      && !timetable.phases.contains { $0.isQuiet && $0.to == minute }
  }

  /// Quiet phases that end on this day.
  private mutating func recaps() -> [DueCue] {
    guard timetable.broadcasts else { return [] }
    return timetable.phases.filter { $0.isQuiet && !timetable.isQuiet(at: $0.to) && $0.to < end }.map {
      cue(CueKey.recap($0.id, site: site, day: day), .recap($0), $0.to)
    }
  }

  private mutating func shows() -> [DueCue] {
    var shows: [DueCue] = []
    if let minute = timetable.greetingMinute, isFirstOfMonth {
      let month = Period(.month, of: day).start
      shows.append(cue(CueKey.greeting(site: site, month: month), .greeting, minute))
    }
    if let ceremony = timetable.ceremony {
      shows.append(cue(CueKey.ceremony(site: site, day: day), .ceremony, ceremony.minute))
    }
    return shows
  }

  private var isFirstOfMonth: Bool { Period(.month, of: day).days.first(where: calendar.isWorking) == day }

  /// Takes grace away where being late would do harm, and with it what comes to nothing.
  private mutating func shorten(_ cues: inout [DueCue]) {
    // A broadcast is not made up for once another one, or the ceremony, tells what it would have told, nor on another day.
    var next = instant(end)
    for i in cues.indices.reversed() where cues[i].isTelling {
      if !cues[i].isShow { cues[i].lateFrom = min(cues[i].lateFrom, next - 1) }
      next = cues[i].instant
    }
    // Nothing is told or played in quiet time.
    for quiet in timetable.phases where quiet.isQuiet {
      let (start, end) = (instant(quiet.from), instant(quiet.to))
      guard start < end else { continue }
      for i in cues.indices where (cues[i].isTelling || cues[i].isShow) && cues[i].instant < end {
        cues[i].lateFrom = min(cues[i].lateFrom, start - 1)
      }
    }
    cues.removeAll { !$0.isShow && $0.lateFrom < $0.instant }
  }
}
