import Floor

/// A team as screens show it.
public struct TeamView: Encodable, Sendable {
  var id, name: String
  var color, slogan: String?

  /// - Parameter shouts: with the slogan, which only announcements need.
  init(_ team: Team, shouts: Bool = false) {
    (id, name, color) = (team.id.description, team.name, team.color)
    slogan = shouts ? team.slogan : nil
  }
}

/// An agent as the people who work with them see them.
public struct AgentView: Encodable, Sendable {
  var id, name: String
  var team: TeamView?
  /// Addresses of files; of nobody hidden, whoever asks: an address is all that it takes to see them.
  var photo, clip: String?

  init(_ agent: Agent, team: Team? = nil) {
    (id, name, self.team) = (agent.id.description, agent.name, team.map { TeamView($0) })
    photo = agent.photoAddress
  }

  /// An agent as screens show them; `nil` for somebody whom they do not name.
  /// - Parameter isCelebrated: with the sound that celebrates them.
  init?(onScreen agent: Agent, of team: Team? = nil, isCelebrated: Bool = false) {
    guard let name = agent.screenName else { return nil }
    (id, self.name, self.team) = (agent.id.description, name, team.map { TeamView($0) })
    (photo, clip) = (agent.photoAddress, isCelebrated ? agent.clipAddress : nil)
  }
}

extension Agent {
  /// Where their photo is served; `nil` without one, and for somebody hidden.
  var photoAddress: String? { isHidden ? nil : photo.map(MediaAddress.path) }
  /// Where their sound is served; the same.
  var clipAddress: String? { isHidden ? nil : clip.map(MediaAddress.path) }
}

/// Where the files of people are served: under their SHA-256, whose 256 bits nobody guesses.
public enum MediaAddress {
  /// What every address begins with.
  public static let prefix = "/media/"

  /// The address of the file `hash`.
  public static func path(of hash: String) -> String { prefix + hash }

  /// The SHA-256 of `bytes` as a file is called by it: 64 hexadecimal digits.
  public static func hash(of bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: ContentHash.of(bytes: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The file that is asked for at `path`; `nil` if that is no address of one.
  public static func hash(in path: String) -> String? {
    let name = path.dropFirst(prefix.count)
    let isHash = name.utf8.count == 64 && name.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    return path.hasPrefix(prefix) && isHash ? String(name) : nil
  }
}

/// Words in each language, under the language's BCP 47 tag.
struct WordingView: Encodable, Sendable {
  var zhCN, en: String

  enum CodingKeys: String, CodingKey {
    case zhCN = "zh-CN"
    case en
  }

  init(_ wording: Wording) { (zhCN, en) = (wording.zhCN, wording.en) }
}

/// The standings of one site's day: what a wall's board shows. Only the top `top` agents, by design: the bottom of the
/// table is nobody's business, so it never leaves the server (PRODUCT.md, "Dignity by default").
struct BoardView: Encodable {
  var day: String
  var total: Total
  var agents: [AgentRow]
  var teams: [TeamRow]

  struct Total: Encodable {
    var amount: Int64
    var deals: Int
  }
  struct AgentRow: Encodable {
    var place: Int
    var id, name: String
    var team: TeamView?
    var photo: String?
    var amount: Int64
    var deals: Int
    var movement: Int?
  }
  struct TeamRow: Encodable {
    var place: Int
    var id, name: String
    var color: String?
    var amount: Int64
    var deals, agents: Int
    var movement: Int?
  }

  /// - Parameter hour: of the day, by the site's clock: what movement is measured from.
  init(_ floor: FloorState, _ board: BoardID, top: Int, hour: Int) {
    let (today, day) = (floor.board(board), board.period.start)
    let movement = floor.movement(of: board.site, over: board.period, since: day, hour: hour)
    self.day = day.description
    total = Total(amount: today.amount, deals: today.deals)
    // Whoever is hidden keeps their place and is not shown, so that nobody else's place is wrong.
    let hidden = floor.roster.agents.count { $0.isHidden }
    agents = today.agents.top(top + hidden).compactMap { place, row in
      guard let agent = floor.roster[row.id], let name = agent.screenName else { return nil }
      return AgentRow(
        place: place, id: agent.id.description, name: name, team: floor.roster[agent.team].map { TeamView($0) },
        photo: agent.photoAddress, amount: row.amount, deals: row.deals, movement: movement.agents[row.id])
    }
    agents = Array(agents.prefix(top))
    teams = BoardView.teams(floor, board.site, today, on: day).map { row in
      var row = row
      row.movement = movement.teams[TeamID(row.id)]
      return row
    }
  }

  /// Every team of the site: those with a sale by place, then the others, who share the place after them.
  static func teams(_ floor: FloorState, _ site: SiteID, _ board: Board, on day: CivilDate) -> [TeamRow] {
    let sizes = floor.roster.agents.reduce(into: [TeamID: Int]()) { if !$1.hasLeft { $0[$1.team, default: 0] += 1 } }
    func row(_ team: Team, _ place: Int, _ amount: Int64, _ deals: Int) -> TeamRow {
      TeamRow(
        place: place, id: team.id.description, name: team.name, color: team.color, amount: amount, deals: deals,
        agents: sizes[team.id] ?? 0)
    }
    let selling = board.teams.top(.max).compactMap { place, standing in
      floor.roster[standing.id].map { row($0, place, standing.amount, standing.deals) }
    }
    let others = floor.roster.teams(of: site).filter { board.teams[$0.id] == nil }
    return selling + others.map { row($0, selling.count + 1, 0, 0) }
  }
}

/// An announcement as screens play it.
struct AnnouncementView: Encodable {
  var offset, at: Int64
  var play: String
  var reasons: [String]
  var tier: Int?
  var duration: Int
  var agent: AgentView?
  var team: TeamView
  var product: String
  var amount: Int64
  var currency: String
  var applause: Int?
  var voided: Bool?
  var words: WordingView
  var spoken: WordingView?

  init(_ announcement: Announcement) {
    (offset, at) = (announcement.offset, announcement.at)
    play = announcement.isTakeover ? "takeover" : "ticker"
    (reasons, tier) = (announcement.reasons.map(\.word), announcement.tier)
    duration = announcement.duration
    (agent, team) = (
      AgentView(onScreen: announcement.agent, isCelebrated: true), TeamView(announcement.team, shouts: true)
    )
    (product, amount) = (announcement.product, announcement.amount.minorUnits)
    currency = announcement.amount.currency.description
    applause = announcement.applause == 0 ? nil : announcement.applause
    voided = announcement.isVoided ? true : nil
    words = WordingView(Phrases.words(for: announcement))
    spoken = Phrases.spoken(for: announcement).map { WordingView($0) }
  }
}

extension Announcement.Reason {
  /// The reason's name in messages.
  var word: String {
    switch self {
    case .deal: "deal"
    case .bigDeal: "big_deal"
    case .firstOfDay: "first_of_day"
    case .firstOfWeek: "first_of_week"
    case .firstOfMonth: "first_of_month"
    }
  }
}

/// A sale as the people who entered or made it see it.
struct SaleView: Encodable {
  var id: String
  var offset: Int64
  var agent: String
  var product: String
  var amount: Int64
  var currency: String
  var at: Int64
  var reasons: [String]
  var voided: Bool?

  init(_ record: SaleRecord, roster: Roster) {
    (id, offset, at) = (record.sale.id.description, record.offset, record.acceptedAt)
    agent = record.agent.flatMap { roster[$0]?.name } ?? record.sale.agent
    (product, amount, currency) = (record.product, record.amount.minorUnits, record.amount.currency.description)
    reasons = record.setOff.map(\.word)
    voided = record.isVoided ? true : nil
  }
}
