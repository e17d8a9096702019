/// Who leads at one site over one period: the standings by amount, kept sorted while the period runs.
public struct Board: Hashable, Sendable {
  /// The agents who have sold.
  public private(set) var agents = Standings<AgentID>()
  /// The teams that have sold.
  public private(set) var teams = Standings<TeamID>()
  /// Minor units of the site's currency.
  public private(set) var amount: Int64 = 0
  /// Number of sales.
  public private(set) var deals = 0

  /// A period without a sale.
  public init() {}

  /// A board as it was kept.
  public init(agents: Standings<AgentID>, teams: Standings<TeamID>, amount: Int64, deals: Int) {
    (self.agents, self.teams, self.amount, self.deals) = (agents, teams, amount, deals)
  }

  /// Counts a sale.
  mutating func credit(_ record: SaleRecord) {
    var (agent, team): (Int32?, Int32?)
    credit(record, remembering: &agent, &team)
  }

  /// Which standings are in order right after a credit; the others wait for `putInOrder`.
  enum Order { case all, agents, none }

  /// Counts a sale, for whoever keeps what the standings remember of agent and team.
  mutating func credit(
    _ record: borrowing SaleRecord, remembering knownAgent: inout Int32?, _ knownTeam: inout Int32?,
    inOrder order: Order = .all
  ) {
    guard let agent = record.fate.agent, let team = record.fate.team else { return }
    let (amount, offset) = (record.fate.amount.minorUnits, record.fate.countedBy)
    if order == .none {
      agents.creditOutOfOrder(amount, to: agent, at: offset, remembering: &knownAgent)
    } else {
      agents.credit(amount, to: agent, at: offset, remembering: &knownAgent)
    }
    if order == .all {
      teams.credit(amount, to: team, at: offset, remembering: &knownTeam)
    } else {
      teams.creditOutOfOrder(amount, to: team, at: offset, remembering: &knownTeam)
    }
    self.amount = saturatingSum(self.amount, amount)
    deals += 1
  }

  /// Brings the order up to what was counted.
  mutating func putInOrder() {
    agents.putInOrder()
    teams.putInOrder()
  }

  /// Takes back what `credit` counted.
  /// - Parameter reachedAt: the entries with which agent and team reached what remains.
  mutating func debit(_ record: SaleRecord, reachedAt: (agent: Int64?, team: Int64?)) {
    guard let agent = record.agent, let team = record.team else { return }
    agents.debit(record.amount.minorUnits, from: agent, reachedAt: reachedAt.agent)
    teams.debit(record.amount.minorUnits, from: team, reachedAt: reachedAt.team)
    amount -= record.amount.minorUnits
    deals -= 1
  }
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
