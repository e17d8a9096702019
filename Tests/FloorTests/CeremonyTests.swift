import Floor
import Testing

/// PRODUCT.md, "Ceremony".
struct CeremonyTests {
  /// A Friday, the last working day of its week.
  static let friday = Floors.day.advanced(by: 2)

  static let plan = ShowPlan(
    honours: [
      .day: Honour(
        id: "top_sales", title: Wording(zhCN: "开拓能手", en: "Top Sales"),
        reward: .init(what: "voucher", days: 1, presenter: "director")),
      .week: Honour(id: "top_sales_week", title: Wording(zhCN: "周冠军", en: "Top Sales of the Week")),
      .month: Honour(id: "top_sales_month", title: Wording(zhCN: "月冠军", en: "Top Sales of the Month")),
      .team: Honour(id: "top_team", title: Wording(zhCN: "冠军团队", en: "Top Team")),
    ])

  static func ceremony(_ floor: FloorState, on day: CivilDate = Floors.day) -> Show {
    floor.ceremony(of: Floors.bj, on: day, at: 1_000, by: nil, startsAt: 2_000, plan)
  }

  @Test("The day's show: opening, company, teams, Top team, countdown, winner, applause, closing")
  func order() {
    var floor = Floors.open()
    floor.next(Floors.target(.site("BJ"), .day(Floors.day), 400))
    floor.sell("s1", by: "a1", 200)
    floor.sell("s2", by: "a3", 100)
    floor.next(CueTests.commentary("A fine day."))
    let winner = Show.Winner(agent: AgentID("a1"), team: TeamID("t1"), amount: 200, deals: 1)
    let (t1, t2) = (Self.team("t1", 200, 1), Self.team("t2", 100, 1))
    #expect(
      Self.ceremony(floor).steps.map(\.scene) == [
        .opening, .company(.init(amount: 300, deals: 2, target: 400)), .team(t2, .mostDeals), .team(t1, .mostDeals),
        .topTeam([t1]), .countdown, .winner([winner]), .applause, .closing("A fine day."),
      ])
  }

  static func team(_ id: String, _ amount: Int64, _ deals: Int, target: Int64? = nil) -> Show.TeamResult {
    Show.TeamResult(TeamID(id), Show.Result(amount: amount, deals: deals, target: target))
  }

  @Test(
    "Teams come from the lowest completion up, first those without a target by amount; the order is decided by completion only where all have a target"
  )
  func teams() {
    var floor = Floors.open()
    floor.next(.roster(RosterChange(teams: ["t4", "t5"].map { Team(id: TeamID($0), site: Floors.bj, name: $0) })))
    floor.next(Floors.move("a2", to: "t4", name: "李四", on: nil))
    floor.next(Floors.target(.team("t1"), .day(Floors.day), 1_000))
    floor.next(Floors.target(.team("t2"), .day(Floors.day), 100))
    floor.sell("s1", by: "a1", 500)
    floor.sell("s2", by: "a3", 90)
    floor.sell("s3", by: "a2", 50)
    #expect(Self.shown(floor) == ["t4", "t1", "t2"], "t5 has nobody and is not shown")
    #expect(Self.best(floor) == ["t1"], "by amount, since t4 has no target")
    floor.next(Floors.target(.team("t4"), .day(Floors.day), 1_000))
    #expect(Self.shown(floor) == ["t4", "t1", "t2"])
    #expect(Self.best(floor) == ["t2"], "by completion")
  }

  static func shown(_ floor: FloorState) -> [String] {
    ceremony(floor).steps.compactMap { if case .team(let team, _) = $0.scene { team.team.description } else { nil } }
  }

  static func best(_ floor: FloorState) -> [String] {
    ceremony(floor).steps.flatMap { step -> [String] in
      if case .topTeam(let teams) = step.scene { teams.map(\.team.description) } else { [] }
    }
  }

  @Test("Joint winners share the stage and the award; joint top teams get one award each")
  func joint() throws {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 200)
    floor.sell("s2", by: "a3", 100)
    floor.sell("s3", by: "a3", 100)
    let show = Self.ceremony(floor)
    let winners = try #require(Self.winners(show))
    #expect(winners.map(\.agent) == [AgentID("a1"), AgentID("a3")] && winners.map(\.deals) == [1, 2])
    #expect(
      show.awards.map(\.id) == [
        "top_team/day/2026-11-25/BJ/t2", "top_team/day/2026-11-25/BJ/t1", "top_sales/day/2026-11-25/BJ",
      ]
        || show.awards.map(\.id) == [
          "top_team/day/2026-11-25/BJ/t1", "top_team/day/2026-11-25/BJ/t2", "top_sales/day/2026-11-25/BJ",
        ])
    #expect(show.awards.last?.recipient == .agents([AgentID("a1"), AgentID("a3")]))
    #expect(show.awards.last?.citation == "2026年11月25日签约金额2元，并列全场第一。")
  }

  static func winners(_ show: Show) -> [Show.Winner]? {
    show.steps.lazy.compactMap { if case .winner(let winners) = $0.scene { winners } else { nil } }.first
  }

  @Test("A day without a sale gets a dignified ceremony without a winner, and no award")
  func noSale() {
    let floor = Floors.open()
    let show = Self.ceremony(floor)
    #expect(
      show.steps.map(\.scene) == [
        .opening, .company(.init(amount: 0, deals: 0, target: nil)), .team(Self.team("t2", 0, 0), .tomorrow),
        .team(Self.team("t1", 0, 0), .tomorrow), .applause, .closing(nil),
      ])
    #expect(show.awards.isEmpty)
    for step in show.steps {
      let words = Phrases.words(for: step, of: show, in: floor.roster)
      #expect(!words.zhCN.contains("零") && !words.en.contains("zero") && !words.zhCN.contains("恭喜"))
      #expect(!words.zhCN.isEmpty && !words.en.isEmpty)
    }
  }

  @Test("What was frozen stays: a sale and a void after it change the report, and nothing in the show")
  func frozen() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 200)
    let show = Self.ceremony(floor)
    floor.next(.show(show))
    floor.next(BroadcastTests.correction("s1", .void))
    floor.sell("s2", by: "a3", 900)
    #expect(floor.cues(of: Floors.bj).stand?.show == show)
    #expect(Self.winners(show)?.map(\.agent) == [AgentID("a1")])
    #expect(Self.winners(Self.ceremony(floor))?.map(\.agent) == [AgentID("a3")])
  }

  @Test("A team's member who sold for two teams is shown with the one they sold most for")
  func twoTeams() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 100)
    floor.next(Floors.move("a1", to: "t2", on: Floors.day))
    floor.sell("s2", by: "a1", 300)
    #expect(
      Self.winners(Self.ceremony(floor)) == [.init(agent: AgentID("a1"), team: TeamID("t2"), amount: 400, deals: 2)])
  }

  @Test("The week's Top Sales stand in the ceremony of the week's last working day, and in no other")
  func week() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 500)
    for day in [Floors.day, Self.friday] { floor.sell("f\(day)", by: "a3", 300, on: day) }
    #expect(Self.topSales(Self.ceremony(floor)).isEmpty)
    let period = Period(.week, of: Self.friday)
    #expect(Self.topSales(Self.ceremony(floor, on: Self.friday)).map(\.0) == [period])
    #expect(Self.topSales(Self.ceremony(floor, on: Self.friday)).flatMap(\.1).map(\.agent) == [AgentID("a3")])
    let award = Self.ceremony(floor, on: Self.friday).awards.first { $0.honour == "top_sales_week" }
    #expect(award?.id == "top_sales_week/week/2026-11-23/BJ" && award?.period == period)
    // The Friday off, and the Saturday made up: then that is the last day.
    var rules = Rules.standard
    rules.calendar.exceptions = [Self.friday: false, Self.friday.advanced(by: 1): true]
    var other = Floors.new()
    other.next(.rules(Floors.bj, rules))
    other.sell("s1", by: "a1", 500)
    #expect(Self.topSales(Self.ceremony(other, on: Self.friday)).isEmpty)
    #expect(Self.topSales(Self.ceremony(other, on: Self.friday.advanced(by: 1))).map(\.0) == [period])
  }

  static func topSales(_ show: Show) -> [(Period, [Show.Winner])] {
    show.steps.compactMap { if case .topSales(let period, let winners) = $0.scene { (period, winners) } else { nil } }
  }

  @Test("The greeting of a month names the Top Sales of the month before, and gives their award once")
  func greeting() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 500)
    floor.sell("s2", by: "a3", 900, on: Floors.date("2026-12-01"))
    let show = floor.greeting(
      of: Floors.bj, on: Floors.date("2026-12-01"), at: 1, by: nil, startsAt: 2, Self.plan)
    #expect(show.key == "greeting/BJ/2026-12-01")
    #expect(Self.topSales(show).map(\.0) == [Period(.month, of: Floors.day)])
    #expect(Self.topSales(show).flatMap(\.1).map(\.agent) == [AgentID("a1")])
    #expect(show.awards.map(\.id) == ["top_sales_month/month/2026-11-01/BJ"])
    let words = show.steps.map { Phrases.words(for: $0, of: show, in: floor.roster) }
    #expect(words[0].zhCN == "十二月，我们来了！北京的伙伴们，新的一个月，新的起点！")
    #expect(words[1].zhCN == "恭喜飞虎队的张三，十一月的销冠，一单，合计五元，荣获“月冠军”！")
    #expect(words[1].en.contains("November's Top Sales"))
  }

  @Test("A month without a sale has a greeting all the same")
  func quietMonth() {
    let show = Floors.new().greeting(of: Floors.bj, on: Floors.day, at: 1, by: nil, startsAt: 2, Self.plan)
    #expect(show.steps.map(\.scene) == [.opening, .closing(nil)] && show.awards.isEmpty)
  }
}
