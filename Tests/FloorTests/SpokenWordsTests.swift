import Floor
import Testing

/// What is said where it differs from what is written.
struct SpokenWordsTests {
  /// The floor with a1 called 覃海燕, whose name voices read wrong, and a2 hidden although a way to say it is known.
  static func floor() -> FloorState {
    var floor = Floors.open()
    var agents = [
      Agent(id: AgentID("a1"), team: TeamID("t1"), name: "覃海燕"),
      Agent(id: AgentID("a2"), team: TeamID("t1"), name: "李四"),
    ]
    agents[0].spoken = "秦海燕"
    (agents[1].spoken, agents[1].isHidden) = ("里四", true)
    floor.next(.roster(RosterChange(agents: agents)))
    return floor
  }

  struct Example: Sendable {
    /// Whoever signs, after a first deal of a3 if `isLater`.
    var (agent, amount, isLater): (String, Int64, Bool)
    var (zhCN, en): (String, String)
  }

  @Test(
    "An announcement is said with amounts in words and names as they sound",
    arguments: [
      Example(
        agent: "a3", amount: 1_280_000, isLater: true, zhCN: "恭喜猎豹队的王五签了一单课程，金额是一万二千八百元，请大家为他喝彩！",
        en: "Congratulations to 王五 of 猎豹队 on signing 课程, twelve thousand eight hundred yuan. A round of applause!"),
      Example(
        agent: "a1", amount: 5_000_050, isLater: true, zhCN: "恭喜飞虎队的秦海燕签了一单课程，金额是五万元五角，请大家为他喝彩！",
        en: "Congratulations to 秦海燕 of 飞虎队 on signing 课程, fifty thousand point five yuan. A round of applause!"),
      Example(
        agent: "a1", amount: 200, isLater: false, zhCN: "恭喜飞虎队的秦海燕签到了第一单，为我们大家拿到了开门红，大家加油！",
        en: "Congratulations to 秦海燕 of 飞虎队 on the first order of the day. The day is open - let's go, everyone!"),
      Example(
        agent: "a1", amount: 1_000_000, isLater: false,
        zhCN: "恭喜飞虎队的秦海燕签到了第一单，为我们大家拿到了开门红！这一单是课程，金额是一万元，请大家为他喝彩！",
        en: "Congratulations to 秦海燕 of 飞虎队 on the first order of the day - and a big one: 课程, ten thousand yuan. "
          + "A round of applause!"),
      Example(
        agent: "a2", amount: 20_000, isLater: true, zhCN: "飞虎队的一位同事签了一单课程，金额是两百元。",
        en: "a colleague of 飞虎队 signed 课程, two hundred yuan."),
    ])
  func announcements(example: Example) {
    var floor = Self.floor()
    if example.isLater { floor.sell("s0", by: "a3", 100) }
    let announcement = floor.sell("s1", by: example.agent, example.amount)
    let spoken = announcement.flatMap(Phrases.spoken)
    #expect(spoken?.zhCN == example.zhCN)
    #expect(spoken?.en == example.en)
    #expect(announcement.map { !Phrases.words(for: $0).zhCN.contains("秦") } == true, "what is written stays")
  }

  @Test("Where nothing is said otherwise, nothing is said of it")
  func same() {
    var floor = Self.floor()
    #expect(floor.sell("s1", by: "a3", 100).flatMap(Phrases.spoken) == nil, "a first order tells no amount")
    let told = floor.broadcast(of: Floors.bj, .hour(15), day: Floors.day, minute: 900, at: 0)
    #expect(Phrases.spoken(for: told, in: floor.roster) == nil, "a broadcast's numbers are written as they are said")
    let show = CeremonyTests.ceremony(floor)
    #expect(show.steps.allSatisfy { Phrases.spoken(for: $0, of: show, in: floor.roster) == nil })
  }

  @Test("A broadcast and a show call people as their names sound, and nobody hidden")
  func names() throws {
    var floor = Self.floor()
    floor.sell("s1", by: "a1", 1_280_000)
    floor.sell("s2", by: "a2", 100)
    let told = floor.broadcast(of: Floors.bj, .hour(15), day: Floors.day, minute: 900, at: 0)
    let spoken = try #require(Phrases.spoken(for: told, in: floor.roster))
    #expect(spoken.zhCN == Phrases.words(for: told, in: floor.roster).zhCN.replacing("覃", with: "秦"))
    #expect(spoken.en == Phrases.words(for: told, in: floor.roster).en.replacing("覃", with: "秦"))
    #expect(spoken.zhCN.contains("飞虎队的秦海燕，课程，一万二千八百元") && !spoken.zhCN.contains("里四"))
    let show = CeremonyTests.ceremony(floor)
    let said = show.steps.compactMap { step in
      Phrases.spoken(for: step, of: show, in: floor.roster).map { (step, $0) }
    }
    #expect(said.count == 1, "the winner")
    for (step, words) in said {
      #expect(words.zhCN == Phrases.words(for: step, of: show, in: floor.roster).zhCN.replacing("覃", with: "秦"))
      #expect(words.zhCN.contains("秦海燕"))
    }
  }
}
