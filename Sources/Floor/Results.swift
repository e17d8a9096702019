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
    for page in pages { add(page, group, isCompany) }
  }

  private mutating func add(_ page: DayPage, _ group: GroupID?, _ isCompany: Bool) {
    for (contributor, sum) in page.tallies where group == nil || contributor.group == group {
      var tally = sum
      if isCompany { tally.amount = sum.reporting }
      agents[contributor.agent, default: Tally()] += tally
      teams[contributor.team, default: Tally()] += tally
      sites[page.id.site, default: Tally()] += tally
      total += tally
    }
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
