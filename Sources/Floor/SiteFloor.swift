/// What the floor knows of one site. Sites know nothing of each other, so the order in which their entries arrive makes
/// no difference to any of them.
struct SiteFloor: Hashable, Sendable {
  let id: SiteID
  /// The latest day on which a sale was accepted.
  private(set) var today: CivilDate?
  /// The days that are at hand; older ones may be in the archive only.
  private(set) var pages: [CivilDate: DayPage] = [:]
  /// Pages before this day are at hand only if they were recalled.
  private(set) var retiredBefore: CivilDate?
  /// The periods that `today` lies in.
  private(set) var boards: [Period: Board] = [:]
  /// Who was first in each of the latest periods. It stays who it was even if the sale is voided.
  private(set) var firsts: [Period: SaleID] = [:]
  /// The newest announcements of `recentDay`, oldest first.
  private(set) var recent: [RecentAnnouncement] = []
  private(set) var recentDay: CivilDate?
  /// The boards as they were at the last full hour in which something was sold.
  private(set) var mark: HourMark?

  /// Announcements kept for screens that join: as many as their ticker takes, and as many as can be applauded.
  static let recentLimit = 50
  /// Firsts older than this many days are forgotten: a clock that steps back further makes nobody first again.
  private static let firstsKept: Int32 = 62

  init(_ id: SiteID) { self.id = id }

  // MARK: Time

  /// Turns to the day and hour of something that happens now.
  mutating func turn(to day: CivilDate, minute: Int) {
    if let mark, (mark.day, mark.hour) >= (day, minute / 60) { return }
    if today.map({ $0 < day }) ?? true { begin(day) }
    mark = HourMark(day: day, hour: minute / 60, boards: boards)
  }

  private mutating func begin(_ day: CivilDate) {
    today = day
    var boards: [Period: Board] = [:]
    for period in Period.all(of: day) { boards[period] = self.boards[period] ?? build(period) }
    self.boards = boards
    firsts = firsts.filter { $0.key.start >= day.advanced(by: -SiteFloor.firstsKept) }
  }

  /// The board of `period` from its pages.
  func build(_ period: Period) -> Board {
    var board = Board()
    let records = days(of: period).flatMap(\.records).filter(\.counts)
    for record in records.sorted(by: { $0.fate.countedBy < $1.fate.countedBy }) { board.credit(record) }
    return board
  }

  /// The pages of `period` that are at hand, the earliest first.
  func days(of period: Period) -> [DayPage] { period.days.compactMap { pages[$0] } }

  /// The site's board of `period`.
  func board(_ period: Period) -> Board { boards[period] ?? build(period) }

  // MARK: Sales

  /// Keeps `record` and counts it if it counts.
  mutating func put(_ record: SaleRecord) {
    pages[record.day, default: DayPage(record.page)].put(record)
    if record.counts { count(record) }
  }

  /// Puts `record` in the place of what it was before, and counts anew.
  mutating func replace(_ before: SaleRecord, with record: SaleRecord) {
    guard before.counts != record.counts || before.fate.countedBy != record.fate.countedBy else {
      pages[record.day, default: DayPage(record.page)].put(record)
      return
    }
    pages[record.day, default: DayPage(record.page)].put(record)
    if before.counts { uncount(before) }
    if record.counts { count(record) }
  }

  private mutating func count(_ record: SaleRecord) {
    pages[record.day]?.add(record)
    for period in Period.all(of: record.day) where boards[period] != nil { boards[period]?.credit(record) }
  }

  private mutating func uncount(_ record: SaleRecord) {
    pages[record.day]?.subtract(record)
    for period in Period.all(of: record.day) where boards[period] != nil {
      let others = days(of: period)
      func last(_ isMeant: (SaleRecord) -> Bool) -> Int64? {
        others.compactMap { $0.reachedAt { $0.offset != record.offset && isMeant($0) } }.max()
      }
      boards[period]?.debit(
        record, reachedAt: (last { $0.agent == record.agent }, last { $0.team == record.team }))
    }
  }

  /// Takes the first order of each period of `day` that nobody has for `sale`.
  mutating func claimFirsts(of day: CivilDate, _ sale: SaleID) -> [Announcement.Reason] {
    // The longest first: the order of their weight.
    Period.all(of: day).reversed().compactMap { period in
      guard firsts[period] == nil else { return nil }
      firsts[period] = sale
      return Announcement.Reason(firstOf: period.kind)
    }
  }

  mutating func announce(_ record: SaleRecord, on day: CivilDate) {
    guard let offset = record.announcement else { return }
    if !needs(day) { pages[day, default: DayPage(PageID(site: id, day: day))].announced += 1 }
    if recentDay != day {
      recentDay = day
      recent.removeAll(keepingCapacity: true)
    }
    if recent.count == SiteFloor.recentLimit { recent.removeFirst() }
    recent.append(RecentAnnouncement(offset: offset, sale: record.sale.id, page: record.page))
  }

  // MARK: Pages

  mutating func change(_ day: CivilDate, _ change: (inout DayPage) -> Void) {
    change(&pages[day, default: DayPage(PageID(site: id, day: day))])
  }

  /// Whether the page of `day` has to be recalled before anything about it can be said or changed.
  func needs(_ day: CivilDate) -> Bool { retiredBefore.map { day < $0 } == true && pages[day] == nil }

  /// Takes a page from the archive.
  mutating func recall(_ page: DayPage) { pages[page.id.day] = page }

  /// Lets go of the pages before `horizon`.
  mutating func retire(before horizon: CivilDate) -> [DayPage] {
    retiredBefore = max(retiredBefore ?? horizon, horizon)
    let old = pages.values.filter { $0.id.day < horizon }
    for page in old { pages[page.id.day] = nil }
    return old
  }

  /// Puts back what a checkpoint kept; the pages are there already.
  mutating func restore(
    today: CivilDate?, retiredBefore: CivilDate?, firsts: [Period: SaleID], recent: [RecentAnnouncement],
    recentDay: CivilDate?, mark: HourMark?
  ) {
    (self.today, self.retiredBefore, self.firsts) = (today, retiredBefore, firsts)
    (self.recent, self.recentDay, self.mark) = (recent, recentDay, mark)
    boards = [:]
    for period in today.map(Period.all(of:)) ?? [] { boards[period] = build(period) }
  }
}

/// An announcement that screens may still show, by the sale it is about.
public struct RecentAnnouncement: Hashable, Sendable {
  /// Its identity.
  public var offset: Int64
  /// The sale.
  public var sale: SaleID
  /// Where the sale is kept.
  public var page: PageID

  /// An announcement.
  public init(offset: Int64, sale: SaleID, page: PageID) {
    (self.offset, self.sale, self.page) = (offset, sale, page)
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
}
