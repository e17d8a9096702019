import Floor
import JSON

/// What an award's id stands for. Whose hall of fame it is follows from who receives it, the title from the configuration.
struct AwardContent: Codable {
  var id, honour: String
  /// Who receives it: one of them.
  var agents: [String]?
  var team: String?
  var period: StoredPeriod
  var citation: String
  var reward: StoredReward?

  struct StoredReward: Codable {
    var what, due: String
    var presenter: String?
  }

  init(_ award: Award) {
    (id, honour, citation) = (award.id, award.honour, award.citation)
    switch award.recipient {
    case .agents(let ids): agents = ids.map(\.description)
    case .team(let id): team = id.description
    }
    period = StoredPeriod(award.period)
    reward = award.reward.map { StoredReward(what: $0.what, due: $0.due.description, presenter: $0.presenter) }
  }

  func recipient() throws(EntryError) -> Award.Recipient {
    try only("what.agents or team", agents.map { .agents($0.map { AgentID($0) }) }, team.map { .team(TeamID($0)) })
  }

  func promise() throws(EntryError) -> Award.Reward? {
    guard let reward else { return nil }
    return Award.Reward(what: reward.what, due: try day(reward.due, "what.reward.due"), presenter: reward.presenter)
  }
}

/// A period in the log.
struct StoredPeriod: Codable {
  var kind, start: String

  init(_ period: Period) { (kind, start) = (period.kind.rawValue, period.start.description) }

  /// - Parameter field: where it stands.
  func period(_ field: String) throws(EntryError) -> Period {
    guard let kind = Period.Kind(rawValue: kind) else { throw EntryError("\(field).kind", "is not known") }
    return Period(kind, from: try day(start, "\(field).start"))
  }
}

extension Period {
  /// The period of `kind` that is named by `start`.
  init(_ kind: Kind, from start: CivilDate) {
    self =
      switch kind {
      case .day: .day(start)
      case .week: .week(start)
      case .month: .month(start)
      }
  }
}

/// An award in the log.
struct StoredAward: StoredForm, Encodable {
  static let kind = "award"
  var v = EntryCodec.version
  var kind = StoredAward.kind
  var what: AwardContent
  var site: String
  var title: StoredWording
  var by: String
  var at: Int64
  var on: String

  init(_ award: Award) {
    (what, site, title) = (AwardContent(award), award.site.description, StoredWording(award.title))
    (by, at, on) = (award.by, award.at, award.on.description)
  }

  func entry() throws(EntryError) -> Entry { .award(try award()) }

  func award() throws(EntryError) -> Award {
    Award(
      id: what.id, site: SiteID(site), honour: what.honour, title: title.wording, recipient: try what.recipient(),
      period: try what.period.period("what.period"), citation: what.citation, reward: try what.promise(), by: by,
      at: at, on: try day(on, "on"))
  }
}

/// What the id of a change of an award stands for.
struct AwardChangeContent: Codable {
  var id, award, change: String
  var reason: String?

  init(_ change: AwardChange) {
    (id, award) = (change.id, change.award)
    switch change.change {
    case .handedOver: self.change = AwardChangeContent.handOver
    case .revoked(let reason): (self.change, self.reason) = (AwardChangeContent.revoke, reason)
    }
  }

  private static let handOver = "hand_over"
  private static let revoke = "revoke"

  func decoded() throws(EntryError) -> AwardChange.Change {
    switch (change, reason) {
    case (AwardChangeContent.handOver, nil): return .handedOver
    case (AwardChangeContent.revoke, let reason?): return .revoked(reason: reason)
    default: throw EntryError("what.change", "is not known, or has no reason where one is needed")
    }
  }
}

/// A change of an award in the log.
struct StoredAwardChange: StoredForm, Encodable {
  static let kind = "award_change"
  var v = EntryCodec.version
  var kind = StoredAwardChange.kind
  var what: AwardChangeContent
  var by: String
  var at: Int64
  var on: String

  init(_ change: AwardChange) {
    (what, by, at, on) = (AwardChangeContent(change), change.by, change.at, change.on.description)
  }

  func entry() throws(EntryError) -> Entry {
    .awardChange(
      AwardChange(
        id: what.id, award: what.award, change: try what.decoded(), by: by, at: at, on: try day(on, "on")))
  }
}

/// What applause says: whose hands, for which announcement.
struct ApplauseContent: Codable {
  var announcement: Int64
  var agent: String

  init(_ applause: Applause) { (announcement, agent) = (applause.announcement, applause.agent.description) }
}

/// Applause in the log.
struct StoredApplause: StoredForm, Encodable {
  static let kind = "applause"
  var v = EntryCodec.version
  var kind = StoredApplause.kind
  var what: ApplauseContent
  var sale: String
  var saleOffset: Int64
  var page: StoredPage
  var at: Int64

  enum CodingKeys: String, CodingKey {
    case v, kind, what, sale
    case saleOffset = "sale_offset"
    case page, at
  }

  init(_ applause: Applause) {
    (what, sale, saleOffset) = (ApplauseContent(applause), applause.sale.description, applause.saleOffset)
    (page, at) = (StoredPage(applause.page), applause.at)
  }

  func entry() throws(EntryError) -> Entry {
    .applause(
      Applause(
        announcement: what.announcement, page: try page.page(), sale: SaleID(sale), saleOffset: saleOffset,
        agent: AgentID(what.agent), at: at))
  }
}
