import Floor
import Intake
import Testing
import Wire

struct TargetTests {
  static func admit(_ fields: String, by caller: Caller = Company.admin) throws -> Target {
    try Company.admission().admit(
      read(#"{"id":"t","# + fields + "}", as: TargetDraft.self), by: caller, now: Company.now)
  }

  static func refusal(_ fields: String, by caller: Caller = Company.admin) -> Problem? {
    problem { try admit(fields, by: caller) }
  }

  @Test("A target is somebody's, for a day, a month or every month from one on")
  func spans() throws {
    let day = try Self.admit(#""agent":"张三","day":"2026-11-23","amount":"1.28万","group":"seats""#)
    #expect(day.scope == .agent(AgentID("a1")))
    #expect(day.span == .day(CivilDate("2026-11-23")!))
    #expect(day.amount == 1_280_000)
    #expect(day.group == GroupID("seats"))
    #expect(day.by == "ops")
    #expect(day.at == Company.now)
    let month = try Self.admit(#""team":"t1","month":"2026-12","amount":5"#)
    #expect(month.scope == .team(TeamID("t1")))
    #expect(month.span == .month(CivilDate("2026-12-01")!))
    let every = try Self.admit(#""site":"TYO","from_month":"2026-11","amount":"500""#)
    #expect(every.span == .everyMonth(from: CivilDate("2026-11-01")!))
    #expect(every.amount == 500, "the yen has no decimals")
  }

  @Test("An amount of null takes the target back; a missing one is a fault")
  func takingBack() throws {
    #expect(try Self.admit(#""team":"t1","month":"2026-12","amount":null"#).amount == nil)
    #expect(Self.refusal(#""team":"t1","month":"2026-12""#)?.errors.map(\.field) == ["amount"])
  }

  @Test(
    "A target that cannot be set names field, fault and what is allowed",
    arguments: [
      (#""day":"2026-11-21","amount":5"#, "agent"), (#""agent":"a1","team":"t1","month":"2026-11","amount":5"#, "team"),
      (#""agent":"a1","amount":5"#, "day"), (#""agent":"a1","day":"2026-11-21","month":"2026-11","amount":5"#, "month"),
      (#""agent":"nobody","month":"2026-11","amount":5"#, "agent"),
      (#""team":"t8","month":"2026-11","amount":5"#, "team"),
      (#""site":"XX","month":"2026-11","amount":5"#, "site"), (#""agent":"a1","month":"2026-13","amount":5"#, "month"),
      (#""agent":"a1","month":"11","amount":5"#, "month"), (#""agent":"a1","day":"2026-11-31","amount":5"#, "day"),
      (#""agent":"a1","month":"2026-11","amount":0"#, "amount"),
      (#""agent":"a1","month":"2026-11","amount":-1"#, "amount"),
      (#""agent":"a1","month":"2026-11","amount":1000000000000001"#, "amount"),
      (#""agent":"a1","month":"2026-11","amount":1.5"#, "amount"),
      (#""site":"TYO","month":"2026-11","amount":"1.5""#, "amount"),
      (#""agent":"a1","month":"2026-11","amount":5,"group":"lines""#, "group"),
      (#""team":"t9","month":"2026-11","amount":5,"group":"seats""#, "group"),
    ])
  func refused(fields: String, field: String) throws {
    let problem = try #require(Self.refusal(fields))
    #expect(problem.status == 422)
    #expect(problem.errors.map(\.field) == [field])
    #expect(problem.errors.first?.allowed?.isEmpty == false)
  }

  @Test(
    "A day's target lies within the week before and the year after, a month's within a year around",
    arguments: [
      (#""day":"2026-11-14""#, true), (#""day":"2026-11-13""#, false), (#""day":"2027-11-22""#, true),
      (#""day":"2027-11-23""#, false), (#""month":"2025-11""#, true), (#""month":"2025-10""#, false),
      (#""month":"2027-11""#, true), (#""month":"2027-12""#, false), (#""from_month":"2027-12""#, false),
    ])
  func range(span: String, isAllowed: Bool) {
    #expect((Self.refusal(#""agent":"a1","amount":5,"# + span) == nil) == isAllowed)
  }

  @Test("Every fault is told at once, with the draft's place in its batch")
  func everyFault() throws {
    let batch = #"{"targets":[{"id":"t","agent":"a1","day":"2020-01-01","amount":0,"group":"x"}]}"#
    guard case .batch(let drafts) = try Body<TargetDraft>(Array(batch.utf8)) else { return #expect(Bool(false)) }
    let draft = try #require(drafts.first).get()
    let refusal = problem { try Company.admission().admit(draft, by: Company.admin, now: Company.now) }
    #expect(refusal?.errors.map(\.field) == ["targets[0].day", "targets[0].group", "targets[0].amount"])
  }

  @Test("A leader sets the targets of the own team and its people, nobody else's")
  func leaders() {
    for whose in [#""agent":"a2""#, #""team":"t1""#] {
      #expect(Self.refusal(#""month":"2026-11","amount":5,"# + whose, by: Company.leader) == nil)
    }
    for whose in [#""agent":"a3""#, #""team":"t2""#, #""site":"BJ""#] {
      #expect(Self.refusal(#""month":"2026-11","amount":5,"# + whose, by: Company.leader)?.status == 403)
    }
  }
}
