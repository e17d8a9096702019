/// One period of one site.
public struct Board: Hashable, Sendable {
  /// The agents who have sold.
  public private(set) var agents = Standings<AgentID>()
  /// The teams that have sold.
  public private(set) var teams = Standings<TeamID>()
  /// Minor units of the site's currency.
  public private(set) var amount: Int64 = 0
  /// Number of sales.
  public private(set) var deals = 0
  /// The period's first order: the first sale accepted in it that also counts in it. It stays who it was even if the
  /// sale is voided later.
  public private(set) var first: SaleID?
  /// How many announcements the period has had.
  public private(set) var announced = 0
  /// The sales that would count here had they not been voided, in the order in which that happened.
  public private(set) var voided: [SaleID] = []
  private var salesByAgent: [AgentID: [Counted]] = [:]
  private var reachedByTeam: [TeamID: [SaleID: Int64]] = [:]

  /// A sale that counts, and the offset of the entry that made it count as it does now.
  private struct Counted: Hashable, Sendable {
    var sale: SaleID
    var offset: Int64
  }

  /// A period without a sale.
  public init() {}

  /// The agent's sales of the period in the order in which they came to count.
  public func sales(of agent: AgentID) -> [SaleID] { salesByAgent[agent]?.map(\.sale) ?? [] }

  /// Every sale that counts, agent by agent.
  public var sales: [SaleID] { agents.rows.flatMap { sales(of: $0.id) } }

  /// Counts a sale of `amount` minor units for `agent` in `team`, by the entry at `offset`.
  mutating func credit(_ sale: SaleID, _ amount: Int64, to agent: AgentID, of team: TeamID, at offset: Int64) {
    agents.credit(amount, to: agent, at: offset)
    teams.credit(amount, to: team, at: offset)
    self.amount = saturatingSum(self.amount, amount)
    deals += 1
    salesByAgent[agent, default: []].append(Counted(sale: sale, offset: offset))
    reachedByTeam[team, default: [:]][sale] = offset
  }

  /// Takes back what `credit` counted.
  mutating func debit(_ sale: SaleID, _ amount: Int64, from agent: AgentID, of team: TeamID) {
    salesByAgent[agent]?.removeAll { $0.sale == sale }
    reachedByTeam[team]?[sale] = nil
    agents.debit(amount, from: agent, reachedAt: salesByAgent[agent]?.lazy.map(\.offset).max())
    teams.debit(amount, from: team, reachedAt: reachedByTeam[team]?.values.max())
    self.amount -= amount
    deals -= 1
  }

  /// Takes the period's first order for `sale` if nobody has it.
  /// - Returns: whether the sale is the first order.
  mutating func claimFirst(_ sale: SaleID) -> Bool {
    guard first == nil else { return false }
    first = sale
    return true
  }

  mutating func countAnnouncement() { announced += 1 }

  mutating func noteVoid(_ sale: SaleID) { voided.append(sale) }
}

/// Names a board.
public struct BoardID: Hashable, Sendable {
  /// Whose.
  public var site: SiteID
  /// Over what time.
  public var period: Period

  /// The board of `site` over `period`.
  public init(site: SiteID, period: Period) { (self.site, self.period) = (site, period) }

  /// The board of `site` on `day`.
  public init(site: SiteID, day: CivilDate) { self.init(site: site, period: .day(day)) }
}
