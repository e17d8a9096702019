/// What the floor remembers of a sale: enough to correct it, to explain it, and to answer a second arrival as the first.
public struct SaleRecord: Hashable, Sendable {
  /// The sale as it was sent.
  public let sale: Sale
  /// Its entry in the log.
  public let offset: Int64
  /// Unix milliseconds.
  public let acceptedAt: Int64
  /// The business day on which it was accepted.
  public let acceptedOn: CivilDate
  /// The business day on which it counts.
  public let day: CivilDate
  /// Whose calendar named the days; the credited agent's site where there is one.
  public internal(set) var site: SiteID
  /// What came of it so far.
  public internal(set) var fate: Fate

  /// Everything about a sale that entries after it, or the floor at its time, decided.
  public struct Fate: Hashable, Sendable {
    /// Who is credited; `nil` while it waits to be sorted out.
    public var agent: AgentID?
    /// The team it counts for: the one the agent was in when the sale was accepted, or came to be theirs.
    public var team: TeamID?
    /// The product group by the rules of that moment.
    public var group: GroupID?
    /// What it set off beyond being shared, heaviest first.
    public var setOff: [Announcement.Reason] = []
    /// The big deal's tier.
    public var tier: Int?
    /// The agent's place of the day right after the sale; `nil` for a sale that counts on an earlier day.
    public var place: Int?
    /// The amount that counts now; another one than the sale's after an amendment.
    public var amount: Money
    /// `amount` in the company's currency, at the rate in force when it came to count.
    public var reporting: Money?
    /// The product as it stands now, where an amendment made it another one than the sale's.
    public var amendedProduct: String?
    /// The identity of its announcement; `nil` while it has none.
    public var announcement: Int64?
    /// Unix milliseconds at which it was announced: later than `acceptedAt` where it had to be sorted out first.
    public var announcedAt: Int64?
    /// The entry that made it count as it does now: the tie-break of standings.
    public var countedBy: Int64
    /// The entry that voided it.
    public var voidedBy: Int64?
    /// How many colleagues applauded.
    public var applause = 0
    /// Everything that was changed about it, oldest first.
    public var corrections: [Correction] = []

    /// The fate of a sale of `amount` that has just come in with the entry at `countedBy`.
    public init(amount: Money, countedBy: Int64) { (self.amount, self.countedBy) = (amount, countedBy) }
  }

  /// A record as a page of the past keeps it.
  public init(
    sale: Sale, offset: Int64, acceptedAt: Int64, acceptedOn: CivilDate, day: CivilDate, site: SiteID, fate: Fate
  ) {
    (self.sale, self.offset, self.acceptedAt) = (sale, offset, acceptedAt)
    (self.acceptedOn, self.day, self.site, self.fate) = (acceptedOn, day, site, fate)
  }

  init(_ accepted: AcceptedSale, at offset: Int64) {
    self.init(
      sale: accepted.sale, offset: offset, acceptedAt: accepted.acceptedAt, acceptedOn: accepted.acceptedOn,
      day: accepted.closedOn, site: accepted.site, fate: Fate(amount: accepted.sale.amount, countedBy: offset))
  }

  /// Where the record is kept.
  public var page: PageID { PageID(site: site, day: day) }
  /// Closed on an earlier business day than it was accepted on.
  public var isLate: Bool { day < acceptedOn }
  /// Whether it was voided.
  public var isVoided: Bool { fate.voidedBy != nil }
  /// Whether it is in the standings.
  public var counts: Bool { fate.agent != nil && !isVoided }
  /// Who is credited; `nil` while it waits to be sorted out.
  public var agent: AgentID? { fate.agent }
  /// The team it counts for.
  public var team: TeamID? { fate.team }
  /// The amount that counts now.
  public var amount: Money { fate.amount }
  /// The product as it stands now.
  public var product: String { fate.amendedProduct ?? sale.product }
  /// The big deal's tier.
  public var tier: Int? { fate.tier }
  /// What it set off beyond being shared, heaviest first.
  public var setOff: [Announcement.Reason] { fate.setOff }
  /// The agent's place of the day right after the sale.
  public var place: Int? { fate.place }
  /// The identity of its announcement.
  public var announcement: Int64? { fate.announcement }
  /// Everything that was changed about it, oldest first.
  public var corrections: [Correction] { fate.corrections }

  mutating func correct(_ correction: Correction, at offset: Int64) {
    fate.corrections.append(correction)
    switch correction.change {
    case .void: fate.voidedBy = offset
    case .amend(let amount, let product, _):
      fate.amount = amount ?? fate.amount
      if let product { amend(product) }
    case .assign: break
    }
  }

  private mutating func amend(_ product: String) {
    let isOther = Identifier<Self>(product) != Identifier<Self>(sale.product)
    fate.amendedProduct = isOther ? product : nil
  }
}
