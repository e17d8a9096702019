/// A day of a site as its ceremony shows it.
struct ShowDay {
  /// The site against its target.
  let result: Show.Result
  /// The teams that were there or sold, from the lowest completion up; first those without a target, by amount.
  private(set) var teams: [Show.TeamResult] = []
  private let people: [TeamID: [AgentID]]
  /// The sales that count, in the order of the log.
  private let records: [SaleRecord]
  private let largest: SaleRecord?
  /// The announced first order, if it stands: nobody is made first in its place on the wall.
  private let first: SaleRecord?

  init(_ floor: FloorState, _ site: SiteID, _ day: CivilDate) {
    let page = floor.page(PageID(site: site, day: day))
    let (tallies, sheet) = (floor.tallies(of: site, over: .day(day)), floor.targetSheet(of: site, over: .day(day)))
    func result(_ who: Contender) -> Show.Result {
      Show.Result(amount: tallies[who].amount, deals: tallies[who].deals, target: sheet.target(of: who))
    }
    self.result = Show.Result(
      amount: tallies.total.amount, deals: tallies.total.deals, target: sheet.target(of: .site(site)))
    people = floor.roster.people(of: site, on: day)
    records = page.records.filter(\.counts)
    largest = records.max { ($0.amount.minorUnits, $1.offset) < ($1.amount.minorUnits, $0.offset) }
    first = floor.firsts(of: site, over: .day(day)).announced.flatMap { $0.counts ? $0 : nil }
    let present = floor.roster.teams(of: site).map(\.id).filter {
      people[$0] != nil || tallies.teams[$0] != nil
    }
    let entrants = present.map { team in
      let own = result(.team(team))
      return (
        team: Show.TeamResult(team, own), entrant: Entrant(.team(team), own.completion ?? -1, tallies[.team(team)])
      )
    }
    teams = entrants.sorted { a, b in
      if a.entrant.score != b.entrant.score { return a.entrant.score < b.entrant.score }
      if a.team.result.amount != b.team.result.amount { return a.team.result.amount < b.team.result.amount }
      return b.entrant.isAhead(of: a.entrant)
    }.map(\.team)
  }

  /// The best of the teams that have sold: by completion if every team has a target, else by amount. Several share the
  /// place.
  var topTeams: [Show.TeamResult] {
    let hasTargets = teams.allSatisfy { $0.result.completion != nil }
    func score(_ team: Show.TeamResult) -> Int64 {
      hasTargets ? team.result.completion ?? 0 : team.result.amount
    }
    let sellers = teams.filter { $0.result.deals > 0 }
    guard let best = sellers.map(score).max() else { return [] }
    return sellers.filter { score($0) == best }
  }

  /// The first that is true of: the target, the most sales, the largest sale, everybody, the first order; else what there
  /// is.
  func praise(of team: Show.TeamResult) -> Show.Praise {
    let (id, result) = (team.team, team.result)
    guard result.deals > 0 else { return .tomorrow }
    if let completion = result.completion, completion >= 10_000 { return .targetReached }
    if teams.count > 1, teams.allSatisfy({ $0.result.deals <= result.deals }) { return .mostDeals }
    if teams.count > 1, let largest, largest.team == id, let agent = largest.agent {
      return .largestDeal(agent, largest.amount.minorUnits)
    }
    let sellers = Set(records.lazy.filter { $0.team == id }.compactMap(\.agent))
    if let people = people[id], people.count > 1, people.allSatisfy(sellers.contains) {
      return .everybodySold(people.count)
    }
    if let first, first.team == id, let agent = first.agent { return .firstOrder(agent) }
    return .deals(result.deals)
  }
}
