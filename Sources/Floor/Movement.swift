/// How many places the contenders of a board went up (above 0) or down since an hour began.
public struct Movement: Hashable, Sendable {
  /// By agent; whoever was not on the board yet is not in it.
  public private(set) var agents: [AgentID: Int] = [:]
  /// By team; whoever was not on the board yet is not in it.
  public private(set) var teams: [TeamID: Int] = [:]

  init(from before: Board?, to now: Board) {
    agents = Movement.places(before?.agents, now.agents)
    teams = Movement.places(before?.teams, now.teams)
  }

  private static func places<ID>(_ before: Standings<ID>?, _ now: Standings<ID>) -> [ID: Int] {
    var moved: [ID: Int] = [:]
    for (place, row) in now.top(.max) { moved[row.id] = before.map { $0.place(of: row.id).map { $0 - place } } ?? 0 }
    return moved
  }
}

extension FloorState {
  /// How places by amount changed at `site` since `hour` (since midnight) of `day` began. Nobody has moved where nothing was sold
  /// since, or the period is over.
  public func movement(of site: SiteID, over period: Period, since day: CivilDate, hour: Int) -> Movement {
    let id = BoardID(site: site, period: period)
    return Movement(from: mark(of: site, day: day, hour: hour)?.boards[period], to: board(id))
  }
}
