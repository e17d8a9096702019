import Floor
import Testing

/// PRODUCT.md, "Hourly broadcast".
struct BroadcastTests {
  /// Tells the hour, and what it told.
  @discardableResult
  static func tell(_ hour: Int, _ floor: inout FloorState) -> Broadcast {
    let broadcast = floor.broadcast(
      of: Floors.bj, .hour(hour), day: Floors.day, minute: hour * 60, at: Int64(hour) * 3_600_000)
    floor.next(.broadcast(broadcast))
    return broadcast
  }

  @Test("The hour tells its deals, the day's total, who leads and what is missing to the target")
  func facts() {
    var floor = Floors.open()
    floor.next(Floors.target(.site("BJ"), .day(Floors.day), 10_000_000))
    floor.sell("s1", by: "a1", 1_000_000)
    Self.tell(10, &floor)
    floor.sell("s2", by: "a3", 2_000_000, product: "年费")
    floor.sell("s3", by: "a2", 500_000)
    let told = Self.tell(11, &floor)
    #expect(told.deals.map(\.agent) == [AgentID("a3"), AgentID("a2")])
    #expect(told.deals.map(\.announcement).allSatisfy { floor.recentAnnouncement($0) != nil })
    #expect(told.since == 600)
    #expect(told.period == .init(amount: 2_500_000, deals: 2))
    #expect(told.total == .init(amount: 3_500_000, deals: 3))
    #expect(told.leaders == [AgentID("a3")] && told.leadingTeams == [TeamID("t2")])
    #expect(told.missing == 6_500_000)
  }

  @Test("Whoever shares the lead is named, agents and teams")
  func joint() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 100)
    floor.sell("s2", by: "a3", 100)
    let told = Self.tell(10, &floor)
    #expect(told.leaders == [AgentID("a1"), AgentID("a3")] && told.leadingTeams == [TeamID("t1"), TeamID("t2")])
  }

  @Test("A missed hour is covered by the next, which says since when")
  func missed() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 100)
    Self.tell(10, &floor)
    floor.sell("s2", by: "a1", 200)
    // 11:00 was missed.
    floor.sell("s3", by: "a1", 300)
    let told = Self.tell(12, &floor)
    #expect(told.since == 600 && told.deals.map(\.amount) == [200, 300])
    #expect(Phrases.words(for: told, in: floor.roster).zhCN.contains("上午十点以来，我们签了两单"))
  }

  @Test("The first broadcast of a day tells since the day's work began, and not what was told the day before")
  func firstOfDay() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 100)
    Self.tell(17, &floor)
    let next = Floors.day.advanced(by: 1)
    floor.sell("s2", by: "a1", 200, on: next)
    let told = floor.broadcast(of: Floors.bj, .hour(10), day: next, minute: 600, at: 0)
    #expect(told.since == 540 && told.deals.map(\.amount) == [200] && told.total.deals == 1)
  }

  @Test("After the rest a recap tells what was signed since the last hour, and the next hour does not tell it again")
  func recap() {
    var floor = Floors.open()
    Self.tell(12, &floor)
    floor.sell("s1", by: "a1", 100)
    let recap = floor.broadcast(of: Floors.bj, .recap("rest"), day: Floors.day, minute: 775, at: 0)
    floor.next(.broadcast(recap))
    #expect(recap.since == 720 && recap.deals.map(\.amount) == [100])
    #expect(Phrases.words(for: recap, in: floor.roster).zhCN.hasPrefix("欢迎回来！中午十二点以来，我们签了一单"))
    #expect(Self.tell(14, &floor).deals.isEmpty)
  }

  @Test("A voided sale is not told, an amended one as it is now, a sorted out one when it has its agent")
  func corrections() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 100)
    floor.sell("s2", by: "a1", 200)
    floor.sell("s3", by: "nobody", 300)
    let (void, amended) = (Correction.Change.void, Money(minorUnits: 250, currency: .cny))
    floor.next(Self.correction("s1", void))
    floor.next(Self.correction("s2", .amend(amount: amended, product: nil, customer: nil)))
    #expect(Self.tell(10, &floor).deals.map(\.amount) == [250])
    floor.next(Self.correction("s3", .assign(AgentID("a2"))))
    #expect(Self.tell(11, &floor).deals.map(\.amount) == [300])
  }

  static func correction(_ sale: String, _ change: Correction.Change) -> Entry {
    .correction(
      Correction(
        id: "c-\(sale)", sale: SaleID(sale), change: change, reason: "typed wrong", by: "me", at: 0, on: Floors.day))
  }

  @Test("A sale of an earlier day is in neither sum of the hour")
  func late() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 100, closed: Floors.day.advanced(by: -1))
    let told = Self.tell(10, &floor)
    #expect(told.deals.isEmpty && told.period.deals == 0 && told.total.deals == 0)
  }

  @Test("Of many deals the six largest are read out in the order in which they were signed; all are in the sum")
  func largest() {
    var floor = Floors.open()
    for (i, amount) in [500, 100, 900, 300, 800, 300, 700, 300, 600].enumerated() {
      floor.sell("s\(i)", by: "a1", Int64(amount))
    }
    let told = Self.tell(10, &floor)
    #expect(told.deals.map(\.amount) == [500, 900, 300, 800, 700, 600])
    #expect(told.deals[2].announcement < told.deals[3].announcement, "of equal ones the earlier")
    #expect(told.period == .init(amount: 4_500, deals: 9))
    let words = Phrases.words(for: told, in: floor.roster)
    #expect(words.zhCN.contains("我们签了九单，合计四十五元，最大的六单是："))
    #expect(words.en.contains("we have signed nine deals, forty-five yuan in all, the largest six being: "))
  }
}
