import Floor

/// What every agent's own page of a site is made from: worked out once, whatever the number of pages.
public struct OwnPages {
  private let floor: FloorState
  private let site: SiteID
  private let (day, hour, minute): (CivilDate, Int, Int)
  private let sheets: [(sheet: TargetSheet, results: Results)]
  private let movement: Movement

  /// - Parameter minute: since midnight at the site.
  public init(_ floor: FloorState, of site: SiteID, on day: CivilDate, minute: Int) {
    (self.floor, self.site, self.day, self.minute, hour) = (floor, site, day, minute, minute / 60)
    sheets = Period.all(of: day).map { (floor.targetSheet(of: site, over: $0), floor.tallies(of: site, over: $0)) }
    movement = floor.movement(of: site, over: .day(day), since: day, hour: hour)
  }

  /// The page of `agent`.
  public func page(of agent: Agent) -> Own {
    let board = floor.board(BoardID(site: site, day: day))
    let who = Contender.agent(agent.id)
    let sales = floor.page(PageID(site: site, day: day)).records.reversed().lazy.filter { $0.agent == agent.id }
    return Own(
      offset: floor.offset, day: day.description, agent: AgentView(agent, team: floor.roster[agent.team]),
      place: board.agents.place(of: agent.id), amount: board.agents[agent.id]?.amount ?? 0,
      deals: board.agents[agent.id]?.deals ?? 0, gap: board.agents.gap(of: agent.id).map(Own.Gap.init),
      movement: movement.agents[agent.id],
      targets: sheets.map { sheet, results in
        let id = BoardID(site: site, period: sheet.period)
        return Own.Standing(
          period: sheet.period.kind.rawValue, pace: PaceView(sheet, results[who].amount, who, day, minute),
          place: floor.board(id).agents.place(of: agent.id))
      }, sales: sales.prefix(Own.salesShown).map { SaleView($0, roster: floor.roster) })
  }
}

/// An agent's own page: their day, and their targets.
public struct Own: Encodable {
  /// As many of their own deals as a phone shows without endless scrolling.
  static let salesShown = 20

  let kind = "own"
  var offset: Int64
  var day: String
  var agent: AgentView
  var place: Int?
  var amount: Int64
  var deals: Int
  var gap: Gap?
  var movement: Int?
  var targets: [Standing]
  var sales: [SaleView]

  struct Gap: Encodable { var amount: Int64 }

  /// A period's target and place.
  struct Standing: Encodable {
    var period: String
    var target: Int64?
    var achieved: Int64
    var expected: Int64?
    var state: String?
    var place: Int?

    init(period: String, pace: PaceView, place: Int?) {
      (self.period, self.place) = (period, place)
      (target, achieved, expected, state) = (pace.target, pace.achieved, pace.expected, pace.state)
    }
  }
}
