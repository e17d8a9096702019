import Floor
import Foundation
import JSON
import Testing
import Wire

struct EntryCodecTests {
  static let day = CivilDate("2026-11-21")!

  static func sale(_ id: String = "s1", closed: Closing? = nil, customer: String? = nil, source: String = "api") -> Sale
  {
    Sale(
      id: SaleID(id), agent: "张三", product: "云服务 \"A\"", amount: Money(minorUnits: 1_280_050, currency: .cny),
      closed: closed, customer: customer, source: source)
  }

  static func accepted(_ sale: Sale) -> Entry {
    .sale(AcceptedSale(sale: sale, site: SiteID("BJ"), acceptedAt: 1_795_000_000_123, acceptedOn: day, closedOn: day))
  }

  static func correction(_ change: Correction.Change) -> Entry {
    .correction(
      Correction(
        id: "c1", sale: SaleID("s1"), change: change, reason: "输错了", by: "console", at: 1_795_000_000_456, on: day))
  }

  static let entries: [Entry] = [
    accepted(sale()), accepted(sale(closed: .day(day), customer: "某公司")),
    accepted(sale(closed: .instant(1_794_999_999_000))),
    .rules(SiteID("BJ"), Rules(bigDealTiers: [1, 2, 3])), .rules(SiteID("BJ"), Rules(bigDealTiers: [])),
    .roster(
      RosterChange(
        sites: [
          Site(id: SiteID("BJ"), name: Wording(zhCN: "北京", en: "Beijing"), timeZone: "Asia/Shanghai", currency: .cny)
        ],
        teams: [
          Team(id: TeamID("t1"), site: SiteID("BJ"), name: "飞虎队", color: "#e8b23a", slogan: "势如破竹！"),
          Team(id: TeamID("t2"), site: SiteID("BJ"), name: "猎豹队"),
        ],
        agents: [
          Agent(id: AgentID("a1"), team: TeamID("t1"), name: "覃海燕", pinyin: "qin hai yan"),
          Agent(id: AgentID("a2"), team: TeamID("t2"), name: "李四"),
        ])),
    correction(.void), correction(.assign(AgentID("a2"))),
    correction(.amend(amount: Money(minorUnits: 5, currency: .cny), product: "新", customer: nil)),
    correction(.amend(amount: nil, product: nil, customer: "客户")),
  ]

  @Test("Every kind of entry reads back as it was written", arguments: entries)
  func roundTrip(entry: Entry) throws {
    #expect(try EntryCodec.decode(EntryCodec.encode(entry)) == entry)
  }

  @Test("The journal bytes of version 1 stay readable for ever")
  func goldenBytes() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/journal-v1.jsonl")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == Self.entries.count)
    for (line, entry) in zip(lines, Self.entries) {
      #expect(try EntryCodec.decode(Array(line.utf8)) == entry)
      #expect(try String(decoding: EntryCodec.encode(entry), as: UTF8.self) == line)
    }
  }

  @Test("A kind of a later version is kept and means nothing here")
  func unknownKind() throws {
    #expect(try EntryCodec.decode(Array(#"{"v":1,"kind":"parade","x":1}"#.utf8)) == nil)
  }

  @Test(
    "Bytes that are no entry are an error, not a guess",
    arguments: [
      "", "[]", #"{"v":1}"#, #"{"v":2,"kind":"rules","site":"BJ","big_deal_tiers":[]}"#, #"{"v":1,"kind":"sale"}"#,
      #"{"v":1,"kind":"rules","site":1,"big_deal_tiers":[]}"#,
    ])
  func noEntry(text: String) {
    #expect(throws: JSONError.self) { try EntryCodec.decode(Array(text.utf8)) }
  }

  @Test("The same sale has the same hash however it came in, and another one another")
  func contentHash() throws {
    let hash = try ContentHash.of(Self.sale())
    #expect(hash.count == 32)
    #expect(try ContentHash.of(Self.sale(source: "import")) == hash)
    for other in [Self.sale("s2"), Self.sale(closed: .day(Self.day)), Self.sale(customer: "x")] {
      #expect(try ContentHash.of(other) != hash)
    }
  }

  @Test("A sale's key is its id alone; a change of roster or rules can be repeated at another place")
  func keys() {
    #expect(
      EntryCodec.key(for: Self.accepted(Self.sale()), after: 1)
        == EntryCodec.key(for: Self.accepted(Self.sale()), after: 9))
    let rules = Entry.rules(SiteID("BJ"), .standard)
    #expect(EntryCodec.key(for: rules, after: 1) != EntryCodec.key(for: rules, after: 2))
  }
}
