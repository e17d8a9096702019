import Floor

/// The awards of a site, newest first: the hall of fame, and the promises.
public struct AwardsView: Encodable, Sendable {
  /// The most awards that one answer lists.
  public static let shown = 200

  var site, day: String
  var awards: [Item]

  struct Item: Encodable, Sendable {
    var id, honour: String
    var title: WordingView
    var who: [String]
    var team: String?
    var period: PeriodView
    var citation, by, on: String
    var reward: Reward?
    var revoked: Revocation?
  }
  struct PeriodView: Encodable, Sendable { var kind, start: String }
  struct Reward: Encodable, Sendable {
    var what, due: String
    var presenter: String?
    var state: String
    var handedOver: HandOver?

    enum CodingKeys: String, CodingKey {
      case what, due, presenter, state
      case handedOver = "handed_over"
    }
  }
  struct HandOver: Encodable, Sendable { var on, by: String }
  struct Revocation: Encodable, Sendable { var on, by, reason: String }

  /// The awards of `site` as they stand on `day`.
  /// - Parameters:
  ///   - owedOnly: only those whose promise is not kept.
  ///   - team: only those of this team and its people.
  public init(_ floor: FloorState, of site: SiteID, on day: CivilDate, owedOnly: Bool, team: TeamID? = nil) {
    (self.site, self.day) = (site.description, day.description)
    let items = floor.awards.items.reversed().lazy.filter { item in
      item.award.site == site && (team == nil || item.award.recipient.isOf(team, floor.roster))
    }
    let wanted = items.filter { item in
      guard owedOnly else { return true }
      let state = AwardBook.promise(of: item, on: day)
      return state != nil && state != .handedOver
    }
    awards = wanted.prefix(AwardsView.shown).map { Item($0, floor.roster, day) }
  }
}

extension AwardsView.Item {
  init(_ item: AwardBook.Item, _ roster: Roster, _ day: CivilDate) {
    let award = item.award
    (id, honour, title) = (award.id, award.honour, WordingView(award.title))
    switch award.recipient {
    case .agents(let agents):
      who = agents.map { roster[$0]?.name ?? $0.description }
      team = agents.count == 1 ? roster[agents[0]].flatMap { roster[$0.team]?.name } : nil
    case .team(let id):
      who = [roster[id]?.name ?? id.description]
      team = who[0]
    }
    period = AwardsView.PeriodView(kind: award.period.kind.rawValue, start: award.period.start.description)
    (citation, by, on) = (award.citation, award.by, award.on.description)
    if let promised = award.reward, let state = AwardBook.promise(of: item, on: day) {
      reward = AwardsView.Reward(
        what: promised.what, due: promised.due.description, presenter: promised.presenter, state: state.rawValue,
        handedOver: item.handedOver.map { AwardsView.HandOver(on: $0.on.description, by: $0.by) })
    }
    if let change = item.revoked, case .revoked(let reason) = change.change {
      revoked = AwardsView.Revocation(on: change.on.description, by: change.by, reason: reason)
    }
  }
}

extension Award.Recipient {
  fileprivate func isOf(_ team: TeamID?, _ roster: Roster) -> Bool {
    switch self {
    case .agents(let agents): agents.contains { roster[$0]?.team == team }
    case .team(let id): id == team
    }
  }
}
