import Floor
import Intake
import Testing
import Wire

struct RosterEditTests {
  static func admit(_ fields: String, by caller: Caller = Company.admin) throws -> RosterChange {
    try Company.admission().admit(
      read(#"{"id":"e1","# + fields + "}", as: RosterDraft.self), by: caller, now: Company.now)
  }

  static func refusal(_ fields: String, by caller: Caller = Company.admin) -> Problem? {
    problem { try admit(fields, by: caller) }
  }

  @Test("Agents join a team of the same edit, and its leader may come with them")
  func joining() throws {
    let change = try Self.admit(
      #"""
      "teams":[{"id":"t3","site":"BJ","name":"雄鹰队","color":"#3fa7d6","slogan":"鹰击长空","leader":"a5"}],
      "agents":[{"id":"a5","team":"t3","name":"单雄信","pinyin":"shan xiong xin","alias":"雄哥","hidden":true}]
      """#)
    let team = try #require(change.teams.first)
    let agent = try #require(change.agents.first)
    #expect(team.leader == AgentID("a5"))
    #expect(team.slogan == "鹰击长空")
    #expect((agent.pinyin, agent.alias, agent.isHidden) == ("shan xiong xin", "雄哥", true))
    #expect(change.origin == .edit(id: "e1", by: "ops"))
    #expect(change.day == Company.today)
  }

  @Test("An agent is renamed or moves; whoever has left keeps name, team and alias, and may come back")
  func changing() throws {
    let moved = try Self.admit(#""agents":[{"id":"a1","team":"t2","name":"张三丰"}]"#).agents
    #expect(moved == [Agent(id: AgentID("a1"), team: TeamID("t2"), name: "张三丰")])
    var gone = Company.roster.agents[0]
    gone.hasLeft = true
    #expect(try Self.admit(#""agents":[{"id":"a1","left":true}]"#).agents == [gone])
    #expect(try Self.admit(#""agents":[{"id":"a1","team":"t2","name":"x","left":true}]"#).agents == [gone])
    #expect(try !Self.admit(#""agents":[{"id":"a1","team":"t1","name":"x","left":false}]"#).agents[0].hasLeft)
  }

  @Test("How a name is said does not become how an alias is said, unless somebody says so")
  func alias() throws {
    var (floor, agent) = (Company.floor, Company.roster.agents[0])
    agent.spoken = "秦海燕"
    floor.apply(.roster(RosterChange(agents: [agent])), at: floor.offset + 1)
    func spoken(_ more: String) throws -> String? {
      let json = #"{"id":"e","agents":[{"id":"a1","team":"t1","name":"覃海燕""# + more + "}]}"
      let draft = try read(json, as: RosterDraft.self)
      return try Company.admission(floor).admit(draft, by: Company.admin, now: Company.now).agents[0].spoken
    }
    #expect(try spoken(#","spoken":"秦海燕""#) == "秦海燕")
    #expect(try spoken(#","spoken":"秦海燕","alias":"燕子""#) == nil)
    #expect(try spoken(#","spoken":"晏子","alias":"燕子""#) == "晏子")
  }

  @Test("An edit holds from the day at its site")
  func day() throws {
    let json = #"{"id":"e","agents":[{"id":"j1","team":"t9","name":"佐藤"}]}"#
    let late = Company.now + 11 * 3_600_000 + 1_800_000  // 23:30 in Beijing
    let change = try Company.admission().admit(read(json, as: RosterDraft.self), by: Company.admin, now: late)
    #expect(change.day == Company.today.advanced(by: 1))
  }

  @Test(
    "An edit that cannot be made names every field at fault",
    arguments: [
      ("\"x\":1", [""]), (#""agents":[]"#, [""]), (#""agents":[{"id":"a9","left":true}]"#, ["agents[0].id"]),
      (
        #""agents":[{"id":"a1","team":"t8","name":"x"},{"id":"a7","team":"t7","name":"y"}]"#,
        ["agents[0].team", "agents[1].team"]
      ),
      (#""agents":[{"id":"a1"}]"#, ["agents[0].team", "agents[0].name"]),
      (#""agents":[{"id":"a1","team":"t1","name":"x"},{"id":"a1","team":"t1","name":"x"}]"#, ["agents"]),
      (#""teams":[{"id":"t1","site":"XX","name":"x","leader":"a9"}]"#, ["teams[0].site", "teams[0].leader"]),
      (#""teams":[{"id":"t1","site":"BJ","name":"x","color":"red"}]"#, ["teams[0].color"]),
      (#""agents":[{"id":"a1","team":"t1","name":"x","hidden":"yes"}]"#, ["agents[0].hidden"]),
    ])
  func refused(fields: String, expected: [String]) {
    let refusal = Self.refusal(fields)
    #expect(refusal?.status == 422)
    #expect(refusal?.errors.map(\.field) == expected)
  }

  @Test("Whoever is tied to a site moves nobody out of or into another one")
  func sites() {
    let assistant = Caller(role: .assistant, name: "xiao", site: Company.bj)
    func field(_ fields: String) -> [String]? { Self.refusal(fields, by: assistant)?.errors.map(\.field) }
    #expect(field(#""agents":[{"id":"a1","team":"t2","name":"张三"}]"#) == nil)
    #expect(field(#""agents":[{"id":"a1","team":"t9","name":"张三"}]"#) == ["agents[0].team"])
    #expect(field(#""agents":[{"id":"j1","team":"t1","name":"佐藤"}]"#) == ["agents[0].id"])
    #expect(field(#""agents":[{"id":"j1","left":true}]"#) == ["agents[0].id"])
    #expect(field(#""teams":[{"id":"t9","site":"BJ","name":"x"}]"#) == ["teams[0].id"])
    #expect(field(#""teams":[{"id":"t5","site":"TYO","name":"x"}]"#) == ["teams[0].site"])
    #expect(Self.refusal(#""agents":[{"id":"a1","left":true}]"#, by: Company.leader)?.status == 403)
  }
}
