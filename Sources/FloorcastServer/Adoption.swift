import Floor

/// What of a configuration is news to a log, as entries: history keeps what was in force.
///
/// The roster can be edited while the server runs, so the configuration is not held against the roster but against what it
/// said itself the last time: only what was changed in it since then replaces what people did.
struct Adoption {
  /// Agents in one roster entry, so that every entry stays far below what is read back in one piece.
  private static let rosterChunk = 500
  /// Who sets the targets that are configured.
  static let name = "configuration"

  private let floor: FloorState
  /// The business day at the first site, and the time, Unix milliseconds.
  private let (day, now): (CivilDate, Int64)

  /// - Parameter day: from which what is new holds; on an empty floor it holds from ever.
  init(onto floor: FloorState, day: CivilDate, now: Int64) { (self.floor, self.day, self.now) = (floor, day, now) }

  /// The entries that bring the floor up to `config`.
  func entries(of config: Config) -> [Entry] {
    roster(config.roster) + rules(config.rules) + company(config.companyRules) + targets(config.targets)
  }

  /// The entries that make `wanted` known; whoever the configuration no longer names has left.
  private func roster(_ wanted: RosterChange) -> [Entry] {
    var change = floor.configured.difference(to: wanted)
    let named = Set(wanted.agents.map(\.id))
    if !named.isEmpty {
      for agent in floor.configured.agents where !named.contains(agent.id) && !agent.hasLeft {
        var gone = floor.roster[agent.id] ?? agent
        gone.hasLeft = true
        // A configuration knows of no files: what it does not say of them stays.
        (gone.photo, gone.clip) = (nil, nil)
        change.agents.append(gone)
      }
    }
    return Adoption.entries(of: change, origin: .configuration, day: floor.roster.agents.isEmpty ? nil : day)
  }

  /// A change of the roster in entries of bearable length, each an edit of its own if it is one.
  static func entries(of change: RosterChange, origin: RosterChange.Origin, day: CivilDate?) -> [Entry] {
    var parts: [RosterChange] = []
    if !change.sites.isEmpty || !change.teams.isEmpty {
      parts.append(RosterChange(sites: change.sites, teams: change.teams, day: day))
    }
    for start in stride(from: 0, to: change.agents.count, by: rosterChunk) {
      let agents = Array(change.agents[start..<min(start + rosterChunk, change.agents.count)])
      parts.append(RosterChange(agents: agents, day: day))
    }
    return parts.enumerated().map { i, part in
      var part = part
      if case .edit(let id, let by) = origin { part.origin = .edit(id: "\(id)/\(i)", by: by) }
      return .roster(part)
    }
  }

  /// The rules that differ from those in force.
  func rules(_ rules: [SiteID: Rules]) -> [Entry] {
    rules.sorted { $0.key < $1.key }.filter { floor.recordedRules(of: $0.key) != $0.value }.map(Entry.rules)
  }

  private func company(_ rules: CompanyRules?) -> [Entry] {
    rules.flatMap { floor.company == $0 ? nil : [.company($0)] } ?? []
  }

  /// Standing monthly targets that the configuration says otherwise than before.
  private func targets(_ wanted: [TargetKey: Int64]) -> [Entry] {
    let month = Period(.month, of: day).start
    let before = floor.targets.standing.compactMapValues { $0.last { $0.by == Adoption.name }?.amount }
    let changed = Set(wanted.keys).union(before.keys).filter { wanted[$0] != before[$0] }
    return changed.map { key in
      let id = "\(Adoption.name)/\(key.text)/\(month)/\(floor.offset)"
      return Entry.target(
        Target(
          id: id, scope: key.scope, span: .everyMonth(from: month), group: key.group, amount: wanted[key],
          by: Adoption.name, at: now))
    }.sorted { $0.targetID < $1.targetID }
  }
}

extension TargetKey {
  fileprivate var text: String {
    let whose =
      switch scope {
      case .agent(let id): "agent/\(id)"
      case .team(let id): "team/\(id)"
      case .site(let id): "site/\(id)"
      }
    return group.map { "\(whose)/\($0)" } ?? whose
  }
}

extension Entry {
  fileprivate var targetID: String { if case .target(let target) = self { target.id } else { "" } }
}
