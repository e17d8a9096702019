import Floor
import Intake
import Testing
import Wire

struct ApplauseTests {
  /// The offset of the entry of a1's sale, which is its announcement's identity.
  static let announcement: Int64 = 3

  static func admit(
    _ agent: String, _ announcement: Int64 = announcement, floor: FloorState = Company.floor,
    by caller: Caller? = nil
  ) throws -> Applause {
    let json = #"{"announcement":\#(announcement),"agent":"\#(agent)"}"#
    let caller = caller ?? Caller(role: .agent, name: agent, agent: AgentID(agent))
    return try Company.admission(floor).admit(read(json, as: ApplauseDraft.self), by: caller, now: Company.now)
  }

  @Test("A colleague of the site applauds a recent announcement")
  func admitted() throws {
    let page = PageID(site: Company.bj, day: Company.today)
    #expect(
      try Self.admit("a3")
        == Applause(
          announcement: 3, page: page, sale: SaleID("old"), saleOffset: 3, agent: AgentID("a3"), at: Company.now))
  }

  @Test("Nobody applauds their own sale, another site's, an old or a voided one, or for somebody else")
  func refused() throws {
    #expect(problem { try Self.admit("a1") }?.errors.map(\.field) == ["agent"])
    #expect(problem { try Self.admit("j1") }?.errors.first?.allowed == "agents of site BJ")
    #expect(problem { try Self.admit("a3", 2) }?.status == 404)
    #expect(problem { try Self.admit("a3", 0) }?.status == 422)
    #expect(problem { try Self.admit("a3", by: Caller(role: .agent, name: "x", agent: AgentID("a2"))) }?.status == 403)
    #expect(problem { try Self.admit("a3", by: Company.leader) }?.status == 403)
    var floor = Company.floor
    let void = Correction(
      id: "c", sale: SaleID("old"), change: .void, reason: "r", by: "ops", at: Company.now, on: Company.today)
    floor.apply(.correction(void), at: 10)
    #expect(problem { try Self.admit("a3", floor: floor) }?.status == 409)
  }

  @Test("Whoever has left applauds no more")
  func left() {
    var floor = Company.floor
    var gone = Company.roster.agents[2]
    gone.hasLeft = true
    floor.apply(.roster(RosterChange(agents: [gone])), at: 10)
    #expect(problem { try Self.admit("a3", floor: floor) }?.errors.map(\.field) == ["agent"])
  }
}
