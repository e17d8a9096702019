import Floor
import Wire

extension Admission {
  /// Admits a change of the roster, which holds from the business day at the first site it is about.
  /// - Parameters:
  ///   - caller: who makes it.
  ///   - now: Unix milliseconds.
  public func admit(_ draft: RosterDraft, by caller: Caller, now: Int64) throws(Problem) -> RosterChange {
    try judging(draft.path) { () throws(Problem) in
      var faults: [FieldFault] = []
      check(teams: draft, &faults)
      let agents = agents(draft, &faults)
      guard faults.isEmpty else { throw .invalid(faults) }
      var change = RosterChange(teams: draft.teams, agents: agents, origin: .edit(id: draft.id, by: caller.name))
      guard let site = try permit(change, caller).first.flatMap({ roster[$0] }) else {
        throw .internalError("the edit is about no site")
      }
      change.day = momentOf(now, site).day
      return change
    }
  }

  private func check(teams draft: RosterDraft, _ faults: inout [FieldFault]) {
    let coming = Set(draft.agents.map(\.id))
    for (i, team) in draft.teams.enumerated() {
      if roster[team.site] == nil {
        faults.append(.unknown("teams[\(i)].site", team.site, "site", among: roster.sites.map(\.id)))
      }
      if let leader = team.leader, roster[leader] == nil, !coming.contains(leader) {
        faults.append(.nobody("teams[\(i)].leader", leader))
      }
    }
  }

  private func agents(_ draft: RosterDraft, _ faults: inout [FieldFault]) -> [Agent] {
    let teams = Set(draft.teams.map(\.id))
    return draft.agents.enumerated().compactMap { i, edit in
      switch edit {
      case .put(var agent):
        // How a name is said is not how another one is.
        let before = roster[agent.id]
        if agent.alias != nil, agent.alias != before?.alias, agent.spoken == before?.spoken { agent.spoken = nil }
        if roster[agent.team] == nil, !teams.contains(agent.team) {
          let known = Set(roster.teams.map(\.id)).union(teams)
          faults.append(.unknown("agents[\(i)].team", agent.team, "team", among: known))
        }
        return agent
      case .leave(let id):
        guard var agent = roster[id] else {
          faults.append(.nobody("agents[\(i)].id", id))
          return nil
        }
        agent.hasLeft = true
        // Not said by whoever sent it, and left as they are.
        (agent.photo, agent.clip) = (nil, nil)
        return agent
      }
    }
  }

  /// Throws unless `caller` may touch everybody whom `change` is about, where they are and where they come to be.
  /// - Returns: the sites it is about, in its order.
  private func permit(_ change: RosterChange, _ caller: Caller) throws(Problem) -> [SiteID] {
    var sites: [SiteID] = []
    func touch(_ site: SiteID?, _ field: String) throws(Problem) {
      guard let site else { return }
      try permit(caller, .editRoster, .site(site), field)
      sites.append(site)
    }
    for (i, team) in change.teams.enumerated() {
      try touch(roster[team.id]?.site, "teams[\(i)].id")
      try touch(team.site, "teams[\(i)].site")
    }
    for (i, agent) in change.agents.enumerated() {
      try touch(floor.site(of: agent.id), "agents[\(i)].id")
      let team = change.teams.first { $0.id == agent.team } ?? roster[agent.team]
      try touch(team?.site, "agents[\(i)].team")
    }
    return sites
  }
}

extension FieldFault {
  fileprivate static func nobody(_ field: String, _ id: AgentID) -> FieldFault {
    FieldFault(field, "is \(id), who is no agent", allowed: "an agent's id")
  }
}
