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
  public var toSortOut: [SaleRecord] { waiting.compactMap { records[$0] } }
  /// The offset of the last entry applied; 0 before the first.
  public private(set) var offset: Int64 = 0
  private var waiting: [SaleID] = []
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

  /// The periods of `kind` in which something happened at `site`, the earliest first.
  public func periods(_ kind: Period.Kind, at site: SiteID) -> [Period] {
    boards.keys.filter { $0.site == site && $0.period.kind == kind }.map(\.period).sorted { $0.start < $1.start }
  }

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
    case .correction(let correction):
      return apply(correction, at: offset)
    }
  }

  private mutating func apply(_ accepted: AcceptedSale, at offset: Int64) -> Outcome {
    let sale = accepted.sale
    guard records[sale.id] == nil else { return .nothing }
    var record = SaleRecord(accepted, at: offset)
    guard let agent = roster.agent(for: sale.agent), let team = roster[agent.team] else {
      waiting.append(sale.id)
      records[sale.id] = record
      return .sale(record, nil)
    }
    record.credit(to: agent, team)
    let announcement = celebrate(&record, agent, team, at: accepted.acceptedAt, on: accepted.acceptedOn, by: offset)
    records[sale.id] = record
    return .sale(record, announcement)
  }

  /// Counts a sale that has just got its agent, by the entry at `offset`, and says how it is celebrated.
  private mutating func celebrate(
    _ record: inout SaleRecord, _ agent: Agent, _ team: Team, at instant: Int64, on day: CivilDate, by offset: Int64
  ) -> Announcement {
    count(record, agent.id, team.id, by: offset)
    var reasons: [Announcement.Reason] = []
    // Only what counts today can be today's first, this week's, this month's; the longest first.
    if record.day == day {
      for period in Period.all(of: day).reversed() {
        if boards[BoardID(site: team.site, period: period), default: Board()].claimFirst(record.sale.id) {
          reasons.append(Announcement.Reason(firstOf: period.kind))
        }
      }
    }
    let tier = rules(of: team.site).tier(of: record.amount.minorUnits)
    if tier != nil { reasons.append(.bigDeal) }
    let place = boards[BoardID(site: team.site, day: record.day)]?.agents.place(of: agent.id)
    record.announce(reasons, tier: tier, place: place, at: instant, by: offset)
    let announcement = Announcement(record, agent, team)
    boards[BoardID(site: team.site, day: day), default: Board()].countAnnouncement()
    recentBySite[team.site, default: RecentAnnouncements()].add(announcement, on: day)
    return announcement
  }

  private mutating func count(_ record: SaleRecord, _ agent: AgentID, _ team: TeamID, by offset: Int64) {
    for period in Period.all(of: record.day) {
      boards[BoardID(site: record.site, period: period), default: Board()]
        .credit(record.sale.id, record.amount.minorUnits, to: agent, of: team, at: offset)
    }
  }

  private mutating func uncount(_ record: SaleRecord) {
    guard let agent = record.agent, let team = record.team else { return }
    for period in Period.all(of: record.day) {
      boards[BoardID(site: record.site, period: period)]?
        .debit(record.sale.id, record.amount.minorUnits, from: agent, of: team)
    }
  }

  // MARK: Corrections

  /// Why `correction` would change nothing; `nil` if it is in order.
  public func fault(of correction: Correction) -> CorrectionFault? {
    guard let record = records[correction.sale] else { return .noSuchSale }
    if record.isVoided { return .voided }
    switch correction.change {
    case .void: return nil
    case .amend(let amount?, _, _): return amount.currency == record.amount.currency ? nil : .otherCurrency
    case .amend: return nil
    case .assign(let id):
      guard let agent = roster[id], let team = roster[agent.team], let site = roster[team.site] else {
        return .noSuchAgent
      }
      if record.agent != nil, site.id != record.site { return .otherSite }
      return site.currency == record.amount.currency ? nil : .otherCurrency
    }
  }

  private mutating func apply(_ correction: Correction, at offset: Int64) -> Outcome {
    guard fault(of: correction) == nil, var record = records[correction.sale],
      !record.corrections.contains(where: { $0.id == correction.id })
    else { return .nothing }
    let wasWaiting = record.agent == nil
    var announcement: Announcement?
    switch correction.change {
    case .void:
      uncount(record)
      for period in Period.all(of: record.day) {
        boards[BoardID(site: record.site, period: period), default: Board()].noteVoid(record.sale.id)
      }
      record.correct(correction)
    case .amend(let amount, _, _):
      if amount != nil { uncount(record) }
      record.correct(correction)
      if amount != nil, let agent = record.agent, let team = record.team { count(record, agent, team, by: offset) }
    case .assign(let id):
      guard let agent = roster[id], let team = roster[agent.team] else { return .nothing }
      uncount(record)
      record.correct(correction)
      record.credit(to: agent, team)
      if wasWaiting {
        announcement = celebrate(&record, agent, team, at: correction.at, on: correction.on, by: offset)
      } else {
        count(record, agent.id, team.id, by: offset)
      }
    }
    if record.agent != nil || record.isVoided { waiting.removeAll { $0 == correction.sale } }
    records[correction.sale] = record
    return .corrected(record, correction, announcement ?? replaced(record))
  }

  /// The sale's announcement as it stands now, which takes the place of the one that screens may have.
  private mutating func replaced(_ record: SaleRecord) -> Announcement? {
    guard record.announcement != nil, let agent = record.agent.flatMap({ roster[$0] }),
      let team = record.team.flatMap({ roster[$0] })
    else { return nil }
    let announcement = Announcement(record, agent, team)
    for site in recentBySite.keys { recentBySite[site]?.replace(announcement) }
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
  /// A sale was corrected. The announcement is the sale's own as it stands now, or the first it gets.
  case corrected(SaleRecord, Correction, Announcement?)
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

  /// Puts `announcement` in the place of the one with its identity, if that is still kept.
  mutating func replace(_ announcement: Announcement) {
    if let i = items.lastIndex(where: { $0.offset == announcement.offset }) { items[i] = announcement }
  }
}
