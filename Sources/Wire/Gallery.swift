import Floor

/// The slow data of a site's scenes: everything that a wall shows beside its board, as of one minute. Like the board it names
/// the best and nobody below them, no target of a person and no customer (PRODUCT.md, "Dignity by default").
public struct Gallery: Encodable, Sendable {
  let kind = "gallery"
  var day: String
  var pace: Pace?
  var teams: [Team]
  var sites: SitesView?
  var yesterday: YesterdayView?
  var lastMonth: LastMonthView?
  var week, month: SpanView
  var fame: [FameView]

  enum CodingKeys: String, CodingKey {
    case kind, day, pace, teams, sites, yesterday
    case lastMonth = "last_month"
    case week, month, fame
  }

  /// The gallery of a site's day.
  /// - Parameters:
  ///   - ground: what it stands on, of this site and day.
  ///   - minute: since midnight at the site.
  ///   - top: how many agents a wall's board names.
  ///   - sites: how all sites stand; `nil` where there is only one.
  public init(_ floor: FloorState, on ground: GalleryGround, minute: Int, top: Int, sites: SitesView?) {
    let (site, day) = (ground.site, ground.day)
    let board = floor.board(BoardID(site: site, day: day))
    self.day = day.description
    pace = Pace(floor, ground, amount: board.amount, minute: minute)
    teams = Team.all(floor, ground, board, minute: minute, top: top)
    (self.sites, yesterday, lastMonth, fame) = (sites, ground.yesterday, ground.lastMonth, ground.fame)
    week = SpanView(floor, BoardID(site: site, period: Period(.week, of: day)), top: top)
    month = SpanView(floor, BoardID(site: site, period: Period(.month, of: day)), top: top, target: ground.monthTarget)
  }
}

/// What a site's gallery stands on: all of it that a sale of today does not change, worked out once for many galleries.
public struct GalleryGround: Sendable {
  /// Whose.
  public let site: SiteID
  /// The site's business day.
  public let day: CivilDate
  /// The day's targets.
  let sheet: TargetSheet
  let monthTarget: Int64?
  /// The hours at which the pace is told, in minutes since midnight, and when they are, in Unix milliseconds.
  let marks: [(minute: Int, at: Int64)]
  let yesterday: YesterdayView?
  let lastMonth: LastMonthView?
  let fame: [FameView]

  /// How many days before today have to be at hand: all of the longest month before, and yesterday.
  public static let daysBack: Int32 = 61

  /// - Parameters:
  ///   - sheet: the targets of `day` at `site`.
  ///   - instant: when the site's clock shows a minute of `day`, in Unix milliseconds.
  ///   - minute: of the day, by the site's clock, at an instant.
  public init(
    _ floor: FloorState, of site: SiteID, on day: CivilDate, sheet: TargetSheet, instant: (Int) -> Int64,
    minute: (Int64) -> Int
  ) {
    (self.site, self.day, self.sheet) = (site, day, sheet)
    monthTarget = floor.targetSheet(of: site, over: Period(.month, of: day)).reachable(.site(site))
    marks = floor.rules(of: site, on: day).calendar.hourMarks.map { ($0, instant($0)) }
    yesterday = floor.sellingDay(before: day, at: site).map { YesterdayView(floor, of: site, on: $0, minute: minute) }
    lastMonth = LastMonthView(floor, of: site, before: day)
    fame = FameView.newest(of: floor.awards.hallOfFame(of: site), floor.roster)
  }
}

extension TargetSheet {
  /// The target of somebody who has something to reach; `nil` also on a day on which there is nothing.
  func reachable(_ who: Contender) -> Int64? { target(of: who).flatMap { $0 > 0 ? $0 : nil } }
}

/// The share of `target` that was reached, in 10,000ths; `nil` for nothing to reach.
func completion(_ amount: Int64, of target: Int64?) -> Int64? {
  target.flatMap { $0 > 0 ? Int64(clamping: Int128(amount) * 10_000 / Int128($0)) : nil }
}
