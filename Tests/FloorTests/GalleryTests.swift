import Floor
import Testing

/// What scenes show of a site beside its boards.
struct GalleryTests {
  private static let today = Floors.day
  private static let midnight = Int64(today.daysSinceEpoch) * 86_400_000

  /// A sale of today that came in `minute` minutes after midnight.
  private static func sale(
    _ id: String, by agent: String = "a1", _ amount: Int64, at minute: Int64, closed: Closing? = nil
  ) -> Entry {
    .sale(
      AcceptedSale(
        sale: Sale(
          id: SaleID(id), agent: agent, product: "课程", amount: Money(minorUnits: amount, currency: .cny),
          closed: closed,
          source: "test"), site: Floors.bj, acceptedAt: midnight + minute * 60_000, acceptedOn: today, closedOn: today,
        minute: Int(minute)))
  }

  private static func amounts(_ floor: FloorState, by minutes: [Int64]) -> [Int64] {
    floor.amounts(of: Floors.bj, on: today, by: minutes.map { midnight + $0 * 60_000 })
  }

  @Test("What a day came to by an hour counts every sale that was signed until then, and none that was voided")
  func amounts() {
    var floor = Floors.new()
    floor.next(Self.sale("s1", 100, at: 590))
    floor.next(Self.sale("s2", 20, at: 600))
    floor.next(Self.sale("s3", 3, at: 601))
    floor.next(Self.sale("s4", 4_000, at: 700))
    #expect(Self.amounts(floor, by: [600, 660, 720]) == [120, 123, 4_123])
    #expect(Self.amounts(floor, by: [600]) == [120], "what came later is left out")
    #expect(Self.amounts(floor, by: []) == [])
    floor.next(
      .correction(
        Correction(
          id: "c", sale: SaleID("s4"), change: .void, reason: "r", by: "t", at: 1, on: Self.today,
          page: PageID(site: Floors.bj, day: Self.today), saleOffset: 5)))
    #expect(Self.amounts(floor, by: [600, 660, 720]) == [120, 123, 123])
    #expect(floor.amounts(of: Floors.sh, on: Self.today, by: [.max]) == [0], "nothing was sold there")
  }

  @Test("A sale that says when it was closed counts from then on, but never after it came in")
  func signed() {
    var floor = Floors.new()
    floor.next(Self.sale("s1", 100, at: 700, closed: .instant(Self.midnight + 550 * 60_000)))
    floor.next(Self.sale("s2", 20, at: 700, closed: .instant(Self.midnight + 705 * 60_000)))
    floor.next(Self.sale("s3", 3, at: 700, closed: .day(Self.today)))
    #expect(Self.amounts(floor, by: [600, 700]) == [100, 123])
  }

  @Test("Within a team people stand by what they sold for it, whatever they sold for another")
  func withinTeams() throws {
    var floor = Floors.new()
    floor.sell("s1", by: "a1", 500)
    floor.sell("s2", by: "a2", 500)
    floor.sell("s3", by: "a3", 300)
    floor.next(Floors.move("a1", to: "t2", on: Self.today))
    floor.sell("s4", by: "a1", 200)
    let places = floor.placesWithinTeams(of: Floors.bj, on: Self.today)
    #expect(places.keys.sorted() == [TeamID("t1"), TeamID("t2")])
    #expect(places[TeamID("t1")]?.map(\.id) == [.agent("a1"), .agent("a2")])
    #expect(places[TeamID("t1")]?.map(\.place) == [1, 1], "the same amount is the same place")
    #expect(places[TeamID("t2")]?.map(\.id) == [.agent("a3"), .agent("a1")])
    #expect(places[TeamID("t2")]?.map(\.amount) == [300, 200])
    #expect(floor.placesWithinTeams(of: Floors.bj, on: Self.today.advanced(by: 1)).isEmpty)
  }

  @Test("Yesterday is the last working day on which something was sold that counts")
  func sellingDay() {
    let monday = Floors.date("2026-11-30")
    func yesterday(_ floor: FloorState) -> CivilDate? { floor.sellingDay(before: monday, at: Floors.bj) }
    var floor = Floors.new()
    #expect(yesterday(floor) == nil, "the first day ever")
    floor.sell("s1", by: "a1", 100, on: Floors.date("2026-11-26"))
    floor.sell("s2", by: "a1", 100, on: Floors.date("2026-11-27"))
    floor.sell("s3", by: "a1", 100, on: Floors.date("2026-11-28"))
    floor.sell("s4", by: "a1", 100, on: monday)
    #expect(yesterday(floor) == Floors.date("2026-11-27"), "nobody works on Saturday")
    floor.next(
      .correction(
        Correction(
          id: "c", sale: SaleID("s2"), change: .void, reason: "r", by: "t", at: 1, on: monday,
          page: PageID(site: Floors.bj, day: Floors.date("2026-11-27")), saleOffset: 3)))
    #expect(yesterday(floor) == Floors.date("2026-11-26"))
    #expect(floor.sellingDay(before: monday.advanced(by: 31), at: Floors.bj) == monday)
    #expect(floor.sellingDay(before: monday.advanced(by: 32), at: Floors.bj) == nil, "too long ago")
    #expect(floor.sellingDay(before: monday, at: Floors.sh) == nil)
  }

  @Test(
    "Hours are told at the ends of full hours of work, and at the end of the day",
    arguments: [
      ([540..<720, 780..<1_080], [600, 660, 720, 840, 900, 960, 1_020, 1_080]),
      ([510..<750], [540, 600, 660, 720, 750]), ([0..<1], [1]), ([1_438..<1_439], [1_439]),
      ([1_320..<1_620], [1_380, 1_440, 1_500, 1_560, 1_620]), ([], []),
    ])
  func marks(hours: [Range<Int>], expected: [Int]) {
    #expect(WorkingCalendar(weekdays: [1], hours: hours).hourMarks == expected)
  }
}
