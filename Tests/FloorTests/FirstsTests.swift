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
    let monday = CivilDate("2026-11-30")!
    floor.next(Floors.sale("s1", by: "a1", 100, accepted: monday))
    guard
      case .sale(_, let announcement) = floor.next(Floors.sale("s2", by: "a1", 100, accepted: monday.advanced(by: 1)))
    else { return #expect(Bool(false)) }
    #expect(announcement?.reasons == [.firstOfMonth, .firstOfDay])
  }

  @Test("If the first order is voided later, nobody is made first in their place")
  func voidedFirst() {
    var floor = Floors.open()
    _ = floor.sell("s1", by: "a1", 100)
    floor.correct("s1", .void)
    #expect(floor.sell("s2", by: "a2", 100)?.reasons == [.deal])
    #expect(floor.board(BoardID(site: Floors.bj, day: Floors.day)).first == SaleID("s1"))
  }
}
