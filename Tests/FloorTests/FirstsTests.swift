import Floor
import Testing

/// PRODUCT.md, "First order", "Big deal", "One sale, one takeover", "Corrections on air".
struct FirstsTests {
  @Test("The first of the month, week and day is one announcement that says all of it, in the order of weight")
  func allAtOnce() throws {
    var floor = Floors.new()
    let sold = floor.sell("s1", by: "a1", 1_280_000)
    let announcement = try #require(sold)
    #expect(announcement.reasons == [.firstOfMonth, .firstOfWeek, .firstOfDay, .bigDeal])
    #expect(announcement.duration == 20_000)
    let words = Phrases.words(for: announcement)
    #expect(words.zhCN == "恭喜飞虎队的张三签到了第一单，为我们大家拿到了开门红！这也是本月、本周的第一单。这一单是课程，金额是12,800元，请大家为TA喝彩！")
    #expect(words.en.contains("on the first order of the day, of the month and of the week too - and a big one"))
  }

  @Test("A month that begins in the middle of a week has its first without being the week's")
  func monthInsideWeek() {
    var floor = Floors.new()
    let monday = Floors.date("2026-11-30")
    floor.sell("s1", by: "a1", 100, on: monday)
    #expect(floor.sell("s2", by: "a1", 100, on: monday.advanced(by: 1))?.reasons == [.firstOfMonth, .firstOfDay])
  }

  /// The announced and the standing first of the day.
  static func firsts(_ floor: FloorState, _ kind: Period.Kind = .day, on day: CivilDate = Floors.day) -> [String?] {
    let firsts = floor.firsts(of: Floors.bj, over: Period(kind, of: day))
    return [firsts.announced?.sale.id.description, firsts.stands?.sale.id.description]
  }

  @Test(
    "If the first order is voided later, nobody is made first in their place; the report names the earliest sale that stands"
  )
  func voidedFirst() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 100)
    #expect(Self.firsts(floor) == ["s1", "s1"])
    floor.correct("s1", .void)
    #expect(Self.firsts(floor) == ["s1", nil])
    #expect(floor.sell("s2", by: "a2", 100)?.reasons == [.deal])
    floor.sell("s3", by: "a2", 100)
    #expect(Self.firsts(floor) == ["s1", "s2"])
    floor.correct("s2", .void)
    #expect(Self.firsts(floor) == ["s1", "s3"])
    #expect(floor.voids(of: Floors.bj, over: .day(Floors.day)).map(\.sale.id) == [SaleID("s1"), SaleID("s2")])
  }

  @Test("A week and a month have first orders of their own, which can be different sales")
  func longer() {
    var floor = Floors.new()
    let (friday, monday) = (Floors.date("2026-11-27"), Floors.date("2026-11-23"))
    floor.sell("s1", by: "a1", 100, on: monday)
    floor.sell("s2", by: "a1", 100, on: friday)
    floor.sell("s3", by: "a1", 100, on: Floors.date("2026-12-01"))
    #expect(Self.firsts(floor, on: friday) == ["s2", "s2"])
    #expect(Self.firsts(floor, .week, on: friday) == ["s1", "s1"])
    #expect(Self.firsts(floor, .month, on: friday) == ["s1", "s1"])
    #expect(Self.firsts(floor, .week, on: Floors.date("2026-12-01")) == ["s3", "s3"])
    floor.correct("s1", .void)
    #expect(Self.firsts(floor, .week, on: friday) == ["s1", "s2"])
  }

  @Test("A late sale is never the first; one that had to be sorted out does not unseat the one that was announced")
  func lateAndWaiting() {
    var floor = Floors.open()
    let yesterday = Floors.day.advanced(by: -1)
    floor.sell("waiting", by: "小张", 100)
    floor.sell("s1", by: "a1", 100)
    floor.correct("waiting", .assign(AgentID("a2")))
    #expect(Self.firsts(floor) == ["s1", "s1"])
    floor.correct("s1", .void)
    #expect(Self.firsts(floor) == ["s1", "waiting"])
    floor.correct("waiting", .void)
    floor.sell("late", by: "a1", 100, closed: yesterday)
    #expect(Self.firsts(floor) == ["s1", nil])
    floor.correct("earlier-bj", .void)
    #expect(Self.firsts(floor, on: yesterday) == ["earlier-bj", nil])
  }

  @Test("A first order that is given to someone else stays the first")
  func assigned() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 100)
    floor.sell("s2", by: "a2", 100)
    floor.correct("s1", .assign(AgentID("a3")))
    #expect(Self.firsts(floor) == ["s1", "s1"])
    #expect(floor.firsts(of: Floors.bj, over: .day(Floors.day)).stands?.agent == AgentID("a3"))
  }

  @Test(
    "A clock that steps back makes nobody first again, however far it steps",
    arguments: [1, 20, 40, 61, 62, 63, 100] as [Int32])
  func stepsBack(days: Int32) {
    var floor = Floors.new()
    let then = Floors.day.advanced(by: -days)
    #expect(floor.sell("s1", by: "a1", 100, on: then)?.reasons == [.firstOfMonth, .firstOfWeek, .firstOfDay])
    floor.sell("s2", by: "a1", 100, on: Floors.day)
    #expect(floor.sell("s3", by: "a1", 100, on: then)?.reasons == [.deal])
    // Another day of the same month and week, on which nothing was sold.
    let other = then.weekday == 7 || then.day >= 28 ? then.advanced(by: -1) : then.advanced(by: 1)
    let again = floor.sell("s4", by: "a1", 100, on: other)?.reasons ?? []
    #expect(!again.contains(.firstOfMonth))
  }

  @Test("The big deals of a period are those that stand, by the thresholds in force when each was accepted")
  func bigDeals() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 1_000_000)
    floor.sell("s2", by: "a2", 2_000_000)
    floor.sell("small", by: "a2", 999_999)
    floor.next(.rules(Floors.bj, Rules(bigDealTiers: [3_000_000])))
    floor.sell("s3", by: "a2", 2_000_000)
    floor.sell("s4", by: "a2", 3_000_000)
    floor.correct("s1", .void)
    floor.correct("s4", CorrectionTests.amend(5))
    let week = Period(.week, of: Floors.day)
    #expect(floor.bigDeals(of: Floors.bj, over: week).map(\.sale.id) == [SaleID("s2"), SaleID("s4")])
  }
}
