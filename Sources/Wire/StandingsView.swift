import Floor

/// A standing to the last place, for those who may see it.
public struct StandingsView: Encodable, Sendable {
  /// The most rows that one answer lists.
  public static let shown = 1_000

  var site: String?
  var of, period, start, metric: String
  var group: String?
  var currency: String?
  var unit: String
  var rows: [Row]
  /// How many more there are.
  var more: Int?

  struct Row: Encodable, Sendable {
    var place: Int
    var id, name: String
    var team: String?
    var score, amount: Int64
    var deals: Int
    var gap: Int64?
    var movement: Int?
  }

  /// The rows of `ranking`.
  /// - Parameters:
  ///   - movement: since the last full hour, where it is known.
  ///   - team: only rows of this team and its people.
  public init(
    _ ranking: [RankedRow], of contest: Contest, over period: Period, by metric: Metric, group: GroupID?,
    movement: Movement?, team: TeamID?, floor: FloorState
  ) {
    (site, self.group) = (contest.site?.description, group?.description)
    (self.period, start) = (period.kind.rawValue, period.start.description)
    (of, self.metric, unit) = (contest.word, metric.rawValue, metric.unit)
    currency = (contest.site.flatMap { floor.roster[$0]?.currency } ?? floor.company?.currency)?.description
    let wanted = team.map { team in ranking.filter { floor.roster.team(of: $0.id) == team } } ?? ranking
    rows = wanted.prefix(StandingsView.shown).map { Row($0, movement, floor.roster) }
    more = wanted.count > StandingsView.shown ? wanted.count - StandingsView.shown : nil
  }
}

extension StandingsView.Row {
  init(_ row: RankedRow, _ movement: Movement?, _ roster: Roster) {
    (place, score, amount, deals, gap) = (row.place, row.score, row.amount, row.deals, row.gap)
    (id, name) = (row.id.id, roster.name(of: row.id))
    switch row.id {
    case .agent(let agent):
      team = roster[agent].flatMap { roster[$0.team]?.name }
      self.movement = movement?.agents[agent]
    case .team(let team): self.movement = movement?.teams[team]
    case .site: break
    }
  }
}

extension Contest {
  /// What is compared, as messages say it.
  var word: String {
    switch self {
    case .agents, .companyAgents: "agents"
    case .teams, .companyTeams: "teams"
    case .companySites: "sites"
    }
  }
}

extension Metric {
  /// What its scores are counted in.
  var unit: String {
    switch self {
    case .amount, .improved: "minor"
    case .deals: "count"
    case .completion: "per_10000"
    case .value: "points_1000"
    }
  }
}

extension Contender {
  /// What they are: `agent`, `team` or `site`.
  var kind: String {
    switch self {
    case .agent: "agent"
    case .team: "team"
    case .site: "site"
    }
  }

  /// The text of their identifier.
  var id: String {
    switch self {
    case .agent(let id): id.description
    case .team(let id): id.description
    case .site(let id): id.description
    }
  }
}

extension Roster {
  /// What somebody is called; their identifier where the roster does not know them.
  func name(of who: Contender) -> String {
    switch who {
    case .agent(let id): self[id]?.name ?? id.description
    case .team(let id): self[id]?.name ?? id.description
    case .site(let id): self[id]?.name.zhCN ?? id.description
    }
  }

  /// What colleagues may be told that somebody is called; `nil` for somebody hidden.
  func screenName(of who: Contender) -> String? {
    if case .agent(let id) = who, let agent = self[id] { return agent.screenName }
    return name(of: who)
  }

  /// The team that somebody belongs to now.
  func team(of who: Contender) -> TeamID? {
    switch who {
    case .agent(let id): self[id]?.team
    case .team(let id): id
    case .site: nil
    }
  }
}
