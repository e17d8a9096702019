import Floor
import Wire

extension Caller {
  /// Why the caller's role may not do such a thing to anybody; `nil` if it may. What the door asks before it reads.
  public func problem(_ deed: Deed) -> Problem? {
    role.reach(deed) == .nothing ? .forbidden("the role \(role.rawValue) may not \(deed.words)") : nil
  }

  /// Why the caller may not do it to `whom`; `nil` if they may.
  /// - Parameter field: what of the message named `whom`.
  public func problem(_ deed: Deed, to whom: Target.Scope, field: String, in roster: Roster) -> Problem? {
    if let problem = problem(deed) { return problem }
    let reach = role.reach(deed)
    if reaches(whom, reach, roster) { return nil }
    var problem = Problem.forbidden("the token \(name) may \(deed.words) for \(limit(reach, roster)) only")
    problem.errors = [FieldFault(field, "is not of \(limit(reach, roster))", allowed: limit(reach, roster))]
    return problem
  }

  /// Why the caller's role may not see such a thing of anybody; `nil` if it may.
  public func roleProblem(_ sight: Sight) -> Problem? {
    role.reach(sight.kind) == .nothing ? .forbidden("the role \(role.rawValue) may not \(sight.kind.words)") : nil
  }

  /// Why the caller may not see it; `nil` if they may. Lists of a site may have to be cut: see `team(limiting:)`.
  public func problem(_ sight: Sight, in roster: Roster) -> Problem? {
    if let problem = roleProblem(sight) { return problem }
    let reach = role.reach(sight.kind)
    if sees(sight, isCutToTeam(sight.kind) ? .site : reach, roster) { return nil }
    return .forbidden("the token \(name) may \(sight.kind.words) of \(limit(reach, roster)) only")
  }

  /// Whether the caller's role may do such a thing to anybody.
  public func may(_ deed: Deed) -> Bool { problem(deed) == nil }

  /// Whether the caller may see it.
  public func may(_ sight: Sight, in roster: Roster) -> Bool { problem(sight, in: roster) == nil }

  /// The only team whose rows a list that the caller may see shows them; `nil`: all.
  public func team(limiting sight: Sight) -> TeamID? { isCutToTeam(sight.kind) ? team : nil }

  /// The site whose things the caller sees where they name none; `nil`: any.
  public func home(in roster: Roster) -> SiteID? {
    switch role {
    case .leader: team.flatMap { roster[$0] }?.site ?? site
    case .agent: agent.flatMap { roster.site(of: .agent($0)) } ?? site
    case .screen, .assistant, .admin, .integration: site
    }
  }

  private func isCutToTeam(_ kind: Sight.Kind) -> Bool {
    role.reach(kind) == .team && (kind == .standings || kind == .targets)
  }

  private func sees(_ sight: Sight, _ reach: Role.Reach, _ roster: Roster) -> Bool {
    if case .ownPage(let wanted) = sight, agent ?? wanted != wanted { return false }
    guard let owner = sight.owner else { return reach == .site && !isTied && site == nil }
    return reaches(owner, reach, roster)
  }

  /// Whether the role belongs to one place whatever the token says of sites.
  private var isTied: Bool { role == .leader || role == .agent }

  private func reaches(_ whom: Target.Scope, _ reach: Role.Reach, _ roster: Roster) -> Bool {
    switch reach {
    case .nothing: return false
    case .oneself: return agent.map { whom == .agent($0) } ?? false
    case .team: return team.map { roster.team(of: whom) == $0 } ?? false
    case .site:
      let place = roster.site(of: whom)
      return (site == nil || site == place) && (!isTied || place != nil && place == home(in: roster))
    }
  }

  /// What the caller is limited to, in words.
  private func limit(_ reach: Role.Reach, _ roster: Roster) -> String {
    switch reach {
    case .nothing: "nobody"
    case .oneself: "agent \(agent?.description ?? "of the token")"
    case .team: "team \(team?.description ?? "of the token")"
    case .site: "site \(home(in: roster)?.description ?? "of the token")"
    }
  }
}

extension Roster {
  /// Where `scope` is; `nil` where the roster does not know it.
  func site(of scope: Target.Scope) -> SiteID? {
    switch scope {
    case .agent(let id): self[id].flatMap { self[$0.team] }?.site
    case .team(let id): self[id]?.site
    case .site(let id): id
    }
  }

  fileprivate func team(of scope: Target.Scope) -> TeamID? {
    switch scope {
    case .agent(let id): self[id]?.team
    case .team(let id): id
    case .site: nil
    }
  }
}

extension Deed {
  fileprivate var words: String {
    switch self {
    case .manageScreens: "manage screens"
    case .recordSale: "record sales"
    case .correct: "correct sales"
    case .setTarget: "set targets"
    case .recordActivity: "record activity"
    case .giveConduct: "give points for conduct"
    case .giveAward: "give awards"
    case .changeAward: "change awards"
    case .editRoster: "change the roster"
    case .applaud: "applaud"
    case .directShow: "direct shows"
    case .writeCommentary: "write commentaries"
    case .writeNotice: "write notices"
    }
  }
}

extension Sight.Kind {
  fileprivate var words: String {
    switch self {
    case .screens: "see the screens"
    case .wall: "open the wall"
    case .ownPage: "open the page"
    case .console: "open the console"
    case .standings: "see the standings"
    case .explain: "see the explanation"
    case .report: "see the report"
    case .targets: "see the targets"
    case .awards: "see the awards"
    }
  }
}
