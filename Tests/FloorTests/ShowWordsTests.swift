import Floor
import Testing

/// What a floor hears in a show.
struct ShowWordsTests {
  static func words(_ floor: FloorState, _ isMeant: (Show.Scene) -> Bool) -> [Wording] {
    let show = CeremonyTests.ceremony(floor)
    return show.steps.filter { isMeant($0.scene) }.map { Phrases.words(for: $0, of: show, in: floor.roster) }
  }

  private static func isWinner(_ scene: Show.Scene) -> Bool { if case .winner = scene { true } else { false } }
  private static func isTeam(_ scene: Show.Scene) -> Bool { if case .team = scene { true } else { false } }
  private static func isCompany(_ scene: Show.Scene) -> Bool { if case .company = scene { true } else { false } }
  private static func isClosing(_ scene: Show.Scene) -> Bool { if case .closing = scene { true } else { false } }

  @Test("The winner is congratulated with amount, deals and honour")
  func winner() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 1_000_000)
    floor.sell("s2", by: "a1", 280_000)
    #expect(Self.words(floor, Self.isWinner).map(\.zhCN) == ["恭喜飞虎队的张三，今天的销冠，两单，合计一万二千八百元，荣获“开拓能手”！"])
    #expect(
      Self.words(floor, Self.isWinner).map(\.en) == [
        "Congratulations to 张三 of 飞虎队, today's Top Sales: two deals, twelve thousand eight hundred yuan in all - Top Sales!"
      ])
  }

  @Test("Joint winners are named in one breath, and a hidden one is a colleague")
  func joint() {
    var floor = Floors.open()
    var hidden = Agent(id: AgentID("a3"), team: TeamID("t2"), name: "王五")
    hidden.isHidden = true
    floor.next(.roster(RosterChange(agents: [hidden])))
    floor.sell("s1", by: "a1", 200)
    floor.sell("s2", by: "a3", 200)
    let words = Self.words(floor, Self.isWinner)
    #expect(words.map(\.zhCN) == ["恭喜飞虎队的张三和猎豹队的一位同事，今天的销冠，并列第一，每人两元，荣获“开拓能手”！"])
    #expect(words.first?.en.contains("张三 of 飞虎队 and a colleague of 猎豹队") == true)
    let show = CeremonyTests.ceremony(floor)
    #expect(!show.awards.contains { $0.citation.contains("王五") || $0.citation.contains("张三") })
  }

  @Test("Of very many joint winners six are named, and of the others how many they are")
  func crowd() {
    var floor = Floors.new()
    floor.next(
      .roster(
        RosterChange(sites: [ShowAwardTests.tokyo], teams: ShowAwardTests.teams(9), agents: ShowAwardTests.agents(9))))
    for i in 0..<9 { floor.next(Floors.sale("s\(i)", by: "p\(i)", 100, site: SiteID("TY"))) }
    let show = floor.ceremony(of: SiteID("TY"), on: Floors.day, at: 1, by: nil, startsAt: 2, ShowPlan())
    let words = show.steps.filter { Self.isWinner($0.scene) }.map { Phrases.words(for: $0, of: show, in: floor.roster) }
    #expect(words.first?.zhCN.contains("K5的P5等九位，今天的销冠，并列第一，每人一百日元！") == true)
    #expect(words.first?.en.contains("P5 of K5 and three more, today's Top Sales") == true)
  }

  @Test("The company's figure is told against its target, and a reached target is cheered")
  func company() {
    var floor = Floors.open()
    floor.next(Floors.target(.site("BJ"), .day(Floors.day), 1_000))
    floor.sell("s1", by: "a1", 800)
    #expect(Self.words(floor, Self.isCompany).map(\.zhCN) == ["今天，我们一共签了一单，合计八元，完成目标的百分之八十。"])
    floor.sell("s2", by: "a1", 200)
    #expect(Self.words(floor, Self.isCompany).map(\.zhCN) == ["今天，我们一共签了两单，合计十元，完成目标的百分之一百。目标达成！"])
  }

  @Test("Something good is said of every team, and what is said is true")
  func praise() {
    var floor = Floors.open()
    floor.next(
      .roster(RosterChange(teams: ["t4", "t5", "t6", "t7"].map { Team(id: TeamID($0), site: Floors.bj, name: $0) })))
    let people = ["t4": ["c1", "c2"], "t5": ["d1", "d2"], "t6": ["e1", "e2"], "t7": ["f1", "f2"]]
    for (team, agents) in people.sorted(by: { $0.key < $1.key }) {
      for agent in agents { floor.next(Floors.move(agent, to: team, name: agent, on: nil)) }
    }
    floor.next(Floors.target(.team("t1"), .day(Floors.day), 500))
    floor.sell("first", by: "e1", 100)
    floor.sell("s1", by: "a1", 500)
    for i in 0..<4 { floor.sell("m\(i)", by: "a3", 10) }
    floor.sell("big", by: "c1", 9_000)
    for agent in ["d1", "d2"] { floor.sell("s-\(agent)", by: agent, 50) }
    let praise = Dictionary(
      uniqueKeysWithValues: CeremonyTests.ceremony(floor).steps.compactMap { step -> (String, Show.Praise)? in
        if case .team(let team, let praise) = step.scene { (team.team.description, praise) } else { nil }
      })
    #expect(
      praise == [
        "t1": .targetReached, "t2": .mostDeals, "t4": .largestDeal(AgentID("c1"), 9_000), "t5": .everybodySold(2),
        "t6": .firstOrder(AgentID("e1")), "t7": .tomorrow,
      ])
    floor.next(BroadcastTests.correction("first", .void))
    floor.sell("s9", by: "e2", 100)
    let words = Self.words(floor, Self.isTeam)
    #expect(words.contains { $0.zhCN == "t6：一单，合计一元。一步一个脚印，继续加油！" }, "nobody is made first in their place")
    #expect(words.contains { $0.zhCN == "t7：明天的舞台属于你们！" })
    #expect(words.contains { $0.zhCN == "t4：一单，合计九十元。c1签下了今天最大的一单，九十元！" })
    #expect(words.contains { $0.zhCN == "t5：两单，合计一元。全队两位伙伴，人人开单！" })
  }

  @Test("The show closes with the day's commentary, else with words of the house")
  func closing() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 100)
    let house = Self.words(floor, Self.isClosing)
    #expect(house.count == 1 && house.allSatisfy { !$0.zhCN.isEmpty && !$0.en.isEmpty })
    floor.next(CueTests.commentary("今天打得漂亮！"))
    #expect(Self.words(floor, Self.isClosing).map(\.zhCN) == ["今天打得漂亮！"])
  }
}
