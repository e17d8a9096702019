import Floor
import Foundation
import JSON
import Testing
import Wire

/// The gallery of a site, decoded as a wall would.
struct GalleryMessageTests {
  private typealias Object = [String: Any]

  private static func told(_ gallery: Gallery = GallerySamples.gallery()) throws -> [String: Any] {
    try MessageTests.object(ServerMessage.gallery(gallery))
  }

  /// Every text within `value`, keys too.
  private static func texts(in value: Any) -> [String] {
    switch value {
    case let object as Object: object.flatMap { [$0.key] + texts(in: $0.value) }
    case let list as [Any]: list.flatMap(texts)
    case let text as String: [text]
    default: []
    }
  }

  /// Every object within `value` that is about an agent.
  private static func agents(in value: Any) -> [String] {
    switch value {
    case let object as Object:
      (object["id"].map { ["\($0)"] } ?? []).filter { $0.first == "a" || $0.first == "b" || $0.first == "c" }
        + object.values.flatMap(agents)
    case let list as [Any]: list.flatMap(agents)
    default: []
    }
  }

  @Test("Messages are the ones that walls learned to read")
  func golden() throws {
    let lines = try EntryCodecTests.lines("messages-gallery.jsonl")
    let site = Floors.roster.sites[0]
    let messages = [
      try ServerMessage.gallery(GallerySamples.gallery()),
      try ServerMessage.gallery(GallerySamples.gallery(Floors.new())),
      try ServerMessage.welcome(
        role: "screen", version: "1.0", time: Samples.now, tick: 2_000, site: site,
        company: Wording(zhCN: "公司", en: "Company"), top: 10, assets: "5e0b7a",
        theme: ThemeView(name: "festive", accent: "#ffe9ad", logo: "/company/logo"),
        playlist: [PlaylistItem(.standings, seconds: 40), PlaylistItem(.pace, seconds: 20)]),
    ]
    #expect(lines.count == messages.count)
    for (line, message) in zip(lines, messages) {
      #expect(
        NSDictionary(dictionary: try MessageTests.object(message))
          == NSDictionary(dictionary: try MessageTests.object(line)))
    }
  }

  @Test("Nobody hidden is named, nobody by another name than the screens', no customer, product or promise")
  func dignity() throws {
    let said = Self.texts(in: try Self.told())
    for secret in ["李四", "a2", "张三", "机密", "7777777"] {
      #expect(!said.contains { $0.contains(secret) }, "\(secret)")
    }
    #expect(said.contains("三哥"))
    let text = String(decoding: try ServerMessage.gallery(GallerySamples.gallery()), as: UTF8.self)
    #expect(!text.contains("7777777"), "what a person is to reach")
    // Only teams and the site have targets.
    let told = try Self.told()
    for team in try #require(told["teams"] as? [Object]) {
      for row in try #require(team["top"] as? [Object]) {
        #expect(Set(row.keys) == ["place", "id", "name", "amount", "deals"])
      }
    }
  }

  @Test("Nobody below the top is named, nor anybody of the lower half of a team", arguments: [1, 3, 8, 10])
  func top(asked: Int) throws {
    let count = min(asked, 8)
    let told = try Self.told(GallerySamples.gallery(top: asked))
    let teams = try #require(told["teams"] as? [Object])
    let top = try #require(teams.first { $0["id"] as? String == "t1" }?["top"] as? [Object])
    // Whoever is hidden keeps the first place, and nobody comes up for them.
    #expect(top.map { $0["place"] as? Int } == Array(2..<count + 1))
    let below = Set((1...14).map { "c\($0)" }).subtracting(top.compactMap { $0["id"] as? String })
    #expect(below.count == 14 - max(0, count - 2))
    #expect(Set(Self.agents(in: told)).isDisjoint(with: below))
  }

  @Test("Where there are many teams, each names fewer people")
  func manyTeams() throws {
    var floor = Floors.new()
    floor.next(
      .roster(
        RosterChange(
          teams: (0..<200).map { Team(id: TeamID("m\($0)"), site: Floors.bj, name: "m\($0)") },
          agents: (0..<10).map { Agent(id: AgentID("x\($0)"), team: TeamID("m0"), name: "x\($0)") })))
    for i in 0..<10 { floor.sell("s\(i)", by: "x\(i)", Int64(i) + 1) }
    let teams = try #require(try Self.told(GallerySamples.gallery(floor))["teams"] as? [Object])
    #expect((teams[0]["top"] as? [Any])?.count == 3)
  }

  @Test("In the place of somebody hidden nobody comes up who is not among the first")
  func hiddenFirst() throws {
    var floor = GallerySamples.floor
    var people = ["p1", "p2"].map { Agent(id: AgentID($0), team: TeamID("pair"), name: $0) }
    people[0].isHidden = true
    let pair = Team(id: TeamID("pair"), site: Floors.bj, name: "pair")
    floor.next(.roster(RosterChange(teams: [pair], agents: people)))
    floor.sell("p1", by: "p1", 90_000_000)
    floor.sell("p2", by: "p2", 1)
    let told = try Self.told(GallerySamples.gallery(floor, top: 1))
    let teams = try #require(told["teams"] as? [Object])
    #expect((teams.first { $0["id"] as? String == "pair" }?["top"] as? [Any])?.isEmpty == true, "p2 is the last")
    #expect(((told["week"] as? Object)?["winners"] as? [Any])?.isEmpty == true, "p1 alone is first, and is hidden")
  }

  @Test("The pace has what was reached by each hour, and the end of the day, which is to come")
  func pace() throws {
    let pace = try #require(try Self.told()["pace"] as? Object)
    let hours = try #require(pace["hours"] as? [Object])
    #expect(hours.map { $0["minute"] as? Int } == [600, 660, 720, 840, 1_080])
    #expect(hours.map { $0["amount"] as? Int } == [500_000, 800_000, 1_000_000, 1_000_105, nil])
    #expect(hours.map { $0["expected"] as? Int } == [125_000, 250_000, 375_000, 500_000, 1_000_000])
    #expect(pace["target"] as? Int == 1_000_000)
    #expect(pace["amount"] as? Int == 1_000_105)
    #expect(pace["expected"] as? Int == 583_333)
    #expect(pace["state"] as? String == "ahead")
    for (minute, count) in [(0, 1), (599, 1), (600, 2), (1_079, 8), (1_080, 8), (1_439, 8)] {
      let pace = try #require(try Self.told(GallerySamples.gallery(minute: minute))["pace"] as? Object)
      let hours = try #require(pace["hours"] as? [Object])
      #expect(hours.count == count && hours.last?["minute"] as? Int == 1_080, "\(minute)")
      #expect((hours.last?["amount"] == nil) == (minute < 1_080), "\(minute)")
    }
    let saturday = GallerySamples.gallery(on: Floors.date("2026-11-28"))
    #expect(try Self.told(saturday)["pace"] == nil, "nobody is behind on a day off")
    #expect(try Self.told(GallerySamples.gallery(of: Floors.sh))["pace"] == nil, "nor without a target")
  }

  @Test("Teams stand by amount, each against its own target, led by whoever is seen")
  func teams() throws {
    let teams = try #require(try Self.told()["teams"] as? [Object])
    #expect(teams.map { $0["id"] as? String } == ["t1", "t2"])
    #expect(teams.map { $0["place"] as? Int } == [1, 2])
    #expect(teams.map { $0["target"] as? Int } == [nil, 400_000])
    #expect(teams.map { $0["completion"] as? Int } == [nil, 5_000])
    #expect(teams.map { $0["expected"] as? Int } == [nil, 233_333])
    #expect(teams.map { ($0["leader"] as? Object)?["name"] as? String } == ["三哥", nil])
    #expect(teams.map { $0["agents"] as? Int } == [16, 2])
    #expect(teams[0]["slogan"] as? String == "势如破竹！")
  }

  @Test("Joint winners are all named, those who are hidden win without it")
  func winners() throws {
    let told = try Self.told()
    func winners(_ part: String) throws -> [[String]] {
      let rows = try #require((told[part] as? Object)?["winners"] as? [Object])
      return rows.map { ["\($0["place"] ?? "")", ($0["agent"] as? Object)?["name"] as? String ?? ""] }
    }
    #expect(try winners("yesterday") == [["1", "三哥"], ["1", "王五"]])
    #expect(try winners("last_month") == [["1", "王五"]])
    #expect(try winners("week") == [["1", "三哥"], ["2", "王五"]], "李四 is third")
    #expect((told["month"] as? Object)?["target"] as? Int == 21_000_000)
    #expect((told["week"] as? Object)?["target"] == nil)
    #expect((told["last_month"] as? Object)?["month"] as? String == "2026-10")
  }

  @Test("Yesterday has its first order, its big deals and what was given on it")
  func yesterday() throws {
    let day = try #require(try Self.told()["yesterday"] as? Object)
    #expect(day["day"] as? String == "2026-11-24")
    #expect(day["big_deals"] as? Int == 2)
    #expect(day["deals"] as? Int == 3)
    #expect(day["target"] as? Int == 1_000_000)
    let first = try #require(day["first"] as? Object)
    #expect(first["minute"] as? Int == 581)
    #expect((first["agent"] as? Object)?["name"] as? String == "三哥")
    #expect((day["teams"] as? [Object])?.map { $0["amount"] as? Int } == [1_500_200, 1_500_000])
    #expect((day["awards"] as? [Any])?.count == 4)
  }

  @Test("Nobody is yesterday's first where the order was voided, nor where nobody sees them")
  func noFirst() throws {
    var floor = GallerySamples.floor
    let record = try #require(floor.record(of: SaleID("y1")))
    floor.next(
      .correction(
        Correction(
          id: "c", sale: record.sale.id, change: .void, reason: "r", by: "t", at: 1, on: GallerySamples.today,
          page: record.page, saleOffset: record.offset)))
    #expect((try Self.told(GallerySamples.gallery(floor))["yesterday"] as? Object)?["first"] == nil)
    var roster = GallerySamples.roster
    roster.agents[0].isHidden = true
    floor = GallerySamples.floor
    floor.next(.roster(roster))
    #expect((try Self.told(GallerySamples.gallery(floor))["yesterday"] as? Object)?["first"] == nil)
  }

  @Test("Fame has what the house gave, then what people gave, the newest first, of joint winners each, of this site")
  func fame() throws {
    let fame = try #require(try Self.told()["fame"] as? [Object])
    let names = fame.map { (($0["agent"] ?? $0["team"]) as? Object)?["name"] as? String }
    #expect(names == ["赵六", "飞虎队", "三哥", "王五"])
    #expect(fame.map { $0["citation"] as? String } == [nil, "一马当先", "一马当先", "一马当先"], "one names 李四")
    #expect(fame.map { $0["period"] as? String } == ["day", "day", "day", "day"])
    var floor = GallerySamples.floor
    for i in 1...20 { floor.next(GallerySamples.award("n\(i)", .agents([AgentID("c\(i % 14 + 1)")]))) }
    for i in 1...2 { floor.next(GallerySamples.award("h\(i)", .agents([AgentID("c\(i)")]), by: Award.house)) }
    let many = try #require(try Self.told(GallerySamples.gallery(floor))["fame"] as? [Object])
    let ids = many.map { ($0["agent"] as? Object)?["id"] as? String }
    #expect(ids == ["c2", "c1", "c7", "c6", "c5", "c4", "c3", "c2"])
    #expect(many.map { $0["citation"] == nil } == [true, true] + Array(repeating: false, count: 6))
  }

  @Test("Sites are compared where there are several, in the company's currency, those without a sale last")
  func sites() throws {
    let sites = try #require(try Self.told()["sites"] as? Object)
    let rows = try #require(sites["rows"] as? [Object])
    #expect(sites["currency"] as? String == "CNY")
    #expect(rows.map { $0["id"] as? String } == ["SH", "BJ"])
    #expect(rows.map { $0["amount"] as? Int } == [2_000_000, 1_000_105])
    #expect(rows.map { $0["completion"] as? Int } == [nil, 10_001])
    var floor = GallerySamples.floor
    let far = ["USD", "JPY"].map { code in
      Site(
        id: SiteID(code), name: Wording(zhCN: code, en: code), timeZone: "UTC",
        currency: Currency(code) ?? .cny)
    }
    floor.next(.company(CompanyRules(currency: .cny, rates: [far[0].currency: Rate("7.18")!])))
    floor.next(.roster(RosterChange(sites: far)))
    let more = try #require((try Self.told(GallerySamples.gallery(floor))["sites"] as? Object)?["rows"] as? [Object])
    #expect(more.map { $0["id"] as? String } == ["SH", "BJ", "USD"], "JPY has no rate")
    #expect(more.last?["place"] as? Int == 3)
    var alone = FloorState()
    alone.next(.company(CompanyRules(currency: .cny)))
    alone.next(.roster(RosterChange(sites: [Floors.roster.sites[0]])))
    #expect(try Self.told(GallerySamples.gallery(alone))["sites"] == nil)
  }

  @Test("On the first day ever there is nothing of the past, and nothing that is empty where nothing is to say")
  func firstDay() throws {
    let told = try Self.told(GallerySamples.gallery(Floors.new()))
    #expect(Set(told.keys) == ["kind", "day", "teams", "week", "month", "fame"])
    #expect((told["fame"] as? [Any])?.isEmpty == true)
    #expect(((told["week"] as? Object)?["winners"] as? [Any])?.isEmpty == true)
  }
}
