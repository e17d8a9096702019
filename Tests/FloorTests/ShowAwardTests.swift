import Floor
import Testing

/// What a show gives, and how long it takes.
struct ShowAwardTests {
  @Test("The award of the day promises its reward, and waits until it is an entry")
  func pending() throws {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 1_280_000)
    let show = CeremonyTests.ceremony(floor)
    floor.next(.show(show))
    let award = try #require(show.awards.first { $0.honour == "top_sales" })
    #expect(award.reward == Award.Reward(what: "voucher", due: Floors.day.advanced(by: 1), presenter: "director"))
    #expect(award.by == Award.house && award.at == show.at && award.on == Floors.day)
    #expect(award.citation == "2026年11月25日签约1单，金额12,800元，全场第一。")
    #expect(floor.awards.items.isEmpty, "the show itself gives nothing")
    #expect(floor.cues(of: Floors.bj).pendingAwards == show.awards)
    floor.next(.award(award))
    #expect(floor.cues(of: Floors.bj).pendingAwards == show.awards.filter { $0.id != award.id })
    #expect(floor.awards[award.id]?.award == award)
  }

  @Test("What is in the award book already does not wait for a second time")
  func given() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 100)
    let show = CeremonyTests.ceremony(floor)
    for award in show.awards { floor.next(.award(award)) }
    floor.next(.show(show))
    #expect(floor.cues(of: Floors.bj).pendingAwards.isEmpty)
  }

  @Test("A show that is only recorded gives its awards and leaves a later one on stage")
  func recorded() {
    var floor = Floors.open()
    let earlier = Floors.day.advanced(by: -1)
    floor.sell("s1", by: "a1", 100)
    let show = CeremonyTests.ceremony(floor)
    floor.next(.show(show))
    let missed = floor.ceremony(of: Floors.bj, on: earlier, at: 5, by: nil, startsAt: nil, CeremonyTests.plan)
    #expect(floor.next(.show(missed)) == .changed)
    #expect(floor.cues(of: Floors.bj).stand?.show == show)
    #expect(floor.cues(of: Floors.bj).pendingAwards == show.awards + missed.awards)
    #expect(floor.cues(of: Floors.bj).has(missed.key))
  }

  @Test("The top team's award says what it reached")
  func team() {
    var floor = Floors.open()
    floor.next(Floors.target(.team("t1"), .day(Floors.day), 2_000_000))
    floor.sell("s1", by: "a1", 1_600_000)
    let award = CeremonyTests.ceremony(floor).awards.first { $0.honour == "top_team" }
    #expect(award?.id == "top_team/day/2026-11-25/BJ" && award?.recipient == .team(TeamID("t1")))
    #expect(award?.citation == "2026年11月25日全队签约1单，金额16,000元，完成目标的80%。")
  }

  @Test("Nothing is given where nothing is planned")
  func noPlan() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 100)
    let show = floor.ceremony(of: Floors.bj, on: Floors.day, at: 1, by: nil, startsAt: 2, ShowPlan())
    #expect(show.awards.isEmpty && CeremonyTests.winners(show)?.count == 1)
  }

  @Test(
    "A show of four teams takes about eight minutes; with many teams each gets less, and all no more than a while",
    arguments: [(4, 200_000), (6, 240_000), (48, 240_000), (60, 300_000)])
  func length(count: Int, ofTeams: Int) {
    var floor = Floors.new()
    floor.next(.roster(RosterChange(sites: [Self.tokyo], teams: Self.teams(count), agents: Self.agents(count))))
    floor.next(Floors.sale("s1", by: "p0", 100, site: SiteID("TY")))
    let show = floor.ceremony(of: SiteID("TY"), on: Floors.day, at: 1, by: nil, startsAt: 2, ShowPlan())
    let teams = show.steps.filter { if case .team = $0.scene { true } else { false } }
    #expect(teams.count == count && teams.reduce(0) { $0 + $1.duration } == ofTeams)
    if count == 4 { #expect((450_000...510_000).contains(show.length)) }
    #expect(show.currency == Currency("JPY"))
  }

  static let tokyo = Site(
    id: SiteID("TY"), name: Wording(zhCN: "东京", en: "Tokyo"), timeZone: "Asia/Tokyo", currency: Currency("JPY") ?? .cny)

  static func teams(_ count: Int) -> [Team] {
    (0..<count).map { Team(id: TeamID("k\($0)"), site: tokyo.id, name: "K\($0)") }
  }

  static func agents(_ count: Int) -> [Agent] {
    (0..<count).map { Agent(id: AgentID("p\($0)"), team: TeamID("k\($0)"), name: "P\($0)") }
  }
}
