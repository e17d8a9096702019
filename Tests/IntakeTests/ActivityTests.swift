import Floor
import Intake
import Testing
import Wire

struct ActivityTests {
  static func json(
    agent: String = "a1", day: String = "2026-11-21", calls: String = "80", connects: String = "30",
    talk: String = "7200"
  ) -> String {
    #"{"id":"x","agent":"\#(agent)","day":"\#(day)","calls":\#(calls),"connects":\#(connects),"talk_seconds":\#(talk)}"#
  }

  static func admit(_ json: String) throws -> Activity {
    try Company.admission().admit(
      read(json, as: ActivityDraft.self), by: Caller(role: .integration, name: "crm"), now: Company.now)
  }

  @Test("Activity is of an agent and a day, today or up to 62 days back")
  func admitted() throws {
    let expected = Activity(
      id: "x", agent: AgentID("a1"), day: Company.today, calls: 80, connects: 30, talkSeconds: 7_200, at: Company.now)
    #expect(try Self.admit(Self.json()) == expected)
    #expect(try Self.admit(Self.json(agent: "张三")) == expected)
    #expect(try Self.admit(Self.json(day: "2026-09-20")).day == Company.today.advanced(by: -62))
    #expect(try Self.admit(Self.json(calls: "0", connects: "0", talk: "0")).calls == 0)
  }

  @Test(
    "Activity that cannot be is refused by field",
    arguments: [
      (json(agent: "nobody"), "agent"), (json(day: "2026-11-22"), "day"), (json(day: "2026-09-19"), "day"),
      (json(calls: "-1"), "calls"), (json(calls: "100001"), "calls"), (json(connects: "81"), "connects"),
      (json(talk: "86401"), "talk_seconds"), (json(talk: "1.5"), "talk_seconds"), (json(calls: "null"), "calls"),
    ])
  func refused(json: String, field: String) {
    let refusal = problem { try Self.admit(json) }
    #expect(refusal?.status == 422)
    #expect(refusal?.errors.map(\.field) == [field])
  }

  @Test("Tomorrow at one site is today at another")
  func zones() {
    let late = Company.now + 11 * 3_600_000 + 1_800_000  // 23:30 in Beijing
    let draft = { try read(Self.json(agent: $0, day: "2026-11-22"), as: ActivityDraft.self) }
    func admit(_ agent: String) throws -> Activity {
      try Company.admission().admit(draft(agent), by: Company.admin, now: late)
    }
    #expect(problem { try admit("a1") }?.errors.map(\.field) == ["day"])
    #expect(problem { try admit("j1") } == nil)
  }
}

struct ConductTests {
  static func admit(_ fields: String, by caller: Caller = Company.leader) throws -> Conduct {
    let json = #"{"id":"k","agent":"a2","reason":"带新人","# + fields + "}"
    return try Company.admission().admit(read(json, as: ConductDraft.self), by: caller, now: Company.now)
  }

  @Test("Points are for training, suggestions, attendance or peer review, on today unless said otherwise")
  func admitted() throws {
    #expect(
      try Self.admit(#""for":"training","points":5"#)
        == Conduct(
          id: "k", agent: AgentID("a2"), day: Company.today, kind: .training, points: 5, reason: "带新人", by: "lead",
          at: Company.now))
    #expect(try Self.admit(#""for":"peer_review","points":-100,"day":"2026-09-20""#).points == -100)
  }

  @Test(
    "Points that cannot be given are refused by field",
    arguments: [
      (#""for":"luck","points":5"#, "for"), (#""points":5"#, "for"), (#""for":"training","points":0"#, "points"),
      (#""for":"training","points":101"#, "points"), (#""for":"training","points":-101"#, "points"),
      (#""for":"training","points":5,"day":"2026-11-22""#, "day"),
      (#""for":"training","points":5,"day":"2026-09-19""#, "day"), (#""for":5,"points":5"#, "for"),
    ])
  func refused(fields: String, field: String) {
    let refusal = problem { try Self.admit(fields) }
    #expect(refusal?.errors.map(\.field) == [field])
  }

  @Test("A leader gives points to the own people only, an assistant to nobody")
  func permission() {
    let points = #""for":"training","points":5"#
    #expect(problem { try Self.admit(points, by: Caller(role: .leader, name: "l", team: TeamID("t2"))) }?.status == 403)
    #expect(problem { try Self.admit(points, by: Caller(role: .assistant, name: "x")) }?.status == 403)
  }
}
