/// What a person's results and conduct are worth over a period, with the reasons for every point (PRODUCT.md,
/// "Recognition").
public struct ValueScore: Hashable, Sendable {
  /// One of the things that are scored.
  public struct Part: Hashable, Sendable {
    /// What.
    public let component: ValueRules.Component
    /// What they did: minor units, sales, sales for 10,000 connects, calls, seconds, points.
    public let actual: Int64
    /// What is expected of them in the period, in thousandths of the unit of `actual`.
    public let expectedThousandths: Int64
    /// Points for doing exactly that.
    public let weight: Int64
    /// What it brings, in thousandths of a point: `weight` in proportion, up to the cap.
    public let points: Int64
  }

  /// What was scored, in the order of `ValueRules.Component`; a component without an expectation is not.
  public let parts: [Part]
  /// The points for conduct, in the order in which they were given.
  public let conducts: [Conduct]

  /// The sum, in thousandths of a point.
  public var score: Int64 { parts.reduce(0) { saturatingSum($0, $1.points) } }
}

extension ValueRules {
  /// Scores `actual` against `expected`, the quotient of two numbers; `nil` without a weight or an expectation.
  func part(_ component: Component, _ actual: Int64, expected: (over: Int128, under: Int128)) -> ValueScore.Part? {
    guard let weight = weights[component], expected.over > 0 else { return nil }
    let most = Int128(weight) * Int128(cap) * 10
    let earned = Int128(weight) * 1000 * Int128(actual) * expected.under / expected.over
    let thousandths = (expected.over * 1000 + expected.under / 2) / expected.under
    return ValueScore.Part(
      component: component, actual: actual, expectedThousandths: Int64(clamping: thousandths), weight: weight,
      points: Int64(clamping: min(most, earned)))
  }
}

/// The value of everybody at one site over one period. Make it once and look everybody up in it.
public struct ValueSheet: Sendable {
  private let rules: Rules
  private let results: Results
  private let targets: TargetSheet
  /// The part of a month's expectation that falls on the period: its working days out of the month's.
  private let part: (over: Int128, under: Int128)
  private var activities: [AgentID: Phoning] = [:]
  private var conducts: [AgentID: [Conduct]] = [:]

  init(_ floor: FloorState, _ site: SiteID, _ period: Period) {
    (rules, results) = (floor.rules(of: site, on: period.end), floor.tallies(of: site, over: period))
    targets = floor.targetSheet(of: site, over: period)
    part = ValueSheet.part(of: period, rules.calendar)
    for page in floor.pages(of: site, over: period) {
      for activity in page.activities.values {
        activities[activity.agent, default: Phoning()].add(activity)
      }
      for conduct in page.conducts { conducts[conduct.agent, default: []].append(conduct) }
    }
  }

  /// What `agent` is worth by the rules in force now.
  public func score(of agent: AgentID) -> ValueScore {
    let parts = ValueRules.Component.allCases.compactMap { component in
      actual(component, of: agent).flatMap { rules.value.part(component, $0, expected: expected(component, of: agent)) }
    }
    return ValueScore(parts: parts, conducts: conducts[agent] ?? [])
  }

  /// The value of a team or a site: the mean of its people's, in thousandths of a point; `nil` without people.
  public func mean(of people: [AgentID]) -> Int64? {
    people.isEmpty ? nil : people.reduce(0) { saturatingSum($0, score(of: $1).score) } / Int64(people.count)
  }

  /// What `score` earns, in minor units of the site's currency; `nil` where the site gives no reward.
  public func reward(for score: ValueScore) -> Int64? { rules.reward?.reward(for: score.score) }

  /// `nil` where there is nothing to score: no calls are known of anybody, or nobody took one of this agent's.
  private func actual(_ component: ValueRules.Component, of agent: AgentID) -> Int64? {
    let (tally, activity) = (results.agents[agent] ?? Tally(), activities[agent])
    switch component {
    case .amount: return tally.amount
    case .deals: return Int64(tally.deals)
    case .conversion:
      guard let connects = activity?.connects, connects > 0 else { return nil }
      return Int64(clamping: Int128(tally.deals) * 10_000 / Int128(connects))
    case .calls: return activities.isEmpty ? nil : activity?.calls ?? 0
    case .talk: return activities.isEmpty ? nil : activity?.talkSeconds ?? 0
    case .conduct: return max(0, (conducts[agent] ?? []).reduce(0) { saturatingSum($0, $1.points) })
    }
  }

  private func expected(_ component: ValueRules.Component, of agent: AgentID) -> (over: Int128, under: Int128) {
    if component == .amount, let own = targets.target(of: .agent(agent)) { return (Int128(own), 1) }
    let monthly = Int128(rules.value.expected[component] ?? 0)
    return component == .conversion ? (monthly, 1) : (monthly * part.over, part.under)
  }

  /// The working days of `period` out of those of its month, or the sum of two such parts.
  private static func part(of period: Period, _ calendar: WorkingCalendar) -> (over: Int128, under: Int128) {
    let first = MonthShares(period.start, calendar)
    let part = (over: Int128(first.workingDays(in: period)), under: Int128(first.workingDays))
    let last = MonthShares(period.end, calendar)
    guard last.month != first.month else { return part }
    let (over, under) = (Int128(last.workingDays(in: period)), Int128(last.workingDays))
    return (part.over * under + over * part.under, part.under * under)
  }
}

/// What somebody did on the phone over a period.
private struct Phoning {
  var calls: Int64 = 0
  var connects: Int64 = 0
  var talkSeconds: Int64 = 0

  mutating func add(_ activity: Activity) {
    calls = saturatingSum(calls, activity.calls)
    connects = saturatingSum(connects, activity.connects)
    talkSeconds = saturatingSum(talkSeconds, activity.talkSeconds)
  }
}

extension FloorState {
  /// The value of everybody at `site` over `period`, whose pages must be at hand. Of all products: a person's value is not
  /// cut by product group.
  public func valueSheet(of site: SiteID, over period: Period) -> ValueSheet { ValueSheet(self, site, period) }
}
