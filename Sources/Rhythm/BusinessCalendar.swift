// Rhythm: what the clock means to a site. It turns instants into business days by the rules of time zones; it must not
// know what time it is - every instant is given - and holds no state but looked-up zones, so any thread may own one.

import Floor
import Foundation

/// Names the business day of an instant in any time zone.
///
/// A business day is the civil day of the site's zone: it begins at local midnight.
public struct BusinessCalendar: Sendable {
  private var zones: [String: TimeZone] = [:]

  /// A calendar that has looked nothing up yet.
  public init() {}

  /// Whether the system's zone database knows `name` (an IANA name such as `Asia/Shanghai`).
  public static func knows(zone name: String) -> Bool {
    // Foundation also accepts abbreviations such as `CST`, which mean several zones.
    (name == "UTC" || name.contains("/")) && TimeZone(identifier: name) != nil
  }

  /// The business day at `instant` (Unix milliseconds) in `zone`, and the minutes since midnight by the wall clock there;
  /// a zone nobody knows counts as UTC (configurations with such a zone are refused before they get here).
  public mutating func moment(at instant: Int64, zone name: String) -> (day: CivilDate, minute: Int) {
    let seconds = floorDivide(instant, 1000)
    let offset = zone(name).secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
    let local = seconds + Int64(offset)
    let days = floorDivide(local, 86_400)
    return (CivilDate(daysSinceEpoch: Int32(clamping: days)), Int(local - days * 86_400) / 60)
  }

  /// The business day at `instant` in `zone`.
  public mutating func day(at instant: Int64, zone name: String) -> CivilDate { moment(at: instant, zone: name).day }

  /// The instant (Unix milliseconds) at which the wall clock in `zone` shows `minute` of `day`, in minutes since midnight;
  /// 1,440 is the day's end. A time that the clock leaves out comes at the first instant after the gap; one that it shows
  /// twice, the first time.
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
