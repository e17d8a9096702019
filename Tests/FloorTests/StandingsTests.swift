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

  @Test("After any credits the rows are those of a plain sort", arguments: 1...30 as ClosedRange<UInt64>)
  func agreesWithSorting(seed: UInt64) {
    var random = Seeded(seed)
    var standings = Standings<Int>()
    var plain: [Int: (amount: Int64, reached: Int64)] = [:]
    for offset in 1...300 {
      let id = Int.random(in: 0..<25, using: &random)
      let amount = Int64.random(in: 1...4, using: &random)
      standings.credit(amount, to: id, at: Int64(offset))
      plain[id] = (amount + (plain[id]?.amount ?? 0), Int64(offset))
    }
    let sorted = plain.sorted { ($1.value.amount, $0.value.reached) < ($0.value.amount, $1.value.reached) }
    #expect(standings.rows.map(\.id) == sorted.map(\.key))
    for (id, value) in plain {
      #expect(standings[id]?.amount == value.amount)
      #expect(standings.place(of: id) == 1 + plain.values.count { $0.amount > value.amount })
    }
  }
}
