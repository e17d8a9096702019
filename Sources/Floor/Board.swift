/// One business day of one site.
public struct Board: Hashable, Sendable {
  /// The agents who have sold.
  public private(set) var agents = Standings<AgentID>()
  /// The teams that have sold.
  public private(set) var teams = Standings<TeamID>()
  /// Minor units of the site's currency.
  public private(set) var amount: Int64 = 0
  /// Number of sales.
  public private(set) var deals = 0
  /// The day's first order: the first sale accepted on this day that also counts on it.
  public private(set) var first: SaleID?
  /// How many announcements the day has had.
  public private(set) var announced = 0
  private var salesByAgent: [AgentID: [SaleID]] = [:]

  /// A day without a sale.
  public init() {}

  /// The agent's sales of the day in the order of the log.
  public func sales(of agent: AgentID) -> [SaleID] { salesByAgent[agent] ?? [] }

  /// Counts a sale.
  mutating func credit(_ sale: Sale, to agent: Agent, at offset: Int64) {
    agents.credit(sale.amount.minorUnits, to: agent.id, at: offset)
    teams.credit(sale.amount.minorUnits, to: agent.team, at: offset)
    amount = saturatingSum(amount, sale.amount.minorUnits)
    deals += 1
    salesByAgent[agent.id, default: []].append(sale.id)
  }

  /// Takes the day's first order for `sale` if nobody has it.
  /// - Returns: whether the sale is the first order.
  mutating func claimFirst(_ sale: SaleID) -> Bool {
    guard first == nil else { return false }
    first = sale
    return true
  }

  mutating func countAnnouncement() { announced += 1 }
}

/// Names a board.
public struct BoardID: Hashable, Sendable {
  /// Whose.
  public var site: SiteID
  /// Which business day.
  public var day: CivilDate

  /// The board of `site` on `day`.
  public init(site: SiteID, day: CivilDate) { (self.site, self.day) = (site, day) }
}
