// Rhythm: what the clock means to a site. It turns instants into business days by the rules of time zones; it must not
// know what time it is - every instant is given - and holds no state but looked-up zones, so any thread may own one.

import Floor
import Foundation

/// Names the business day of an instant in any time zone.
///
/// A business day of a site that begins its days at `dayStart` (minutes since midnight) lasts from that time of its date to
/// that time of the next, by the clock of the site's zone. Minutes are counted from the date's midnight through to the day's
/// end: with a start at 04:00, one o'clock in the night is minute 1,500 of the day before.
public struct BusinessCalendar: Sendable {
  private var zones: [String: TimeZone] = [:]

  /// A calendar that has looked nothing up yet.
  public init() {}

  /// Whether the system's zone database knows `name` (an IANA name such as `Asia/Shanghai`).
  public static func knows(zone name: String) -> Bool {
    // Foundation also accepts abbreviations such as `CST`, which mean several zones.
    (name == "UTC" || name.contains("/")) && TimeZone(identifier: name) != nil
  }

  /// The length of a date by a clock that is not changed, in minutes: its end.
  static let wholeDay = 24 * 60

  /// The business day at `instant` (Unix milliseconds) in `zone`, and the minute of it by the wall clock there, from
  /// `dayStart` to before 1,440 + `dayStart`; a zone nobody knows counts as UTC (configurations with such a zone are refused
  /// before they get here).
  public mutating func moment(
    at instant: Int64, zone name: String, dayStart: Int = 0
  ) -> (day: CivilDate, minute: Int) {
    let (date, minute) = wallClock(at: instant, zone: name)
    if minute >= dayStart { return (date, minute) }
    // A clock that is put back over the start shows the minutes before it again: the day has begun nevertheless.
    if self.instant(of: date, minute: dayStart, zone: name) <= instant { return (date, dayStart) }
    return (date.advanced(by: -1), minute + BusinessCalendar.wholeDay)
  }

  private mutating func wallClock(at instant: Int64, zone name: String) -> (date: CivilDate, minute: Int) {
    let seconds = floorDivide(instant, 1000)
    let offset = zone(name).secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
    let local = seconds + Int64(offset)
    let days = floorDivide(local, 86_400)
    return (CivilDate(daysSinceEpoch: Int32(clamping: days)), Int(local - days * 86_400) / 60)
  }

  /// The business day at `instant` in `zone`.
  public mutating func day(at instant: Int64, zone name: String, dayStart: Int = 0) -> CivilDate {
    moment(at: instant, zone: name, dayStart: dayStart).day
  }

  /// The instant (Unix milliseconds) at which the wall clock in `zone` shows `minute` of `day`, in minutes since its midnight;
  /// from 1,440 on they are the next date's. A time that the clock leaves out comes at the first instant after the gap; one
  /// that it shows twice, the first time.
  public mutating func instant(of day: CivilDate, minute: Int, zone name: String) -> Int64 {
    let zone = zone(name)
    func offset(at seconds: Int64) -> Int64 {
      Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds))))
    }
    let local = Int64(day.daysSinceEpoch) * 86_400 + Int64(minute) * 60
    // No zone is a day away from UTC, so these lie before and after the instant, whatever the offset is.
    let before = offset(at: local - 86_400)
    let after = offset(at: local + 86_400)
    let readings = [local - before, local - after].filter { local - $0 == offset(at: $0) }
    if let first = readings.min() { return first * 1000 }
    return 1000
      * BusinessCalendar.firstSecond(after: local - max(before, after), until: local - min(before, after)) {
        offset(at: $0) == after
      }
  }

  /// The first second of a stretch from which on `isAfter` holds: it does at `end`, and not at `start`.
  private static func firstSecond(
    after start: Int64, until end: Int64, _ isAfter: (Int64) -> Bool
  ) -> Int64 {
    var (start, end) = (start, end)
    while end - start > 1 {
      let middle = start + (end - start) / 2
      if isAfter(middle) { end = middle } else { start = middle }
    }
    return end
  }

  private mutating func zone(_ name: String) -> TimeZone {
    if let known = zones[name] { return known }
    let zone = TimeZone(identifier: name) ?? .gmt
    zones[name] = zone
    return zone
  }
}

private func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
  value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
}
