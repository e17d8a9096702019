import Floor
import Intake
import JSON
import Testing
import Wire

struct CorrectionAdmissionTests {
  static func admit(_ fields: String, of sale: String = "old", by caller: Caller = Company.admin) throws -> Correction {
    let json = #"{"id":"c1","sale":"\#(sale)","reason":"typed wrong",\#(fields)}"#
    return try Company.admission().admit(read(json, as: CorrectionDraft.self), by: caller, now: Company.now)
  }

  static func refusal(_ fields: String, of sale: String = "old", by caller: Caller = Company.admin) -> Problem? {
    problem { try admit(fields, of: sale, by: caller) }
  }

  @Test("A sale can be voided, amended, or given to someone else")
  func changes() throws {
    #expect(try Self.admit(#""change":"void""#).change == .void)
    #expect(try Self.admit(#""change":"assign","agent":"a1""#).change == .assign(AgentID("a1")))
    let amended = try Self.admit(#""change":"amend","amount":"12,800.50","product":"q""#)
    #expect(amended.change == .amend(amount: Money(minorUnits: 1_280_050, currency: .cny), product: "q", customer: nil))
    #expect(amended.by == "ops")
    #expect(amended.on == Company.today)
    #expect(amended.minute == 720)
    #expect(amended.page == PageID(site: Company.bj, day: Company.today))
    #expect(amended.saleOffset == 3)
  }

  @Test(
    "A correction that cannot be made names field, fault and what is allowed",
    arguments: [
      (#""change":"delete""#, "change", 422), (#""agent":"a1""#, "change", 422), (#""change":"assign""#, "agent", 422),
      (#""change":"assign","agent":"nobody""#, "agent", 422), (#""change":"assign","agent":"j1""#, "agent", 422),
      (#""change":"amend""#, "", 422), (#""change":"amend","amount":0"#, "amount", 422),
      (#""change":"amend","amount":1.5"#, "amount", 422),
      (#""change":"void","sale":5"#, "sale", 400),
    ])
  func refused(fields: String, field: String, status: Int) throws {
    let problem = try #require(Self.refusal(fields))
    #expect(problem.status == status)
    if status == 422 { #expect(problem.errors.first?.field == field) }
  }

  @Test("A sale that is not in the log cannot be corrected, nor one of another site or team")
  func otherSales() throws {
    #expect(Self.refusal(#""change":"void""#, of: "gone")?.status == 404)
    let assistant = Caller(role: .assistant, name: "xiao", site: Company.bj)
    #expect(Self.refusal(#""change":"void""#, by: assistant) == nil)
    #expect(Self.refusal(#""change":"void""#, by: Company.leader) == nil)
    for caller in [
      Caller(role: .assistant, name: "xiao", site: Company.tyo), Caller(role: .leader, name: "l", team: TeamID("t2")),
      Caller(role: .agent, name: "a", agent: AgentID("a1")),
    ] {
      #expect(Self.refusal(#""change":"void""#, by: caller)?.status == 403)
    }
  }

  @Test("A leader gives a sale to nobody outside the team, and sorts out none")
  func leadersAssignments() {
    #expect(Self.refusal(#""change":"assign","agent":"a2""#, by: Company.leader) == nil)
    let problem = Self.refusal(#""change":"assign","agent":"a3""#, by: Company.leader)
    #expect(problem?.status == 403)
    #expect(problem?.errors.map(\.field) == ["agent"])
    #expect(Self.refusal(#""change":"assign","agent":"a1""#, of: "lost", by: Company.leader)?.status == 403)
  }

  @Test("A sale that waited is sorted out by the calendar of its agent's site")
  func sortingOut() throws {
    #expect(try Self.admit(#""change":"void""#, of: "lost").minute == 720)
    #expect(try Self.admit(#""change":"assign","agent":"a1""#, of: "lost").minute == 720)
    var floor = FloorState()
    var roster = Company.roster
    roster.sites[1].currency = .cny
    floor.apply(.roster(roster), at: 1)
    floor.apply(.sale(Company.sale("lost", by: "谁")), at: 2)
    let json = #"{"id":"c1","sale":"lost","reason":"r","change":"assign","agent":"j1"}"#
    let correction = try Company.admission(floor).admit(
      read(json, as: CorrectionDraft.self), by: Company.admin, now: Company.now + 11 * 3_600_000)
    #expect(correction.on == Company.today.advanced(by: 1))
    #expect(correction.minute == 0)
    #expect(correction.page == PageID(site: Company.bj, day: Company.today))
  }

  @Test("A correction sent again is let through to the journal, which knows it")
  func repeated() throws {
    var floor = Company.floor
    let json = #"{"id":"c1","sale":"old","reason":"r","change":"void"}"#
    let draft = try read(json, as: CorrectionDraft.self)
    let first = try Company.admission(floor).admit(draft, by: Company.admin, now: Company.now)
    floor.apply(.correction(first), at: 9)
    #expect(try Company.admission(floor).admit(draft, by: Company.admin, now: Company.now) == first)
    var other = draft
    other.id = "c2"
    #expect(problem { try Company.admission(floor).admit(other, by: Company.admin, now: Company.now) }?.status == 409)
  }

  @Test("A reason is needed")
  func reason() {
    let json = #"{"id":"c1","sale":"old","change":"void"}"#
    guard case .failure(let problem) = CorrectionDraft.read(Array(json.utf8)) else { return #expect(Bool(false)) }
    #expect(problem.errors.map(\.field) == ["reason"])
  }
}
