/// Why somebody stands where they stand (PRODUCT.md, "Explainable").
public struct Explanation: Sendable {
  /// Who.
  public let who: Contender
  /// Their row in the standings of the site, for a site in those of the company; `nil` where they are not ranked.
  public let row: RankedRow?
  /// What the sales that count come to, in the site's currency.
  public let tally: Tally
  /// The sales that count, the newest first.
  public let counts: [SaleRecord]
  /// The sales that somebody could expect to count here but do not, the newest first.
  public let uncounted: [Uncounted]
  /// How the place is shared; `nil` for whoever has it alone.
  public let tie: Tie?
  /// Where the target comes from; `nil` without one.
  public let targetSource: Plan.Source?
  /// The target, and what can be expected of it by now; `nil` without a target.
  public let pace: Pace?
  /// Against what they are measured by `improved`; `nil` by another metric, and without a sale in the four weeks before.
  public let improvement: Improvement?
  /// Who is in the team or at the site: the value is the mean of theirs. An agent alone for themselves.
  public let people: [AgentID]
  /// The points of an agent; `nil` for a team or a site.
  public let value: ValueScore?
  /// What they earn, in minor units of the site's currency; `nil` where the site gives no reward.
  public let reward: Int64?
  /// The rules of the site in force.
  public let rules: Rules

  /// Several with the same result: they share the place, and whoever had it earlier is listed first.
  public struct Tie: Hashable, Sendable {
    /// The others who share the place, as they are listed; each row says with which entry its result was reached.
    public let others: [RankedRow]
    /// The entry with which this one reached it; `nil` without a sale.
    public let reachedAt: Int64?
  }
}

/// A sale that does not count in a standing, and why.
public struct Uncounted: Hashable, Sendable {
  /// Why.
  public enum Reason: Hashable, Sendable {
    /// It was voided.
    case voided
    /// Somebody else made it.
    case givenAway(to: AgentID)
    /// It came in during the period but counts on a day outside of it.
    case otherDay
    /// Its product belongs to another group, or to none.
    case otherGroup(GroupID?)
    /// It counts for the team its agent was in when it was accepted.
    case otherTeam(TeamID)
    /// Nobody has said yet who is meant by the name it came with.
    case waits
  }

  /// The sale.
  public let record: SaleRecord
  /// Why it does not count.
  public let reason: Reason

  /// The correction that decided it: the void, or who it was given to.
  public var correction: Correction? {
    switch reason {
    case .voided: record.corrections.last { $0.change == .void }
    case .givenAway: record.assignments.last
    case .otherDay, .otherGroup, .otherTeam, .waits: nil
    }
  }
}

extension FloorState {
  /// Why `who` stands where they stand at `site` over `period`, seen at `minute` (since midnight) of `day`, today there; of
  /// pages that are at hand.
  public func explanation(
    of who: Contender, at site: SiteID, over period: Period, by metric: Metric = .amount, group: GroupID? = nil,
    at day: CivilDate, minute: Int
  ) -> Explanation {
    let tally = tallies(of: site, over: period, group: group)[who]
    let rows = ranking(who.contest(at: site), over: period, by: metric, group: group) { _ in day }
    let row = rows.first { $0.id == who }
    let others = row.map { row in rows.filter { $0.place == row.place && $0.id != who } } ?? []
    let people = people(of: who, at: site, on: min(period.end, day))
    let judge = ClaimJudge(self, who, people, site, period, group)
    let sheet = targetSheet(of: site, over: period, group: group)
    var (values, value): (ValueSheet?, ValueScore?)
    if case .agent(let id) = who {
      values = valueSheet(of: site, over: period)
      value = values?.score(of: id)
    }
    return Explanation(
      who: who, row: row, tally: tally, counts: judge.counts, uncounted: judge.uncounted,
      tie: others.isEmpty ? nil : Explanation.Tie(others: others, reachedAt: row?.reachedAt),
      targetSource: sheet.plans[who]?.source,
      pace: sheet.pace(of: who, achieved: tally.amount, at: day, minute: minute),
      improvement: metric == .improved ? improvements(of: site, over: period, group: group, today: day)[who] : nil,
      people: people, value: value, reward: value.flatMap { values?.reward(for: $0) },
      rules: rules(of: site, on: period.end))
  }

  private func people(of who: Contender, at site: SiteID, on day: CivilDate) -> [AgentID] {
    switch who {
    case .agent(let id): [id]
    case .team(let id): roster.members(of: id, on: day)
    case .site: roster.people(of: site, on: day).values.flatMap(\.self)
    }
  }
}

extension Contender {
  fileprivate func contest(at site: SiteID) -> Contest {
    switch self {
    case .agent: .agents(site)
    case .team: .teams(site)
    case .site: .companySites
    }
  }
}
