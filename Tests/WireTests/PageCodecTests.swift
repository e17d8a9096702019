import Floor
import Testing
import Wire

/// Days of the past come back from their bytes as they were.
struct PageCodecTests {
  /// Every page of a random history.
  static func pages(_ seed: UInt64) -> [DayPage] {
    var floor = FloorState()
    for entry in History.entries(seed: seed, count: 400, days: 40) { floor.next(entry) }
    return floor.takeChanged()
  }

  /// A page on which everything is as it rarely or never is.
  static let odd: DayPage = {
    let id = Samples.page
    let yen = Money(minorUnits: -3, currency: Currency("JPY")!)
    func record(
      _ offset: Int64, _ accepted: AcceptedSale, site: SiteID = Samples.bj, _ change: (inout SaleRecord.Fate) -> Void
    )
      -> SaleRecord
    {
      var fate = SaleRecord.Fate(amount: accepted.sale.amount, countedBy: offset)
      change(&fate)
      return SaleRecord(
        sale: accepted.sale, offset: offset, acceptedAt: accepted.acceptedAt, acceptedOn: accepted.acceptedOn,
        day: accepted.closedOn, site: site, fate: fate)
    }
    let corrections = [
      Samples.correction(.void), Samples.correction(.assign(AgentID("a2"))),
      Samples.correction(.amend(amount: yen, product: "é", customer: "x")),
      Samples.correction(.amend(amount: nil, product: nil, customer: nil), minute: -1),
      Correction(
        id: "", sale: SaleID("other"), change: .void, reason: "", by: "", at: .min, on: Samples.day,
        page: PageID(site: SiteID("SH"), day: CivilDate("0001-01-01")!), saleOffset: .max),
    ]
    return DayPage(
      id,
      records: [
        record(.min, Samples.sale()) { _ in },
        record(3, Samples.sale("", closed: .day(CivilDate("9999-12-31")!), amount: .max)) { fate in
          (fate.agent, fate.team, fate.group) = (AgentID("a"), TeamID("t"), GroupID("g"))
          (fate.place, fate.tier, fate.applause) = (-1, .max, .min)
          (fate.announcement, fate.announcedAt) = (nil, 5)
          fate.setOff = Announcement.Reason.allCases + [.deal]
        },
        record(
          4, Samples.sale(closed: .instant(.max), customer: "", closedOn: CivilDate("2026-01-01")!), site: SiteID("SH")
        ) {
          ($0.announcement, $0.announcedAt) = (9, nil)
          ($0.amount, $0.reporting, $0.amendedProduct) = (yen, Money(minorUnits: 9, currency: .cny), "")
          ($0.countedBy, $0.voidedBy, $0.corrections) = (.max, .min, corrections)
        },
        record(5, Samples.sale(product: "e\u{301}")) {
          // The same to a reader, and not the same bytes.
          $0.amendedProduct = "é"
          ($0.reporting, $0.announcement, $0.announcedAt) = ($0.amount, 5, Samples.now)
        },
        record(.max, Samples.sale(product: "é", customer: "x")) { $0.amendedProduct = "e\u{301}" },
      ],
      activities: [Samples.activity], conducts: Conduct.Kind.allCases.map { Samples.conduct($0) },
      targets: [
        Samples.target(.site(SiteID("x")), .day(Samples.day)),
        Samples.target(.agent(AgentID("x")), .month(Samples.day)),
        Samples.target(.team(TeamID("x")), .everyMonth(from: Samples.day), group: GroupID("g"), amount: nil),
        Samples.target(.team(TeamID("x")), .day(Samples.day), group: GroupID("f")),
        Samples.target(.team(TeamID("x")), .day(Samples.day)),
      ],
      announced: .min)
  }()

  @Test(
    "Every day of a history reads back as it was, and has the same bytes again",
    arguments: 1...20 as ClosedRange<UInt64>)
  func roundTrip(seed: UInt64) throws {
    for page in Self.pages(seed) {
      let bytes = PageCodec.encode(page)
      let back = try PageCodec.decode(bytes, page.id)
      #expect(back == page)
      #expect(PageCodec.encode(back) == bytes)
    }
  }

  @Test("What never happens reads back too, byte for byte")
  func oddPage() throws {
    let bytes = PageCodec.encode(Self.odd)
    let back = try PageCodec.decode(bytes, Self.odd.id)
    #expect(back == Self.odd)
    #expect(PageCodec.encode(back) == bytes)
    #expect(back.records.map { Array($0.product.utf8) } == Self.odd.records.map { Array($0.product.utf8) })
    #expect(try PageCodec.decode(PageCodec.encode(DayPage(Samples.page)), Samples.page) == DayPage(Samples.page))
  }

  @Test("A page with 5,000 sales takes at most 100 bytes a sale")
  func small() {
    var floor = FloorState()
    floor.next(.roster(Floors.roster))
    for i in 0..<5_000 {
      var accepted = Samples.sale(
        "6f1d2c3b-8a5e-4f70-9b12-\(100_000_000_000 + i)", product: "企业云服务年费版第\(i % 40)代",
        customer: "北京某某科技有限公司\(i)", amount: Int64(10_000 + i * 77))
      accepted.sale.agent = ["a1", "张三", "王五"][i % 3]
      accepted.acceptedAt += Int64(i) * 6_000
      floor.next(.sale(accepted))
    }
    #expect(PageCodec.encode(floor.page(Samples.page)).count < 500_000)
  }

  @Test("A page that is asked for by another name, or of another version, is an error")
  func otherPage() {
    let bytes = PageCodec.encode(Self.odd)
    #expect(throws: EntryError("page", "is not SH/2026-11-21")) {
      try PageCodec.decode(bytes, PageID(site: SiteID("SH"), day: Samples.day))
    }
    #expect(throws: EntryError("v", "is 9, not 1")) { try PageCodec.decode([9] + bytes.dropFirst(), Self.odd.id) }
  }

  @Test("A page that is cut off anywhere, or goes on behind its end, is an error")
  func cutOff() throws {
    let bytes = PageCodec.encode(Self.odd)
    for length in bytes.indices {
      #expect(throws: EntryError.self) { try PageCodec.decode(Array(bytes[..<length]), Self.odd.id) }
    }
    #expect(throws: EntryError("", "has 2 bytes too many")) { try PageCodec.decode(bytes + [0, 0], Self.odd.id) }
  }

  @Test("What is wrong is named with the record it is in")
  func path() throws {
    var bytes = PageCodec.encode(Self.odd)
    bytes[try BinaryEntryTests.place(of: "s1", in: bytes)] = 0xFF
    #expect(throws: EntryError("records[0].id", "is no UTF-8")) { try PageCodec.decode(bytes, Self.odd.id) }
  }

  @Test("No mutated page is worse than an error", arguments: 0..<20 as Range<UInt64>)
  func fuzz(seed: UInt64) throws {
    var random = Seeded(seed)
    let samples = [Self.odd] + Self.pages(seed).prefix(5)
    for _ in 0..<1_000 {
      let page = samples.randomElement(using: &random)!
      let bytes = Mutation.of(PageCodec.encode(page), &random)
      guard let other = try? PageCodec.decode(bytes, page.id) else { continue }
      #expect(try PageCodec.decode(PageCodec.encode(other), page.id) == other)
    }
  }
}
