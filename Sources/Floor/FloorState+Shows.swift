extension FloorState {
  /// The ceremony of `day` at `site`, as the result is now (PRODUCT.md, "Ceremony"). A day without a sale has one without a
  /// winner. On the last working day of a week the week's Top Sales are in it.
  ///
  /// The pages of the day's week must be at hand.
  /// - Parameters:
  ///   - at: Unix milliseconds, the server's clock: now.
  ///   - by: who starts it by hand.
  ///   - startsAt: when its first step begins, in Unix milliseconds; `nil` for one that is recorded only.
  public func ceremony(
    of site: SiteID, on day: CivilDate, at: Int64, by: String?, startsAt: Int64?, _ plan: ShowPlan
  ) -> Show {
    var show = Show(
      kind: .ceremony, site: site, day: day, at: at, by: by, startsAt: startsAt, steps: [],
      currency: roster[site]?.currency ?? .cny)
    let company = ShowDay(self, site, day)
    let (winners, time) = (winners(of: site, over: .day(day)), plan.durations)
    show.add(.opening, time.opening)
    show.add(.company(company.result), time.company)
    for team in company.teams {
      show.add(.team(team, company.praise(of: team)), time.team(of: company.teams.count))
    }
    if !winners.isEmpty {
      let best = company.topTeams
      show.add(.topTeam(best), time.topTeam)
      for team in best { show.give(plan.honours[.team], to: team, isShared: best.count > 1) }
    }
    let calendar = rules(of: site, on: day).calendar
    let week = Period(.week, of: day)
    if calendar.workingDays(in: week.days).last == day {
      show.name(self.winners(of: site, over: week), of: week, time.topSales, plan.honours[.week])
    }
    if !winners.isEmpty {
      show.add(.countdown, time.countdown)
      show.add(.winner(winners), time.winner)
      show.give(plan.honours[.day], to: winners, over: .day(day))
    }
    show.add(.applause, time.applause)
    show.add(.closing(cues(of: site).commentaries[day]?.text), time.closing)
    return show
  }

  /// The greeting on `day` at `site`: welcome to its month, and the Top Sales of the month before (PRODUCT.md, "The day on
  /// the floor").
  ///
  /// The pages of the month before must be at hand: it begins up to 61 days before the last day of `day`'s month.
  /// - Parameters:
  ///   - at: Unix milliseconds, the server's clock: now.
  ///   - by: who starts it by hand.
  ///   - startsAt: when its first step begins, in Unix milliseconds; `nil` for one that is recorded only.
  public func greeting(
    of site: SiteID, on day: CivilDate, at: Int64, by: String?, startsAt: Int64?, _ plan: ShowPlan
  ) -> Show {
    var show = Show(
      kind: .greeting, site: site, day: day, at: at, by: by, startsAt: startsAt, steps: [],
      currency: roster[site]?.currency ?? .cny)
    let month = Period(.month, of: Period(.month, of: day).start.advanced(by: -1))
    let (winners, time) = (winners(of: site, over: month), plan.durations)
    show.add(.opening, time.opening)
    show.name(winners, of: month, time.topSales, plan.honours[.month])
    if !winners.isEmpty { show.add(.applause, time.applause) }
    show.add(.closing(nil), time.closing)
    return show
  }

  /// Whoever sold the most; several share the place. Nobody without a sale.
  private func winners(of site: SiteID, over period: Period) -> [Show.Winner] {
    let leaders = board(BoardID(site: site, period: period)).agents.leaders
    guard !leaders.isEmpty else { return [] }
    let pages = pages(of: site, over: period)
    return leaders.compactMap { row in
      var teams: [TeamID: Int64] = [:]
      for (contributor, tally) in pages.lazy.flatMap(\.tallies) where contributor.agent == row.id {
        teams[contributor.team] = saturatingSum(teams[contributor.team] ?? 0, tally.amount)
      }
      let team = teams.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
      return team.map { Show.Winner(agent: row.id, team: $0, amount: row.amount, deals: row.deals) }
    }
  }
}

extension Show {
  fileprivate mutating func add(_ scene: Scene, _ duration: Int) { steps.append(Step(scene, duration: duration)) }

  /// The Top Sales of a week or a month, if there are any.
  fileprivate mutating func name(
    _ winners: [Winner], of period: Period, _ duration: Int, _ honour: Honour?
  ) {
    guard !winners.isEmpty else { return }
    add(.topSales(period, winners), duration)
    give(honour, to: winners, over: period)
  }

  fileprivate mutating func give(_ honour: Honour?, to winners: [Winner], over period: Period) {
    guard let honour else { return }
    awards.append(
      award(honour, .agents(winners.map(\.agent)), period, Phrases.citation(for: winners, of: self, over: period)))
  }

  fileprivate mutating func give(_ honour: Honour?, to team: TeamResult, isShared: Bool) {
    guard let honour else { return }
    var award = award(honour, .team(team.team), .day(day), Phrases.citation(for: team, of: self))
    if isShared { award.id += "/\(team.team)" }
    awards.append(award)
  }

  private func award(
    _ honour: Honour, _ recipient: Award.Recipient, _ period: Period, _ citation: String
  ) -> Award {
    Award(
      id: "\(honour.id)/\(period.kind.rawValue)/\(period.start)/\(site)", site: site, honour: honour.id,
      title: honour.title, recipient: recipient, period: period, citation: citation,
      reward: honour.reward?.promised(on: day), by: Award.house, at: at, on: day)
  }
}

extension Award {
  /// The name under which the server gives awards.
  public static let house = "floorcast"
}
