/// A branch office: a floor of its own with its day, its currency and its screens.
public struct Site: Hashable, Sendable {
  /// Its name in messages and configuration.
  public var id: SiteID
  /// Its name on the wall.
  public var name: Wording
  /// IANA name, e.g. `Asia/Shanghai`; decides when its business day begins.
  public var timeZone: String
  /// What its sales are counted in.
  public var currency: Currency

  /// A site.
  public init(id: SiteID, name: Wording, timeZone: String, currency: Currency) {
    (self.id, self.name, self.timeZone, self.currency) = (id, name, timeZone, currency)
  }
}

/// A team: people who sit together, compete together and share a leader.
public struct Team: Hashable, Sendable {
  /// Its name in messages and configuration.
  public var id: TeamID
  /// Where it sits.
  public var site: SiteID
  /// Its name on the wall.
  public var name: String
  /// `#rrggbb`, or `nil` for the theme's own.
  public var color: String?
  /// What it shouts at the morning meeting.
  public var slogan: String?

  /// A team.
  public init(id: TeamID, site: SiteID, name: String, color: String? = nil, slogan: String? = nil) {
    (self.id, self.site, self.name, self.color, self.slogan) = (id, site, name, color, slogan)
  }
}

/// An agent: someone who sells.
public struct Agent: Hashable, Sendable {
  /// Its name in messages and configuration.
  public var id: AgentID
  /// The team it sells for now; earlier sales stay with the team they were made in.
  public var team: TeamID
  /// The name on the wall.
  public var name: String
  /// How the name is typed, where the usual reading is wrong (多音字): `qin qiong`.
  public var pinyin: String?

  /// An agent.
  public init(id: AgentID, team: TeamID, name: String, pinyin: String? = nil) {
    (self.id, self.team, self.name, self.pinyin) = (id, team, name, pinyin)
  }
}

/// New or changed sites, teams and agents; whoever is not named stays as they are.
public struct RosterChange: Hashable, Sendable {
  /// Sites to add or replace.
  public var sites: [Site]
  /// Teams to add or replace.
  public var teams: [Team]
  /// Agents to add or replace.
  public var agents: [Agent]

  /// A change of the roster.
  public init(sites: [Site] = [], teams: [Team] = [], agents: [Agent] = []) {
    (self.sites, self.teams, self.agents) = (sites, teams, agents)
  }

  /// Nothing to add or replace.
  public var isEmpty: Bool { sites.isEmpty && teams.isEmpty && agents.isEmpty }
}

/// Who works where, now.
public struct Roster: Hashable, Sendable {
  /// Sites in the order in which they were first named; the first is the default.
  public private(set) var sites: [Site] = []
  /// Teams in the order in which they were first named.
  public private(set) var teams: [Team] = []
  /// Agents in the order in which they were first named.
  public private(set) var agents: [Agent] = []
  private var siteIndex: [SiteID: Int] = [:]
  private var teamIndex: [TeamID: Int] = [:]
  private var agentIndex: [AgentID: Int] = [:]
  private var agentsByName: [String: Set<AgentID>] = [:]

  /// An empty roster.
  public init() {}

  /// The site of that name.
  public subscript(id: SiteID) -> Site? { siteIndex[id].map { sites[$0] } }
  /// The team of that name.
  public subscript(id: TeamID) -> Team? { teamIndex[id].map { teams[$0] } }
  /// The agent of that name.
  public subscript(id: AgentID) -> Agent? { agentIndex[id].map { agents[$0] } }

  /// Who is meant by `reference`: an agent's identifier, else a name that only one agent has; `nil` when nobody or
  /// more than one could be meant.
  public func agent(for reference: String) -> Agent? {
    if let agent = self[AgentID(reference)] { return agent }
    guard let namesakes = agentsByName[reference], namesakes.count == 1, let id = namesakes.first else { return nil }
    return self[id]
  }

  /// Adds or replaces what `change` names.
  public mutating func apply(_ change: RosterChange) {
    for site in change.sites { Roster.put(site, site.id, &sites, &siteIndex) }
    for team in change.teams { Roster.put(team, team.id, &teams, &teamIndex) }
    for agent in change.agents {
      if let before = self[agent.id] { agentsByName[before.name]?.remove(agent.id) }
      agentsByName[agent.name, default: []].insert(agent.id)
      Roster.put(agent, agent.id, &agents, &agentIndex)
    }
  }

  /// What of `wanted` is new or different here.
  public func difference(to wanted: RosterChange) -> RosterChange {
    RosterChange(
      sites: wanted.sites.filter { self[$0.id] != $0 },
      teams: wanted.teams.filter { self[$0.id] != $0 },
      agents: wanted.agents.filter { self[$0.id] != $0 })
  }

  private static func put<Value, ID>(_ value: Value, _ id: ID, _ values: inout [Value], _ index: inout [ID: Int]) {
    if let i = index[id] {
      values[i] = value
    } else {
      index[id] = values.count
      values.append(value)
    }
  }
}
