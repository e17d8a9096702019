import Floor
import JSON
import Wire

/// Reads times of the clock as minutes of a site's business day: those before its start are of the night at its end.
struct DayTimes {
  /// When the business day begins: minutes since midnight.
  let start: Int

  /// The midnight that ends a date, in minutes.
  static let midnight = 24 * 60

  /// The minute of the day at which the clock shows `time` (minutes since midnight).
  func minute(of time: Int) -> Int { time < start ? time + DayTimes.midnight : time }

  /// The minute of the day at which something ends at `time`: what ends when the day starts ends with the day before.
  func end(at time: Int) -> Int { start > 0 && time <= start ? time + DayTimes.midnight : time }

  /// `09:00` in minutes since midnight; `24:00` is the end of the date.
  static func read(_ node: JSONNode) -> Int? {
    guard case .string(let text) = node.value, let match = text.wholeMatch(of: /([0-9]{2}):([0-9]{2})/),
      let hour = Int(match.1), let minute = Int(match.2), minute < 60
    else { return nil }
    let sum = hour * 60 + minute
    return sum <= midnight ? sum : nil
  }

  /// `09:00` of a minute of a day, as the clock shows it; the midnight that ends a date is 24:00.
  static func clock(_ minute: Int) -> String {
    let shown = minute > midnight ? minute - midnight : minute
    return [shown / 60, shown % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}

extension ObjectReader {
  /// When the business day begins; at midnight where nothing is said, and where it is wrong.
  mutating func dayTimes(_ key: String) -> DayTimes {
    DayTimes(start: time(key, until: Site.latestDayStart) ?? 0)
  }

  /// `09:00` in minutes since midnight, at most `last`.
  mutating func time(_ key: String, required: Bool = false, until last: Int = DayTimes.midnight - 1) -> Int? {
    let allowed = "a time from 00:00 to \(DayTimes.clock(last))"
    guard let node = node(key, required: required, allowed: allowed) else { return nil }
    if let minute = DayTimes.read(node), minute <= last { return minute }
    fail(key, "is \(node.words)", allowed: allowed)
    return nil
  }
}
