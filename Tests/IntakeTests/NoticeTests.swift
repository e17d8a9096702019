import Floor
import Intake
import Testing
import Wire

struct NoticeTests {
  static func admit(
    _ fields: String, by caller: Caller = Company.admin, on floor: FloorState = Company.floor
  ) throws -> Notice {
    try Company.admission(floor).admit(read("{\(fields)}", as: NoticeDraft.self), by: caller, now: Company.now)
  }

  static func end(
    _ id: String, by caller: Caller = Company.admin, on floor: FloorState, at now: Int64 = Company.now,
    recorded: Bool = false
  ) throws -> NoticeEnd {
    let admission = Admission(
      floor: floor, recordOf: floor.record(of:), momentOf: Company.moment, isRecorded: { _ in recorded })
    return try admission.admit(read(#"{"id":"\#(id)"}"#, as: NoticeEndDraft.self), by: caller, now: now)
  }

  static let assistant = Caller(role: .assistant, name: "x", site: Company.bj)

  @Test("A notice is up for half an hour at the sender's site unless it says otherwise")
  func admitted() throws {
    #expect(
      try Self.admit(#""id":"n","text":"今晚团建""#)
        == Notice(
          id: "n", site: Company.bj, text: "今晚团建", by: "ops", at: Company.now, until: Company.now + 1_800_000))
    let other = try Self.admit(#""id":"n","site":"TYO","text":"x","minutes":600,"spoken":true"#)
    #expect((other.site, other.until - other.at, other.isSpoken) == (Company.tyo, 36_000_000, true))
    let tokyo = Caller(role: .assistant, name: "x", site: Company.tyo)
    #expect(try Self.admit(#""text":"x""#, by: tokyo).site == Company.tyo)
  }

  @Test("One that comes without an id gets one that nothing else has")
  func ids() throws {
    let ids = try (0..<100).map { _ in try Self.admit(#""text":"x""#).id }
    #expect(Set(ids).count == 100 && ids.allSatisfy { !$0.isEmpty && $0.utf8.count <= SaleDraft.idLimit })
  }

  @Test(
    "A notice that cannot be read names field, fault and what is allowed",
    arguments: [
      ("", ["text"]), (#""text":" ""#, ["text"]), (#""text":"a\nb""#, ["text"]),
      (#""text":"x","minutes":0"#, ["minutes"]), (#""text":"x","minutes":601"#, ["minutes"]),
      (#""text":"x","spoken":1,"site":5"#, ["site", "spoken"]),
    ])
  func unreadable(fields: String, expected: [String]) {
    let refusal = problem { try Self.admit(fields) }
    #expect(refusal?.status == 422)
    #expect(refusal?.errors.map(\.field) == expected)
    #expect(refusal?.errors.allSatisfy { $0.allowed?.isEmpty == false } == true)
  }

  @Test("Two hundred characters are taken, whatever they are, and not one more", arguments: ["x", "好", "🎉"])
  func length(character: String) throws {
    let longest = String(repeating: character, count: NoticeDraft.textLimit)
    #expect(try Self.admit(#""text":"\#(longest)""#).text == longest)
    #expect(problem { try Self.admit(#""text":"\#(longest)x""#) }?.errors.map(\.field) == ["text"])
  }

  @Test("An unknown site is refused, and everyone but administrators and the site's assistants")
  func permission() {
    #expect(problem { try Self.admit(#""site":"XX","text":"x""#) }?.errors.first?.allowed == "BJ, TYO")
    func status(_ caller: Caller, _ site: String = "BJ") -> Int? {
      problem { try Self.admit(#""site":"\#(site)","text":"x""#, by: caller) }?.status
    }
    #expect(status(Self.assistant) == nil)
    #expect(status(Self.assistant, "TYO") == 403)
    for role in [Role.leader, .agent, .integration, .screen] {
      #expect(status(Caller(role: role, name: "x", site: Company.bj, agent: AgentID("a1"), team: TeamID("t1"))) == 403)
    }
  }

  @Test("More notices than screens can show are refused, until one goes")
  func bounds() throws {
    var floor = Company.floor
    for i in 0..<CueBook.noticesShown {
      floor.apply(.notice(try Self.admit(#""id":"n\#(i)","text":"x""#, on: floor)), at: floor.offset + 1)
    }
    #expect(problem { try Self.admit(#""text":"x""#, on: floor) }?.status == 409)
    #expect(try Self.admit(#""text":"x","site":"TYO""#, on: floor).site == Company.tyo)
    floor.apply(.noticeEnd(try Self.end("n3", on: floor)), at: floor.offset + 1)
    #expect(try Self.admit(#""text":"x""#, on: floor).site == Company.bj)
  }

  @Test("A notice is taken down by whoever may write one there, while it is up")
  func ending() throws {
    var floor = Company.floor
    floor.apply(.notice(try Self.admit(#""id":"n","text":"x""#)), at: floor.offset + 1)
    #expect(try Self.end("n", on: floor) == NoticeEnd(id: "n", by: "ops", at: Company.now))
    #expect(try Self.end("n", by: Self.assistant, on: floor).by == "x")
    let tokyo = Caller(role: .assistant, name: "x", site: Company.tyo)
    #expect(problem { try Self.end("n", by: tokyo, on: floor) }?.status == 403)
    #expect(problem { try Self.end("m", on: floor) }?.status == 404)
    #expect(problem { try Self.end("n", on: floor, at: Company.now + 1_800_000) }?.status == 404)
    floor.apply(.noticeEnd(try Self.end("n", on: floor)), at: floor.offset + 1)
    #expect(problem { try Self.end("n", on: floor) }?.status == 404)
    #expect(try Self.end("n", on: floor, recorded: true).id == "n", "a second time is the journal's to answer")
  }
}
