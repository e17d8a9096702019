import Floor
import Intake
import JSON
import Wire

/// A company of two sites: Beijing with two teams, and Tokyo, an hour ahead, with one.
enum Company {
  /// A Saturday.
  static let today = CivilDate("2026-11-21")!
  /// 2026-11-21T04:00:00Z: noon in Beijing, 13:00 in Tokyo.
  static let now: Int64 = 1_795_233_600_000

  static let bj = SiteID("BJ")
  static let tyo = SiteID("TYO")
  static let admin = Caller(role: .admin, name: "ops")

  /// The floor with two sales of a1 (the second one waits for whoever "谁" is) and an award of a1 with a reward.
  static var floor: FloorState {
    var floor = FloorState()
    floor.apply(.roster(roster), at: 1)
    var rules = Rules.standard
    rules.groups = [ProductGroup(id: GroupID("seats"), name: Wording(zhCN: "坐席", en: "Seats"), products: ["坐席*"])]
    floor.apply(.rules(bj, rules), at: 2)
    floor.apply(.sale(sale("old", by: "a1")), at: 3)
    floor.apply(.sale(sale("lost", by: "谁")), at: 4)
    floor.apply(.award(award), at: 5)
    return floor
  }

  static let roster = RosterChange(
    sites: [
      Site(id: bj, name: Wording(zhCN: "北京", en: "Beijing"), timeZone: "Asia/Shanghai", currency: .cny),
      Site(id: tyo, name: Wording(zhCN: "东京", en: "Tokyo"), timeZone: "Asia/Tokyo", currency: Currency("JPY")!),
    ],
    teams: [
      Team(id: TeamID("t1"), site: bj, name: "飞虎队"), Team(id: TeamID("t2"), site: bj, name: "猎豹队"),
      Team(id: TeamID("t9"), site: tyo, name: "サクラ"),
    ],
    agents: [
      Agent(id: AgentID("a1"), team: TeamID("t1"), name: "张三", pinyin: "zhang san", alias: "三哥"),
      Agent(id: AgentID("a2"), team: TeamID("t1"), name: "李四"),
      Agent(id: AgentID("a3"), team: TeamID("t2"), name: "王五"),
      Agent(id: AgentID("j1"), team: TeamID("t9"), name: "佐藤"),
    ])

  static let award = Award(
    id: "w1", site: bj, honour: "bee", title: Wording(zhCN: "小蜜蜂", en: "Busy Bee"),
    recipient: .agents([AgentID("a1")]), period: .day(today), citation: "最勤奋",
    reward: Award.Reward(what: "红包", due: today), by: "ops", at: now, on: today)

  static func sale(_ id: String, by agent: String) -> AcceptedSale {
    AcceptedSale(
      sale: Sale(
        id: SaleID(id), agent: agent, product: "p", amount: Money(minorUnits: 500, currency: .cny), source: "test"),
      site: bj, acceptedAt: now, acceptedOn: today, closedOn: today)
  }

  /// The calendars of the two sites.
  static func moment(_ instant: Int64, _ site: Site) -> Moment {
    let minutes = instant / 60_000 + (site.id == tyo ? 9 : 8) * 60
    return Moment(day: CivilDate(daysSinceEpoch: Int32(minutes / 1_440)), minute: Int(minutes % 1_440))
  }

  static func admission(_ floor: FloorState = Company.floor) -> Admission {
    Admission(floor: floor, recordOf: floor.record(of:), momentOf: moment)
  }

  static var leader: Caller { Caller(role: .leader, name: "lead", team: TeamID("t1")) }
}

/// The draft in `json`.
func read<Draft: MessageDraft>(_ json: String, as type: Draft.Type = Draft.self) throws -> Draft {
  try Draft.read(Array(json.utf8)).get()
}

/// What `body` is refused with; `nil` if it is not.
func problem<T>(_ body: () throws -> T) -> Problem? {
  do {
    _ = try body()
    return nil
  } catch {
    return error as? Problem ?? .internalError("\(error)")
  }
}
