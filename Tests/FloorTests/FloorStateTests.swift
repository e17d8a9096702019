import Floor
import Testing

struct FloorStateTests {
  @Test("The first sale accepted on a floor's business day is the first order, the second is not")
  func firstOrder() {
    var floor = Floors.open()
    #expect(floor.sell("s1", by: "a1", 100)?.reasons == [.firstOfDay])
    #expect(floor.sell("s2", by: "a2", 100)?.reasons == [.deal])
  }

  @Test("Firsts are per site")
  func firstsPerSite() {
    var floor = Floors.open()
    #expect(floor.sell("s1", by: "a1", 100)?.reasons == [.firstOfDay])
    #expect(floor.sell("s2", by: "b1", 100)?.reasons == [.firstOfDay])
  }

  @Test("The next business day has a first order of its own")
  func nextDay() {
    var floor = Floors.open()
    floor.next(Floors.sale("s1", by: "a1", 100))
    guard
      case .sale(_, let announcement) = floor.next(
        Floors.sale("s2", by: "a1", 100, accepted: Floors.day.advanced(by: 1)))
    else { return #expect(Bool(false), "the sale was not recorded") }
    #expect(announcement?.reasons == [.firstOfDay])
  }

  @Test("Two sales in the same millisecond: the order of the log decides")
  func sameMillisecond() {
    for order in [["a1", "a2"], ["a2", "a1"]] {
      var floor = Floors.open()
      let announced = order.map { floor.sell("of-\($0)", by: $0, 100)?.reasons }
      #expect(announced == [[.firstOfDay], [.deal]])
      #expect(floor.board(Floors.today).agents.rows.map(\.id.description) == order)
    }
  }

  @Test("An amount at or above the site's threshold is a big deal, with its tier")
  func bigDeal() {
    var floor = Floors.open()
    _ = floor.sell("s0", by: "a1", 1)
    #expect(floor.sell("s1", by: "a1", 999_999)?.tier == nil)
    let tiers = [1_000_000: 1, 4_999_999: 1, 5_000_000: 2, 10_000_000: 3, 900_000_000: 3] as [Int64: Int]
    for (amount, tier) in tiers {
      let announcement = floor.sell("big-\(amount)", by: "a1", amount)
      #expect(announcement?.reasons == [.bigDeal])
      #expect(announcement?.tier == tier)
    }
  }

  @Test("A sale that is the first and a big deal too is one announcement that says both, the heavier first")
  func firstAndBig() {
    var floor = Floors.open()
    let announcement = floor.sell("s1", by: "a1", 1_280_050)
    #expect(announcement?.reasons == [.firstOfDay, .bigDeal])
    #expect(announcement?.isTakeover == true)
    #expect(announcement?.duration == 12_000)
  }

  @Test("Thresholds in force when the sale was accepted decide; changing them changes no history")
  func rulesChange() {
    var floor = Floors.open()
    _ = floor.sell("s0", by: "a1", 1)
    #expect(floor.sell("s1", by: "a1", 1_000_000)?.tier == 1)
    let before = floor.record(of: SaleID("s1"))
    floor.next(.rules(Floors.bj, Rules(bigDealTiers: [2_000_000])))
    #expect(floor.record(of: SaleID("s1")) == before)
    #expect(floor.sell("s2", by: "a1", 1_000_000)?.tier == nil)
    #expect(floor.sell("s3", by: "b1", 1_000_000)?.tier == 1, "the other site keeps its rules")
  }

  @Test("A sale that was closed on an earlier business day counts there and triggers no announcement of today's firsts")
  func lateSale() {
    var floor = Floors.open()
    let yesterday = Floors.day.advanced(by: -1)
    #expect(floor.sell("late", by: "a1", 500, closed: yesterday)?.reasons == [.deal])
    #expect(floor.board(BoardID(site: Floors.bj, day: yesterday)).agents[AgentID("a1")]?.amount == 500)
    #expect(floor.board(BoardID(site: Floors.bj, day: Floors.day)).amount == 0)
    #expect(floor.sell("s1", by: "a2", 100)?.reasons == [.firstOfDay])
  }

  @Test("A sale for an agent nobody knows is neither lost nor counted: it waits until someone names the agent")
  func unknownAgent() {
    var floor = Floors.open()
    let before = floor.board(BoardID(site: Floors.bj, day: Floors.day))
    #expect(floor.sell("s1", by: "nobody", 100) == nil)
    #expect(floor.toSortOut.map(\.sale.id) == [SaleID("s1")])
    #expect(floor.board(BoardID(site: Floors.bj, day: Floors.day)) == before)
    #expect(floor.sell("s2", by: "a1", 100)?.reasons == [.firstOfDay], "the unresolved sale took no first order")
  }

  @Test("An agent is known by identifier or by a name that only one agent has")
  func agentReference() {
    var floor = Floors.open()
    #expect(floor.sell("s1", by: "李四", 100)?.agent.id == AgentID("a2"))
    floor.next(.roster(RosterChange(agents: [Agent(id: AgentID("a9"), team: TeamID("t2"), name: "李四")])))
    #expect(floor.sell("s2", by: "李四", 100) == nil)
    #expect(floor.sell("s3", by: "a9", 100)?.agent.id == AgentID("a9"))
  }

  @Test("A sale belongs to the team its agent was in when it was accepted, for ever")
  func teamForEver() {
    var floor = Floors.open()
    _ = floor.sell("s1", by: "a1", 100)
    floor.next(.roster(RosterChange(agents: [Agent(id: AgentID("a1"), team: TeamID("t2"), name: "张三")])))
    _ = floor.sell("s2", by: "a1", 30)
    let teams = floor.board(BoardID(site: Floors.bj, day: Floors.day)).teams
    #expect(teams[TeamID("t1")]?.amount == 100)
    #expect(teams[TeamID("t2")]?.amount == 30)
  }

  @Test("A day keeps its newest 50 announcements for screens that join, and counts them all")
  func recentAnnouncements() {
    var floor = Floors.open()
    for i in 1...60 { _ = floor.sell("s\(i)", by: "a1", 100) }
    let recent = floor.announcements(of: Floors.bj, on: Floors.day)
    #expect(recent.map(\.offset) == Array(14...63))
    #expect(floor.page(PageID(site: Floors.bj, day: Floors.day)).announced == 60)
    #expect(floor.announcements(of: Floors.bj, on: Floors.day.advanced(by: 1)).isEmpty)
  }

  @Test("Sums past the largest number stay there instead of stopping the fold")
  func saturation() {
    var floor = Floors.open()
    _ = floor.sell("s1", by: "a1", .max)
    _ = floor.sell("s2", by: "a1", 5)
    #expect(floor.board(BoardID(site: Floors.bj, day: Floors.day)).amount == .max)
  }
}
