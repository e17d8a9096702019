import Floor

/// What a week or a month came to so far, and who is ahead in it.
struct SpanView: Encodable, Sendable {
  var amount: Int64
  var deals: Int
  var winners: [Winner]
  var target: Int64?

  /// Somebody who is ahead. `place` says which of them nobody hidden is ahead of.
  struct Winner: Encodable, Sendable {
    var place: Int
    var agent: AgentView
    var amount: Int64
    var deals: Int
  }

  /// Places on a podium.
  private static let podium = 3

  /// - Parameter top: how many a wall's board names.
  init(_ floor: FloorState, _ id: BoardID, top: Int, target: Int64? = nil) {
    let board = floor.board(id)
    (amount, deals, self.target) = (board.amount, board.deals, target)
    winners = Winner.best(min(SpanView.podium, top), of: board, floor.roster)
  }
}

extension SpanView.Winner {
  /// The most that are named where many share a place: more than these no screen can show.
  private static let named = 50

  /// Everybody on the first `places`, joint ones too; people who are hidden win without being named.
  static func best(_ places: Int, of board: Board, _ roster: Roster) -> [Self] {
    let rows = board.agents.top(.max).prefix { $0.place <= places }
    return Array(
      rows.lazy.compactMap { place, row in
        guard let agent = roster[row.id], let view = AgentView(onScreen: agent, of: roster[agent.team]) else {
          return nil
        }
        return Self(place: place, agent: view, amount: row.amount, deals: row.deals)
      }.prefix(named))
  }
}

/// The month before today's, if anything was sold in it.
struct LastMonthView: Encodable, Sendable {
  var month: String
  var amount: Int64
  var deals: Int
  var target: Int64?
  var winners: [SpanView.Winner]

  init?(_ floor: FloorState, of site: SiteID, before day: CivilDate) {
    let period = Period(.month, of: Period(.month, of: day).start.advanced(by: -1))
    let board = floor.board(BoardID(site: site, period: period))
    guard board.deals > 0 else { return nil }
    month = String(period.start.description.prefix(7))
    (amount, deals) = (board.amount, board.deals)
    target = floor.targetSheet(of: site, over: period).reachable(.site(site))
    winners = SpanView.Winner.best(1, of: board, floor.roster)
  }
}

/// The last working day on which something was sold, in one picture.
struct YesterdayView: Encodable, Sendable {
  var day: String
  var amount: Int64
  var deals: Int
  var target: Int64?
  var bigDeals: Int
  var winners: [SpanView.Winner]
  var teams: [Team]
  var first: First?
  var awards: [FameView]

  enum CodingKeys: String, CodingKey {
    case day, amount, deals, target
    case bigDeals = "big_deals"
    case winners, teams, first, awards
  }

  struct Team: Encodable, Sendable {
    var team: TeamView
    var amount: Int64
    var completion: Int64?
  }
  struct First: Encodable, Sendable {
    var agent: AgentView
    var minute: Int
  }

  /// - Parameter minute: of the day, by the site's clock, at an instant.
  init(_ floor: FloorState, of site: SiteID, on day: CivilDate, minute: (Int64) -> Int) {
    let board = floor.board(BoardID(site: site, day: day))
    let sheet = floor.targetSheet(of: site, over: .day(day))
    (self.day, amount, deals) = (day.description, board.amount, board.deals)
    target = sheet.reachable(.site(site))
    bigDeals = floor.bigDeals(of: site, over: .day(day)).count
    winners = SpanView.Winner.best(1, of: board, floor.roster)
    teams = BoardView.teams(floor, site, board, on: day).map { row in
      Team(
        team: floor.roster.view(of: TeamID(row.id)), amount: row.amount,
        completion: completion(row.amount, of: sheet.reachable(.team(TeamID(row.id)))))
    }
    // Nobody is made first in the place of an order that was voided.
    if let record = floor.firsts(of: site, over: .day(day)).announced, record.counts,
      let agent = record.agent.flatMap({ floor.roster[$0] }),
      let view = AgentView(onScreen: agent, of: record.team.flatMap { floor.roster[$0] })
    {
      first = First(agent: view, minute: minute(record.acceptedAt))
    }
    let given = floor.awards.hallOfFame(of: site).filter { $0.award.on == day || $0.award.period == .day(day) }
    awards = FameView.newest(of: given, floor.roster)
  }
}
