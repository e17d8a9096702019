/// What somebody is to reach over a period, day by day.
public struct Plan: Hashable, Sendable {
  /// Where a target comes from; what was said for the shortest time is named.
  public enum Source: String, Hashable, Sendable {
    /// Set for a day of the period: agreed at the morning meeting.
    case day
    /// Set for the month, or the day's share of it.
    case month
    /// Nobody set one for the team or the site: the sum of its people's.
    case people
  }

  /// For each day of the period, in minor units of the site's currency. What these add up to is the period's target.
  public let days: [Int64]
  /// Where they come from.
  public let source: Source

  /// The period's target, in minor units.
  public var total: Int64 { days.reduce(0, saturatingSum) }
}

/// Makes plans for one site, period and group: what does not depend on whose plan it is, is worked out once.
struct Planner {
  let days: [CivilDate]
  private let isMonth: Bool
  private let group: GroupID?
  private let book: TargetBook
  /// Of the one or two months of the period.
  private let months: [MonthShares]
  /// What was set for single days of the period, by the index of the day.
  private var ofDays: [Target.Scope: [Int: Int64]] = [:]

  init(_ floor: FloorState, _ site: SiteID, _ period: Period, _ group: GroupID?) {
    let calendar = floor.rules(of: site, on: period.end).calendar
    (days, isMonth, self.group, book) = (period.days, period.kind == .month, group, floor.targets)
    var months = [MonthShares(period.start, calendar)]
    if months[0].month != Period(.month, of: period.end).start { months.append(MonthShares(period.end, calendar)) }
    self.months = months
    for page in floor.pages(of: site, over: period) {
      let i = Int(page.id.day.daysSinceEpoch - period.start.daysSinceEpoch)
      for (key, target) in page.targets where key.group == group {
        if let amount = target.amount { ofDays[key.scope, default: [:]][i] = amount }
      }
    }
  }

  /// The plan of `scope`. A day's own target wins over its share of the month's, and that over the sum of people's; over a
  /// whole month the month's own target is what was agreed, whatever was set for single days.
  /// - Parameter people: what the people's plans add up to on each day; `nil` where none of them has one.
  func plan(of scope: Target.Scope, people: [Int64]? = nil) -> Plan? {
    let key = TargetKey(scope, group)
    let ofMonths = months.map { book.target(key, month: $0.month) }
    let own = ofDays[scope] ?? [:]
    guard !own.isEmpty || ofMonths.contains(where: { $0 != nil }) else {
      return people.map { Plan(days: $0, source: .people) }
    }
    var source = Plan.Source.people
    let amounts = days.enumerated().map { i, day in
      let month = months.count > 1 && day >= months[1].month ? 1 : 0
      if let amount = own[i], !isMonth || ofMonths[0] == nil {
        source = .day
        return amount
      }
      guard let amount = ofMonths[month] else { return people?[i] ?? 0 }
      if source == .people { source = .month }
      return months[month].share(of: amount, on: day)
    }
    return Plan(days: amounts, source: source)
  }
}
