import Floor
import Foundation
import Rhythm

/// The quarters of an hour of a zone's days, found by walking through time: clocks are changed on quarters.
struct Walk {
  let zone: TimeZone
  /// The first day that is known.
  private let origin: Int32
  /// For every quarter of every day, when the clock shows it first; 0 where it never does.
  private var first: [Int64]

  /// Knows the days from `days.lowerBound` to `days.upperBound`.
  init?(_ zone: String, _ days: ClosedRange<Int32>) {
    guard let zone = TimeZone(identifier: zone) else { return nil }
    (self.zone, origin) = (zone, days.lowerBound)
    first = Array(repeating: 0, count: (days.count + 1) * 96)
    for t in stride(from: (Int64(origin) - 1) * 86_400, to: (Int64(days.upperBound) + 3) * 86_400, by: 900) {
      let offset = Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(t))))
      let i = Int((t + offset) / 900) - Int(origin) * 96
      if first.indices.contains(i), first[i] == 0 { first[i] = t * 1000 }
    }
  }

  func instant(_ day: CivilDate, _ minute: Int) -> Int64 {
    let quarter = Int(day.daysSinceEpoch - origin) * 96 + minute / 15
    if first[quarter] != 0 { return first[quarter] + Int64(minute % 15) * 60_000 }
    return first[quarter...].first { $0 != 0 } ?? 0
  }

  /// The last day that has begun at `now`.
  func day(at now: Int64, dayStart: Int = 0) -> CivilDate {
    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(now / 1000)))
    let date = CivilDate(daysSinceEpoch: Int32((now / 1000 + Int64(offset)) / 86_400))
    return instant(date, dayStart) <= now ? date : date.advanced(by: -1)
  }
}

/// The plan of a site's days, worked out slowly and by other means: minute by minute.
struct Reference {
  let timetable: Timetable
  let calendar: WorkingCalendar
  let walk: Walk
  let dayStart: Int
  /// What every working day brings.
  private var template: [Event] = []

  init(_ timetable: Timetable, _ calendar: WorkingCalendar, _ walk: Walk, dayStart: Int) {
    self.dayStart = dayStart
    (self.timetable, self.calendar, self.walk) = (timetable, calendar, walk)
    template = (dayStart..<1_440 + dayStart).flatMap { events(at: $0) }
  }

  func instant(_ day: CivilDate, _ minute: Int) -> Int64 { walk.instant(day, minute) }

  struct Planned: Equatable {
    var key: String
    var instant: Int64
    var until: Int64
    var isShow: Bool
  }

  /// What `day` is to bring, ascending.
  func plan(_ day: CivilDate) -> [Planned] {
    guard calendar.isWorking(day) else { return [] }
    let planned = template.filter { $0.rank != 3 || isFirstOfMonth(day) }.map {
      (start: instant(day, $0.minute), event: $0)
    }
    .sorted { a, b in (a.start, a.event.rank, a.event.minute) < (b.start, b.event.rank, b.event.minute) }
    let quiet = timetable.phases.filter(\.isQuiet).map { (instant(day, $0.from), instant(day, $0.to)) }
    return planned.enumerated().compactMap { i, plan in
      let later = planned[(i + 1)...].first { $0.event.tells }?.start
      let until = last(plan.event, from: plan.start, later: later, quiet, day)
      guard plan.event.isShow || until >= plan.start else { return nil }
      let name = plan.event.rank == 3 ? "\(day.description.prefix(8))01" : "\(day)"
      return Planned(
        key: plan.event.before + name + plan.event.behind, instant: plan.start, until: until, isShow: plan.event.isShow)
    }
  }

  private func isFirstOfMonth(_ day: CivilDate) -> Bool {
    (1..<day.day).allSatisfy { !calendar.isWorking(day.advanced(by: -Int32($0))) }
  }

  private struct Event {
    var minute: Int
    /// The key, before and behind the day's name.
    var before: String
    var behind = ""
    /// 0 a phase, 1 an hour, 2 a recap, 3 a greeting, 4 a ceremony: in this order at the same instant.
    var rank: Int
    /// When a phase is over.
    var end: Int?
    var isShow: Bool { rank >= 3 }
    var tells: Bool { rank != 0 && rank != 3 }
  }

  /// What a working day brings at `minute`.
  private func events(at minute: Int) -> [Event] {
    var events: [Event] = []
    let isQuiet = timetable.phases.contains { $0.isQuiet && $0.from <= minute && minute < $0.to }
    for phase in timetable.phases where phase.from == minute {
      events.append(Event(minute: minute, before: "phase/BJ/", behind: "/\(phase.id)", rank: 0, end: phase.to))
    }
    let ended = timetable.phases.filter { $0.isQuiet && $0.to == minute }
    if !isQuiet {
      events += ended.map { Event(minute: minute, before: "recap/BJ/", behind: "/\($0.id)", rank: 2) }
      let worked = (max(0, minute - 60)..<minute).contains { m in calendar.hours.contains { $0.contains(m) } }
      if minute % 60 == 0, worked, ended.isEmpty, timetable.ceremony?.minute != minute {
        events.append(
          Event(minute: minute, before: "hourly/BJ/", behind: "T\(minute < 600 ? "0" : "")\(minute / 60)", rank: 1))
      }
    }
    if timetable.greetingMinute == minute { events.append(Event(minute: minute, before: "greeting/BJ/", rank: 3)) }
    if timetable.ceremony?.minute == minute { events.append(Event(minute: minute, before: "ceremony/BJ/", rank: 4)) }
    return events
  }

  /// The last instant at which `event` is not too late: walks on until something speaks against it.
  private func last(_ event: Event, from start: Int64, later: Int64?, _ quiet: [(Int64, Int64)], _ day: CivilDate)
    -> Int64
  {
    let dayEnd = instant(day.advanced(by: 1), dayStart)
    let end = event.end.map { instant(day, $0) } ?? .max
    for minute in 0...Int64(timetable.graceMinutes) {
      let t = start + minute * 60_000
      let isOver = t >= end
      let isCovered = event.tells && !event.isShow && t >= min(dayEnd, later ?? dayEnd)
      let isSilent = event.rank != 0 && quiet.contains { $0.0 <= t && t < $0.1 }
      // In quiet time there is no telling when it would have been time.
      if isSilent, minute == 0 { return (quiet.filter { $0.0 <= t && t < $0.1 }.map(\.0).min() ?? t) - 1 }
      if isOver || isCovered || isSilent { return t - 1 }
    }
    return start + Int64(timetable.graceMinutes) * 60_000
  }
}
