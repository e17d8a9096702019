import Floor
import Foundation
import JSON
import Testing
import Wire

/// What pages read, decoded as a page would.
struct MessageTests {
  static let bj = SiteID("BJ")
  static let day = CivilDate("2026-11-21")!
  static let board = BoardID(site: bj, day: day)

  /// A floor with `count` agents in two teams; agent i sells i hundred yuan.
  static func floor(agents count: Int) -> FloorState {
    var floor = FloorState()
    floor.apply(
      .roster(
        RosterChange(
          sites: [Site(id: bj, name: Wording(zhCN: "北京", en: "Beijing"), timeZone: "Asia/Shanghai", currency: .cny)],
          teams: [
            Team(id: TeamID("t1"), site: bj, name: "飞虎队", color: "#e8b23a"),
            Team(id: TeamID("t2"), site: bj, name: "猎豹队"), Team(id: TeamID("t3"), site: bj, name: "新军"),
          ],
          agents: (1...count).map {
            Agent(id: AgentID("a\($0)"), team: TeamID($0.isMultiple(of: 2) ? "t2" : "t1"), name: "销售\($0)")
          })),
      at: 1)
    for i in 1...count { sell(&floor, "s\(i)", "a\(i)", Int64(i) * 10_000) }
    return floor
  }

  @discardableResult
  static func sell(_ floor: inout FloorState, _ id: String, _ agent: String, _ amount: Int64) -> Announcement? {
    let sale = Sale(
      id: SaleID(id), agent: agent, product: "课程", amount: Money(minorUnits: amount, currency: .cny), customer: "机密客户",
      source: "test")
    let outcome = floor.apply(
      .sale(AcceptedSale(sale: sale, site: bj, acceptedAt: 5, acceptedOn: day, closedOn: day)), at: floor.offset + 1)
    if case .sale(_, let announcement) = outcome { return announcement } else { return nil }
  }

  static func object(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  static let epoch = Epoch("0123456789abcdef0123456789abcdef")!

  @Test("Pages are told when the day begins, unless it does at midnight")
  func dayStart() throws {
    func told(_ site: Site) throws -> [String: Any]? {
      try Self.object(
        ServerMessage.welcome(
          role: "screen", version: "1", time: 0, tick: 1, site: site, company: Wording(zhCN: "", en: ""), top: 1,
          assets: "")
      )["site"] as? [String: Any]
    }
    var site = Samples.nightSite
    #expect(try told(site)?["day_start"] as? Int == 240)
    site.dayStart = 0
    let keys = try #require(try told(site)).keys.sorted()
    #expect(keys == ["currency", "id", "name", "time_zone"])
  }

  @Test("A snapshot names the top and never anyone below, and no customer")
  func dignity() throws {
    let bytes = try ServerMessage.snapshot(
      Self.floor(agents: 20), Self.board, epoch: Self.epoch, top: 10, hour: 9, time: 7)
    let snapshot = try Self.object(bytes)
    let agents = try #require(snapshot["agents"] as? [[String: Any]])
    #expect(agents.map { $0["id"] as? String } == (11...20).reversed().map { "a\($0)" })
    #expect(agents.map { $0["place"] as? Int } == Array(1...10))
    #expect(!String(decoding: bytes, as: UTF8.self).contains("机密"))
    #expect(snapshot["offset"] as? Int == 21)
    #expect(snapshot["epoch"] as? String == Self.epoch.description)
    #expect((snapshot["total"] as? [String: Int]) == ["amount": 2_100_000, "deals": 20])
    #expect(snapshot["announced"] as? Int == 20)
  }

  @Test("Every team of the site is on the board, those without a sale last")
  func teams() throws {
    let standings = try Self.object(
      ServerMessage.standings(Self.floor(agents: 4), Self.board, prev: 3, top: 10, hour: 9))
    let teams = try #require(standings["teams"] as? [[String: Any]])
    #expect(teams.map { $0["id"] as? String } == ["t2", "t1", "t3"])
    #expect(teams.map { $0["place"] as? Int } == [1, 2, 3])
    #expect(teams.map { $0["agents"] as? Int } == [2, 2, 0])
    #expect(standings["prev"] as? Int == 3)
  }

  @Test("An announcement carries its words in both languages, its reasons, and no customer")
  func announcement() throws {
    var floor = Self.floor(agents: 2)
    let announcement = try #require(Self.sell(&floor, "big", "a1", 5_000_000))
    let bytes = try ServerMessage.announcement(announcement, prev: 3)
    let message = try Self.object(bytes)
    let body = try #require(message["announcement"] as? [String: Any])
    #expect(body["reasons"] as? [String] == ["big_deal"])
    #expect(body["tier"] as? Int == 2)
    #expect(body["play"] as? String == "takeover")
    #expect(body["duration"] as? Int == 14_000)
    #expect((body["words"] as? [String: String])?.keys.sorted() == ["en", "zh-CN"])
    #expect(!String(decoding: bytes, as: UTF8.self).contains("机密"))
  }

  @Test("An agent's own day has their place, the gap above, and their deals newest first")
  func own() throws {
    var floor = Self.floor(agents: 12)
    Self.sell(&floor, "again", "a1", 500)
    let agent = try #require(floor.roster[AgentID("a1")])
    let own = try Self.object(
      ServerMessage.own(OwnPages(floor, of: Self.bj, on: Self.day, minute: 600).page(of: agent)))
    #expect(own["place"] as? Int == 12)
    #expect((own["gap"] as? [String: Int]) == ["amount": 9_500])
    #expect((own["sales"] as? [[String: Any]])?.map { $0["id"] as? String } == ["again", "s1"])
  }

  @Test("An agent's own page carries their targets and how they stand against them")
  func ownTargets() throws {
    var floor = Self.floor(agents: 3)
    let target = Target(
      id: "t", scope: .agent(AgentID("a1")), span: .day(Self.day), amount: 40_000, by: "leader", at: 1)
    floor.apply(.target(target), at: floor.offset + 1)
    let agent = try #require(floor.roster[AgentID("a1")])
    let own = try Self.object(
      ServerMessage.own(OwnPages(floor, of: Self.bj, on: Self.day, minute: 1_080).page(of: agent)))
    let targets = try #require(own["targets"] as? [[String: Any]])
    #expect(targets.map { $0["period"] as? String } == ["day", "week", "month"])
    #expect(targets.map { $0["target"] as? Int } == [40_000, 40_000, 40_000])
    #expect(targets.map { $0["achieved"] as? Int } == [10_000, 10_000, 10_000])
    #expect(targets[0]["state"] as? String == "behind")
    #expect(targets[0]["expected"] as? Int == 40_000)
  }

  @Test("Screens call an agent by the alias, and somebody hidden not at all, though places stay what they are")
  func screenNames() throws {
    var floor = Self.floor(agents: 3)
    var alias = try #require(floor.roster[AgentID("a2")])
    var hidden = try #require(floor.roster[AgentID("a3")])
    (alias.alias, hidden.isHidden) = ("小明", true)
    floor.apply(.roster(RosterChange(agents: [alias, hidden])), at: floor.offset + 1)
    let bytes = try ServerMessage.snapshot(floor, Self.board, epoch: Self.epoch, top: 10, hour: 9, time: 7)
    let agents = try #require(try Self.object(bytes)["agents"] as? [[String: Any]])
    #expect(agents.map { $0["name"] as? String } == ["小明", "销售1"])
    #expect(agents.map { $0["place"] as? Int } == [2, 3])
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!text.contains("销售2"))
    #expect(!text.contains("销售3") && !text.contains("\"a3\""))
    #expect(text.contains("一位同事"))
  }

  @Test("An agent without a deal has no place and no gap yet")
  func ownEmpty() throws {
    let floor = Self.floor(agents: 2)
    let own = try Self.object(
      ServerMessage.own(
        OwnPages(floor, of: Self.bj, on: Self.day, minute: 600).page(
          of: Agent(id: AgentID("n"), team: TeamID("t1"), name: "新人"))))
    #expect(own["place"] == nil)
    #expect(own["gap"] == nil)
    #expect(own["deals"] as? Int == 0)
  }

  @Test("The answer to a sale is the same when it arrives again, but for the word duplicate")
  func answerAgain() throws {
    let floor = Self.floor(agents: 3)
    let record = try #require(floor.record(of: SaleID("s1")))
    var first = try Self.object(
      JSON.encode(SaleResult(record, duplicate: false, epoch: Self.epoch, roster: floor.roster)))
    var later = floor
    Self.sell(&later, "more", "a1", 9_999_999)
    var second = try Self.object(
      JSON.encode(SaleResult(record, duplicate: true, epoch: Self.epoch, roster: later.roster)))
    #expect(first.removeValue(forKey: "duplicate") as? Bool == false)
    #expect(second.removeValue(forKey: "duplicate") as? Bool == true)
    #expect(NSDictionary(dictionary: first) == NSDictionary(dictionary: second))
    #expect(first["set_off"] as? [String] == ["first_of_month", "first_of_week", "first_of_day"])
  }
}
