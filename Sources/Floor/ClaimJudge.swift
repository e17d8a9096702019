/// Looks through the sales that somebody could claim in a standing and says which count, and why the others do not.
struct ClaimJudge {
  /// The newest first.
  private(set) var counts: [SaleRecord] = []
  /// The newest first.
  private(set) var uncounted: [Uncounted] = []
  private let who: Contender
  private let people: Set<AgentID>
  private let site: SiteID
  private let period: Period
  private let group: GroupID?
  private let roster: Roster

  /// - Parameter people: an agent for themselves, or who is in the team or at the site.
  init(
    _ floor: FloorState, _ who: Contender, _ people: [AgentID], _ site: SiteID, _ period: Period, _ group: GroupID?
  ) {
    (self.who, self.people, self.site) = (who, Set(people), site)
    (self.period, self.group, roster) = (period, group, floor.roster)
    for page in floor.sites.lazy.flatMap(\.pages) {
      let (records, isDue) = (page.records, period.contains(page.id.day))
      // Most records are of no concern, and a look at them is far less than a copy.
      for i in records.indices where concerns(records[i]) && (isDue || records[i].cameIn(during: period)) {
        judge(records[i])
      }
    }
    for record in floor.waiting.values where period.contains(record.day) || record.cameIn(during: period) {
      judge(record)
    }
    counts.sort { $0.offset > $1.offset }
    uncounted.sort { $0.record.offset > $1.record.offset }
  }

  /// Whether it is worth a closer look.
  private func concerns(_ record: borrowing SaleRecord) -> Bool {
    guard let agent = record.fate.agent, record.fate.corrections.isEmpty else { return true }
    return switch who {
    case .agent(let id): agent == id
    case .team(let id): record.fate.team == id || people.contains(agent)
    case .site(let id): record.site == id
    }
  }

  private mutating func judge(_ record: SaleRecord) {
    if isTheirs(record) {
      if let reason = objection(to: record) {
        uncounted.append(Uncounted(record: record, reason: reason))
      } else {
        counts.append(record)
      }
    } else if let reason = loss(of: record) {
      uncounted.append(Uncounted(record: record, reason: reason))
    }
  }

  /// Whether the sale is credited to them, or names them while nobody is credited.
  private func isTheirs(_ record: SaleRecord) -> Bool {
    switch who {
    case .agent(let id): record.agent == id || record.agent == nil && isNamed(by: record)
    case .team(let id): record.team == id || record.agent == nil && isNamed(by: record)
    case .site(let id): record.site == id
    }
  }

  /// Whether the text that the sale came with is the identifier or the name of one of the people.
  private func isNamed(by record: SaleRecord) -> Bool {
    people.contains(AgentID(record.sale.agent)) || people.contains { roster[$0]?.name == record.sale.agent }
  }

  /// Why a sale of theirs does not count here.
  private func objection(to record: SaleRecord) -> Uncounted.Reason? {
    if record.isVoided { return .voided }
    guard let team = record.team else { return .waits }
    if !period.contains(record.day) { return .otherDay }
    if record.site != site { return .otherTeam(team) }
    if let group, record.fate.group != group { return .otherGroup(record.fate.group) }
    return nil
  }

  /// Why a sale that was theirs, or that one of theirs made, is somebody else's.
  private func loss(of record: SaleRecord) -> Uncounted.Reason? {
    guard let agent = record.agent, let team = record.team else { return nil }
    let isGiven = !record.assignments.isEmpty
    let earlier = isGiven ? record.earlierAgents(roster) : []
    switch who {
    case .agent:
      let wasTheirs = isGiven && (isNamed(by: record) || earlier.contains { people.contains($0.agent) })
      return wasTheirs ? .givenAway(to: agent) : nil
    case .team(let id):
      let before = earlier.filter { roster.team(of: $0.agent, on: $0.day) == id }
      if before.contains(where: { $0.agent != agent }) { return .givenAway(to: agent) }
      return before.isEmpty && !people.contains(agent) ? nil : .otherTeam(team)
    case .site: return nil
    }
  }
}

extension SaleRecord {
  /// The corrections that said who made the sale, oldest first.
  var assignments: [Correction] {
    corrections.filter { if case .assign = $0.change { true } else { false } }
  }

  /// Whether the sale was accepted, or given to somebody, on a day of `period`.
  fileprivate func cameIn(during period: Period) -> Bool {
    period.contains(acceptedOn) || !corrections.isEmpty && assignments.contains { period.contains($0.on) }
  }

  /// Who was credited before the one who is now, and since when: the one whom the sale's text names now, and whoever it was
  /// given to on the way.
  fileprivate func earlierAgents(_ roster: Roster) -> [(agent: AgentID, day: CivilDate)] {
    let named = roster.agent(for: sale.agent).map { [(agent: $0.id, day: acceptedOn)] } ?? []
    return named
      + assignments.dropLast().compactMap { correction in
        if case .assign(let agent) = correction.change { (agent, correction.on) } else { nil }
      }
  }
}
