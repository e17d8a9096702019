extension FloorState {
  /// The standings of `contest` over `period`, best first; the pages of the period are at hand, and of the four weeks before
  /// it for `improved`.
  ///
  /// Who "is there" (see `Metric`) is decided on the period's last day, or today while the period runs.
  /// - Parameter today: the business day of a site.
  public func ranking(
    _ contest: Contest, over period: Period, by metric: Metric = .amount, group: GroupID? = nil,
    today: (SiteID) -> CivilDate
  ) -> [RankedRow] {
    let results =
      contest.site.map { tallies(of: $0, over: period, group: group) } ?? companyTallies(over: period, group: group)
    let race = Race(contest: contest, period: period, group: group, results: results)
    let sites = contest.site.map { [$0] } ?? roster.sites.map(\.id)
    let entrants =
      switch metric {
      // Whose sales have no rate has nothing to be compared by.
      case .amount: results.entrants { $0.amount }.filter { contest.site != nil || $0.score > 0 }
      case .deals: results.entrants { Int64($0.deals) }
      case .completion: sites.flatMap { completions(race, $0, on: min(period.end, today($0))) }
      case .improved: improved(race, sites, today)
      case .value: sites.flatMap { values(race, $0, on: min(period.end, today($0))) }
      }
    return RankedRow.rows(of: entrants.filter { contest.admits($0.id) })
  }

  private struct Race {
    let contest: Contest
    let period: Period
    let group: GroupID?
    let results: Results
  }

  private func completions(_ race: Race, _ site: SiteID, on day: CivilDate) -> [Entrant] {
    let sheet = targetSheet(of: site, over: race.period, group: race.group)
    return present(at: site, on: day).keys.compactMap { id in
      guard let own = sheet.target(of: id), let target = amount(own, of: site, in: race.contest), target > 0 else {
        return nil
      }
      let tally = race.results[id]
      return Entrant(id, Int64(clamping: Int128(tally.amount) * 10_000 / Int128(target)), tally)
    }
  }

  /// Whoever sold at several sites is measured by all of them together.
  private func improved(_ race: Race, _ sites: [SiteID], _ today: (SiteID) -> CivilDate) -> [Entrant] {
    var measures: [Contender: (expected: Int64, reachedAt: Int64)] = [:]
    for site in sites {
      let improvements = improvements(
        of: site, over: race.period, group: race.group, today: today(site), isCompany: race.contest.site == nil)
      for (id, improvement) in improvements {
        let (expected, reachedAt) = measures[id] ?? (0, 0)
        measures[id] = (saturatingSum(expected, improvement.expected), max(reachedAt, improvement.reachedAt))
      }
    }
    return measures.map { id, measure in
      let tally = race.results[id]
      return Entrant(id, tally.amount - measure.expected, tally, reachedAt: measure.reachedAt)
    }
  }

  private func values(_ race: Race, _ site: SiteID, on day: CivilDate) -> [Entrant] {
    let sheet = valueSheet(of: site, over: race.period)
    return present(at: site, on: day).compactMap { id, people in
      race.contest.admits(id) ? sheet.mean(of: people).map { Entrant(id, $0, race.results[id]) } : nil
    }
  }

  /// An amount of `site` in the contest's currency; `nil` where no rate is configured.
  private func amount(_ minorUnits: Int64, of site: SiteID, in contest: Contest) -> Int64? {
    guard contest.site == nil, let currency = roster[site]?.currency else { return minorUnits }
    return company?.convert(Money(minorUnits: minorUnits, currency: currency))?.minorUnits
  }

  /// Who is at `site` on `day`: its people, its teams and itself, each with the people that belong to them.
  private func present(at site: SiteID, on day: CivilDate) -> [Contender: [AgentID]] {
    let people = roster.people(of: site, on: day)
    var present: [Contender: [AgentID]] = [.site(site): people.values.flatMap(\.self)]
    for team in roster.teams(of: site) { present[.team(team.id)] = people[team.id] ?? [] }
    for agent in people.values.joined() { present[.agent(agent)] = [agent] }
    return present
  }
}

extension Results {
  /// Everybody with a sale that counts, by what their sales come to.
  fileprivate func entrants(_ score: (Tally) -> Int64) -> [Entrant] {
    agents.map { Entrant(.agent($0), score($1), $1) } + teams.map { Entrant(.team($0), score($1), $1) }
      + sites.map { Entrant(.site($0), score($1), $1) }
  }
}
