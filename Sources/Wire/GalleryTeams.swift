import Floor

extension Gallery {
  /// A team against its target, and the best of its people.
  struct Team: Encodable {
    var id, name: String
    var color, slogan: String?
    var leader: AgentView?
    var agents: Int
    var amount: Int64
    var deals: Int
    var target, completion, expected: Int64?
    var place: Int
    var top: [BoardView.AgentRow]
  }
}

extension Gallery.Team {
  /// People that all teams together name at most: a screen holds a few teams, and some 40 kB pass in a blink.
  private static let named = 400
  /// But as many as stand on a podium.
  private static let podium = 3

  /// Every team of the site in the order of the board. Of each the upper half is named at most: the bottom of a small team is
  /// nobody's business either.
  static func all(
    _ floor: FloorState, _ ground: GalleryGround, _ board: Board, minute: Int, top: Int
  ) -> [Gallery.Team] {
    let rows = BoardView.teams(floor, ground.site, board, on: ground.day)
    let people = floor.placesWithinTeams(of: ground.site, on: ground.day)
    let top = min(top, max(podium, named / max(rows.count, 1)))
    return rows.map { row in
      let best = best(min(top, (row.agents + 1) / 2), of: people[TeamID(row.id)] ?? [], floor.roster)
      return Self(row, floor, ground, minute: minute, best: best)
    }
  }

  private init(
    _ row: BoardView.TeamRow, _ floor: FloorState, _ ground: GalleryGround, minute: Int, best: [BoardView.AgentRow]
  ) {
    let (team, who) = (floor.roster[TeamID(row.id)], Contender.team(TeamID(row.id)))
    (id, name, color, slogan) = (row.id, row.name, row.color, team?.slogan)
    let leads = team?.leader.flatMap { floor.roster[$0] }
    leader = leads.flatMap { $0.hasLeft ? nil : AgentView(onScreen: $0) }
    (agents, amount, deals, place, top) = (row.agents, row.amount, row.deals, row.place, best)
    target = ground.sheet.reachable(who)
    completion = Wire.completion(row.amount, of: target)
    expected = target.flatMap { _ in
      ground.sheet.pace(of: who, achieved: row.amount, at: ground.day, minute: minute)?.expected
    }
  }

  /// The first `count` of a team, as far as screens name them. Whoever is hidden keeps their place, so that nobody else's is
  /// wrong and nobody comes up who is not among the first.
  private static func best(_ count: Int, of places: [RankedRow], _ roster: Roster) -> [BoardView.AgentRow] {
    places.prefix(count).compactMap { row in
      guard case .agent(let id) = row.id, let name = roster[id]?.screenName else { return nil }
      return BoardView.AgentRow(place: row.place, id: id.description, name: name, amount: row.amount, deals: row.deals)
    }
  }
}
