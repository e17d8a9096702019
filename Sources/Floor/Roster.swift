/// A branch office: a floor of its own with its day, its currency and its screens.
public struct Site: Hashable, Sendable {
  /// Its name in messages and configuration.
  public var id: SiteID
  /// Its name on the wall.
  public var name: Wording
  /// IANA name, e.g. `Asia/Shanghai`; what its clocks go by.
  public var timeZone: String
  /// What its sales are counted in.
  public var currency: Currency
  /// When its business day begins: minutes since midnight by its clock, at most `latestDayStart`. What is sold in the night
  /// before that counts on the day before.
  public var dayStart: Int

  /// The latest beginning of a business day, in minutes since midnight: whoever begins after noon sells on that date.
  public static let latestDayStart = 12 * 60

  /// A site.
  public init(id: SiteID, name: Wording, timeZone: String, currency: Currency, dayStart: Int = 0) {
    (self.id, self.name, self.timeZone, self.currency) = (id, name, timeZone, currency)
    self.dayStart = dayStart
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
  /// Who leads it.
  public var leader: AgentID?

  /// A team.
  public init(
    id: TeamID, site: SiteID, name: String, color: String? = nil, slogan: String? = nil, leader: AgentID? = nil
  ) {
    (self.id, self.site, self.name, self.color) = (id, site, name, color)
    (self.slogan, self.leader) = (slogan, leader)
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
  /// What screens call them instead of their name.
  public var alias: String?
  /// Screens do not name them at all.
  public var isHidden = false
  /// They work here no more; what they sold stays.
  public var hasLeft = false
  /// How what screens call them is said, where a voice would read it wrong.
  public var spoken: String?
  /// Their photo: the SHA-256 of the file, as 64 hexadecimal digits. In a change of the roster `nil` leaves it as it is and
  /// an empty text removes it, since whoever renames somebody says nothing of photos.
  public var photo: String?
  /// The sound that celebrates them; in the same form.
  public var clip: String?

  /// An agent.
  public init(id: AgentID, team: TeamID, name: String, pinyin: String? = nil, alias: String? = nil) {
    (self.id, self.team, self.name, self.pinyin, self.alias) = (id, team, name, pinyin, alias)
  }

  /// What screens call them; `nil` for somebody whom they do not name.
  public var screenName: String? { isHidden ? nil : alias ?? name }

  /// What voices call them; `nil` for somebody whom screens do not name.
  public var spokenName: String? { screenName.map { spoken ?? $0 } }

  /// Whether screens show and call them as they do `other`.
  public func looks(like other: Agent?) -> Bool {
    (screenName, spokenName, photo, clip) == (other?.screenName, other?.spokenName, other?.photo, other?.clip)
  }

  /// What a change that puts this agent makes of who was there before.
  func replacing(_ before: Agent?) -> Agent {
    var agent = self
    agent.photo = Agent.file(photo, before?.photo)
    agent.clip = Agent.file(clip, before?.clip)
    return agent
  }

  private static func file(_ said: String?, _ before: String?) -> String? {
    said.map { $0.isEmpty ? nil : $0 } ?? before
  }
}

/// New or changed sites, teams and agents; whoever is not named stays as they are.
public struct RosterChange: Hashable, Sendable {
  /// Where a change comes from.
  public enum Origin: Hashable, Sendable {
    /// The configuration was read and differs from the one read before.
    case configuration
    /// Somebody changed it while the server ran: the name of their token.
    case edit(id: String, by: String)
  }

  /// Sites to add or replace.
  public var sites: [Site]
  /// Teams to add or replace.
  public var teams: [Team]
  /// Agents to add or replace.
  public var agents: [Agent]
  /// Where it comes from.
  public var origin: Origin
  /// The business day from which it holds; `nil`: from ever.
  public var day: CivilDate?

  /// A change of the roster.
  public init(
    sites: [Site] = [], teams: [Team] = [], agents: [Agent] = [], origin: Origin = .configuration,
    day: CivilDate? = nil
  ) {
    (self.sites, self.teams, self.agents) = (sites, teams, agents)
    (self.origin, self.day) = (origin, day)
  }

  /// Nothing to add or replace.
  public var isEmpty: Bool { sites.isEmpty && teams.isEmpty && agents.isEmpty }
}
