// Rhythm: what the clock means to a site. It turns instants into business days by the rules of time zones; it must not
// know what time it is - every instant is given - and holds no state but looked-up zones, so any thread may own one.

import Floor
import Foundation

/// Names the business day of an instant in any time zone.
///
/// A business day is the civil day of the site's zone: it begins at local midnight.
public struct BusinessCalendar {
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
