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
    site: SiteID = bj, product: String = "课程"
  ) -> Entry {
    .sale(
      AcceptedSale(
        sale: Sale(
          id: SaleID(id), agent: agent, product: product, amount: Money(minorUnits: minorUnits, currency: .cny),
          source: "test"),
        site: site, acceptedAt: Int64(accepted.daysSinceEpoch) * 86_400_000, acceptedOn: accepted,
        closedOn: closed ?? accepted))
  }
}

extension FloorState {
  /// Applies `entry` as the next one of the log.
  @discardableResult
  mutating func next(_ entry: Entry) -> Outcome { apply(entry, at: offset + 1) }

  /// What the sale is announced with.
  mutating func sell(_ id: String, by agent: String, _ minorUnits: Int64, closed: CivilDate? = nil) -> Announcement? {
    guard case .sale(_, let announcement) = next(Floors.sale(id, by: agent, minorUnits, closed: closed)) else {
      return nil
    }
    return announcement
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
