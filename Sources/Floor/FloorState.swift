// Floor: values and the pure fold of the log. It owns what the floor knows - roster, rules, boards, what was announced -
// and must not know clocks, files, sockets or bytes: days and times come in with the entries. Standard library only; no
// thread of its own: whoever holds a `FloorState` is its one owner.

/// Everything the floor knows: the fold of the log so far.
///
/// Pure and deterministic: the same entries in the same order give an equal state on every machine. An entry that was
/// already applied changes nothing, so a log that holds a sale twice counts it once.
public struct FloorState: Hashable, Sendable {
  /// Who works where.
  public private(set) var roster = Roster()
  /// Sales of agents whom nobody knows, oldest first: kept, not counted, until someone says who is meant.
  public private(set) var toSortOut: [SaleRecord] = []
  /// The offset of the last entry applied; 0 before the first.
  public private(set) var offset: Int64 = 0
  private var rulesBySite: [SiteID: Rules] = [:]
  private var boards: [BoardID: Board] = [:]
  private var records: [SaleID: SaleRecord] = [:]
  private var recentBySite: [SiteID: RecentAnnouncements] = [:]

  /// The floor before its first entry.
  public init() {}

  /// The rules in force for `site`; the standard ones where the log holds none.
  public func rules(of site: SiteID) -> Rules { recordedRules(of: site) ?? .standard }

  /// The rules that the log holds for `site`.
  public func recordedRules(of site: SiteID) -> Rules? { rulesBySite[site] }

  /// The board of a day; an empty one if nothing counts there.
  public func board(_ id: BoardID) -> Board { boards[id] ?? Board() }

  /// What became of a sale.
  public func record(of sale: SaleID) -> SaleRecord? { records[sale] }

  /// The newest announcements of `site` that were made on `day`, oldest first, at most `RecentAnnouncements.limit`.
  public func announcements(of site: SiteID, on day: CivilDate) -> [Announcement] {
    recentBySite[site].map { $0.day == day ? $0.items : [] } ?? []
  }

  /// Applies the entry at `offset`, which must be above the last one applied.
  /// - Returns: what the entry set off.
  @discardableResult
  public mutating func apply(_ entry: Entry, at offset: Int64) -> Outcome {
    guard offset > self.offset else { return .nothing }
    self.offset = offset
    switch entry {
    case .roster(let change):
      roster.apply(change)
      return .changed
    case .rules(let site, let rules):
      rulesBySite[site] = rules
      return .changed
    case .sale(let accepted):
      return apply(accepted, at: offset)
    }
  }

  private mutating func apply(_ accepted: AcceptedSale, at offset: Int64) -> Outcome {
    let sale = accepted.sale
    guard records[sale.id] == nil else { return .nothing }
    var record = SaleRecord(accepted, at: offset)
    guard let agent = roster.agent(for: sale.agent), let team = roster[agent.team] else {
      toSortOut.append(record)
      records[sale.id] = record
      return .sale(record, nil)
    }
    let announcement = credit(&record, accepted, to: agent, of: team)
    records[sale.id] = record
    return .sale(record, announcement)
  }

  /// Counts the sale for its agent and team and says how it is celebrated.
  private mutating func credit(
    _ record: inout SaleRecord, _ accepted: AcceptedSale, to agent: Agent, of team: Team
  ) -> Announcement {
    let id = BoardID(site: team.site, day: accepted.closedOn)
    var reasons: [Announcement.Reason] = []
    boards[id, default: Board()].credit(accepted.sale, to: agent, at: record.offset)
    if !accepted.isLate, boards[id, default: Board()].claimFirst(accepted.sale.id) { reasons.append(.firstOfDay) }
    let tier = rules(of: team.site).tier(of: accepted.sale.amount.minorUnits)
    if tier != nil { reasons.append(.bigDeal) }
    record.credit(agent, team, reasons: reasons, tier: tier, place: boards[id]?.agents.place(of: agent.id))
    let announcement = Announcement(
      offset: record.offset, at: accepted.acceptedAt, site: team.site, reasons: reasons.isEmpty ? [.deal] : reasons,
      tier: tier, agent: agent, team: team, product: accepted.sale.product, amount: accepted.sale.amount)
    boards[BoardID(site: team.site, day: accepted.acceptedOn), default: Board()].countAnnouncement()
    recentBySite[team.site, default: RecentAnnouncements()].add(announcement, on: accepted.acceptedOn)
    return announcement
  }
}

/// What an entry set off.
public enum Outcome: Hashable, Sendable {
  /// It was known already, or changed nothing.
  case nothing
  /// Roster or rules are different now.
  case changed
  /// A sale was recorded; announced unless nobody knows its agent.
  case sale(SaleRecord, Announcement?)
}

/// What the floor remembers of a sale: enough to answer a second arrival as the first.
public struct SaleRecord: Hashable, Sendable {
  /// The sale as it was sent.
  public let sale: Sale
  /// Its entry in the log.
  public let offset: Int64
  /// Unix milliseconds.
  public let acceptedAt: Int64
  /// The business day on which it counts.
  public let day: CivilDate
  /// Whose calendar named the day; the agent's site where the agent is known.
  public private(set) var site: SiteID
  /// Who is credited; `nil` while it waits to be sorted out.
  public private(set) var agent: AgentID?
  /// The team it was made in, for ever.
  public private(set) var team: TeamID?
  /// What it set off beyond being shared, heaviest first.
  public private(set) var setOff: [Announcement.Reason] = []
  /// The big deal's tier.
  public private(set) var tier: Int?
  /// The agent's place of the day right after the sale.
  public private(set) var place: Int?

  init(_ accepted: AcceptedSale, at offset: Int64) {
    (sale, self.offset, acceptedAt) = (accepted.sale, offset, accepted.acceptedAt)
    (day, site) = (accepted.closedOn, accepted.site)
  }

  mutating func credit(_ agent: Agent, _ team: Team, reasons: [Announcement.Reason], tier: Int?, place: Int?) {
    (self.agent, self.team, site) = (agent.id, team.id, team.site)
    (setOff, self.tier, self.place) = (reasons, tier, place)
  }
}

/// The last announcements of one business day, for screens that join late.
struct RecentAnnouncements: Hashable, Sendable {
  /// As many as a wall that joins can still put into its ticker.
  static let limit = 50

  private(set) var day: CivilDate?
  private(set) var items: [Announcement] = []

  mutating func add(_ announcement: Announcement, on day: CivilDate) {
    if day != self.day {
      self.day = day
      items.removeAll(keepingCapacity: true)
    }
    if items.count == Self.limit { items.removeFirst() }
    items.append(announcement)
  }
}
