/// What sales come to over some days, by who made them and for whom.
public struct Results: Hashable, Sendable {
  /// By agent: everybody with a sale that counts.
  public private(set) var agents: [AgentID: Tally] = [:]
  /// By the team that each sale counts for.
  public private(set) var teams: [TeamID: Tally] = [:]
  /// By the site that each sale counts at.
  public private(set) var sites: [SiteID: Tally] = [:]
  /// All of them.
  public private(set) var total = Tally()

  /// Adds up the sales of `group`, or all of them.
  /// - Parameter isCompany: `amount` counts what the sales come to in the company's currency.
  init(of pages: some Sequence<DayPage>, group: GroupID?, isCompany: Bool) {
    // Somebody sells for one team nearly always: so a team is looked up once for all they sold for it.
    var stints: [AgentID: (team: TeamID, tally: Tally)] = [:]
    for page in pages {
      var day = Tally()
      for (contributor, sum) in page.tallies where group == nil || contributor.group == group {
        var tally = sum
        if isCompany { tally.amount = sum.reporting }
        day += tally
        let stint = stints[contributor.agent]
        if let stint, stint.team != contributor.team { add(stint.tally, contributor.agent, stint.team) }
        let before = stint?.team == contributor.team ? stint?.tally : nil
        stints[contributor.agent] = (contributor.team, before.map { $0 + tally } ?? tally)
      }
      if day.deals > 0 { sites[page.id.site, default: Tally()] += day }
      total += day
    }
    for (agent, stint) in stints { add(stint.tally, agent, stint.team) }
  }

  private mutating func add(_ tally: Tally, _ agent: AgentID, _ team: TeamID) {
    agents[agent, default: Tally()] += tally
    teams[team, default: Tally()] += tally
  }
}

extension Results {
  /// What somebody's sales come to; nothing if they have none.
  public subscript(who: Contender) -> Tally {
    switch who {
    case .agent(let id): agents[id] ?? Tally()
    case .team(let id): teams[id] ?? Tally()
    case .site(let id): sites[id] ?? Tally()
    }
  }
}

extension Tally {
  static func += (sum: inout Tally, tally: Tally) { sum = sum + tally }
}

extension FloorState {
  /// What the sales of `site` over `period` come to, in the site's currency; of pages that are at hand.
  /// - Parameter group: counts the sales of this product group alone (PRODUCT.md, "Cuts").
  public func tallies(of site: SiteID, over period: Period, group: GroupID? = nil) -> Results {
    Results(of: pages(of: site, over: period), group: group, isCompany: false)
  }

  /// What the sales of every site over `period` come to in the company's currency, each converted when it came to count;
  /// a sale without a rate adds to the number of deals alone.
  public func companyTallies(over period: Period, group: GroupID? = nil) -> Results {
    Results(of: roster.sites.lazy.flatMap { pages(of: $0.id, over: period) }, group: group, isCompany: true)
  }
}
