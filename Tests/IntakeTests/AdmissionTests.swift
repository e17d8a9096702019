import Floor
import Intake
import JSON
import Testing
import Wire

struct AdmissionTests {
  static let today = Company.today
  static let now = Company.now

  static func draft(_ json: String) throws -> SaleDraft {
    try read(json)
  }

  static func admit(_ json: String) throws -> AcceptedSale {
    try Company.admission().admit(draft(json), by: Company.admin, now: now, source: "test")
  }

  /// The first fault with which the sale is refused, wherever on its way.
  static func fault(_ json: String) -> FieldFault? {
    do {
      _ = try admit(json)
      return nil
    } catch {
      return (error as? Problem)?.errors.first
    }
  }

  static func sale(amount: String = "100", extra: String = "") -> String {
    #"{"id":"s1","agent":"a1","product":"课程","amount":\#(amount)\#(extra)}"#
  }

  @Test(
    "An amount is a whole number of minor units or a decimal text of major units",
    arguments: [
      ("1280050", 1_280_050), ("\"12800.50\"", 1_280_050), ("\"12,800.5\"", 1_280_050), ("\"1.28万\"", 1_280_000),
      ("1", 1), ("1000000000000000", 1_000_000_000_000_000),
    ])
  func amounts(amount: String, minorUnits: Int64) throws {
    #expect(try Self.admit(Self.sale(amount: amount)).sale.amount == Money(minorUnits: minorUnits, currency: .cny))
  }

  @Test(
    "A wrong amount is refused with its field, the fault and what is allowed",
    arguments: [
      ("-5", "is negative"), ("0", "is zero"), ("1000000000000001", "is too large"),
      ("\"0.001\"", "has too many decimals"),
      ("\"12a\"", "is not a number"), ("12.5", "is a number with decimals, an exponent or too many digits"),
      ("true", "is true or false"),
      ("[1]", "is an array"),
      ("{}", "is an object"), ("null", "is missing"),
      ("99999999999999999999", "is a number with decimals, an exponent or too many digits"),
      ("\"-5\"", "is negative"),
    ])
  func wrongAmounts(amount: String, words: String) throws {
    let fault = try #require(Self.fault(Self.sale(amount: amount)))
    #expect(fault.field == "amount")
    #expect(fault.fault == words)
    #expect(fault.allowed?.isEmpty == false)
  }

  @Test("Each required field is missed by name, all at once")
  func missing() throws {
    let error = #expect(throws: Problem.self) { try Self.admit("{}") }
    #expect(error?.errors.map(\.field) == ["id", "agent", "product", "amount"])
    #expect(error?.status == 422)
  }

  @Test("The currency is the site's; another one is refused with the allowed one")
  func currency() throws {
    #expect(try Self.admit(#"{"id":"s","agent":"佐藤","product":"p","amount":"500"}"#).sale.amount.minorUnits == 500)
    #expect(Self.fault(Self.sale(extra: #","currency":"USD""#))?.allowed == "CNY, the currency of site BJ")
    #expect(Self.fault(Self.sale(extra: #","currency":"yuan""#))?.field == "currency")
  }

  @Test("A caller of one site cannot sell for an agent of another, nor a leader for another team")
  func otherSite() throws {
    let draft = try Self.draft(Self.sale())
    func refusal(_ caller: Caller) -> Problem? {
      problem { try Company.admission().admit(draft, by: caller, now: Self.now, source: "test") }
    }
    #expect(refusal(Caller(role: .integration, name: "crm", site: Company.bj)) == nil)
    #expect(refusal(Company.leader) == nil)
    for caller in [
      Caller(role: .integration, name: "crm", site: Company.tyo),
      Caller(role: .leader, name: "lead", team: TeamID("t2")), Caller(role: .screen, name: "wall"),
    ] {
      #expect(refusal(caller)?.status == 403)
    }
    #expect(refusal(Caller(role: .integration, name: "crm", site: Company.tyo))?.errors.map(\.field) == ["agent"])
  }

  @Test("A sale that is in the log is judged by the team it was sold for, wherever its agent is now")
  func knownSale() throws {
    var floor = Company.floor
    floor.apply(.roster(RosterChange(agents: [Agent(id: AgentID("a1"), team: TeamID("t9"), name: "张三")])), at: 9)
    let again = try Self.draft(#"{"id":"old","agent":"a1","product":"p","amount":500}"#)
    let admission = Company.admission(floor)
    #expect(try admission.admit(again, by: Company.leader, now: Self.now, source: "test").site == Company.bj)
    let other = try Self.draft(Self.sale())
    #expect(problem { try admission.admit(other, by: Company.leader, now: Self.now, source: "test") }?.status == 403)
  }

  @Test("A sale of an agent who has left is accepted")
  func lateDeal() throws {
    var floor = Company.floor
    var gone = Company.roster.agents[0]
    gone.hasLeft = true
    floor.apply(.roster(RosterChange(agents: [gone])), at: 9)
    let draft = try Self.draft(Self.sale())
    let accepted = try Company.admission(floor).admit(draft, by: Company.admin, now: Self.now, source: "test")
    #expect(accepted.site == Company.bj)
  }

  @Test("A sale knows the minute at its agent's site")
  func minute() throws {
    #expect(try Self.admit(Self.sale()).minute == 720)
    #expect(try Self.admit(#"{"id":"s","agent":"佐藤","product":"p","amount":"500"}"#).minute == 780)
  }

  @Test("Without a closing a sale counts today; an earlier day or instant decides where it counts")
  func closing() throws {
    #expect(try Self.admit(Self.sale()).closedOn == Self.today)
    let late = try Self.admit(Self.sale(extra: #","closed_at":"2026-11-20""#))
    #expect(late.closedOn == CivilDate("2026-11-20"))
    #expect(late.isLate)
    let instant = try Self.admit(Self.sale(extra: #","closed_at":"2026-11-20T23:59:59.5+08:00""#))
    #expect(instant.sale.closed == .instant(1_795_190_399_500))
    #expect(instant.closedOn == CivilDate("2026-11-20"))
  }

  @Test("A sender's clock may run five minutes ahead, not more; a day of tomorrow is refused")
  func future() throws {
    #expect(try Self.admit(Self.sale(extra: #","closed_at":"2026-11-21T12:05:00+08:00""#)).closedOn == Self.today)
    for closed in ["2026-11-21T12:05:00.001+08:00", "2026-11-22", "2027-01-01T00:00:00Z"] {
      #expect(Self.fault(Self.sale(extra: #","closed_at":"\#(closed)""#))?.field == "closed_at")
    }
  }

  @Test(
    "What is not a day or an RFC 3339 time is refused",
    arguments: [
      "yesterday", "2026-11-21 10:00:00", "2026-11-21T10:00:00", "2026-11-21T25:00:00Z", "2026-02-30",
      "2026-11-21T10:00:00+8",
      "2026-11-21T10:00:00.Z", "1795233600",
    ])
  func notATime(text: String) {
    #expect(Self.fault(Self.sale(extra: #","closed_at":"\#(text)""#))?.field == "closed_at")
  }

  @Test("An agent nobody knows passes the door: the sale waits to be sorted out")
  func unknownAgent() throws {
    #expect(try Self.admit(#"{"id":"s","agent":"谁","product":"p","amount":5}"#).site == SiteID("BJ"))
  }

  @Test("Texts that could break a screen or an index are refused", arguments: ["", "a\\u0000b", "a\\nb"])
  func texts(text: String) {
    let json = #"{"id":"\#(text)","agent":"a1","product":"p","amount":5}"#
    #expect((try? JSON.parse(Array(json.utf8), limits: .body)) == nil || Self.fault(json)?.field == "id")
    let long = #"{"id":"\#(String(repeating: "x", count: 129))","agent":"a1","product":"p","amount":5}"#
    #expect(Self.fault(long)?.fault == "is 129 bytes long")
  }
}

struct SaleBodyTests {
  static let good = #"{"id":"s1","agent":"a1","product":"p","amount":5}"#

  static func body(_ text: String) throws -> SaleBody { try SaleBody(Array(text.utf8)) }

  @Test("One sale, an array of them, and an object with sales are read")
  func shapes() throws {
    guard case .one(.success) = try Self.body(Self.good) else { return #expect(Bool(false)) }
    guard case .batch(let array) = try Self.body("[\(Self.good),\(Self.good)]") else { return #expect(Bool(false)) }
    guard case .batch(let sales) = try Self.body(#"{"sales":[\#(Self.good)]}"#) else { return #expect(Bool(false)) }
    #expect(array.count == 2)
    #expect(sales.count == 1)
  }

  @Test("In a batch a bad sale does not hold up the good ones, and its path says which it was")
  func badInBatch() throws {
    guard case .batch(let sales) = try Self.body(#"{"sales":[\#(Self.good),{"id":"s2"},\#(Self.good)]}"#) else {
      return #expect(Bool(false))
    }
    #expect(sales.map { (try? $0.get()) != nil } == [true, false, true])
    guard case .failure(let problem) = sales[1] else { return }
    #expect(problem.errors.map(\.field) == ["sales[1].agent", "sales[1].product", "sales[1].amount"])
  }

  @Test(
    "What is no sale is refused as a whole",
    arguments: [
      ("", 400), ("{", 400), ("nonsense", 400), (#"{"id":"a","id":"b"}"#, 400), ("5", 422), ("[]", 422),
      (#"{"sales":7}"#, 422),
      (String(repeating: "[", count: 17) + String(repeating: "]", count: 17), 400), ("\"text\"", 422), ("null", 422),
    ])
  func refused(text: String, status: Int) {
    let error = #expect(throws: Problem.self) { _ = try Self.body(text) }
    #expect(error?.status == status)
    #expect(error?.errors.isEmpty == false)
  }

  @Test("A batch holds at most 200 sales")
  func batchLimit() throws {
    let many = "[" + Array(repeating: Self.good, count: SaleBody.batchLimit).joined(separator: ",") + "]"
    guard case .batch(let sales) = try Self.body(many) else { return #expect(Bool(false)) }
    #expect(sales.count == 200)
    #expect(throws: Problem.self) { _ = try Self.body("[\(Self.good)," + many.dropFirst()) }
  }
}
