import Floor
import Testing

/// PRODUCT.md, "Recognition": value score and reward.
struct ValueTests {
  /// A day with expectations that are easy to count with: November 2026 has 21 working days.
  static func floor(_ change: (inout Rules) -> Void = { _ in }) -> FloorState {
    var floor = Floors.new()
    var rules = Rules.standard
    rules.value = ValueRules(
      weights: [.amount: 40, .deals: 10, .conversion: 8, .calls: 6, .talk: 6, .conduct: 30],
      expected: [.amount: 2_100, .deals: 21, .conversion: 500, .calls: 210, .talk: 2_100, .conduct: 42])
    change(&rules)
    floor.next(.rules(Floors.bj, rules))
    return floor
  }

  static func score(_ floor: FloorState, _ agent: String = "a1", _ kind: Period.Kind = .day) -> ValueScore {
    floor.valueSheet(of: Floors.bj, over: Period(kind, of: Floors.day)).score(of: AgentID(agent))
  }

  static func activity(_ agent: String, calls: Int64, connects: Int64, talk: Int64, day: CivilDate = Floors.day)
    -> Entry
  {
    .activity(
      Activity(id: "v", agent: AgentID(agent), day: day, calls: calls, connects: connects, talkSeconds: talk, at: 0))
  }

  static func conduct(_ agent: String, _ points: Int64) -> Entry {
    .conduct(
      Conduct(
        id: "p", agent: AgentID(agent), day: Floors.day, kind: .training, points: points, reason: "taught",
        by: "leader",
        at: 0))
  }

  /// The points of each component that is scored.
  static func points(_ score: ValueScore) -> [ValueRules.Component: Int64] {
    Dictionary(uniqueKeysWithValues: score.parts.map { ($0.component, $0.points) })
  }

  @Test(
    "A component is worth its weight in proportion to what is expected, up to the cap",
    arguments: [(0, 0), (1, 400), (50, 20_000), (100, 40_000), (199, 79_600), (200, 80_000), (9_999, 80_000)]
      as [(Int64, Int64)])
  func amount(sold: Int64, points: Int64) throws {
    var floor = Self.floor()
    if sold > 0 { floor.sell("s", by: "a1", sold) }
    let part = try #require(Self.score(floor).parts.first)
    #expect(part.component == .amount)
    #expect([part.actual, part.expectedThousandths, part.weight, part.points] == [sold, 100_000, 40, points])
  }

  @Test("The person's own target is what is expected of them; without one and without a rule amount is not scored")
  func ownTarget() {
    var floor = Self.floor()
    floor.sell("s", by: "a1", 50)
    floor.next(Floors.target(.agent("a1"), TargetTests.month, 4_200))
    #expect(Self.points(Self.score(floor))[.amount] == 10_000)
    floor.next(Floors.target(.agent("a1"), .day(Floors.day), 25))
    #expect(Self.points(Self.score(floor))[.amount] == 80_000)
    var bare = Self.floor { $0.value.expected[.amount] = nil }
    bare.sell("s", by: "a1", 50)
    #expect(Self.points(Self.score(bare))[.amount] == nil)
    #expect(Self.points(Self.score(bare))[.deals] == 10_000)
  }

  @Test("What is expected in a month is shared out over working days, two months over a week that lies in both")
  func periods() {
    var floor = Self.floor { $0.value.expected[.deals] = 483 }
    floor.sell("s", by: "a1", 50)
    #expect(Self.points(Self.score(floor, "a1", .month))[.deals] == 20)
    #expect(Self.score(floor, "a1", .week).parts.first { $0.component == .deals }?.expectedThousandths == 115_000)
    // Monday 30 November and four of the 23 working days of December: 1/21 + 4/23 of 483.
    let turn = floor.valueSheet(of: Floors.bj, over: Period(.week, of: Floors.date("2026-12-01")))
    #expect(turn.score(of: AgentID("a1")).parts.first { $0.component == .deals }?.expectedThousandths == 107_000)
  }

  @Test("On a day without work nothing is expected, so results are not scored")
  func dayOff() {
    var floor = Self.floor()
    let saturday = Floors.date("2026-11-28")
    floor.sell("s", by: "a1", 50, on: saturday)
    #expect(floor.valueSheet(of: Floors.bj, over: .day(saturday)).score(of: AgentID("a1")).parts.isEmpty)
  }

  @Test("Calls and talk are scored where the site counts them, conversion for whoever somebody talked to")
  func activity() {
    var floor = Self.floor()
    floor.sell("s", by: "a1", 50)
    #expect(Set(Self.points(Self.score(floor)).keys) == [.amount, .deals, .conduct])
    floor.next(Self.activity("a1", calls: 5, connects: 40, talk: 100))
    // One sale out of 40 connects is half of the 5 % expected.
    let expected: [ValueRules.Component: Int64] = [
      .amount: 20_000, .deals: 10_000, .conversion: 4_000, .calls: 3_000, .talk: 6_000, .conduct: 0,
    ]
    #expect(Self.points(Self.score(floor)) == expected)
    #expect(Self.score(floor).score == 43_000)
    #expect(Self.points(Self.score(floor, "a2")) == [.amount: 0, .deals: 0, .calls: 0, .talk: 0, .conduct: 0])
    #expect(Self.points(Self.score(floor, "a3"))[.conversion] == nil)
    floor.next(Self.activity("a1", calls: 10, connects: 20, talk: 100))
    #expect(Self.points(Self.score(floor))[.calls] == 6_000, "the day's last report counts")
    #expect(Self.points(Self.score(floor))[.conversion] == 8_000)
  }

  @Test(
    "Conduct counts with its reasons, and below nothing it costs nothing",
    arguments: [
      ([1], 15_000), ([2], 30_000), ([10], 60_000), ([3, -1], 30_000), ([1, -5], 0), ([], 0),
    ] as [([Int64], Int64)])
  func conduct(given: [Int64], points: Int64) {
    var floor = Self.floor()
    for points in given { floor.next(Self.conduct("a1", points)) }
    let score = Self.score(floor)
    #expect(Self.points(score)[.conduct] == points)
    #expect(score.conducts.map(\.points) == given)
    #expect(score.conducts.allSatisfy { $0.reason == "taught" && $0.by == "leader" })
  }

  @Test("The value of a team or a site is the mean of its people's who are there")
  func mean() {
    var floor = Self.floor()
    floor.sell("s1", by: "a1", 100)
    floor.sell("s2", by: "a2", 50)
    floor.sell("s3", by: "a3", 50)
    let (a1, a2, a3) = (Self.score(floor).score, Self.score(floor, "a2").score, Self.score(floor, "a3").score)
    #expect([a1, a2, a3] == [50_000, 30_000, 30_000])
    #expect(floor.standing(.teams(Floors.bj), by: .value).map(\.score) == [40_000, 15_000])
    #expect(floor.standing(.companySites, by: .value).map(\.score) == [27_500, 0], "the quiet site has a value too")
    floor.next(Floors.move("a2", to: "t1", name: "李四", hasLeft: true, on: Floors.day))
    #expect(floor.standing(.teams(Floors.bj), by: .value).map(\.score) == [50_000, 15_000])
  }

  @Test("Every point is explained: the parts and the sum are the score", arguments: FoldPropertyTests.seeds)
  func sum(seed: UInt64) {
    let floor = FoldPropertyTests.fold(History.entries(seed: seed))
    for period in BoardPropertyTests.periods {
      let sheet = floor.valueSheet(of: Floors.bj, over: period)
      for agent in floor.roster.agents {
        let score = sheet.score(of: agent.id)
        #expect(score.score == score.parts.reduce(0) { $0 + $1.points })
        #expect(score.parts.allSatisfy { $0.points >= 0 && $0.points <= $0.weight * 2_000 })
      }
    }
  }

  @Test(
    "The reward is base and difficulty for each point above the expectation, never below the base unless rules say so",
    arguments: [(50_000, false, 100_000), (50_000, true, 90_000), (60_000, true, 100_000), (70_500, false, 110_500)]
      as [(Int64, Bool, Int64)])
  func reward(score: Int64, mayFall: Bool, reward: Int64) {
    var rules = RewardRules(base: 100_000, expectation: 60, difficulty: 1_000)
    rules.mayFallBelowBase = mayFall
    #expect(rules.reward(for: score) == reward)
    var floor = Self.floor { $0.reward = rules }
    floor.sell("s", by: "a1", 9_999)
    let sheet = floor.valueSheet(of: Floors.bj, over: .day(Floors.day))
    #expect(sheet.reward(for: sheet.score(of: AgentID("a1"))) == 130_000)
    #expect(
      Floors.new().valueSheet(of: Floors.bj, over: .day(Floors.day)).reward(for: sheet.score(of: AgentID("a1"))) == nil)
  }
}
