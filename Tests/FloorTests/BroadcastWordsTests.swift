import Floor
import Testing

/// What a floor hears on the hour.
struct BroadcastWordsTests {
  static func words(_ floor: FloorState, hour: Int = 15, on day: CivilDate = Floors.day) -> Wording {
    let told = floor.broadcast(of: Floors.bj, .hour(hour), day: day, minute: hour * 60, at: 0)
    return Phrases.words(for: told, in: floor.roster)
  }

  @Test("An hour with deals is told with who, what and how much, the day, the leaders, the target and applause")
  func deals() {
    var floor = Floors.open()
    floor.next(Floors.target(.site("BJ"), .day(Floors.day), 5_000_000))
    floor.sell("s1", by: "a1", 1_280_000)
    floor.sell("s2", by: "a3", 2_000_000, product: "年费")
    let words = Self.words(floor)
    #expect(
      words.zhCN
        == "现在是下午三点。上午九点以来"
        + "，我们签了两单，合计三万二千八百元：飞虎队的张三，课程，一万二千八百元；猎豹队的王五，年费，两万元。今天累计两单，合计三万二千八百元。"
        + "目前个人领先的是王五，团队领先的是猎豹队。离今天的目标还差一万七千二百元。请大家鼓掌！")
    #expect(
      words.en
        == "It is three p.m. Since nine a.m. we have signed two deals, thirty-two thousand eight hundred yuan in all: "
        + "张三 of 飞虎队, 课程, twelve thousand eight hundred yuan; 王五 of 猎豹队, 年费, twenty thousand yuan. "
        + "Today so far: two deals, thirty-two thousand eight hundred yuan in all. In the lead: 王五, and of the teams 猎豹队. "
        + "To today's target: seventeen thousand two hundred yuan. A round of applause!")
  }

  @Test("An hour with no deals gets an encouraging line, never a scolding and never a zero")
  func encouragement() {
    var floor = Floors.open()
    floor.next(Floors.target(.site("BJ"), .everyMonth(from: Floors.date("2026-11-01")), 500_000_000))
    var lines: Set<String> = []
    for hour in 9...17 {
      for day in 0..<7 as Range<Int32> {
        let words = Self.words(floor, hour: hour, on: Floors.day.advanced(by: day))
        #expect(words == Self.words(floor, hour: hour, on: Floors.day.advanced(by: day)))
        lines.insert(String(words.zhCN.split(separator: "。")[1]))
        for scolding in ["零单", "没有", "只", "落后", "鼓掌", "才"] { #expect(!words.zhCN.contains(scolding)) }
        for scolding in ["zero", "no deals", "only", "behind", "applause"] { #expect(!words.en.contains(scolding)) }
      }
    }
    #expect(lines.count > 3, "it is not the same line every hour")
  }

  @Test("A reached target is told as reached")
  func reached() {
    var floor = Floors.open()
    floor.next(Floors.target(.site("BJ"), .day(Floors.day), 100))
    floor.sell("s1", by: "a1", 100)
    #expect(Self.words(floor).zhCN.contains("今天的目标已经达成"))
    #expect(Self.words(floor).en.contains("target is reached"))
  }

  @Test("Somebody whom screens do not name is a colleague; an alias is said instead of a name")
  func hidden() {
    var floor = Floors.open()
    var (hidden, alias) = (Agent(id: "a1", name: "张三"), Agent(id: "a2", name: "李四"))
    (hidden.isHidden, alias.alias) = (true, "小李")
    floor.next(.roster(RosterChange(agents: [hidden, alias])))
    floor.sell("s1", by: "a1", 200)
    floor.sell("s2", by: "a2", 100)
    let words = Self.words(floor)
    #expect(words.zhCN.contains("飞虎队的一位同事") && words.zhCN.contains("领先的是一位同事") && words.zhCN.contains("小李"))
    #expect(words.en.contains("a colleague of 飞虎队"))
    for name in ["张三", "李四"] { #expect(!words.zhCN.contains(name) && !words.en.contains(name)) }
  }

  @Test(
    "Times of the day are said as people say them",
    arguments: [
      (0, "凌晨零点", "twelve a.m."), (1, "凌晨一点", "one a.m."), (8, "早上八点", "eight a.m."), (10, "上午十点", "ten a.m."),
      (12, "中午十二点", "twelve p.m."), (14, "下午两点", "two p.m."), (18, "晚上六点", "six p.m."), (23, "晚上十一点", "eleven p.m."),
      (24, "凌晨零点", "twelve a.m."), (25, "凌晨一点", "one a.m."),
    ])
  func times(hour: Int, chinese: String, english: String) {
    let words = Self.words(Floors.open(), hour: hour)
    #expect(words.zhCN.hasPrefix("现在是\(chinese)。") && words.en.hasPrefix("It is \(english)"))
  }

  @Test("A phase is called by its name")
  func phase() {
    let words = Phrases.words(for: CueTests.phase("rest", at: 750))
    #expect(words.zhCN.contains("小憩") && words.en.contains("rest"))
  }
}

extension Agent {
  /// Somebody of team t1.
  fileprivate init(id: String, name: String) { self.init(id: AgentID(id), team: TeamID("t1"), name: name) }
}
