import Floor
import JSON

/// Sites, teams and agents in the log.
struct StoredPeople: Codable {
  var sites: [StoredSite]
  var teams: [StoredTeam]
  var agents: [StoredAgent]

  struct StoredSite: Codable {
    var id, zh, en, zone, currency: String
    /// Minutes since midnight; absent for midnight, as in every log from before it could be another time.
    var dayStart: Int?

    enum CodingKeys: String, CodingKey {
      case id, zh, en, zone, currency
      case dayStart = "day_start"
    }
  }
  struct StoredTeam: Codable {
    var id, site, name: String
    var color, slogan, leader: String?
  }
  struct StoredAgent: Codable {
    var id, team, name: String
    var pinyin, alias: String?
    /// `true` or absent.
    var hidden, left: Bool?
    var spoken, photo, clip: String?
  }

  init(_ change: RosterChange) {
    sites = change.sites.map {
      StoredSite(
        id: $0.id.description, zh: $0.name.zhCN, en: $0.name.en, zone: $0.timeZone, currency: $0.currency.description,
        dayStart: $0.dayStart == 0 ? nil : $0.dayStart)
    }
    teams = change.teams.map {
      StoredTeam(
        id: $0.id.description, site: $0.site.description, name: $0.name, color: $0.color, slogan: $0.slogan,
        leader: $0.leader?.description)
    }
    agents = change.agents.map {
      StoredAgent(
        id: $0.id.description, team: $0.team.description, name: $0.name, pinyin: $0.pinyin, alias: $0.alias,
        hidden: $0.isHidden ? true : nil, left: $0.hasLeft ? true : nil, spoken: $0.spoken, photo: $0.photo,
        clip: $0.clip)
    }
  }

  func change(origin: RosterChange.Origin, day: CivilDate?) throws(EntryError) -> RosterChange {
    var sites: [Site] = []
    for site in self.sites {
      sites.append(try site.site())
    }
    return RosterChange(
      sites: sites, teams: teams.map(\.team), agents: agents.map(\.agent), origin: origin, day: day)
  }
}

extension StoredPeople.StoredSite {
  fileprivate func site() throws(EntryError) -> Site {
    let start = dayStart ?? 0
    guard (0...Site.latestDayStart).contains(start) else {
      throw EntryError("sites.\(id).day_start", "is \(start), at which no day begins")
    }
    return Site(
      id: SiteID(id), name: Wording(zhCN: zh, en: en), timeZone: zone,
      currency: try Wire.currency(currency, "sites.\(id)"), dayStart: start)
  }
}

extension StoredPeople.StoredTeam {
  fileprivate var team: Team {
    Team(
      id: TeamID(id), site: SiteID(site), name: name, color: color, slogan: slogan, leader: leader.map { AgentID($0) })
  }
}

extension StoredPeople.StoredAgent {
  fileprivate var agent: Agent {
    var agent = Agent(id: AgentID(id), team: TeamID(team), name: name, pinyin: pinyin, alias: alias)
    (agent.isHidden, agent.hasLeft) = (hidden ?? false, left ?? false)
    (agent.spoken, agent.photo, agent.clip) = (spoken, photo, clip)
    return agent
  }
}

/// A change of the roster in the log. `edit` and `by` are there for one that somebody made while the server ran.
struct StoredRoster: StoredForm, Encodable {
  static let kind = "roster"
  var people: StoredPeople
  var edit, by, day: String?

  enum CodingKeys: String, CodingKey {
    case v, kind, sites, teams, agents, edit, by, day
  }

  init(_ change: RosterChange) {
    people = StoredPeople(change)
    day = change.day?.description
    if case .edit(let id, let by) = change.origin { (edit, self.by) = (id, by) }
  }

  init(from decoder: any Decoder) throws {
    people = try StoredPeople(from: decoder)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    edit = try container.decodeIfPresent(String.self, forKey: .edit)
    by = try container.decodeIfPresent(String.self, forKey: .by)
    day = try container.decodeIfPresent(String.self, forKey: .day)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(EntryCodec.version, forKey: .v)
    try container.encode(StoredRoster.kind, forKey: .kind)
    try container.encode(people.sites, forKey: .sites)
    try container.encode(people.teams, forKey: .teams)
    try container.encode(people.agents, forKey: .agents)
    try container.encodeIfPresent(edit, forKey: .edit)
    try container.encodeIfPresent(by, forKey: .by)
    try container.encodeIfPresent(day, forKey: .day)
  }

  func change() throws(EntryError) -> RosterChange {
    let day: CivilDate? = if let day { try Wire.day(day, "day") } else { nil }
    guard let edit else { return try people.change(origin: .configuration, day: day) }
    guard let by else { throw EntryError("by", "is missing") }
    return try people.change(origin: .edit(id: edit, by: by), day: day)
  }

  func entry() throws(EntryError) -> Entry { .roster(try change()) }
}

/// What the id of an edit stands for. Never reorder: the hashes in every log were made from these bytes.
struct RosterContent: Encodable {
  var id: String
  var people: StoredPeople
}
