import Floor
import Testing

extension FloorState {
  /// Corrects `sale`.
  @discardableResult
  mutating func correct(_ sale: String, _ change: Correction.Change, id: String? = nil) -> Outcome {
    next(Floors.correction(sale, change, id: id ?? "c\(offset)"))
  }
}

extension Floors {
  static func correction(_ sale: String, _ change: Correction.Change, id: String) -> Entry {
    .correction(
      Correction(id: id, sale: SaleID(sale), change: change, reason: "typed wrong", by: "assistant", at: 5, on: day))
  }

  static let today = BoardID(site: bj, day: day)
}

struct CorrectionTests {
  static func amend(_ minorUnits: Int64) -> Correction.Change {
    .amend(amount: Money(minorUnits: minorUnits, currency: .cny), product: nil, customer: nil)
  }

  @Test("A voided sale counts nowhere any more, and history keeps it")
  func void() {
    var floor = Floors.open()
    _ = floor.sell("s1", by: "a1", 300)
    let before = floor
    _ = floor.sell("s2", by: "a2", 500)
    floor.correct("s2", .void)
    for period in Period.all(of: Floors.day) {
      let (now, then) = (
        floor.board(BoardID(site: Floors.bj, period: period)), before.board(BoardID(site: Floors.bj, period: period))
      )
      #expect(now.agents.rows.map(\.id) == then.agents.rows.map(\.id))
      #expect(now.amount == then.amount)
      #expect(now.deals == then.deals)
    }
    #expect(floor.record(of: SaleID("s2"))?.isVoided == true)
    #expect(floor.record(of: SaleID("s2"))?.sale.amount.minorUnits == 500)
    #expect(floor.record(of: SaleID("s2"))?.corrections.map(\.reason) == ["typed wrong"])
  }

  @Test("The announcement of a voided sale is marked, on screens and for those that join")
  func voidedAnnouncement() throws {
    var floor = Floors.open()
    let sold = floor.sell("s1", by: "a1", 300)
    let announcement = try #require(sold)
    guard case .corrected(_, _, let marked?) = floor.correct("s1", .void) else { return #expect(Bool(false)) }
    #expect(marked.offset == announcement.offset)
    #expect(marked.isVoided)
    #expect(floor.announcements(of: Floors.bj, on: Floors.day) == [marked])
  }

  @Test("An amended amount counts instead of the first one; the tier in force then stays as it was announced")
  func amend() throws {
    var floor = Floors.open()
    _ = floor.sell("s1", by: "a1", 300)
    _ = floor.sell("s2", by: "a2", 500)
    guard case .corrected(_, _, let announcement?) = floor.correct("s1", Self.amend(2_000_000)) else {
      return #expect(Bool(false))
    }
    let board = floor.board(Floors.today)
    #expect(board.agents.rows.map(\.id) == [AgentID("a1"), AgentID("a2")])
    #expect(board.amount == 2_000_500)
    #expect(board.deals == 2)
    #expect(announcement.amount.minorUnits == 2_000_000)
    #expect(announcement.reasons == [.firstOfDay])
  }

  @Test("Amending the product alone moves nobody")
  func amendProduct() {
    var floor = Floors.open()
    _ = floor.sell("s1", by: "a1", 300)
    let before = floor.board(Floors.today)
    floor.correct("s1", .amend(amount: nil, product: "年费", customer: nil))
    #expect(floor.board(Floors.today) == before)
    #expect(floor.record(of: SaleID("s1"))?.product == "年费")
  }

  @Test("A sale given to someone else counts for them and their team")
  func assign() {
    var floor = Floors.open()
    _ = floor.sell("s1", by: "a1", 300)
    floor.correct("s1", .assign(AgentID("a3")))
    let board = floor.board(Floors.today)
    #expect(board.agents.rows.map(\.id) == [AgentID("a3")])
    #expect(board.teams.rows.map(\.id) == [TeamID("t2")])
    #expect(board.agents[AgentID("a1")] == nil)
  }

  @Test(
    "A sale of an unknown agent is credited, when someone says who is meant, to the day it was closed on, and announced"
  )
  func sortOut() throws {
    var floor = Floors.open()
    _ = floor.sell("s1", by: "小张", 1_000_000)
    guard case .corrected(let record, _, let announcement?) = floor.correct("s1", .assign(AgentID("a1"))) else {
      return #expect(Bool(false))
    }
    #expect(floor.toSortOut.isEmpty)
    #expect(record.agent == AgentID("a1"))
    #expect(announcement.reasons == [.firstOfDay, .bigDeal])
    #expect(announcement.offset == floor.offset)
    #expect(announcement.at == 5, "when it was sorted out, not when it was accepted")
    guard case .corrected(_, _, let amended?) = floor.correct("s1", Self.amend(2_000_000)) else {
      return #expect(Bool(false))
    }
    #expect(amended.at == announcement.at)
    floor.correct("s1", Self.amend(1_000_000))
    #expect(floor.board(Floors.today).amount == 1_000_000)
  }

  @Test("A sale sorted out on a later day counts on its own day and is nobody's first today")
  func sortOutLate() throws {
    var floor = Floors.open()
    let yesterday = Floors.day.advanced(by: -1)
    floor.next(Floors.sale("s1", by: "小张", 700, accepted: yesterday))
    guard case .corrected(_, _, let announcement?) = floor.correct("s1", .assign(AgentID("a1"))) else {
      return #expect(Bool(false))
    }
    #expect(announcement.reasons == [.deal])
    #expect(floor.board(BoardID(site: Floors.bj, day: yesterday)).agents[AgentID("a1")]?.amount == 700)
    #expect(floor.sell("s2", by: "a2", 100)?.reasons == [.firstOfDay])
  }

  @Test("What cannot be corrected is refused and changes nothing")
  func faults() throws {
    var floor = Floors.open()
    _ = floor.sell("s1", by: "a1", 300)
    floor.correct("s1", .void)
    _ = floor.sell("s2", by: "a1", 300)
    let usd = Money(minorUnits: 5, currency: try #require(Currency("USD")))
    let cases: [(String, Correction.Change, CorrectionFault)] = [
      ("gone", .void, .noSuchSale), ("s1", .void, .voided), ("s1", Self.amend(5), .voided),
      ("s2", .assign(AgentID("x")), .noSuchAgent), ("s2", .assign(AgentID("b1")), .otherSite),
      ("s2", .amend(amount: usd, product: nil, customer: nil), .otherCurrency),
    ]
    for (sale, change, fault) in cases {
      guard case .correction(let correction) = Floors.correction(sale, change, id: "c") else { return }
      #expect(floor.fault(of: correction, for: floor.record(of: correction.sale)) == fault)
      let (board, waiting) = (floor.board(Floors.today), floor.toSortOut)
      #expect(floor.next(.correction(correction)) == .nothing)
      #expect(floor.board(Floors.today) == board)
      #expect(floor.toSortOut == waiting)
    }
  }

  @Test("A repeated correction changes nothing")
  func repeated() {
    var floor = Floors.open()
    _ = floor.sell("s1", by: "a1", 300)
    floor.correct("s1", Self.amend(400), id: "c1")
    let board = floor.board(Floors.today)
    #expect(floor.correct("s1", Self.amend(400), id: "c1") == .nothing)
    #expect(floor.board(Floors.today) == board)
  }

  @Test("After a void the tie-break is again the entry with which the rest was reached")
  func tieBreak() {
    var floor = Floors.open()
    _ = floor.sell("s1", by: "a1", 300)
    _ = floor.sell("s2", by: "a2", 300)
    _ = floor.sell("s3", by: "a1", 100)
    floor.correct("s3", .void)
    #expect(floor.board(Floors.today).agents.rows.map(\.id) == [AgentID("a1"), AgentID("a2")])
  }
}
