import Floor
import Testing

/// PRODUCT.md, "Live standings".
struct RankingTests {
  /// Whoever is ranked, in order, with their places and scores.
  static func lines(_ rows: [RankedRow]) -> [String] {
    rows.map { row in
      switch row.id {
      case .agent(let id): "\(row.place) \(id) \(row.score)"
      case .team(let id): "\(row.place) \(id) \(row.score)"
      case .site(let id): "\(row.place) \(id) \(row.score)"
      }
    }
  }

  @Test(
    "Equal results share a place (1, 2, 2, 4); within a place the earlier achiever is listed first",
    arguments: [
      ([("a1", 400), ("a2", 300), ("a3", 300), ("a4", 100)], ["1 a1 400", "2 a2 300", "2 a3 300", "4 a4 100"]),
      ([("a3", 300), ("a2", 300), ("a1", 400), ("a4", 100)], ["1 a1 400", "2 a3 300", "2 a2 300", "4 a4 100"]),
      // a2 sold first, but reached the result last.
      ([("a2", 200), ("a3", 300), ("a2", 100)], ["1 a3 300", "1 a2 300"]),
      ([("a4", 5), ("a3", 5), ("a2", 5), ("a1", 5)], ["1 a4 5", "1 a3 5", "1 a2 5", "1 a1 5"]),
      ([], []),
    ] as [([(String, Int64)], [String])])
  func places(sales: [(String, Int64)], lines: [String]) {
    var floor = Floors.open()
    for (i, sale) in sales.enumerated() { floor.sell("s\(i)", by: sale.0, sale.1) }
    #expect(Self.lines(floor.standing(.agents(Floors.bj))) == lines)
  }

  @Test("Whoever loses a sale and makes up for it is listed behind those who had the result all the time")
  func again() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 300)
    floor.sell("s2", by: "a2", 300)
    floor.correct("s1", .void)
    floor.sell("s3", by: "a1", 300)
    #expect(Self.lines(floor.standing(.agents(Floors.bj))) == ["1 a2 300", "1 a1 300"])
  }

  @Test("A misspelt product or the same amount once more costs nobody the turn within a place")
  func typo() {
    var floor = Floors.open()
    var rules = Rules.standard
    rules.groups = Floors.groups("课程", "年费")
    floor.next(.rules(Floors.bj, rules))
    floor.sell("s1", by: "a1", 300)
    floor.sell("s2", by: "a2", 300)
    floor.correct("s1", .amend(amount: nil, product: "年费", customer: nil))
    floor.correct("s1", CorrectionTests.amend(300))
    floor.correct("s1", .assign(AgentID("a1")))
    #expect(Self.lines(floor.standing(.agents(Floors.bj))) == ["1 a1 300", "1 a2 300"])
    #expect(floor.board(Floors.today).agents.rows.map(\.id) == [AgentID("a1"), AgentID("a2")])
    #expect(Self.lines(floor.standing(.agents(Floors.bj), group: GroupID("年费"))) == ["1 a1 300"])
    #expect(Self.lines(floor.standing(.agents(Floors.bj), group: GroupID("课程"))) == ["1 a2 300"])
  }

  @Test("The gap leads to the score of the next place above; the first place has none")
  func gap() {
    var floor = Floors.open()
    for (agent, amount) in [("a1", 400), ("a2", 300), ("a3", 300), ("a4", 100)] {
      floor.sell(agent, by: agent, Int64(amount))
    }
    #expect(floor.standing(.agents(Floors.bj)).map(\.gap) == [nil, 100, 100, 200])
    #expect(floor.standing(.teams(Floors.bj)).map(\.gap) == [nil, 300])
  }

  /// Sales of two weeks, targets and conduct under which every metric has another winner.
  static func mixed() -> FloorState {
    var floor = Floors.open()
    floor.sell("before-1", by: "a1", 2_000, on: Floors.day.advanced(by: 0), closed: Floors.day.advanced(by: -7))
    floor.sell("before-2", by: "a2", 40, closed: Floors.day.advanced(by: -7))
    floor.sell("s1", by: "a1", 900)
    for i in 1...3 { floor.sell("s2-\(i)", by: "a2", 100) }
    floor.sell("s3", by: "a3", 500)
    floor.next(Floors.target(.agent("a1"), .day(Floors.day), 1_800))
    floor.next(Floors.target(.agent("a2"), .day(Floors.day), 600))
    floor.next(Floors.target(.agent("a3"), .day(Floors.day), 400))
    floor.next(ValueTests.conduct("a4", 40))
    return floor
  }

  @Test(
    "Agents by amount, by deals, by completion, by improvement and by value",
    arguments: [
      (.amount, ["1 a1 900", "2 a3 500", "3 a2 300"]),
      (.deals, ["1 a2 3", "2 a1 1", "2 a3 1"]),
      (.completion, ["1 a3 12500", "2 a1 5000", "2 a2 5000"]),
      // One working day of 20: a twentieth of what was sold before.
      (.improved, ["1 a1 800", "2 a2 298", "3 a4 0"]),
    ] as [(Metric, [String])])
  func metrics(metric: Metric, lines: [String]) {
    #expect(Self.lines(Self.mixed().standing(.agents(Floors.bj), by: metric)) == lines)
  }

  @Test("By value everybody who is there is ranked, whatever they sold")
  func value() {
    let rows = Self.mixed().standing(.agents(Floors.bj), by: .value)
    #expect(rows.map(\.id) == [.agent("a4"), .agent("a3"), .agent("a2"), .agent("a1")])
    #expect(rows.map(\.deals) == [0, 1, 3, 1])
  }

  @Test("Teams by amount, deals and completion")
  func teams() {
    var floor = Self.mixed()
    #expect(Self.lines(floor.standing(.teams(Floors.bj))) == ["1 t1 1200", "2 t2 500"])
    #expect(Self.lines(floor.standing(.teams(Floors.bj), by: .deals)) == ["1 t1 4", "2 t2 1"])
    #expect(Self.lines(floor.standing(.teams(Floors.bj), by: .completion)) == ["1 t2 12500", "2 t1 5000"])
    floor.next(Floors.target(.team("t1"), .day(Floors.day), 600))
    #expect(Self.lines(floor.standing(.teams(Floors.bj), by: .completion)) == ["1 t1 20000", "2 t2 12500"])
  }

  @Test("Without a sale the one with a target is listed behind those with one, and who left is not measured any more")
  func completion() {
    var floor = Floors.open()
    for agent in ["a1", "a2", "a3", "b1"] {
      floor.next(Floors.target(.agent(AgentID(agent)), .day(Floors.day), 1_000_000))
    }
    floor.sell("s", by: "a3", 1)
    #expect(Self.lines(floor.standing(.agents(Floors.bj), by: .completion)) == ["1 a3 0", "1 a1 0", "1 a2 0"])
    floor.next(Floors.move("a1", to: "t1", hasLeft: true, on: Floors.day))
    #expect(Self.lines(floor.standing(.agents(Floors.bj), by: .completion)) == ["1 a3 0", "1 a2 0"])
    #expect(floor.standing(.agents(Floors.bj), .month, by: .completion).map(\.id) == [.agent("a3"), .agent("a2")])
  }

  // MARK: Company

  /// Beijing in yuan, Shanghai in dollars, the company in yuan at 7 for one.
  static func company() -> FloorState {
    var floor = FloorState()
    let usd = Currency("USD")!
    var roster = Floors.roster
    roster.sites[1].currency = usd
    floor.next(.roster(roster))
    floor.next(.company(CompanyRules(currency: .cny, rates: [usd: Rate("7")!])))
    floor.sell("bj-1", by: "a1", 500)
    floor.sell("bj-2", by: "a3", 600)
    floor.next(dollars("sh-1", 100))
    return floor
  }

  static func dollars(_ id: String, _ cents: Int64, on day: CivilDate = Floors.day) -> Entry {
    .sale(
      AcceptedSale(
        sale: Sale(
          id: SaleID(id), agent: "b1", product: "课程",
          amount: Money(minorUnits: cents, currency: Currency("USD")!), source: "test"),
        site: Floors.sh, acceptedAt: 0, acceptedOn: day, closedOn: day))
  }

  @Test("The company view compares agents, teams and sites in one reporting currency at configured rates")
  func sites() {
    var floor = Self.company()
    #expect(Self.lines(floor.standing(.companyAgents)) == ["1 b1 700", "2 a3 600", "3 a1 500"])
    #expect(Self.lines(floor.standing(.companyTeams)) == ["1 t3 700", "2 t2 600", "3 t1 500"])
    #expect(Self.lines(floor.standing(.companySites)) == ["1 BJ 1100", "2 SH 700"])
    #expect(floor.standing(.companySites, by: .deals).map(\.score) == [2, 1])
    #expect(floor.companyTallies(over: .day(Floors.day)).total.amount == 1_800)
    // At its own site a sale keeps its own currency.
    #expect(Self.lines(floor.standing(.agents(Floors.sh))) == ["1 b1 100"])
    // A rate that changes converts what comes in from then on.
    floor.next(.company(CompanyRules(currency: .cny, rates: [Currency("USD")!: Rate("8")!])))
    floor.next(Self.dollars("sh-2", 100))
    #expect(Self.lines(floor.standing(.companySites)) == ["1 SH 1500", "2 BJ 1100"])
    // Without a rate a sale is a deal, and no amount.
    floor.next(.company(CompanyRules(currency: .cny)))
    floor.next(Self.dollars("sh-3", 100))
    #expect(Self.lines(floor.standing(.companySites)) == ["1 SH 1500", "2 BJ 1100"])
    #expect(floor.standing(.companySites, by: .deals).map(\.score) == [3, 2])
  }

  @Test("Sites are compared by completion of their targets in the company's currency, and by their own days")
  func siteCompletion() {
    var floor = Self.company()
    floor.next(Floors.target(.site("BJ"), .day(Floors.day), 2_200))
    floor.next(Floors.target(.agent("b1"), .day(Floors.day), 125))
    #expect(Self.lines(floor.standing(.companySites, by: .completion)) == ["1 SH 8000", "2 BJ 5000"])
    #expect(Self.lines(floor.standing(.companyAgents, by: .completion)) == ["1 b1 8000"])
    floor.next(.company(CompanyRules(currency: .cny)))
    #expect(Self.lines(floor.standing(.companySites, by: .completion)) == ["1 BJ 5000"], "no rate, nothing to compare")
  }

  @Test("Whoever moved between sites is measured by all they sold")
  func moved() {
    var floor = Floors.new()
    floor.next(.company(CompanyRules(currency: .cny)))
    floor.sell("before", by: "a1", 2_000, on: Floors.day.advanced(by: -7))
    floor.sell("s1", by: "a1", 300)
    floor.next(Floors.move("a1", to: "t3", on: Floors.day))
    floor.next(Floors.sale("s2", by: "a1", 200, site: Floors.sh))
    #expect(Self.lines(floor.standing(.companyAgents)) == ["1 a1 500"])
    #expect(Self.lines(floor.standing(.companyAgents, by: .improved)) == ["1 a1 400"])
    #expect(Self.lines(floor.standing(.agents(Floors.bj))) == ["1 a1 300"])
    #expect(Self.lines(floor.standing(.agents(Floors.sh))) == ["1 a1 200"])
    let days: [SiteID: CivilDate] = [Floors.bj: Floors.day, Floors.sh: Floors.day.advanced(by: -40)]
    let rows = floor.ranking(.companySites, over: .day(Floors.day), by: .improved) { days[$0] ?? Floors.day }
    #expect(Self.lines(rows) == ["1 BJ 200"])
  }

  @Test("Places follow scores, gaps lead upwards and every contender is there once", arguments: FoldPropertyTests.seeds)
  func laws(seed: UInt64) {
    let floor = FoldPropertyTests.fold(History.entries(seed: seed))
    let contests: [Contest] = [.agents(Floors.bj), .teams(Floors.bj), .companyAgents, .companyTeams, .companySites]
    for (contest, metric) in contests.flatMap({ c in Metric.allCases.map { (c, $0) } }) {
      for period in BoardPropertyTests.periods {
        let rows = floor.ranking(contest, over: period, by: metric) { _ in Floors.day.advanced(by: 3) }
        #expect(Set(rows.map(\.id)).count == rows.count)
        for (i, row) in rows.enumerated() {
          #expect(row.place == 1 + rows.count { $0.score > row.score })
          #expect(row.gap == rows.map(\.score).filter { $0 > row.score }.min().map { $0 - row.score })
          guard i > 0, rows[i - 1].score == row.score else { continue }
          #expect(rows[i - 1].reachedAt ?? .max <= row.reachedAt ?? .max)
        }
      }
    }
  }
}
