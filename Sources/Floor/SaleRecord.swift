/// What the floor remembers of a sale: enough to correct it, and to answer a second arrival as the first.
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
  public private(set) var site: SiteID
  /// Who is credited; `nil` while it waits to be sorted out.
  public private(set) var agent: AgentID?
  /// The team it counts for: the one the agent was in when the sale was accepted, or came to be theirs.
  public private(set) var team: TeamID?
  /// What it set off beyond being shared, heaviest first.
  public private(set) var setOff: [Announcement.Reason] = []
  /// The big deal's tier.
  public private(set) var tier: Int?
  /// The agent's place of the day right after the sale.
  public private(set) var place: Int?
  /// The amount that counts now; another one than the sale's after an amendment.
  public private(set) var amount: Money
  /// The product as it stands now.
  public private(set) var product: String
  /// The identity of its announcement; `nil` while it has none.
  public private(set) var announcement: Int64?
  /// Unix milliseconds at which it was announced: later than `acceptedAt` where it had to be sorted out first.
  public private(set) var announcedAt: Int64?
  /// Everything that was changed about it, oldest first.
  public private(set) var corrections: [Correction] = []
  /// Whether it was voided.
  public private(set) var isVoided = false

  init(_ accepted: AcceptedSale, at offset: Int64) {
    (sale, self.offset, acceptedAt) = (accepted.sale, offset, accepted.acceptedAt)
    (acceptedOn, day, site) = (accepted.acceptedOn, accepted.closedOn, accepted.site)
    (amount, product) = (accepted.sale.amount, accepted.sale.product)
  }

  /// Closed on an earlier business day than it was accepted on.
  public var isLate: Bool { day < acceptedOn }

  mutating func credit(to agent: Agent, _ team: Team) {
    (self.agent, self.team, site) = (agent.id, team.id, team.site)
  }

  mutating func announce(_ reasons: [Announcement.Reason], tier: Int?, place: Int?, at instant: Int64, by offset: Int64)
  {
    (setOff, self.tier, self.place) = (reasons, tier, place)
    (announcement, announcedAt) = (offset, instant)
  }

  mutating func correct(_ correction: Correction) {
    corrections.append(correction)
    switch correction.change {
    case .void: isVoided = true
    case .amend(let amount, let product, _):
      self.amount = amount ?? self.amount
      self.product = product ?? self.product
    case .assign: break
    }
  }
}
