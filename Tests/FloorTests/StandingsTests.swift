import Floor
import Testing

struct StandingsTests {
  @Test("Equal results share a place (1, 2, 2, 4)")
  func sharedPlaces() {
    var standings = Standings<String>()
    for (i, (id, amount)) in [("a", 400), ("b", 300), ("c", 300), ("d", 100)].enumerated() {
      standings.credit(Int64(amount), to: id, at: Int64(i + 1))
    }
    #expect(standings.top(10).map(\.place) == [1, 2, 2, 4])
    #expect(["a", "b", "c", "d"].map { standings.place(of: $0) } == [1, 2, 2, 4])
    #expect(standings.place(of: "e") == nil)
  }

  @Test("Within a place the earlier achiever is listed first")
  func earlierAchiever() {
    var standings = Standings<String>()
    standings.credit(100, to: "late", at: 1)
    standings.credit(300, to: "early", at: 2)
    standings.credit(200, to: "late", at: 3)
    #expect(standings.top(2).map(\.row.id) == ["early", "late"])
  }

  @Test("The gap leads to the result of the next place above; the first place has none")
  func gap() {
    var standings = Standings<String>()
    for (i, (id, amount)) in [("a", 400), ("b", 300), ("c", 300), ("d", 100)].enumerated() {
      standings.credit(Int64(amount), to: id, at: Int64(i + 1))
    }
    #expect(standings.gap(of: "a") == nil)
    #expect(standings.gap(of: "b") == 100)
    #expect(standings.gap(of: "c") == 100)
    #expect(standings.gap(of: "d") == 200)
  }

  @Test("Whoever reached the same amount with the same entry is listed by identifier")
  func sameEntry() {
    var standings = Standings<String>()
    for id in ["b", "c", "a"] { standings.credit(100, to: id, at: 1) }
    #expect(standings.rows.map(\.id) == ["a", "b", "c"])
    #expect(standings.top(3).map(\.place) == [1, 1, 1])
  }

  @Test("Whoever has no sale left leaves, and may return as if never there")
  func leaveAndReturn() {
    var standings = Standings<String>()
    standings.credit(100, to: "a", at: 1)
    standings.credit(300, to: "b", at: 2)
    standings.debit(300, from: "b", reachedAt: nil)
    #expect(standings["b"] == nil && standings.place(of: "b") == nil && standings.gap(of: "b") == nil)
    #expect(standings.top(10).map(\.row.id) == ["a"])
    standings.debit(300, from: "b", reachedAt: 2)
    #expect(standings.rows.map(\.id) == ["a"], "there was nothing to take")
    standings.credit(100, to: "b", at: 3)
    #expect(standings.rows.map(\.id) == ["a", "b"])
    #expect(standings["b"]?.deals == 1 && standings["b"]?.reachedAt == 3)
  }

  @Test("The top is as long as asked for, or as there are rows")
  func topCount() {
    var standings = Standings<Int>()
    #expect(standings.top(20).isEmpty)
    for id in 0..<5 { standings.credit(10, to: id, at: Int64(id)) }
    #expect([0, 3, 5, .max].map { standings.top($0).count } == [0, 3, 5, 5])
  }

  @Test(
    "After any credits and debits the standings are those of a plain sort", arguments: 1...10 as ClosedRange<UInt64>)
  func agreesWithSorting(seed: UInt64) {
    var random = Seeded(seed)
    var standings = Standings<AgentID>()
    var plain = Plain()
    for step in 1...300 {
      if Int.random(in: 0..<3, using: &random) == 0, let index = plain.sales.indices.randomElement(using: &random) {
        let sale = plain.sales.remove(at: index)
        standings.debit(sale.amount, from: sale.agent, reachedAt: plain.reachedAt(sale.agent))
      } else {
        let sale = Plain.sale(at: Int64(step / 2), using: &random)
        plain.sales.append(sale)
        standings.credit(sale.amount, to: sale.agent, at: sale.offset)
      }
      #expect(Plain.Line.all(of: standings) == plain.lines)
    }
  }

  @Test("Standings are equal if their rows are, whichever way led there", arguments: 1...20 as ClosedRange<UInt64>)
  func equalByContent(seed: UInt64) {
    var random = Seeded(seed)
    let sales = (1...100).map { Plain.sale(at: $0, using: &random) }
    let guest = AgentID("guest")
    var (one, other) = (Standings<AgentID>(), Standings<AgentID>())
    for sale in sales { one.credit(sale.amount, to: sale.agent, at: sale.offset) }
    other.credit(1, to: guest, at: 1)
    for sale in sales.shuffled(using: &random) { other.credit(sale.amount, to: sale.agent, at: sale.offset) }
    #expect(one != other)
    other.debit(1, from: guest, reachedAt: nil)
    #expect(one == other && one.hashValue == other.hashValue)
    other.credit(0, to: sales[0].agent, at: 0)
    #expect(one != other, "one deal more")
  }
}

/// What standings are by their definition: all sales, sorted anew each time.
private struct Plain {
  var sales: [(agent: AgentID, amount: Int64, offset: Int64)] = []

  /// Mostly small amounts, so that many are equal; now and then one that moves far.
  static func sale(at offset: Int64, using random: inout Seeded) -> (agent: AgentID, amount: Int64, offset: Int64) {
    let amount = Int64.random(in: 1...(Int.random(in: 0..<8, using: &random) == 0 ? 60 : 4), using: &random)
    return (AgentID("agent-\(Int.random(in: 0..<25, using: &random))"), amount, offset)
  }

  func reachedAt(_ agent: AgentID) -> Int64? { sales.lazy.filter { $0.agent == agent }.map(\.offset).max() }

  /// All there is to ask about one contender.
  struct Line: Equatable {
    var agent: AgentID
    var amount: Int64
    var deals: Int
    var reachedAt: Int64?
    var places: [Int?]
    var gap: Int64?

    static func all(of standings: Standings<AgentID>) -> [Line] {
      let top = standings.top(.max)
      return zip(standings.rows, top).map { row, top in
        Line(
          agent: top.row.id, amount: row.amount, deals: row.deals, reachedAt: standings[row.id]?.reachedAt,
          places: [top.place, standings.place(of: row.id)], gap: standings.gap(of: row.id))
      }
    }
  }

  var lines: [Line] {
    var lines = Dictionary(grouping: sales, by: \.agent).map { agent, sales in
      let (amount, reachedAt) = sales.reduce((0, 0)) { ($0.0 + $1.amount, max($0.1, $1.offset)) }
      return Line(agent: agent, amount: amount, deals: sales.count, reachedAt: reachedAt, places: [], gap: nil)
    }
    lines.sort { ($1.amount, $0.reachedAt ?? 0, $0.agent) < ($0.amount, $1.reachedAt ?? 0, $1.agent) }
    for i in lines.indices {
      let ahead = lines.prefix(i).filter { $0.amount > lines[i].amount }
      lines[i].places = [ahead.count + 1, ahead.count + 1]
      lines[i].gap = ahead.last.map { $0.amount - lines[i].amount }
    }
    return lines
  }
}

struct IdentifierTests {
  @Test("Identifiers are compared byte for byte: é in one scalar and in two are two identifiers")
  func bytes() {
    let (one, two) = ("Ren\u{E9}", "Rene\u{301}")
    #expect(one == two, "to a String they are the same")
    #expect(AgentID(one) != AgentID(two))
    #expect(Set([AgentID(one), AgentID(two), AgentID(one)]).count == 2)
    // The same length in bytes: the Ångström sign, and an A with a ring.
    #expect(AgentID("\u{212B}") != AgentID("A\u{30A}"))
  }

  @Test("An identifier is found again whatever string it was made of", arguments: ["", "王芳", "a long name, not small"])
  func hashing(text: String) {
    let slice = String("<\(text)>".dropFirst().dropLast())
    #expect(AgentID(slice) == AgentID(text) && AgentID(slice).hashValue == AgentID(text).hashValue)
    #expect(AgentID(text) != AgentID(text + "x"))
  }
}
