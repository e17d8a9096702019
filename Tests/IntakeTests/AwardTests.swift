import Floor
import Intake
import Testing
import Wire

struct AwardTests {
  static func admit(_ fields: String, by caller: Caller = Company.admin) throws -> Award {
    let json = #"{"id":"w","honour":"bee","citation":"最勤奋","# + fields + "}"
    return try Company.admission().admit(read(json, as: AwardDraft.self), by: caller, now: Company.now)
  }

  @Test("An award is for agents of one site or for a team, for today unless said otherwise")
  func admitted() throws {
    let award = try Self.admit(#""agents":["a1","李四"]"#)
    #expect(award.recipient == .agents([AgentID("a1"), AgentID("a2")]))
    #expect(award.site == Company.bj)
    #expect(award.title == Wording(zhCN: "小蜜蜂", en: "Busy Bee"))
    #expect(award.period == .day(Company.today))
    #expect(award.on == Company.today)
    #expect(award.reward == nil)
    #expect(award.by == "ops")
    let team = try Self.admit(#""team":"t9","period":{"kind":"month","day":"2026-10-31"}"#)
    #expect(team.recipient == .team(TeamID("t9")))
    #expect(team.site == Company.tyo)
    #expect(team.period == .month(CivilDate("2026-10-01")!))
  }

  @Test("The promise is the honour's own, due in its days, unless another one is made")
  func reward() throws {
    let json = #"{"id":"w","honour":"top_sales","citation":"c","agents":["a1"]"#
    func admit(_ extra: String) throws -> Award {
      try Company.admission().admit(read(json + extra + "}", as: AwardDraft.self), by: Company.admin, now: Company.now)
    }
    let configured = try #require(Honour.standard.first?.reward)
    let due = Company.today.advanced(by: configured.days)
    #expect(
      try admit("").reward == Award.Reward(what: configured.what, due: due, presenter: configured.presenter))
    #expect(
      try admit(#","reward":{"what":"半天假","due":"2026-12-01","presenter":"总经理"}"#).reward
        == Award.Reward(what: "半天假", due: CivilDate("2026-12-01")!, presenter: "总经理"))
  }

  @Test(
    "An award that cannot be given is refused by field",
    arguments: [
      ("", ["agents"]), (#""agents":["a1"],"team":"t1""#, ["team"]), (#""agents":[]"#, ["agents"]),
      (#""agents":["a1","x","y"]"#, ["agents[1]", "agents[2]"]), (#""agents":["a1","j1"]"#, ["agents[1]"]),
      (#""agents":["a1","张三"]"#, ["agents[1]"]), (#""agents":["a1",5]"#, ["agents[1]"]), (#""team":"t8""#, ["team"]),
      (#""team":"t1","period":{"kind":"year","day":"2026-11-21"}"#, ["period.kind"]),
      (#""team":"t1","period":{"kind":"day","day":"2026-11-22"}"#, ["period.day"]),
      (#""team":"t1","period":{"kind":"day","day":"2025-11-19"}"#, ["period.day"]),
      (#""team":"t1","reward":{"what":"x"}"#, ["reward.due"]),
      (#""team":"t1","reward":{"what":"x","due":"2026-11-20"}"#, ["reward.due"]),
      (#""team":"t1","reward":{"what":"x","due":"2027-11-23"}"#, ["reward.due"]),
    ])
  func refused(fields: String, expected: [String]) {
    let refusal = problem { try Self.admit(fields.isEmpty ? #""x":1"# : fields) }
    #expect(refusal?.errors.map(\.field) == expected)
    #expect(refusal?.errors.allSatisfy { $0.allowed?.isEmpty == false } == true)
  }

  @Test("Only a configured honour can be given; which there are is told")
  func unknownHonour() throws {
    let json = #"{"id":"w","honour":"king","citation":"c","team":"t1"}"#
    let refusal = problem {
      try Company.admission().admit(read(json, as: AwardDraft.self), by: Company.admin, now: Company.now)
    }
    #expect(refusal?.errors.first?.allowed == "bee, gardener, most_improved, top_sales, top_team")
  }

  @Test("A leader honours the own team only")
  func leaders() {
    #expect(problem { try Self.admit(#""agents":["a1","a2"]"#, by: Company.leader) } == nil)
    let refusal = problem { try Self.admit(#""agents":["a1","a3"]"#, by: Company.leader) }
    #expect(refusal?.status == 403)
    #expect(refusal?.errors.map(\.field) == ["agents[1]"])
  }
}

struct AwardChangeTests {
  static func admit(
    _ fields: String, id: String = "x1", award: String = "w1", floor: FloorState = Company.floor,
    by caller: Caller = Company.admin
  ) throws -> AwardChange {
    let json = #"{"id":"\#(id)","award":"\#(award)","# + fields + "}"
    return try Company.admission(floor).admit(read(json, as: AwardChangeDraft.self), by: caller, now: Company.now)
  }

  @Test("A promise is handed over once, and an award revoked once, with a reason")
  func changes() throws {
    var floor = Company.floor
    let kept = try Self.admit(#""change":"hand_over""#)
    #expect(
      kept == AwardChange(id: "x1", award: "w1", change: .handedOver, by: "ops", at: Company.now, on: Company.today))
    floor.apply(.awardChange(kept), at: 10)
    #expect(try Self.admit(#""change":"hand_over""#, floor: floor) == kept, "sent again, it is the journal's to answer")
    #expect(problem { try Self.admit(#""change":"hand_over""#, id: "x2", floor: floor) }?.status == 409)
    let revoked = try Self.admit(#""change":"revoke","reason":"typed wrong""#, id: "x3", floor: floor)
    #expect(revoked.change == .revoked(reason: "typed wrong"))
    floor.apply(.awardChange(revoked), at: 11)
    #expect(problem { try Self.admit(#""change":"revoke","reason":"again""#, id: "x4", floor: floor) }?.status == 409)
  }

  @Test("A change without an award, a word or a reason is refused")
  func refused() {
    #expect(problem { try Self.admit(#""change":"hand_over""#, award: "w9") }?.status == 404)
    #expect(problem { try Self.admit(#""change":"revoke""#) }?.errors.map(\.field) == ["reason"])
    #expect(problem { try Self.admit(#""change":"lose""#) }?.errors.first?.allowed == "hand_over, revoke")
  }

  @Test("A leader changes the own team's awards only, an assistant the own site's")
  func permission() {
    func status(_ caller: Caller) -> Int? { problem { try Self.admit(#""change":"hand_over""#, by: caller) }?.status }
    #expect(status(Company.leader) == nil)
    #expect(status(Caller(role: .leader, name: "l", team: TeamID("t2"))) == 403)
    #expect(status(Caller(role: .assistant, name: "x", site: Company.bj)) == nil)
    #expect(status(Caller(role: .assistant, name: "x", site: Company.tyo)) == 403)
  }
}
