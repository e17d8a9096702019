/// The targets at one site over one period: everybody's, worked out once.
///
/// A target is somebody's own - the day's, or the month's shared out over working days - or, for a team and a site, the sum
/// of their people's: of whoever was in the team on each day. Who has none and no people with one has no plan.
public struct TargetSheet: Hashable, Sendable {
  /// Over what time.
  public let period: Period
  /// Of which products; `nil`: of all.
  public let group: GroupID?
  /// Whoever is at the site on a day of the period, its teams and the site itself, where they have a target.
  public private(set) var plans: [Target.Scope: Plan] = [:]
  private let calendar: WorkingCalendar

  init(_ floor: FloorState, of site: SiteID, over period: Period, group: GroupID?) {
    (self.period, self.group) = (period, group)
    calendar = floor.rules(of: site, on: period.end).calendar
    let planner = Planner(floor, site, period, group)
    let teams = floor.roster.teams(of: site).map(\.id)
    let ofTeams = planPeople(planner, floor.roster, Set(teams))
    var ofSite: [Int64]?
    for team in teams {
      guard let plan = planner.plan(of: .team(team), people: ofTeams[team]) else { continue }
      plans[.team(team)] = plan
      ofSite = zip(ofSite ?? plan.days.map { _ in 0 }, plan.days).map(saturatingSum)
    }
    plans[.site(site)] = planner.plan(of: .site(site), people: ofSite)
  }

  /// Plans for the people, and what they add up to by team.
  private mutating func planPeople(_ planner: Planner, _ roster: Roster, _ teams: Set<TeamID>) -> [TeamID: [Int64]] {
    var sums: [TeamID: [Int64]] = [:]
    for agent in roster.agents {
      let stays = roster.stays(of: agent.id, on: planner.days).filter { teams.contains($0.team) }
      guard !stays.isEmpty, let plan = planner.plan(of: .agent(agent.id)) else { continue }
      plans[.agent(agent.id)] = plan
      for stay in stays {
        var sum = sums.removeValue(forKey: stay.team) ?? plan.days.map { _ in 0 }
        for i in stay.days { sum[i] = saturatingSum(sum[i], plan.days[i]) }
        sums[stay.team] = sum
      }
    }
    return sums
  }

  /// The period's target in minor units of the site's currency; `nil` where there is none.
  public func target(of scope: Target.Scope) -> Int64? { plans[scope]?.total }

  /// Whether `achieved` is what can be expected of `scope` at `minute` (since midnight) of `day`: the targets of the
  /// period's earlier days, and of the day's as much as working time has gone by. `nil` without a target.
  public func pace(of scope: Target.Scope, achieved: Int64, at day: CivilDate, minute: Int) -> Pace? {
    guard let plan = plans[scope] else { return nil }
    let gone = Int(day.daysSinceEpoch) - Int(period.start.daysSinceEpoch)
    var expected = plan.days.prefix(max(0, gone)).reduce(0, saturatingSum)
    let minutes = Int64(calendar.minutesADay)
    if plan.days.indices.contains(gone), minutes > 0 {
      let worked = Int64(calendar.minutesGone(at: minute))
      expected = saturatingSum(expected, portion(worked, of: minutes, from: plan.days[gone]))
    }
    return Pace(target: plan.total, achieved: achieved, expected: expected)
  }
}

/// How somebody is doing against their target at one moment. Amounts are minor units of the site's currency.
public struct Pace: Hashable, Sendable {
  /// Ahead, in time or behind.
  public enum State: String, Hashable, Sendable {
    /// Below 95 % of what is expected by now.
    case behind
    /// In between.
    case onTrack = "on_track"
    /// From 105 % on.
    case ahead
  }

  /// What is to be reached over the period.
  public let target: Int64
  /// What was reached so far.
  public let achieved: Int64
  /// The share of the target at this minute of working time.
  public let expected: Int64

  /// Per cent of what is expected, below which somebody is behind.
  private static let behind: Int128 = 95
  /// Per cent of what is expected, from which somebody is ahead.
  private static let ahead: Int128 = 105

  /// How `achieved` stands; while nothing is expected yet, whoever has sold is ahead and nobody is behind.
  public var state: State {
    let (reached, due) = (Int128(achieved) * 100, Int128(expected))
    return reached < due * Pace.behind ? .behind : reached > 0 && reached >= due * Pace.ahead ? .ahead : .onTrack
  }
}

extension FloorState {
  /// Everybody's targets at `site` over `period`; its pages must be at hand. Make it once and look everybody up in it.
  public func targetSheet(of site: SiteID, over period: Period, group: GroupID? = nil) -> TargetSheet {
    TargetSheet(self, of: site, over: period, group: group)
  }
}

extension Roster {
  /// The teams in which `agent` is on `days`, with the indices of the days.
  func stays(of agent: AgentID, on days: [CivilDate]) -> [(team: TeamID, days: Range<Int>)] {
    if let times = memberships[agent], times.count == 1, let first = days.first,
      times[0].from.map({ $0 <= first }) ?? true
    {
      return times[0].team.map { [(team: $0, days: days.indices)] } ?? []
    }
    var stays: [(team: TeamID, days: Range<Int>)] = []
    for (i, day) in days.enumerated() {
      guard let team = team(of: agent, on: day) else { continue }
      if let last = stays.last, last.team == team, last.days.upperBound == i {
        stays[stays.count - 1].days = last.days.lowerBound..<i + 1
      } else {
        stays.append((team, i..<i + 1))
      }
    }
    return stays
  }

  /// Who is in each of the teams of `site` on `day`, in the order of the roster.
  func people(of site: SiteID, on day: CivilDate) -> [TeamID: [AgentID]] {
    let teams = Set(teams(of: site).map(\.id))
    var people: [TeamID: [AgentID]] = [:]
    for agent in agents {
      guard let team = team(of: agent.id, on: day), teams.contains(team) else { continue }
      people[team, default: []].append(agent.id)
    }
    return people
  }
}
