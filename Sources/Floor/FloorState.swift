// Floor: values and the pure fold of the log. It owns what the floor knows - roster, rules, days, boards, what was announced -
// and must not know clocks, files, sockets or bytes: days and times come in with the entries. Standard library only; no
// thread of its own: whoever holds a `FloorState` is its one owner.

/// Everything the floor knows: the fold of the log so far.
///
/// Pure and deterministic: the same entries in the same order give an equal state on every machine. Days are kept as pages;
/// `retire` lets go of old ones, which are taken back with `recall` before anything about them is asked or changed
/// (`page(neededBy:)` says which).
public struct FloorState: Hashable, Sendable {
  /// Who works where.
  public internal(set) var roster = Roster()
  /// What of the roster the configuration said last: only what changes there replaces what was edited since.
  public internal(set) var configured = Roster()
  /// The company's rules; `nil` where the log holds none.
  public internal(set) var company: CompanyRules?
  /// Targets of months.
  public internal(set) var targets = TargetBook()
  /// The awards, in the order in which they were given.
  public internal(set) var awards = AwardBook()
  /// The walls' devices.
  public internal(set) var screens = ScreenBook()
  /// The offset of the last entry applied; 0 before the first.
  public internal(set) var offset: Int64 = 0
  var rulesBySite: [SiteID: [RulesVersion]] = [:]
  /// In the order in which something first happened there.
  var sites: [SiteFloor] = []
  var siteNumbers: [SiteID: Int] = [:]
  /// The numbers of the sites of teams, by the team's number in the roster.
  var homes = Shortcuts()
  var waiting: [SaleID: SaleRecord] = [:]
  /// Beside the sites, so that looking into a site does not copy them; of sites where a cue was called, or a commentary
  /// or a notice written.
  var cueBooks: [SiteID: CueBook] = [:]

  /// The floor before its first entry.
  public init() {}

  /// Sales of agents whom nobody knows, oldest first: kept, not counted, until someone says who is meant.
  public var toSortOut: [SaleRecord] { waiting.values.sorted { $0.offset < $1.offset } }

  /// The rules in force for `site`; the standard ones where the log holds none.
  public func rules(of site: SiteID) -> Rules { recordedRules(of: site) ?? .standard }

  /// The rules that the log holds for `site`.
  public func recordedRules(of site: SiteID) -> Rules? { rulesBySite[site]?.last?.rules }

  /// Every product group that `site` has, or had.
  public func groups(of site: SiteID) -> [GroupID] {
    (rulesBySite[site] ?? []).flatMap { $0.rules.groups.map(\.id) }
  }

  /// The rules by which a period of `site` that ends on `day` is measured: changed ones work from the day after they were
  /// recorded, so that no day that had begun is measured anew.
  public func rules(of site: SiteID, on day: CivilDate) -> Rules {
    let versions = rulesBySite[site] ?? []
    return (versions.last { $0.since.map { $0 <= day } ?? true } ?? versions.first)?.rules ?? .standard
  }

  /// A site's standings by amount over a period; of pages that are at hand.
  public func board(_ id: BoardID) -> Board { floor(of: id.site)?.board(id.period) ?? Board() }

  /// The boards as they were when the hour of a day began, if something was sold since; `nil` if nothing was.
  public func mark(of site: SiteID, day: CivilDate, hour: Int) -> HourMark? {
    floor(of: site)?.mark.flatMap { ($0.day, $0.hour) == (day, hour) ? $0 : nil }
  }

  /// A day of a site; an empty one if nothing happened.
  public func page(_ id: PageID) -> DayPage { floor(of: id.site)?.page(id.day) ?? DayPage(id) }

  /// The pages of `period` that are at hand and not empty, the earliest first.
  public func pages(of site: SiteID, over period: Period) -> ArraySlice<DayPage> {
    floor(of: site)?.days(of: period) ?? []
  }

  /// Every day of `site` that is at hand, ascending.
  public func days(of site: SiteID) -> [CivilDate] { floor(of: site)?.pages.map(\.id.day) ?? [] }

  /// The latest day on which a sale was accepted at `site`.
  public func latestDay(of site: SiteID) -> CivilDate? { floor(of: site)?.today }

  /// What became of the sale whose entry is at `offset` and which counts on `day`, if it waits or its page is at hand.
  public func record(at offset: Int64, on day: CivilDate) -> SaleRecord? {
    for site in sites { if let record = site.page(day)?.record(at: offset) { return record } }
    return waiting.values.first { $0.offset == offset }
  }

  /// What became of a sale that waits or whose page is at hand. It looks through all pages, the latest first; whoever
  /// knows the sale's entry asks `record(at:on:)`.
  public func record(of sale: SaleID) -> SaleRecord? {
    if let record = waiting[sale] { return record }
    for site in sites {
      for page in site.pages.reversed() {
        if let record = page.records.last(where: { $0.sale.id == sale }) { return record }
      }
    }
    return nil
  }

  /// The announcement that a sale has, as it stands now.
  public func announcement(of record: SaleRecord) -> Announcement? {
    guard record.announcement != nil, let agent = record.agent.flatMap({ roster[$0] }),
      let team = record.team.flatMap({ roster[$0] })
    else { return nil }
    return Announcement(record, agent, team)
  }

  /// The newest announcements of `site` that were made on `day`, oldest first, at most as many as screens list.
  public func announcements(of site: SiteID, on day: CivilDate) -> [Announcement] {
    guard let floor = floor(of: site), floor.recentDay == day else { return [] }
    return floor.recent.newest.compactMap { floor.page($0.page.day)?.record(at: $0.saleOffset).flatMap(announcement) }
  }

  /// The sale of a recent announcement.
  public func recentAnnouncement(_ offset: Int64) -> RecentAnnouncement? {
    for site in sites {
      if let found = site.recent.newest.last(where: { $0.offset == offset }) { return found }
    }
    return nil
  }

  // MARK: Fold

  /// The page that must be at hand before `entry` is applied; `nil` if it is, or none is needed.
  public func page(neededBy entry: Entry) -> PageID? {
    let page: PageID? =
      switch entry {
      case .screen: nil
      case .sale(let sale): pageNeeded(by: sale)
      case .correction(let correction):
        waiting[correction.sale].map { destination(of: $0, correction) } ?? correction.page
      case .applause(let applause): applause.page
      case .activity(let activity): site(of: activity.agent).map { PageID(site: $0, day: activity.day) }
      case .conduct(let conduct): site(of: conduct.agent).map { PageID(site: $0, day: conduct.day) }
      case .target(let target): pageOfDay(target)
      case .roster, .rules, .company, .award, .awardChange, .phase, .broadcast, .show, .showChange, .commentary: nil
      case .notice, .noticeEnd: nil
      }
    return page.flatMap { needs($0) ? $0 : nil }
  }

  /// Whether `page` is in the archive only.
  public func needs(_ page: PageID) -> Bool {
    guard let site = siteNumbers[page.site] else { return false }
    return sites[site].needs(page.day)
  }

  /// Applies the entry at `offset`, which must be above the last one applied.
  /// - Returns: what the entry set off.
  @discardableResult
  public mutating func apply(_ entry: Entry, at offset: Int64) -> Outcome {
    if case .sale(let accepted) = entry, offset > self.offset {
      self.offset = offset
      accept(SaleRecord(accepted, at: offset), minute: accepted.minute)
      guard let record = waiting[accepted.sale.id] ?? record(at: offset, on: accepted.closedOn) else { return .nothing }
      return .sale(record, announcement(of: record))
    }
    return applyRare(entry, at: offset)
  }

  /// Brings boards and the sums of pages up to what was folded.
  public mutating func putInOrder() {
    for i in sites.indices { sites[i].putInOrder() }
  }

  /// Passes over the entry at `offset`, which is of a newer version and changes nothing here.
  public mutating func skip(_ offset: Int64) { self.offset = max(self.offset, offset) }

  /// Everything but a sale.
  private mutating func applyRare(_ entry: Entry, at offset: Int64) -> Outcome {
    guard offset > self.offset else { return .nothing }
    self.offset = offset
    switch entry {
    case .sale: return .nothing
    case .correction(let correction): return apply(correction, at: offset)
    case .applause(let applause): return apply(applause)
    case .roster(let change):
      roster.apply(change)
      homes = Shortcuts()
      if change.origin == .configuration { configured.apply(change) }
    case .rules(let site, let rules): adopt(rules, of: site)
    case .company(let rules): company = rules
    case .screen(let change): return screens.apply(change) ? .screens : .nothing
    case .target(let target):
      guard let page = pageOfDay(target) else {
        targets.apply(target)
        break
      }
      change(page) { $0.targets[TargetKey(target)] = target }
    case .activity(let activity):
      guard let site = site(of: activity.agent) else { return .nothing }
      change(PageID(site: site, day: activity.day)) { $0.activities[activity.agent] = activity }
      return .noted
    case .conduct(let conduct):
      guard let site = site(of: conduct.agent) else { return .nothing }
      change(PageID(site: site, day: conduct.day)) { $0.conducts.append(conduct) }
      return .noted
    case .award(let award):
      awards.give(award)
      settle(award.id)
    case .awardChange(let change): awards.apply(change)
    case .phase(let cue): return apply(cue, at: offset)
    case .broadcast(let broadcast): return apply(broadcast, at: offset)
    case .show(let show): return apply(show, at: offset)
    case .showChange(let change): return apply(change)
    case .commentary(let commentary): return apply(commentary)
    case .notice(let notice): return apply(notice, at: offset)
    case .noticeEnd(let end): return apply(end)
    }
    return .changed
  }

  private mutating func adopt(_ rules: Rules, of site: SiteID) {
    let number = number(of: site)
    let since = sites[number].today.map { $0.advanced(by: 1) }
    rulesBySite[site, default: []].removeAll { $0.since == since }
    rulesBySite[site, default: []].append(RulesVersion(since: since, rules: rules))
    sites[number].rules = rules
  }

  private mutating func change(_ page: PageID, _ change: (inout DayPage) -> Void) {
    sites[number(of: page.site)].change(page.day, change)
  }

  /// The site at which an agent works now.
  public func site(of agent: AgentID) -> SiteID? { roster[agent].flatMap { roster[$0.team]?.site } }

  private func pageOfDay(_ target: Target) -> PageID? {
    guard case .day(let day) = target.span else { return nil }
    let site: SiteID? =
      switch target.scope {
      case .agent(let agent): self.site(of: agent)
      case .team(let team): roster[team]?.site
      case .site(let site): site
      }
    return site.map { PageID(site: $0, day: day) }
  }

  // MARK: Pages

  /// The pages that changed since this was last called, site by site.
  public mutating func takeChanged() -> [DayPage] { sites.indices.flatMap { sites[$0].takeChanged() } }

  /// Takes a page from the archive.
  public mutating func recall(_ page: DayPage) {
    sites[number(of: page.id.site)].recall(page)
  }

  /// How many days before a site's latest one stay at hand: the current month, and the four weeks before it against which
  /// improvement is measured.
  public static let daysKept: Int32 = 62

  /// Lets go of pages that the present does not need; they must be in the archive.
  public mutating func retire() {
    for i in sites.indices {
      guard let today = sites[i].today else { continue }
      sites[i].retire(before: today.advanced(by: -FloorState.daysKept))
    }
  }

  func floor(of site: SiteID) -> SiteFloor? { siteNumbers[site].map { sites[$0] } }

  /// The index of `site`, which gets one if it has none.
  mutating func number(of site: SiteID) -> Int {
    if let number = siteNumbers[site] { return number }
    siteNumbers[site] = sites.count
    sites.append(SiteFloor(site))
    return sites.count - 1
  }
}
