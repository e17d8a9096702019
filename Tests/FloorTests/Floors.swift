import Floor

/// A small floor to test with: site BJ (yuan), teams t1 and t2, agents a1, a2 (t1) and a3, a4 (t2); site SH, team t3, agent b1.
enum Floors {
  static let bj = SiteID("BJ")
  static let sh = SiteID("SH")
  /// A Wednesday.
  static let day = CivilDate("2026-11-25")!

  static let roster = RosterChange(
    sites: [
      Site(id: bj, name: Wording(zhCN: "北京", en: "Beijing"), timeZone: "Asia/Shanghai", currency: .cny),
      Site(id: sh, name: Wording(zhCN: "上海", en: "Shanghai"), timeZone: "Asia/Shanghai", currency: .cny),
    ],
    teams: [
      Team(id: TeamID("t1"), site: bj, name: "飞虎队"), Team(id: TeamID("t2"), site: bj, name: "猎豹队"),
      Team(id: TeamID("t3"), site: sh, name: "雄鹰队"),
    ],
    agents: [
      Agent(id: AgentID("a1"), team: TeamID("t1"), name: "张三"),
      Agent(id: AgentID("a2"), team: TeamID("t1"), name: "李四"),
      Agent(id: AgentID("a3"), team: TeamID("t2"), name: "王五"),
      Agent(id: AgentID("a4"), team: TeamID("t2"), name: "赵六"),
      Agent(id: AgentID("b1"), team: TeamID("t3"), name: "孙七"),
    ])

  /// A floor in the middle of a week: entries 1 to 3 are its roster and a sale of each site on the day before.
  static func open() -> FloorState {
    var floor = new()
    floor.next(sale("earlier-bj", by: "a4", 1, accepted: day.advanced(by: -1)))
    floor.next(sale("earlier-sh", by: "b1", 1, accepted: day.advanced(by: -1), site: sh))
    return floor
  }

  /// A floor whose roster is entry 1, without a sale.
  static func new() -> FloorState {
    var floor = FloorState()
    floor.apply(.roster(roster), at: 1)
    return floor
  }

  static func sale(
    _ id: String, by agent: String, _ minorUnits: Int64, accepted: CivilDate = day, closed: CivilDate? = nil,
    site: SiteID = bj, product: String = "课程", minute: Int = 0
  ) -> Entry {
    .sale(
      AcceptedSale(
        sale: Sale(
          id: SaleID(id), agent: agent, product: product, amount: Money(minorUnits: minorUnits, currency: .cny),
          source: "test"),
        site: site, acceptedAt: Int64(accepted.daysSinceEpoch) * 86_400_000, acceptedOn: accepted,
        closedOn: closed ?? accepted, minute: minute))
  }

  static func target(_ scope: Target.Scope, _ span: Target.Span, _ amount: Int64?, group: GroupID? = nil) -> Entry {
    .target(Target(id: "t", scope: scope, span: span, group: group, amount: amount, by: "leader", at: 0))
  }

  /// An agent in a team from `day` on, or one who left it.
  static func move(_ agent: String, to team: String, name: String = "张三", hasLeft: Bool = false, on day: CivilDate?)
    -> Entry
  {
    var moved = Agent(id: AgentID(agent), team: TeamID(team), name: name)
    moved.hasLeft = hasLeft
    return .roster(RosterChange(agents: [moved], origin: .edit(id: "e", by: "assistant"), day: day))
  }

  static func groups(_ names: String...) -> [ProductGroup] {
    names.map { ProductGroup(id: GroupID($0), name: Wording(zhCN: $0, en: $0), products: ["\($0)*"]) }
  }

  static func date(_ text: String) -> CivilDate { CivilDate(text)! }
}

extension Contender {
  static func agent(_ id: String) -> Self { .agent(AgentID(id)) }
  static func team(_ id: String) -> Self { .team(TeamID(id)) }
  static func site(_ id: String) -> Self { .site(SiteID(id)) }
}

extension FloorState {
  /// Applies `entry` as the next one of the log.
  @discardableResult
  mutating func next(_ entry: Entry) -> Outcome { apply(entry, at: offset + 1) }

  /// What the sale is announced with.
  @discardableResult
  mutating func sell(
    _ id: String, by agent: String, _ minorUnits: Int64, on day: CivilDate = Floors.day, closed: CivilDate? = nil,
    product: String = "课程"
  ) -> Announcement? {
    let sale = Floors.sale(id, by: agent, minorUnits, accepted: day, closed: closed, product: product)
    guard case .sale(_, let announcement) = next(sale) else { return nil }
    return announcement
  }

  /// The standings, today being Floors.day.
  func standing(
    _ contest: Contest, _ kind: Period.Kind = .day, by metric: Metric = .amount, group: GroupID? = nil,
    on day: CivilDate = Floors.day
  ) -> [RankedRow] {
    ranking(contest, over: Period(kind, of: day), by: metric, group: group) { _ in day }
  }
}

/// A generator that gives the same numbers for the same seed (SplitMix64).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
