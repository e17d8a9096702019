/// Everything a floor knows except its pages, as plain values: what a checkpoint keeps.
public struct FloorCheckpoint: Hashable, Sendable {
  /// The last entry applied.
  public var offset: Int64 = 0
  /// Who works where.
  public var roster = Roster()
  /// What the configuration said last.
  public var configured = Roster()
  /// The company's rules.
  public var company: CompanyRules?
  /// The rules of each site, the oldest first.
  public var rules: [SiteID: [RulesVersion]] = [:]
  /// Targets of months.
  public var targets = TargetBook()
  /// Awards.
  public var awards = AwardBook()
  /// The walls' devices.
  public var screens = ScreenBook()
  /// Sales that wait to be sorted out, the oldest first.
  public var waiting: [SaleRecord] = []
  /// The sites in the order in which something first happened there.
  public var sites: [SiteState] = []

  /// What a floor knows of one site besides its pages.
  public struct SiteState: Hashable, Sendable {
    /// Which.
    public var id: SiteID
    /// The latest day on which a sale was accepted.
    public var today: CivilDate?
    /// Pages before this day are in the archive only.
    public var retiredBefore: CivilDate?
    /// Who was first in each of the latest periods.
    public var firsts: [Period: SaleID]
    /// The newest announcements of `recentDay`.
    public var recent: [RecentAnnouncement]
    /// Their day.
    public var recentDay: CivilDate?
    /// The boards as they were when the last hour began.
    public var mark: HourMark?
    /// The days from `retiredBefore` on that have a page.
    public var pages: [CivilDate]
    /// What the site remembers of its day.
    public var cues: CueBook

    /// The state of a site.
    public init(
      id: SiteID, today: CivilDate?, retiredBefore: CivilDate?, firsts: [Period: SaleID],
      recent: [RecentAnnouncement], recentDay: CivilDate?, mark: HourMark?, pages: [CivilDate],
      cues: CueBook
    ) {
      (self.id, self.today, self.retiredBefore, self.firsts) = (id, today, retiredBefore, firsts)
      (self.recent, self.recentDay, self.mark, self.pages) = (recent, recentDay, mark, pages)
      self.cues = cues
    }
  }

  /// The checkpoint of an empty floor.
  public init() {}

  /// The pages that the present needs.
  public var pages: [PageID] { sites.flatMap { site in site.pages.map { PageID(site: site.id, day: $0) } } }
}

extension FloorState {
  /// What a checkpoint keeps besides the pages.
  public var checkpoint: FloorCheckpoint {
    var checkpoint = FloorCheckpoint()
    (checkpoint.offset, checkpoint.roster, checkpoint.configured) = (offset, roster, configured)
    (checkpoint.company, checkpoint.rules) = (company, rulesBySite)
    (checkpoint.targets, checkpoint.awards, checkpoint.waiting) = (targets, awards, toSortOut)
    checkpoint.screens = screens
    checkpoint.sites = sites.map { site in
      FloorCheckpoint.SiteState(
        id: site.id, today: site.today, retiredBefore: site.retiredBefore, firsts: site.firsts,
        recent: Array(site.recent.newest),
        recentDay: site.recentDay, mark: site.mark,
        pages: site.pages.map(\.id.day).filter { day in site.retiredBefore.map { $0 <= day } ?? true },
        cues: cues(of: site.id))
    }
    return checkpoint
  }

  /// The floor that `checkpoint` and its pages were taken from.
  public init(_ checkpoint: FloorCheckpoint, pages: [DayPage]) {
    self.init()
    (offset, roster, configured) = (checkpoint.offset, checkpoint.roster, checkpoint.configured)
    (company, rulesBySite) = (checkpoint.company, checkpoint.rules)
    (targets, awards, screens) = (checkpoint.targets, checkpoint.awards, checkpoint.screens)
    for record in checkpoint.waiting { waiting[record.sale.id] = record }
    for state in checkpoint.sites { _ = number(of: state.id) }
    for page in pages { recall(page) }
    for (site, versions) in rulesBySite {
      if let rules = versions.last?.rules { sites[number(of: site)].rules = rules }
    }
    for state in checkpoint.sites {
      sites[number(of: state.id)].restore(
        today: state.today, retiredBefore: state.retiredBefore, firsts: state.firsts, recent: state.recent,
        recentDay: state.recentDay, mark: state.mark)
      if state.cues != CueBook() { cueBooks[state.id] = state.cues }
    }
  }
}

extension AwardBook.Item {
  /// What a checkpoint kept.
  public init(_ award: Award, handedOver: AwardChange?, revoked: AwardChange?) {
    self.init(award: award, handedOver: handedOver, revoked: revoked)
  }
}

extension Standings.Row {
  /// What a checkpoint kept.
  public init(id: ID, amount: Int64, deals: Int, reachedAt: Int64) {
    (self.id, self.amount, self.deals, self.reachedAt) = (id, amount, deals, reachedAt)
  }
}

extension Standings {
  /// The standings with these rows, of whom each has at least one sale.
  public init(_ rows: [Row]) {
    self.init()
    for row in rows {
      credit(row.amount, to: row.id, at: row.reachedAt)
      if let member = members[row.id] { figures[Int(member)].deals = max(1, row.deals) }
    }
  }
}

extension Roster {
  /// Equal if what they say is; the indices follow from it.
  public static func == (a: Roster, b: Roster) -> Bool {
    a.sites == b.sites && a.teams == b.teams && a.agents == b.agents && a.memberships == b.memberships
  }

  /// Feeds what it says.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(sites)
    hasher.combine(teams)
    hasher.combine(agents)
    hasher.combine(memberships)
  }
}
