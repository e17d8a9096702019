import Floor
import Testing

/// Photos and sounds of people, and how their names are said.
struct FaceTests {
  static func put(_ floor: inout FloorState, photo: String? = nil, clip: String? = nil, name: String = "张三") {
    var agent = Agent(id: AgentID("a1"), team: TeamID("t1"), name: name)
    (agent.photo, agent.clip) = (photo, clip)
    floor.next(.roster(RosterChange(agents: [agent], origin: .edit(id: "e", by: "assistant"))))
  }

  static func files(_ floor: FloorState) -> [String?] {
    let agent = floor.roster[AgentID("a1")]
    return [agent?.photo, agent?.clip]
  }

  @Test("A change that says nothing of a file leaves it; an empty text removes it")
  func kept() {
    var floor = Floors.new()
    #expect(Self.files(floor) == [nil, nil])
    Self.put(&floor, photo: "p1")
    Self.put(&floor, clip: "c1")
    Self.put(&floor, name: "张三丰")
    #expect(Self.files(floor) == ["p1", "c1"])
    Self.put(&floor, photo: "p2")
    Self.put(&floor, clip: "")
    #expect(Self.files(floor) == ["p2", nil])
    Self.put(&floor, photo: "")
    #expect(Self.files(floor) == [nil, nil])
  }

  @Test("A wish that says nothing of files is no news; one that would remove a file is")
  func difference() throws {
    var floor = Floors.new()
    Self.put(&floor, photo: "p1")
    var wanted = Floors.roster
    #expect(floor.roster.difference(to: wanted).isEmpty)
    wanted.agents[0].clip = ""
    #expect(floor.roster.difference(to: wanted).isEmpty, "there is none")
    wanted.agents[0].photo = ""
    #expect(floor.roster.difference(to: wanted).agents.map(\.id) == [AgentID("a1")])
  }

  @Test("Screens show somebody otherwise when name, alias, sound or photo changes, and not for their pinyin")
  func looks() {
    let agent = Agent(id: AgentID("a1"), team: TeamID("t1"), name: "张三")
    func changed(_ change: (inout Agent) -> Void) -> Bool {
      var other = agent
      change(&other)
      return !other.looks(like: agent)
    }
    #expect(changed { $0.name = "x" } && changed { $0.alias = "x" } && changed { $0.isHidden = true })
    #expect(changed { $0.photo = "x" } && changed { $0.clip = "x" } && changed { $0.spoken = "x" })
    #expect(!changed { $0.pinyin = "x" } && !changed { $0.team = TeamID("t2") })
    #expect(!agent.looks(like: nil))
  }

  @Test("Nobody hidden has a name to be said")
  func hidden() {
    var agent = Agent(id: AgentID("a1"), team: TeamID("t1"), name: "覃海燕", alias: "燕子")
    #expect(agent.spokenName == "燕子")
    agent.spoken = "秦海燕"
    #expect(agent.spokenName == "秦海燕")
    agent.isHidden = true
    #expect(agent.spokenName == nil)
  }
}
