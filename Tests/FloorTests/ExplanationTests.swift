import Floor
import Testing

/// PRODUCT.md, "Explainable": why somebody stands where they stand, and why a sale is not counted.
struct ExplanationTests {
  static func explain(
    _ floor: FloorState, _ who: Contender = .agent("a1"), _ kind: Period.Kind = .day, by metric: Metric = .amount,
    group: String? = nil, on day: CivilDate = Floors.day, at site: SiteID = Floors.bj
  ) -> Explanation {
    floor.explanation(
      of: who, at: site, over: Period(kind, of: day), by: metric, group: group.map { GroupID($0) }, at: day, minute: 600
    )
  }

  /// The sales that do not count, each with its reason.
  static func uncounted(_ explanation: Explanation) -> [String: Uncounted.Reason] {
    Dictionary(uniqueKeysWithValues: explanation.uncounted.map { ($0.record.sale.id.description, $0.reason) })
  }

  static func counted(_ explanation: Explanation) -> [String] { explanation.counts.map(\.sale.id.description) }

  @Test("The sales that count are listed, the newest first, and add up to the result")
  func counts() {
    var floor = Floors.open()
    for i in 1...3 { floor.sell("s\(i)", by: "a1", Int64(i) * 100) }
    floor.sell("other", by: "a2", 50)
    let explanation = Self.explain(floor)
    #expect(Self.counted(explanation) == ["s3", "s2", "s1"])
    #expect(explanation.uncounted.isEmpty)
    #expect(explanation.tally.amount == 600 && explanation.tally.deals == 3)
    #expect(explanation.row?.place == 1)
    #expect(explanation.rules == .standard)
    #expect(Self.counted(Self.explain(floor, .team("t1"))) == ["other", "s3", "s2", "s1"])
    #expect(Self.explain(floor, .agent("a3")).row == nil)
  }

  @Test("A voided sale does not count, and the void says why and by whom")
  func voided() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 100)
    floor.correct("s1", .void)
    let explanation = Self.explain(floor)
    #expect(Self.uncounted(explanation) == ["s1": .voided])
    #expect(explanation.uncounted.first?.correction?.reason == "typed wrong")
    #expect(explanation.uncounted.first?.correction?.by == "assistant")
    #expect(Self.uncounted(Self.explain(floor, .team("t1"))) == ["s1": .voided])
    #expect(Self.uncounted(Self.explain(floor, .agent("a2"))).isEmpty)
  }

  @Test("A sale that was given to someone else says to whom, to everybody who had it")
  func givenAway() {
    var floor = Floors.open()
    floor.sell("by-id", by: "a1", 100)
    floor.sell("by-name", by: "张三", 100)
    for sale in ["by-id", "by-name"] {
      floor.correct(sale, .assign(AgentID("a2")))
      floor.correct(sale, .assign(AgentID("a3")))
    }
    let given: [String: Uncounted.Reason] = [
      "by-id": .givenAway(to: AgentID("a3")), "by-name": .givenAway(to: AgentID("a3")),
    ]
    #expect(Self.uncounted(Self.explain(floor, .agent("a1"))) == given)
    #expect(Self.uncounted(Self.explain(floor, .agent("a2"))) == given)
    #expect(Self.uncounted(Self.explain(floor, .team("t1"))) == given)
    #expect(Self.uncounted(Self.explain(floor, .agent("a4"))).isEmpty)
    #expect(Self.explain(floor).uncounted.first?.correction?.change == .assign(AgentID("a3")))
    #expect(Self.counted(Self.explain(floor, .agent("a3"))) == ["by-name", "by-id"])
    #expect(Self.counted(Self.explain(floor, .team("t2"))) == ["by-name", "by-id"])
    #expect(Self.uncounted(Self.explain(floor, .team("t2"))).isEmpty)
  }

  @Test("A sale that came back counts, and was lost to whoever had it in between")
  func cameBack() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 100)
    floor.correct("s1", .assign(AgentID("a2")))
    floor.correct("s1", .assign(AgentID("a1")))
    #expect(Self.counted(Self.explain(floor)) == ["s1"])
    #expect(Self.uncounted(Self.explain(floor, .agent("a2"))) == ["s1": .givenAway(to: AgentID("a1"))])
    // Within the team nothing was lost.
    #expect(Self.uncounted(Self.explain(floor, .team("t1"))).isEmpty)
  }

  @Test("A late sale counts on its own day and not on the day it came in")
  func otherDay() {
    var floor = Floors.open()
    let friday = Floors.day.advanced(by: -5)
    floor.sell("late", by: "a1", 100, closed: friday)
    #expect(Self.uncounted(Self.explain(floor)) == ["late": .otherDay])
    #expect(Self.uncounted(Self.explain(floor, .team("t1"), .week)) == ["late": .otherDay])
    #expect(Self.counted(Self.explain(floor, .agent("a1"), .month)) == ["late"])
    let own = Self.explain(floor, on: friday)
    #expect(Self.counted(own) == ["late"] && own.uncounted.isEmpty)
    #expect(own.counts.first?.isLate == true)
    #expect(Self.uncounted(Self.explain(floor, on: Floors.day.advanced(by: -1))).isEmpty)
  }

  @Test("A sale that was sorted out or given to somebody today counts on the day it was closed on")
  func sortedOutToday() {
    var floor = Floors.open()
    floor.next(Floors.sale("s1", by: "小张", 100, accepted: Floors.day.advanced(by: -1)))
    floor.correct("s1", .assign(AgentID("a1")))
    #expect(Self.uncounted(Self.explain(floor)) == ["s1": .otherDay])
    #expect(Self.counted(Self.explain(floor, on: Floors.day.advanced(by: -1))) == ["s1"])
  }

  @Test("A sale of another product group does not count in a cut by group")
  func otherGroup() {
    var floor = Floors.open()
    var rules = Rules.standard
    rules.groups = Floors.groups("课程", "年费")
    floor.next(.rules(Floors.bj, rules))
    floor.sell("course", by: "a1", 100, product: "课程A")
    floor.sell("annual", by: "a1", 100, product: "年费")
    floor.sell("none", by: "a1", 100, product: "书")
    let explanation = Self.explain(floor, group: "课程")
    #expect(Self.counted(explanation) == ["course"])
    #expect(Self.uncounted(explanation) == ["annual": .otherGroup(GroupID("年费")), "none": .otherGroup(nil)])
    #expect(explanation.tally.amount == 100)
    #expect(Self.explain(floor).uncounted.isEmpty)
  }

  @Test("What a member sold for another team or at another site counts there for ever")
  func otherTeam() {
    var floor = Floors.open()
    floor.sell("before", by: "a1", 100)
    floor.next(Floors.move("a1", to: "t2", on: Floors.day))
    floor.sell("after", by: "a1", 100)
    #expect(Self.counted(Self.explain(floor)) == ["after", "before"], "a person's sales are theirs in any team")
    #expect(Self.uncounted(Self.explain(floor, .team("t2"))) == ["before": .otherTeam(TeamID("t1"))])
    #expect(Self.counted(Self.explain(floor, .team("t1"))) == ["before"])
    #expect(Self.uncounted(Self.explain(floor, .team("t1"))).isEmpty)
    floor.next(Floors.move("a1", to: "t3", on: Floors.day))
    let there = Self.explain(floor, at: Floors.sh)
    #expect(Self.uncounted(there) == ["before": .otherTeam(TeamID("t1")), "after": .otherTeam(TeamID("t2"))])
  }

  @Test("A sale that waits to be sorted out is shown to everybody whom its text names")
  func waits() {
    var floor = Floors.open()
    floor.next(.roster(RosterChange(agents: [Agent(id: AgentID("a9"), team: TeamID("t2"), name: "张三")])))
    floor.sell("s1", by: "张三", 100)
    #expect(floor.toSortOut.count == 1)
    for who in [Contender.agent("a1"), .agent("a9"), .team("t1"), .team("t2"), .site("BJ")] {
      #expect(Self.uncounted(Self.explain(floor, who)) == ["s1": .waits])
    }
    #expect(Self.uncounted(Self.explain(floor, .agent("a2"))).isEmpty)
    floor.correct("s1", .assign(AgentID("a9")))
    #expect(Self.counted(Self.explain(floor, .agent("a9"))) == ["s1"])
    #expect(Self.uncounted(Self.explain(floor)) == ["s1": .givenAway(to: AgentID("a9"))])
    #expect(Self.explain(floor, .site("BJ")).counts.count == 1)
  }

  @Test("A namesake who came later is not told of sales that were never theirs")
  func namesake() {
    var floor = Floors.open()
    floor.sell("s1", by: "张三", 100)
    floor.next(.roster(RosterChange(agents: [Agent(id: AgentID("a9"), team: TeamID("t2"), name: "张三")])))
    #expect(Self.uncounted(Self.explain(floor, .agent("a9"))).isEmpty)
    floor.correct("s1", CorrectionTests.amend(5))
    #expect(Self.uncounted(Self.explain(floor, .agent("a9"))).isEmpty)
  }

  @Test("A sale that followed its agent to another team is told to the team it left")
  func followed() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 100)
    floor.next(Floors.move("a1", to: "t2", on: Floors.day.advanced(by: 1)))
    floor.correct("s1", .assign(AgentID("a1")))
    #expect(Self.uncounted(Self.explain(floor, .team("t1"))) == ["s1": .otherTeam(TeamID("t2"))])
    #expect(Self.counted(Self.explain(floor, .team("t2"))) == ["s1"])
    #expect(Self.uncounted(Self.explain(floor)).isEmpty)
  }

  @Test("A shared place says with whom, and which entry was there first")
  func tie() {
    var floor = Floors.open()
    floor.sell("s1", by: "a2", 300)
    floor.sell("s2", by: "a1", 300)
    floor.sell("s3", by: "a3", 100)
    let explanation = Self.explain(floor)
    #expect(explanation.tie?.others.map(\.id) == [.agent("a2")])
    #expect(explanation.tie?.others.map(\.reachedAt) == [4])
    #expect(explanation.tie?.reachedAt == 5)
    #expect(Self.explain(floor, .agent("a3")).tie == nil)
    #expect(Self.explain(floor, .agent("a4")).tie == nil, "who is not ranked shares nothing")
  }

  @Test("The target, the pace, the value with its conduct and the measure of improvement are part of the reasons")
  func parts() {
    var floor = ValueTests.floor { $0.reward = RewardRules(base: 1, expectation: 0, difficulty: 2) }
    floor.sell("before", by: "a1", 2_000, closed: Floors.day.advanced(by: -7))
    floor.sell("s", by: "a1", 100)
    floor.next(Floors.target(.agent("a1"), .day(Floors.day), 800))
    floor.next(ValueTests.conduct("a1", 2))
    let explanation = Self.explain(floor, by: .improved)
    #expect(
      explanation.pace
        == floor.targetSheet(of: Floors.bj, over: .day(Floors.day))
        .pace(of: .agent("a1"), achieved: 100, at: Floors.day, minute: 600))
    #expect(explanation.pace?.expected == 100 && explanation.targetSource == .day)
    #expect(explanation.value?.conducts.map(\.points) == [2])
    #expect(explanation.value?.score == 45_000 && explanation.reward == 91)
    #expect(explanation.improvement?.expected == 100 && explanation.row?.score == 0)
    let team = Self.explain(floor, .team("t1"), by: .value)
    #expect(team.value == nil && team.row?.score == 22_500 && team.people == [AgentID("a1"), AgentID("a2")])
  }

  @Test(
    "The sales that count add up to the row, and no sale is told twice", arguments: 1...6 as ClosedRange<UInt64>)
  func addUp(seed: UInt64) {
    let floor = FoldPropertyTests.fold(History.entries(seed: seed, count: 300, days: 6))
    var reasons: Set<String> = []
    for period in BoardPropertyTests.periods {
      for group in [nil, GroupID("课程")] {
        let results = floor.tallies(of: Floors.bj, over: period, group: group)
        let people = floor.roster.agents.map { Contender.agent($0.id) } + [.team("t1"), .team("t2"), .site("BJ")]
        for who in people {
          let why = floor.explanation(of: who, at: Floors.bj, over: period, group: group, at: period.end, minute: 0)
          #expect(why.counts.reduce(0) { $0 + $1.amount.minorUnits } == results[who].amount)
          #expect(why.counts.count == results[who].deals)
          let told = why.counts.map(\.offset) + why.uncounted.map(\.record.offset)
          #expect(Set(told).count == told.count)
          reasons.formUnion(why.uncounted.map { String("\($0.reason)".prefix { $0 != "(" }) })
        }
      }
    }
    #expect(reasons.isSuperset(of: ["voided", "givenAway", "otherDay", "otherGroup"]))
  }
}
