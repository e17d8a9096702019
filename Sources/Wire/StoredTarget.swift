import Floor
import JSON

/// What a target's id stands for. Never reorder the fields of a content: the hashes in every log were made from its bytes.
struct TargetContent: Codable {
  var id: String
  /// Whose: one of them.
  var agent, team, site: String?
  /// For what time: one of them; months by their first day.
  var day, month, fromMonth: String?
  var group: String?
  /// Absent: the target is taken back.
  var amount: Int64?

  enum CodingKeys: String, CodingKey {
    case id, agent, team, site, day, month
    case fromMonth = "from_month"
    case group, amount
  }

  init(_ target: Target) {
    (id, group, amount) = (target.id, target.group?.description, target.amount)
    switch target.scope {
    case .agent(let id): agent = id.description
    case .team(let id): team = id.description
    case .site(let id): site = id.description
    }
    switch target.span {
    case .day(let day): self.day = day.description
    case .month(let first): month = first.description
    case .everyMonth(let from): fromMonth = from.description
    }
  }

  func scope() throws(EntryError) -> Target.Scope {
    try only(
      "what.agent, team or site", agent.map { .agent(AgentID($0)) }, team.map { .team(TeamID($0)) },
      site.map { .site(SiteID($0)) })
  }

  func span() throws(EntryError) -> Target.Span {
    let text = try only("what.day, month or from_month", day, month, fromMonth)
    let date = try Wire.day(text, "what.day, month or from_month")
    return day != nil ? .day(date) : month != nil ? .month(date) : .everyMonth(from: date)
  }
}

/// A target in the log.
struct StoredTarget: StoredForm, Encodable {
  static let kind = "target"
  var v = EntryCodec.version
  var kind = StoredTarget.kind
  var what: TargetContent
  var by: String
  var at: Int64

  init(_ target: Target) { (what, by, at) = (TargetContent(target), target.by, target.at) }

  func entry() throws(EntryError) -> Entry {
    .target(
      Target(
        id: what.id, scope: try what.scope(), span: try what.span(), group: what.group.map { GroupID($0) },
        amount: what.amount, by: by, at: at))
  }
}

/// What an activity's id stands for.
struct ActivityContent: Encodable {
  var id, agent, day: String
  var calls, connects, talk: Int64

  init(_ activity: Activity) {
    (id, agent, day) = (activity.id, activity.agent.description, activity.day.description)
    (calls, connects, talk) = (activity.calls, activity.connects, activity.talkSeconds)
  }
}

/// What the id of points for conduct stands for.
struct ConductContent: Codable {
  var id, agent, day, reason: String
  var kind: String
  var points: Int64

  enum CodingKeys: String, CodingKey {
    case id, agent, day
    case kind = "for"
    case points, reason
  }

  init(_ conduct: Conduct) {
    (id, agent, day) = (conduct.id, conduct.agent.description, conduct.day.description)
    (kind, points, reason) = (conduct.kind.rawValue, conduct.points, conduct.reason)
  }
}

/// Points for conduct in the log.
struct StoredConduct: StoredForm, Encodable {
  static let kind = "conduct"
  var v = EntryCodec.version
  var kind = StoredConduct.kind
  var what: ConductContent
  var by: String
  var at: Int64

  init(_ conduct: Conduct) { (what, by, at) = (ConductContent(conduct), conduct.by, conduct.at) }

  func entry() throws(EntryError) -> Entry {
    guard let kind = Conduct.Kind(rawValue: what.kind) else { throw EntryError("what.for", "is not known") }
    return .conduct(
      Conduct(
        id: what.id, agent: AgentID(what.agent), day: try day(what.day, "what.day"), kind: kind, points: what.points,
        reason: what.reason, by: by, at: at))
  }
}
