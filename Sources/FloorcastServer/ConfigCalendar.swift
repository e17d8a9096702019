import Floor
import JSON
import Wire

/// The working calendar of a site, whose keys stand among the site's own.
extension ObjectReader {
  /// Most dates of a list: some ten years of public holidays.
  private static let mostDates = 400
  /// Most stretches of work in a day: one in each hour.
  private static let mostStretches = 24

  mutating func calendar(_ times: DayTimes) -> WorkingCalendar {
    var calendar = WorkingCalendar.standard
    calendar.weekdays = weekdays("working_days") ?? calendar.weekdays
    calendar.hours = hours("working_hours", times) ?? calendar.hours
    if let opening = calendar.hours.first?.lowerBound, opening < times.start {
      fail(
        "day_start", "is \(DayTimes.clock(times.start)), when work has begun at \(DayTimes.clock(opening))",
        allowed: "working_hours of the site's own beside it, or an earlier start")
    }
    let holidays = dates("holidays")
    let makeupDays = dates("makeup_days")
    for day in holidays { calendar.exceptions[day] = false }
    for day in makeupDays where calendar.exceptions.updateValue(true, forKey: day) != nil {
      fail("makeup_days", "names \(day), which is a holiday", allowed: "days that are no holidays")
    }
    return calendar
  }

  private mutating func weekdays(_ key: String) -> Set<Int>? {
    let allowed = "an ISO weekday from 1 (Monday) to 7 (Sunday)"
    let days = values(key, some: true, maximum: 7, allowed: allowed) { node -> Int? in
      guard case .integer(let number) = node.value, (1...7).contains(number) else { return nil }
      return Int(number)
    }
    refuseRepeated(key, days?.map(String.init) ?? [])
    return days.map { Set($0) }
  }

  private mutating func dates(_ key: String) -> [CivilDate] {
    let allowed = "a day such as 2026-10-01"
    let days = values(key, maximum: ObjectReader.mostDates, allowed: allowed) { node -> CivilDate? in
      guard case .string(let text) = node.value else { return nil }
      return CivilDate(text)
    }
    refuseRepeated(key, days?.map(\.description) ?? [])
    return days ?? []
  }

  /// `[["09:00", "12:00"], ["13:00", "18:00"]]`.
  private mutating func hours(_ key: String, _ times: DayTimes) -> [Range<Int>]? {
    let stretches = values(
      key, some: true, maximum: ObjectReader.mostStretches,
      allowed: "a beginning and a later end such as [\"09:00\", \"12:00\"]"
    ) { node in ObjectReader.stretch(node, times) }
    if let stretches, zip(stretches, stretches.dropFirst()).contains(where: { $0.upperBound > $1.lowerBound }) {
      fail(key, "overlaps or goes back", allowed: "stretches of work one after the other")
    }
    return stretches
  }

  private static func stretch(_ node: JSONNode, _ times: DayTimes) -> Range<Int>? {
    guard case .array(let ends) = node.value, ends.count == 2, let from = DayTimes.read(ends[0]),
      let to = DayTimes.read(ends[1])
    else { return nil }
    let (start, end) = (times.minute(of: from), times.end(at: to))
    return start < end ? start..<end : nil
  }
}
