import Floor
import Intake
import Testing
import Wire

struct CommentaryTests {
  static func admit(_ fields: String, site: String = "BJ", by caller: Caller = Company.admin) throws -> Commentary {
    let json = #"{"id":"m","site":"\#(site)","# + fields + "}"
    return try Company.admission().admit(read(json, as: CommentaryDraft.self), by: caller, now: Company.now)
  }

  @Test("A commentary is for today unless it says otherwise, by the calendar of its site")
  func admitted() throws {
    #expect(
      try Self.admit(#""text":"大家辛苦了""#)
        == Commentary(
          id: "m", site: Company.bj, day: Company.today, text: "大家辛苦了", by: "ops", at: Company.now))
    #expect(try Self.admit(#""text":"x","day":"2026-11-23""#).day == CivilDate("2026-11-23")!)
    #expect(try Self.admit(#""text":"x""#, site: "TYO").site == Company.tyo)
  }

  @Test("An empty text takes an earlier commentary back; a missing or blank one is a fault")
  func empty() throws {
    #expect(try Self.admit(#""text":"""#).text == "")
    #expect(problem { try Self.admit(#""day":"2026-11-21""#) }?.errors.map(\.field) == ["text"])
    #expect(problem { try Self.admit(#""text":null"#) }?.errors.map(\.field) == ["text"])
    #expect(problem { try Self.admit(#""text":"  ""#) }?.errors.map(\.field) == ["text"])
  }

  @Test(
    "It can be written for the week before and the month after",
    arguments: [
      ("2026-11-14", true), ("2026-11-13", false), ("2026-12-22", true), ("2026-12-23", false),
    ])
  func range(day: String, isAllowed: Bool) {
    let refusal = problem { try Self.admit(#""text":"x","day":"\#(day)""#) }
    #expect((refusal == nil) == isAllowed)
    if !isAllowed {
      #expect(refusal?.status == 422)
      #expect(refusal?.errors == [FieldFault("day", "is \(day)", allowed: "2026-11-14 to 2026-12-22")])
    }
  }

  @Test(
    "A commentary that cannot be read names field, fault and what is allowed",
    arguments: [
      (#""text":5"#, ["text"]), (#""text":"a\nb""#, ["text"]), (#""text":"x","day":"today""#, ["day"]),
      (#""text":"x","day":5"#, ["day"]), (#""day":"2026-02-30""#, ["day", "text"]),
    ])
  func unreadable(fields: String, expected: [String]) {
    let refusal = problem { try Self.admit(fields) }
    #expect(refusal?.status == 422)
    #expect(refusal?.errors.map(\.field) == expected)
    #expect(refusal?.errors.allSatisfy { $0.allowed?.isEmpty == false } == true)
  }

  @Test("A text that is too long for the picture is refused, the longest is taken")
  func length() throws {
    let longest = String(repeating: "好", count: CommentaryDraft.textLimit / 3)
    #expect(try Self.admit(#""text":"\#(longest)""#).text == longest)
    #expect(problem { try Self.admit(#""text":"\#(longest)x""#) }?.errors.first?.fault == "is 601 bytes long")
  }

  @Test("An unknown site is refused, and everyone but administrators and the site's assistants")
  func permission() {
    #expect(problem { try Self.admit(#""text":"x""#, site: "XX") }?.errors.first?.allowed == "BJ, TYO")
    func status(_ caller: Caller) -> Int? { problem { try Self.admit(#""text":"x""#, by: caller) }?.status }
    #expect(status(Caller(role: .assistant, name: "x", site: Company.bj)) == nil)
    #expect(status(Caller(role: .assistant, name: "x", site: Company.tyo)) == 403)
    for role in [Role.leader, .agent, .integration, .screen] {
      #expect(status(Caller(role: role, name: "x", site: Company.bj, agent: AgentID("a1"), team: TeamID("t1"))) == 403)
    }
  }
}
