/// Who works where, now and before.
public struct Roster: Hashable, Sendable {
  /// Sites in the order in which they were first named; the first is the default.
  public private(set) var sites: [Site] = []
  /// Teams in the order in which they were first named.
  public private(set) var teams: [Team] = []
  /// Agents in the order in which they were first named; those who left stay.
  public private(set) var agents: [Agent] = []
  /// The teams each agent was in, the first one first.
  public private(set) var memberships: [AgentID: [Membership]] = [:]
  private var siteIndex: [SiteID: Int] = [:]
  private var teamIndex: [TeamID: Int] = [:]
  private var agentIndex: [AgentID: Int] = [:]
  private var agentsByName: [String: Set<AgentID>] = [:]
  /// Each agent's team, by their numbers.
  private var teamNumbers: [Int?] = []

  /// A time in a team.
  public struct Membership: Hashable, Sendable {
    /// The first business day; `nil`: from ever.
    public var from: CivilDate?
    /// The team; `nil` after leaving.
    public var team: TeamID?

    /// A time in `team` from `from` on.
    public init(from: CivilDate?, team: TeamID?) { (self.from, self.team) = (from, team) }
  }

  /// An empty roster.
  public init() {}

  /// The site of that name.
  public subscript(id: SiteID) -> Site? { siteIndex[id].map { sites[$0] } }
  /// The team of that name.
  public subscript(id: TeamID) -> Team? { teamIndex[id].map { teams[$0] } }
  /// The agent of that name.
  public subscript(id: AgentID) -> Agent? { agentIndex[id].map { agents[$0] } }

  /// Who is meant by `reference`: an agent's identifier, else a name that only one agent who works here has; `nil` when
  /// nobody or more than one could be meant.
  public func agent(for reference: String) -> Agent? {
    if let agent = self[AgentID(reference)] { return agent }
    guard let namesakes = agentsByName[reference], namesakes.count == 1, let id = namesakes.first else { return nil }
    return self[id]
  }

  /// An agent and their team, by their numbers among `agents` and `teams`.
  typealias Post = (agent: Int, team: Int)

  /// Where the agent whom `reference` means and their team are.
  func post(of reference: String) -> Post? {
    guard let agent = agentIndex[AgentID(reference)] ?? agent(for: reference).flatMap({ agentIndex[$0.id] }) else {
      return nil
    }
    return teamNumbers[agent].map { (agent, $0) }
  }

  /// The team that `agent` was in on `day`; `nil` before they came and after they left.
  public func team(of agent: AgentID, on day: CivilDate) -> TeamID? {
    memberships[agent]?.last { $0.from.map { $0 <= day } ?? true }?.team
  }

  /// Who was in `team` on `day`, in the order of the roster.
  public func members(of team: TeamID, on day: CivilDate) -> [AgentID] {
    agents.lazy.map(\.id).filter { self.team(of: $0, on: day) == team }
  }

  /// The teams of `site`.
  public func teams(of site: SiteID) -> [Team] { teams.filter { $0.site == site } }

  /// Adds or replaces what `change` names.
  public mutating func apply(_ change: RosterChange) {
    for site in change.sites { Roster.put(site, site.id, &sites, &siteIndex) }
    for team in change.teams { Roster.put(team, team.id, &teams, &teamIndex) }
    for agent in change.agents {
      let before = self[agent.id]
      if let before { agentsByName[before.name]?.remove(agent.id) }
      if !agent.hasLeft { agentsByName[agent.name, default: []].insert(agent.id) }
      Roster.put(agent.replacing(before), agent.id, &agents, &agentIndex)
      note(Membership(from: change.day, team: agent.hasLeft ? nil : agent.team), of: agent.id)
    }
    teamNumbers = agents.map { teamIndex[$0.team] }
  }

  /// Puts back what a checkpoint kept.
  public mutating func restore(_ memberships: [AgentID: [Membership]]) { self.memberships = memberships }

  private mutating func note(_ now: Membership, of agent: AgentID) {
    var times = memberships[agent] ?? []
    guard times.last?.team != now.team || times.isEmpty else { return }
    // Moved twice on one day: only the last counts.
    if let last = times.last, last.from == now.from { times.removeLast() }
    if times.last?.team != now.team || times.isEmpty { times.append(now) }
    memberships[agent] = times
  }

  /// What of `wanted` is new or different here.
  public func difference(to wanted: RosterChange) -> RosterChange {
    RosterChange(
      sites: wanted.sites.filter { self[$0.id] != $0 },
      teams: wanted.teams.filter { self[$0.id] != $0 },
      agents: wanted.agents.filter { self[$0.id] != $0.replacing(self[$0.id]) }, origin: wanted.origin, day: wanted.day)
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
