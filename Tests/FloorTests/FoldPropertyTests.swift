import Floor
import Testing

/// Laws of the fold, held over random histories of every kind of entry.
struct FoldPropertyTests {
  /// A history with new and repeated sales, known and unknown agents, late sales, changes of roster and rules.
  static func history(seed: UInt64, count: Int = 200) -> [Entry] {
    var random = Seeded(seed)
    let agents = ["a1", "a2", "a3", "张三", "赵六", "b1", "nobody", "later"]
    return [.roster(Floors.roster)]
      + (1..<count).map { i in
        switch Int.random(in: 0..<20, using: &random) {
        case 0:
          let team = TeamID(["t1", "t2", "t3"].randomElement(using: &random)!)
          return .roster(
            RosterChange(agents: [
              Agent(id: AgentID(["a1", "later"].randomElement(using: &random)!), team: team, name: "张三")
            ]))
        case 2:
          return Floors.correction("s\(Int.random(in: 0..<count, using: &random))", .void, id: "c\(i)")
        case 3:
          let amount = Money(minorUnits: Int64.random(in: 1...12, using: &random) * 100_000, currency: .cny)
          return Floors.correction(
            "s\(Int.random(in: 0..<count, using: &random))", .amend(amount: amount, product: nil, customer: nil),
            id: "c\(i)")
        case 4, 5:
          let agent = AgentID(["a1", "a2", "b1"].randomElement(using: &random)!)
          return Floors.correction("s\(Int.random(in: 0..<count, using: &random))", .assign(agent), id: "c\(i)")
        case 1:
          return .rules(Floors.bj, Rules(bigDealTiers: [Int64.random(in: 1...2_000_000, using: &random)]))
        default:
          let accepted = Floors.day.advanced(by: Int32(i / 50))
          return Floors.sale(
            "s\(Int.random(in: 0..<count, using: &random))", by: agents.randomElement(using: &random)!,
            Int64.random(in: 1...12, using: &random) * 100_000, accepted: accepted,
            closed: accepted.advanced(by: Int.random(in: 0..<6, using: &random) == 0 ? -1 : 0))
        }
      }
  }

  static func fold(_ entries: some Sequence<Entry>, onto start: FloorState = FloorState()) -> FloorState {
    var floor = start
    for entry in entries { floor.next(entry) }
    return floor
  }

  @Test("Prefix and suffix make the whole, wherever the history is cut", arguments: 1...20 as ClosedRange<UInt64>)
  func prefixAndSuffix(seed: UInt64) {
    let entries = Self.history(seed: seed)
    let whole = Self.fold(entries)
    for cut in stride(from: 0, through: entries.count, by: 13) {
      #expect(Self.fold(entries[cut...], onto: Self.fold(entries[..<cut])) == whole)
    }
  }

  @Test("Any entry offered again at its own offset changes nothing", arguments: 1...20 as ClosedRange<UInt64>)
  func sameOffsetAgain(seed: UInt64) {
    let entries = Self.history(seed: seed)
    var floor = FloorState()
    for (i, entry) in entries.enumerated() {
      floor.apply(entry, at: Int64(i + 1))
      let before = floor
      #expect(floor.apply(entry, at: Int64(i + 1)) == .nothing)
      #expect(floor == before)
    }
  }

  @Test("A sale that is in the log twice counts once", arguments: 1...20 as ClosedRange<UInt64>)
  func duplicateSale(seed: UInt64) {
    var random = Seeded(seed &* 31)
    var floor = Self.fold(Self.history(seed: seed))
    for entry in Self.history(seed: seed).shuffled(using: &random) {
      guard case .sale(let accepted) = entry else { continue }
      let id = BoardID(site: accepted.site, day: accepted.closedOn)
      let (board, waiting) = (floor.board(id), floor.toSortOut)
      #expect(floor.next(entry) == .nothing)
      #expect(floor.board(id) == board)
      #expect(floor.toSortOut == waiting)
    }
  }

  @Test(
    "Agents, teams and the day's total tell the same sum, and every sale is credited, waiting or voided",
    arguments: 1...20 as ClosedRange<UInt64>)
  func conservation(seed: UInt64) {
    let entries = Self.history(seed: seed)
    let floor = Self.fold(entries)
    var credited = 0
    for site in [Floors.bj, Floors.sh] {
      for day in -1...5 {
        let board = floor.board(BoardID(site: site, day: Floors.day.advanced(by: Int32(day))))
        #expect(board.agents.rows.reduce(0) { $0 + $1.amount } == board.amount)
        #expect(board.teams.rows.reduce(0) { $0 + $1.amount } == board.amount)
        #expect(board.agents.rows.reduce(0) { $0 + $1.deals } == board.deals)
        credited += board.deals
      }
    }
    let sales = Set(entries.compactMap { entry -> SaleID? in if case .sale(let s) = entry { s.sale.id } else { nil } })
    let voided = sales.count { floor.record(of: $0)?.isVoided == true }
    #expect(credited + floor.toSortOut.count + voided == sales.count)
  }

  @Test(
    "At most one first order per site and day, and no announcement's offset repeats",
    arguments: 1...20 as ClosedRange<UInt64>)
  func announcementsOnce(seed: UInt64) {
    var floor = FloorState()
    var firsts: [BoardID: Int] = [:]
    var offsets: Set<Int64> = []
    for entry in Self.history(seed: seed) {
      let record: SaleRecord
      let announcement: Announcement
      switch floor.next(entry) {
      case .sale(let sold, let made?): (record, announcement) = (sold, made)
      case .corrected(let corrected, let correction, let made?) where made.offset == floor.offset:
        (record, announcement) = (corrected, made)
        #expect(correction.change != .void)
      default: continue
      }
      #expect(offsets.insert(announcement.offset).inserted)
      if announcement.reasons.contains(.firstOfDay) {
        firsts[BoardID(site: record.site, day: record.day), default: 0] += 1
      }
    }
    #expect(firsts.values.allSatisfy { $0 == 1 })
    #expect(!firsts.isEmpty)
  }
}
