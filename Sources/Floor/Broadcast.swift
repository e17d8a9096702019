/// What is told to a floor on the full hour 整点播报, or after a quiet time: the facts as they were, frozen in the log.
/// Amounts are minor units of the site's currency.
public struct Broadcast: Hashable, Sendable {
  /// Why it is told.
  public enum Occasion: Hashable, Sendable {
    /// A full hour since the day's midnight: 25 is one o'clock in the night at its end.
    case hour(Int)
    /// A quiet phase is over; its id.
    case recap(String)
  }

  /// A sale that is read out.
  public struct Deal: Hashable, Sendable {
    /// The identity of its announcement.
    public var announcement: Int64
    /// Who.
    public var agent: AgentID
    /// For which team.
    public var team: TeamID
    /// What.
    public var product: String
    /// How much.
    public var amount: Int64

    /// A sale.
    public init(announcement: Int64, agent: AgentID, team: TeamID, product: String, amount: Int64) {
      (self.announcement, self.agent, self.team) = (announcement, agent, team)
      (self.product, self.amount) = (product, amount)
    }
  }

  /// Where.
  public var site: SiteID
  /// The site's business day.
  public var day: CivilDate
  /// When it was to be told: minutes since midnight by the site's clock.
  public var minute: Int
  /// Unix milliseconds, the server's clock: when it was told.
  public var at: Int64
  /// Why it is told.
  public var occasion: Occasion
  /// Since when it tells, in minutes since midnight: the broadcast before, or the first working minute.
  public var since: Int
  /// The deals since then that stand, oldest first; the largest `dealsTold` of them if there are more.
  public var deals: [Deal]
  /// What the deals since then come to: also those that are not read out.
  public var period: Sum
  /// What the day came to.
  public var total: Sum
  /// Who leads the day by amount; several share the place. Empty without a sale.
  public var leaders: [AgentID]
  /// The teams that lead the day by amount.
  public var leadingTeams: [TeamID]
  /// The site's target of the day.
  public var target: Int64?
  /// What the site's currency was.
  public var currency: Currency

  /// Some sales: how much and how many.
  public struct Sum: Hashable, Sendable {
    /// Minor units.
    public var amount: Int64
    /// Number of sales.
    public var deals: Int

    /// Some sales.
    public init(amount: Int64 = 0, deals: Int = 0) { (self.amount, self.deals) = (amount, deals) }
  }

  /// How many deals are read out at most: what fits into the length of a broadcast.
  public static let dealsTold = 6
  /// How long it is on stage, in milliseconds (STAGE.md, Motion).
  public static let duration = 25_000

  /// A broadcast.
  public init(
    site: SiteID, day: CivilDate, minute: Int, at: Int64, occasion: Occasion, since: Int, deals: [Deal], period: Sum,
    total: Sum, leaders: [AgentID], leadingTeams: [TeamID], target: Int64?, currency: Currency
  ) {
    (self.site, self.day, self.minute, self.at, self.occasion) = (site, day, minute, at, occasion)
    (self.since, self.deals, self.period, self.total) = (since, deals, period, total)
    (self.leaders, self.leadingTeams, self.target) = (leaders, leadingTeams, target)
    self.currency = currency
  }

  /// What happens once, whatever clocks and processes do.
  public var key: String {
    switch occasion {
    case .hour(let hour): CueKey.hourly(hour, site: site, day: day)
    case .recap(let phase): CueKey.recap(phase, site: site, day: day)
    }
  }

  /// What is missing to the day's target; `nil` without one, 0 once it is reached.
  public var missing: Int64? { target.map { max(0, $0 - total.amount) } }
}
