import Floor
import Wire

/// A change of the roster as it was sent, not yet held against the one in force.
public struct RosterDraft: MessageDraft {
  /// What becomes of an agent.
  public enum AgentEdit: Hashable, Sendable {
    /// They join, move, are renamed or come back: this is all that is known of them from now on.
    case put(Agent)
    /// They work here no more.
    case leave(AgentID)

    /// Who.
    public var id: AgentID {
      switch self {
      case .put(let agent): agent.id
      case .leave(let id): id
      }
    }
  }

  /// The sender's id.
  public var id: String
  /// Agents to add, change or let go; whoever is not named stays.
  public var agents: [AgentEdit]
  /// Teams to add or replace.
  public var teams: [Team]
  /// Where it stood in its message.
  public var path = ""

  /// Longest id of a site, team, agent or group, in bytes.
  public static let idLimit = 64
  /// Longest name of a team or agent, in bytes.
  public static let nameLimit = 100
  /// Most agents, and most teams, of one edit: the entry is read in one go at every start. More come in several.
  public static let editLimit = 1_000
  /// Longest way to say a name, in characters: a name of two or three words, written out.
  public static let spokenLimit = 40
}

extension RosterDraft {
  /// Reads an edit from `reader`; `nil` if a field is missing or wrong, which `reader.faults` then names.
  public init?(_ reader: inout ObjectReader) {
    let id = reader.string("id", required: true, maximum: SaleDraft.idLimit)
    let agents = reader.objects("agents", maximum: RosterDraft.editLimit, AgentEdit.init) ?? []
    let teams = reader.objects("teams", maximum: RosterDraft.editLimit) { team in Team(&team) } ?? []
    if agents.isEmpty, teams.isEmpty, reader.faults.isEmpty {
      reader.fail("", "changes nothing", allowed: "agents or teams", at: reader.position)
    }
    reader.refuseRepeated("agents", agents.map(\.id.description))
    reader.refuseRepeated("teams", teams.map(\.id.description))
    guard let id, reader.faults.isEmpty else { return nil }
    self.init(id: id, agents: agents, teams: teams, path: reader.path)
  }
}

extension RosterDraft.AgentEdit {
  fileprivate init?(_ reader: inout ObjectReader) {
    if reader.bool("left") == true {
      guard let id = reader.string("id", required: true, maximum: RosterDraft.idLimit) else { return nil }
      self = .leave(AgentID(id))
    } else {
      let agent = Agent(&reader)
      let (removesPhoto, removesClip) = (reader.removes("photo"), reader.removes("clip"))
      guard var agent, reader.faults.isEmpty else { return nil }
      if removesPhoto { agent.photo = "" }
      if removesClip { agent.clip = "" }
      self = .put(agent)
    }
  }
}

extension Agent {
  /// Reads an agent as messages and configurations describe them; `nil` if a field is missing or wrong. Whether the
  /// team exists is for the caller to say.
  public init?(_ reader: inout ObjectReader) {
    let id = reader.string("id", required: true, maximum: RosterDraft.idLimit)
    let team = reader.string("team", required: true, maximum: RosterDraft.idLimit)
    let name = reader.string("name", required: true, maximum: RosterDraft.nameLimit)
    let pinyin = reader.string("pinyin", maximum: RosterDraft.nameLimit)
    let alias = reader.string("alias", maximum: RosterDraft.nameLimit)
    let isHidden = reader.bool("hidden") ?? false
    let spoken = reader.spokenName()
    guard let id, let team, let name, reader.faults.isEmpty else { return nil }
    self.init(id: AgentID(id), team: TeamID(team), name: name, pinyin: pinyin, alias: alias)
    (self.isHidden, self.spoken) = (isHidden, spoken)
  }
}

extension Team {
  /// Reads a team as messages and configurations describe it; `nil` if a field is missing or wrong. Whether the site
  /// and the leader exist is for the caller to say.
  public init?(_ reader: inout ObjectReader) {
    let id = reader.string("id", required: true, maximum: RosterDraft.idLimit)
    let site = reader.string("site", required: true, maximum: RosterDraft.idLimit)
    let name = reader.string("name", required: true, maximum: RosterDraft.nameLimit)
    let color = reader.string("color", maximum: SaleDraft.textLimit)
    let slogan = reader.string("slogan", maximum: SaleDraft.textLimit)
    let leader = reader.string("leader", maximum: RosterDraft.idLimit).map { AgentID($0) }
    if let color, color.wholeMatch(of: /#[0-9A-Fa-f]{6}/) == nil {
      reader.fail("color", "is \(color)", allowed: "#rrggbb")
    }
    guard let id, let site, let name, reader.faults.isEmpty else { return nil }
    self.init(id: TeamID(id), site: SiteID(site), name: name, color: color, slogan: slogan, leader: leader)
  }
}

extension ObjectReader {
  /// How a name is said.
  fileprivate mutating func spokenName() -> String? {
    // Characters of any language have at most four bytes.
    guard let spoken = string("spoken", maximum: 4 * RosterDraft.spokenLimit) else { return nil }
    if spoken.count <= RosterDraft.spokenLimit { return spoken }
    fail(
      "spoken", "is \(spoken.count) characters long", allowed: "a text of 1 to \(RosterDraft.spokenLimit) characters")
    return nil
  }

  /// Whether a file is to be removed: an edit cannot bring one.
  fileprivate mutating func removes(_ key: String) -> Bool {
    let allowed = "\"\", which removes it; POST /api/v1/agents/\(key) brings one"
    guard let node = node(key, allowed: allowed) else { return false }
    if case .string("") = node.value { return true }
    fail(key, "cannot be given here", allowed: allowed, at: node.position)
    return false
  }

  /// Makes a fault of every id of the array `key` that stands in it twice.
  public mutating func refuseRepeated(_ key: String, _ ids: [String]) {
    var seen: Set<String> = []
    for id in ids where !seen.insert(id).inserted { fail(key, "names \(id) twice", allowed: "each id once") }
  }
}
