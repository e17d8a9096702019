import Floor

/// What a console works with: whom one can enter a deal for, what was sold lately, what waits to be sorted out.
public struct Desk: Encodable, Sendable {
  /// The newest deals that a console lists.
  public static let salesShown = 20
  /// The newest unresolved sales that a console lists.
  public static let unresolvedShown = 50

  let kind = "desk"
  var agents: [Person]
  var teams: [TeamItem]
  var products: [String]
  var groups: [Group]
  var honours: [Honour]
  var toSortOut: [Waiting]
  var sales: [SaleView]
  var commentary: CommentaryView?

  enum CodingKeys: String, CodingKey {
    case kind, agents, teams, products, groups, honours
    case toSortOut = "to_sort_out"
    case sales, commentary
  }

  /// What was written for the day.
  struct CommentaryView: Encodable, Sendable {
    var day, text: String
  }

  struct TeamItem: Encodable, Sendable {
    var id, name: String
    var color, slogan, leader: String?
  }

  struct Group: Encodable, Sendable {
    var id: String
    var name: WordingView
  }

  /// An honour that can be given, and what is promised with it unless whoever gives it says otherwise.
  struct Honour: Encodable, Sendable {
    var id: String
    var title: WordingView
    var reward: Reward?

    struct Reward: Encodable, Sendable {
      var what: String
      var days: Int32
      var presenter: String?
    }

    init(_ honour: Floor.Honour) {
      (id, title) = (honour.id, WordingView(honour.title))
      reward = honour.reward.map { Reward(what: $0.what, days: $0.days, presenter: $0.presenter) }
    }
  }

  /// An agent in the type-ahead.
  public struct Person: Encodable, Sendable {
    var id, name, team, pinyin, initials: String
    var teamID: String
    var alias: String?
    var hidden: Bool?
    var spoken, photo, clip: String?

    enum CodingKeys: String, CodingKey {
      case id, name, team, pinyin, initials
      case teamID = "team_id"
      case alias, hidden, spoken, photo, clip
    }

    /// `pinyin` is the name as typed, syllables apart: `zhang san`; its initials are `zs`.
    public init(_ agent: Agent, team: Team?, pinyin: String) {
      (id, name, self.team, self.pinyin) = (agent.id.description, agent.name, team?.name ?? "", pinyin)
      (teamID, alias, hidden) = (agent.team.description, agent.alias, agent.isHidden ? true : nil)
      (spoken, photo, clip) = (agent.spoken, agent.photoAddress, agent.clipAddress)
      initials = String(pinyin.split(separator: " ").compactMap(\.first))
    }
  }

  struct Waiting: Encodable, Sendable {
    var offset: Int64
    var id, agent, product: String
    var amount: Int64
    var currency: String
    var at: Int64
  }

  /// The desk of a site.
  /// - Parameters:
  ///   - site: whose; of the sales to sort out it lists those that came to this site.
  ///   - people: whom one can enter a deal for.
  ///   - sales: the newest sales, newest first.
  ///   - day: today.
  public init(
    site: SiteID, people: [Person], sales: [SaleRecord], products: [String],
    honours: [Floor.Honour], floor: FloorState,
    day: CivilDate? = nil
  ) {
    commentary = day.flatMap { floor.cues(of: site).commentaries[$0] }.map {
      CommentaryView(day: $0.day.description, text: $0.text)
    }
    (agents, self.products, self.honours) = (people, products, honours.map { Honour($0) })
    teams = floor.roster.teams(of: site).map {
      TeamItem(
        id: $0.id.description, name: $0.name, color: $0.color, slogan: $0.slogan, leader: $0.leader?.description)
    }
    groups = floor.rules(of: site).groups.map { Group(id: $0.id.description, name: WordingView($0.name)) }
    self.sales = sales.map { SaleView($0, roster: floor.roster) }
    toSortOut = floor.toSortOut.filter { $0.site == site }.suffix(Desk.unresolvedShown).reversed().map {
      Waiting(
        offset: $0.offset, id: $0.sale.id.description, agent: $0.sale.agent, product: $0.sale.product,
        amount: $0.sale.amount.minorUnits, currency: $0.sale.amount.currency.description, at: $0.acceptedAt)
    }
  }
}
