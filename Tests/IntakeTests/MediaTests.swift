import Floor
import Intake
import Testing
import Wire

struct MediaTests {
  static let hash = String(repeating: "0a", count: 32)

  static func admit(
    _ kind: MediaDraft.Kind = .photo, of agent: String = "a1", by caller: Caller = Company.admin,
    on floor: FloorState = Company.floor
  ) throws -> RosterChange {
    try Company.admission(floor).admit(
      MediaDraft(kind, of: AgentID(agent), hash: hash), by: caller, now: Company.now)
  }

  @Test("A file changes nothing else of the agent")
  func admitted() throws {
    var floor = Company.floor
    let change = try Self.admit()
    #expect(change.origin == .edit(id: "photo/a1/\(Self.hash)/\(floor.offset)", by: "ops"))
    #expect(change.day == Company.today)
    floor.apply(.roster(change), at: floor.offset + 1)
    floor.apply(.roster(try Self.admit(.clip, on: floor)), at: floor.offset + 1)
    var agent = try #require(floor.roster[AgentID("a1")])
    #expect((agent.photo, agent.clip) == (Self.hash, Self.hash))
    (agent.photo, agent.clip) = (nil, nil)
    #expect(agent == Company.roster.agents[0])
  }

  @Test("A photo that was removed can come back")
  func again() throws {
    var floor = Company.floor
    let first = try Self.admit(on: floor)
    floor.apply(.roster(first), at: floor.offset + 1)
    #expect(try Self.admit(on: floor).origin != first.origin)
  }

  @Test("A file of nobody is refused, and of somebody whom the caller may not change")
  func refused() {
    func refusal(_ agent: String, _ caller: Caller) -> Problem? {
      problem { try Self.admit(of: agent, by: caller) }
    }
    #expect(refusal("a9", Company.admin)?.status == 422)
    #expect(refusal("a9", Company.admin)?.errors.map(\.field) == ["agent"])
    let assistant = Caller(role: .assistant, name: "x", site: Company.bj)
    #expect(refusal("a1", assistant) == nil)
    #expect(refusal("j1", assistant)?.status == 403)
    #expect(refusal("a1", Company.leader)?.status == 403)
    #expect(refusal("a1", Caller(role: .agent, name: "x", agent: AgentID("a1")))?.status == 403)
  }

  @Test("An edit of the roster can remove a file and bring none, and says how a name is said")
  func edits() throws {
    func edit(_ fields: String) throws -> Agent {
      try #require(RosterEditTests.admit(#""agents":[{"id":"a1","team":"t1","name":"x",\#(fields)}]"#).agents.first)
    }
    #expect(try edit(#""photo":"""#).photo == "" && edit(#""photo":"""#).clip == nil)
    #expect(try edit(#""clip":"""#).clip == "")
    #expect(try edit(#""spoken":"秦海燕""#).spoken == "秦海燕")
    #expect(try edit(#""photo":null"#).photo == nil)
    let long = String(repeating: "好", count: 41)
    for (fields, field) in [
      (#""photo":"\#(Self.hash)""#, "photo"), (#""clip":"x""#, "clip"), (#""clip":5"#, "clip"),
      (#""spoken":"""#, "spoken"), (#""spoken":"\#(long)""#, "spoken"),
    ] {
      let refusal = problem { try edit(fields) }
      #expect(refusal?.status == 422)
      #expect(refusal?.errors.map(\.field) == ["agents[0].\(field)"])
    }
    #expect(try edit(#""spoken":"\#(long.dropLast())""#).spoken?.count == 40)
  }

  @Test("Whoever leaves takes no file along: what an edit does not say stays")
  func leaving() throws {
    var floor = Company.floor
    floor.apply(.roster(try Self.admit()), at: floor.offset + 1)
    let draft: RosterDraft = try read(#"{"id":"e","agents":[{"id":"a1","left":true}]}"#)
    let change = try Company.admission(floor).admit(draft, by: Company.admin, now: Company.now)
    #expect(change.agents.map(\.photo) == [nil], "so that the same edit is the same whenever it comes")
    floor.apply(.roster(change), at: floor.offset + 1)
    #expect(floor.roster[AgentID("a1")]?.photo == Self.hash)
  }

  @Test(
    "The address of a file is nothing but its hash",
    arguments: [
      ("/media/" + hash, true), ("/media/" + hash + "0", false), ("/media/" + hash.dropLast(), false),
      ("/media/../" + hash, false), ("/media/" + hash.uppercased(), false), ("/media", false), ("/", false),
      ("/Media/" + hash, false),
    ])
  func addresses(path: String, isOne: Bool) {
    #expect(MediaAddress.hash(in: path) == (isOne ? Self.hash : nil))
  }

  @Test("A file is called by its SHA-256")
  func hashes() {
    #expect(
      MediaAddress.hash(of: Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
