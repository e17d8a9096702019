/// How a month's amount is shared out over the days on which a site works (PRODUCT.md, "Targets").
///
/// Day i of W working days gets `amount * i / W - amount * (i - 1) / W`, so that the days add up to the month to the minor
/// unit. A day without work gets nothing; in a month without any working day every day counts as one.
public struct MonthShares: Hashable, Sendable {
  /// The first day of the month.
  public let month: CivilDate
  /// How many working days there are before each day of the month; the last is the number of all.
  private let before: [Int64]

  /// The shares of the month that `day` lies in, by the working days of `calendar`.
  public init(_ day: CivilDate, _ calendar: WorkingCalendar) {
    let days = Period(.month, of: day).days
    let works = days.map(calendar.isWorking)
    let isIdle = !works.contains(true)
    month = days[0]
    before = works.reduce(into: [0]) { counts, isWorking in
      counts.append(counts[counts.count - 1] + (isWorking || isIdle ? 1 : 0))
    }
  }

  /// How many working days the month has.
  public var workingDays: Int64 { before[before.count - 1] }

  /// How many of the month's working days lie in `period`.
  public func workingDays(in period: Period) -> Int64 {
    before[index(of: period.end.advanced(by: 1))] - before[index(of: period.start)]
  }

  /// The share of `amount`, the month's, that falls on `day`; nothing for a day of another month.
  public func share(of amount: Int64, on day: CivilDate) -> Int64 {
    portion(before[index(of: day.advanced(by: 1))], of: workingDays, from: amount)
      - portion(before[index(of: day)], of: workingDays, from: amount)
  }

  private func index(of day: CivilDate) -> Int {
    min(max(Int(day.daysSinceEpoch - month.daysSinceEpoch), 0), before.count - 1)
  }
}

/// `amount * part / whole` for `part` of 0 to `whole`, exact to the unit below and never past the largest number.
func portion(_ part: Int64, of whole: Int64, from amount: Int64) -> Int64 {
  let (units, rest) = amount.quotientAndRemainder(dividingBy: whole)
  return units * part + rest * part / whole
}
