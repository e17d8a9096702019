/// What the floor knows of one site. Sites know nothing of each other, so the order in which their entries arrive makes
/// no difference to any of them.
struct SiteFloor: Hashable, Sendable {
  let id: SiteID
  /// The rules that decide how a sale is celebrated now.
  var rules = Rules.standard
  /// The latest day on which a sale was accepted.
  private(set) var today: CivilDate?
  /// The days that are at hand, ascending; older ones may be in the archive only.
  private(set) var pages: [DayPage] = []
  /// Pages before this day are at hand only if they were recalled.
  private(set) var retiredBefore: CivilDate?
  /// The boards of the periods that `today` lies in.
  private(set) var boards: [LiveBoard] = []
  /// Who was first in each of the latest periods. It stays who it was even if the sale is voided.
  private(set) var firsts: [Period: SaleID] = [:]
  /// The newest announcements of `recentDay`.
  private(set) var recent = RecentAnnouncements()
  private(set) var recentDay: CivilDate?
  /// The boards as they were at the last full hour in which something was sold.
  private(set) var mark: HourMark?
  /// The days whose pages changed since somebody last asked.
  private(set) var changed: Set<CivilDate> = []
  /// The last day put into `changed`: nearly always the next one too.
  private var lastChanged: CivilDate?
  /// The day of which `firsts` was asked last: it has its first order.
  private var opened = Remembered<CivilDate?>(nil)

  struct LiveBoard: Hashable, Sendable {
    let period: Period
    let days: ClosedRange<CivilDate>
    var board: Board
    /// What the standings remember of agents and teams, by their number in the roster.
    var agents = Shortcuts()
    var teams = Shortcuts()

    init(_ period: Period, _ board: Board) {
      (self.period, self.board) = (period, board)
      days = period.start...period.end
    }

    mutating func credit(_ record: borrowing SaleRecord, _ post: Roster.Post, inOrder order: Board.Order) {
      board.credit(record, remembering: &agents[post.agent], &teams[post.team], inOrder: order)
    }
  }

  /// Firsts older than this many days are forgotten: a clock that steps back further makes nobody first again.
  private static let firstsKept: Int32 = 62

  init(_ id: SiteID) { self.id = id }

  // MARK: Time

  /// Turns to the day and hour of something that happens now.
  mutating func turn(to day: CivilDate, minute: Int) {
    if let mark, (mark.day, mark.hour) >= (day, minute / 60) { return }
    if today.map({ $0 < day }) ?? true { begin(day) }
    mark = HourMark(
      day: day, hour: minute / 60,
      boards: Dictionary(boards.map { ($0.period, $0.board) }, uniquingKeysWith: { first, _ in first }))
  }

  private mutating func begin(_ day: CivilDate) {
    today = day
    boards = Period.all(of: day).map { period in
      boards.first { $0.period == period } ?? LiveBoard(period, build(period))
    }
    firsts = firsts.filter { $0.key.end >= day.advanced(by: -SiteFloor.firstsKept) }
  }

  /// The board of `period` from its pages.
  func build(_ period: Period) -> Board {
    var (agents, teams, total) = ([AgentID: Tally](), [TeamID: Tally](), Tally())
    for page in days(of: period) {
      for (contributor, tally) in page.tallies {
        agents[contributor.agent] = agents[contributor.agent, default: Tally()] + tally
        teams[contributor.team] = teams[contributor.team, default: Tally()] + tally
        total = total + tally
      }
    }
    func standings<ID>(_ tallies: [ID: Tally]) -> Standings<ID> {
      Standings(tallies.map { .init(id: $0, amount: $1.amount, deals: $1.deals, reachedAt: $1.reachedAt) })
    }
    return Board(agents: standings(agents), teams: standings(teams), amount: total.amount, deals: total.deals)
  }

  /// The pages of `period` that are at hand, the earliest first.
  func days(of period: Period) -> ArraySlice<DayPage> {
    pages[firstPage(from: period.start)..<firstPage(from: period.end.advanced(by: 1))]
  }

  /// The site's board of `period`.
  func board(_ period: Period) -> Board { boards.first { $0.period == period }?.board ?? build(period) }

  // MARK: Sales

  /// Counts a sale that has just got its agent, whom it knows already, and keeps it with how it is celebrated.
  /// - Parameter inOrder: whether boards and sums are in order right after; else they are after `putInOrder`.
  mutating func celebrate(
    _ record: consuming SaleRecord, _ post: Roster.Post, _ now: FloorState.Moment, inOrder: Bool
  ) {
    turn(to: now.day, minute: now.minute)
    record.fate.group = rules.group(of: record.product)
    record.fate.tier = rules.tier(of: record.amount.minorUnits)
    // Only what counts today can be today's first, this week's, this month's.
    if record.day == now.day { record.fate.setOff = claimFirsts(of: now.day, record.sale.id) }
    if record.fate.tier != nil { record.fate.setOff = SiteFloor.bigDeal(after: record.fate.setOff) }
    record.fate.countedBy = now.offset
    (record.fate.announcement, record.fate.announcedAt) = (now.offset, now.at)
    record.fate.place = count(record, post, inOrder: inOrder)
    announce(
      RecentAnnouncement(
        offset: now.offset, sale: record.sale.id, saleOffset: record.offset, page: record.page), on: now.day)
    let page = page(changing: record.day)
    if inOrder { pages[page].add(record) } else { pages[page].addLater() }
    pages[page].put(record)
  }

  /// Nearly all big deals are nothing else, and share one array instead of allocating one each.
  private static func bigDeal(after firsts: [Announcement.Reason]) -> [Announcement.Reason] {
    firsts.isEmpty ? bigDealAlone : firsts + bigDealAlone
  }

  private static let bigDealAlone: [Announcement.Reason] = [.bigDeal]

  /// Keeps a `record` that does not count.
  mutating func keep(_ record: SaleRecord) { change(record.day) { $0.put(record) } }

  /// Counts a new `record` for the agent and the team of these numbers.
  /// - Returns: the agent's place of the day, if that is today.
  private mutating func count(_ record: borrowing SaleRecord, _ post: Roster.Post, inOrder: Bool) -> Int? {
    for i in boards.indices where boards[i].days.contains(record.day) {
      // The day's board says the agent's place.
      boards[i].credit(record, post, inOrder: inOrder ? .all : i == 0 ? .agents : .none)
    }
    guard record.day == today, !boards.isEmpty, let member = boards[0].agents[post.agent] else { return nil }
    return boards[0].board.agents.place(of: member)
  }

  /// Brings all boards and sums up to what was counted.
  mutating func putInOrder() {
    for i in boards.indices { boards[i].board.putInOrder() }
    for i in pages.indices { pages[i].putInOrder() }
    mark?.putInOrder()
  }

  /// Puts `record` in the place of what it was before, and counts anew if it counts in another way.
  mutating func replace(_ before: SaleRecord, with record: SaleRecord) {
    let counts =
      before.counts != record.counts || before.fate.countedBy != record.fate.countedBy
      || before.fate.group != record.fate.group
    change(record.day) { page in
      page.put(record)
      if counts, before.counts { page.subtract(before) }
      if counts, record.counts { page.add(record) }
    }
    guard counts else { return }
    for i in boards.indices where boards[i].days.contains(record.day) {
      if before.counts { debit(before, i) }
      if record.counts { boards[i].board.credit(record) }
    }
  }

  private mutating func debit(_ record: SaleRecord, _ i: Int) {
    let others = days(of: boards[i].period)
    func last(_ isMeant: (SaleRecord) -> Bool) -> Int64? {
      others.compactMap { $0.reachedAt { $0.offset != record.offset && isMeant($0) } }.max()
    }
    boards[i].board.debit(record, reachedAt: (last { $0.agent == record.agent }, last { $0.team == record.team }))
  }

  /// Takes the first order of each period of `day` that nobody has for `sale`.
  mutating func claimFirsts(of day: CivilDate, _ sale: SaleID) -> [Announcement.Reason] {
    // A day has its first order: so have its week and its month. What is forgotten had one.
    if opened.value == day { return [] }
    opened.value = day
    guard firsts[.day(day)] == nil, today.map({ day >= $0.advanced(by: -SiteFloor.firstsKept) }) ?? true else {
      return []
    }
    // The longest first: the order of their weight.
    return Period.all(of: day).reversed().compactMap { period in
      guard firsts[period] == nil else { return nil }
      firsts[period] = sale
      return Announcement.Reason(firstOf: period.kind)
    }
  }

  private mutating func announce(_ announcement: RecentAnnouncement, on day: CivilDate) {
    if !needs(day) { change(day) { $0.announced += 1 } }
    if recentDay != day {
      recentDay = day
      recent.removeAll()
    }
    recent.append(announcement)
  }

  // MARK: Pages

  /// The page of `day`, if it is at hand.
  func page(_ day: CivilDate) -> DayPage? {
    let i = firstPage(from: day)
    return isPage(i, of: day) ? pages[i] : nil
  }

  private func isPage(_ i: Int, of day: CivilDate) -> Bool { i < pages.count && pages[i].id.day == day }

  /// Changes the page of `day`, which is made if there is none.
  mutating func change(_ day: CivilDate, _ change: (inout DayPage) -> Void) { change(&pages[page(changing: day)]) }

  /// The index of the page of `day`, which is about to change and is made if there is none.
  private mutating func page(changing day: CivilDate) -> Int {
    let i = firstPage(from: day)
    if !isPage(i, of: day) {
      let usual = pages.isEmpty ? 0 : pages[pages.count - 1].records.count
      pages.insert(DayPage(PageID(site: id, day: day), reserving: usual + usual / 8), at: i)
    }
    if lastChanged != day {
      lastChanged = day
      changed.insert(day)
    }
    return i
  }

  /// The index of the first page that is not before `day`.
  private func firstPage(from day: CivilDate) -> Int {
    // Nearly everything is about the latest day.
    let last = pages.count - 1
    guard last >= 0, day <= pages[last].id.day else { return pages.count }
    if day == pages[last].id.day { return last }
    var (low, high) = (0, last)
    while low < high {
      let middle = (low + high) / 2
      if pages[middle].id.day < day { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether the page of `day` has to be recalled before anything about it can be said or changed.
  func needs(_ day: CivilDate) -> Bool {
    guard let retiredBefore, day < retiredBefore else { return false }
    return !isPage(firstPage(from: day), of: day)
  }

  /// Takes a page from the archive.
  mutating func recall(_ page: DayPage) {
    let i = firstPage(from: page.id.day)
    if isPage(i, of: page.id.day) { pages[i] = page } else { pages.insert(page, at: i) }
  }

  /// The pages that changed since this was last called.
  mutating func takeChanged() -> [DayPage] {
    defer { (changed, lastChanged) = ([], nil) }
    return pages.filter { changed.contains($0.id.day) }
  }

  /// Lets go of the pages before `horizon`.
  mutating func retire(before horizon: CivilDate) {
    retiredBefore = max(retiredBefore ?? horizon, horizon)
    pages.removeFirst(firstPage(from: horizon))
  }

  /// Puts back what a checkpoint kept; the pages are there already.
  mutating func restore(
    today: CivilDate?, retiredBefore: CivilDate?, firsts: [Period: SaleID], recent: [RecentAnnouncement],
    recentDay: CivilDate?, mark: HourMark?
  ) {
    (self.today, self.retiredBefore, self.firsts) = (today, retiredBefore, firsts)
    (self.recent, self.recentDay, self.mark) = (RecentAnnouncements(recent), recentDay, mark)
    boards = (today.map(Period.all(of:)) ?? []).map { LiveBoard($0, build($0)) }
  }
}

/// The boards of a site as they were before the first sale of an hour: what movement is measured against.
public struct HourMark: Hashable, Sendable {
  /// The business day.
  public var day: CivilDate
  /// 0 to 23, the site's wall clock.
  public var hour: Int
  /// The boards of the day, week and month.
  public var boards: [Period: Board]

  /// The boards at the beginning of an hour.
  public init(day: CivilDate, hour: Int, boards: [Period: Board]) {
    (self.day, self.hour, self.boards) = (day, hour, boards)
  }

  mutating func putInOrder() {
    for period in boards.keys { boards[period]?.putInOrder() }
  }
}
