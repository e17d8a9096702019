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

  static func lines(_ fixture: String) throws -> [[UInt8]] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/\(fixture)")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      if line.hasPrefix("{") { return Array(line.utf8) }
      let digits = Array(line)
      return stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...($0 + 1)]), radix: 16)! }
    }
  }

  @Test("Every kind of entry reads back as it was written", arguments: entries + Samples.entries)
  func roundTrip(entry: Entry) throws {
    #expect(try EntryCodec.decode(EntryCodec.encode(entry)) == entry)
  }

  @Test("Journals of the first form stay readable for ever and mean the same")
  func firstForm() throws {
    let lines = try Self.lines("journal-v1.jsonl")
    #expect(lines.count == Self.entries.count)
    for (line, entry) in zip(lines, Self.entries) { #expect(try EntryCodec.decode(line) == entry) }
    guard case .rules(_, let rules)? = try EntryCodec.decode(lines[3]) else { throw EntryError("", "is no rules") }
    #expect(rules.calendar == WorkingCalendar(weekdays: [1, 2, 3, 4, 5], hours: [540..<720, 780..<1080]))
    #expect(rules.groups.isEmpty && rules.reward == nil)
  }

  @Test(
    "The bytes of every kind are the ones that were written first: what was once written is never written otherwise")
  func goldenBytes() throws {
    let lines = try Self.lines("journal-v2.txt")
    #expect(lines.count == Samples.entries.count)
    for (line, entry) in zip(lines, Samples.entries) {
      #expect(try EntryCodec.decode(line) == entry)
      #expect(try EntryCodec.encode(entry) == line)
    }
  }

  @Test("A site whose day begins at midnight is written as it always was")
  func midnight() throws {
    let line = try Self.lines("journal-v1.jsonl")[5]
    #expect(try EntryCodec.encode(try #require(try EntryCodec.decode(line))) == line)
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
    #expect(throws: EntryError.self) { try EntryCodec.decode(Array(text.utf8)) }
  }

  @Test(
    "Fields of JSON entries that are wrong are named",
    arguments: Samples.wrong + Samples.wrongDay + Samples.wrongScreens)
  func wrongFields(text: String, field: String) {
    #expect { try EntryCodec.decode(Array(text.utf8)) } throws: { ($0 as? EntryError)?.field == field }
  }
}
