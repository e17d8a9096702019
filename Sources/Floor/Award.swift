/// An honour that was given: it stays in the hall of fame.
public struct Award: Hashable, Sendable {
  /// Who receives it; joint winners share it.
  public enum Recipient: Hashable, Sendable {
    case agents([AgentID])
    case team(TeamID)
  }

  /// Given by the sender: the same id is the same award.
  public var id: String
  /// Whose hall of fame.
  public var site: SiteID
  /// The honour's id in the configuration, e.g. `top_sales`.
  public var honour: String
  /// What it is called: 开拓能手.
  public var title: Wording
  /// Who receives it.
  public var recipient: Recipient
  /// For what time.
  public var period: Period
  /// What for, in the words of whoever gives it.
  public var citation: String
  /// What is promised with it.
  public var reward: Reward?
  /// Who gave it: the name of their token.
  public var by: String
  /// Unix milliseconds, the server's clock.
  public var at: Int64
  /// The site's business day at `at`.
  public var on: CivilDate

  /// A promise.
  public struct Reward: Hashable, Sendable {
    /// What: a voucher, half a day off, an amount.
    public var what: String
    /// The day by which it is handed over.
    public var due: CivilDate
    /// Who hands it over: the general manager.
    public var presenter: String?

    /// A promise.
    public init(what: String, due: CivilDate, presenter: String? = nil) {
      (self.what, self.due, self.presenter) = (what, due, presenter)
    }
  }

  /// An award.
  public init(
    id: String, site: SiteID, honour: String, title: Wording, recipient: Recipient, period: Period, citation: String,
    reward: Reward? = nil, by: String, at: Int64, on: CivilDate
  ) {
    (self.id, self.site, self.honour, self.title, self.recipient) = (id, site, honour, title, recipient)
    (self.period, self.citation, self.reward) = (period, citation, reward)
    (self.by, self.at, self.on) = (by, at, on)
  }
}

/// What became of an award.
public struct AwardChange: Hashable, Sendable {
  /// What.
  public enum Change: Hashable, Sendable {
    /// The promise was kept.
    case handedOver
    /// It was given by mistake.
    case revoked(reason: String)
  }

  /// Given by the sender: the same id is the same change.
  public var id: String
  /// Which award.
  public var award: String
  /// What became of it.
  public var change: Change
  /// Who says so: the name of their token.
  public var by: String
  /// Unix milliseconds, the server's clock.
  public var at: Int64
  /// The business day of the award's site at `at`.
  public var on: CivilDate

  /// A change.
  public init(id: String, award: String, change: Change, by: String, at: Int64, on: CivilDate) {
    (self.id, self.award, self.change) = (id, award, change)
    (self.by, self.at, self.on) = (by, at, on)
  }
}

/// A colleague's hand for an announcement: each agent can applaud each announcement once.
public struct Applause: Hashable, Sendable {
  /// The announcement's identity.
  public var announcement: Int64
  /// Where the announced sale is kept.
  public var page: PageID
  /// The announced sale.
  public var sale: SaleID
  /// The sale's entry.
  public var saleOffset: Int64
  /// Who applauds.
  public var agent: AgentID
  /// Unix milliseconds, the server's clock.
  public var at: Int64

  /// Applause.
  public init(announcement: Int64, page: PageID, sale: SaleID, saleOffset: Int64, agent: AgentID, at: Int64) {
    (self.announcement, self.page, self.sale, self.saleOffset) = (announcement, page, sale, saleOffset)
    (self.agent, self.at) = (agent, at)
  }
}
