// Standings themselves, for Tests/Benchmarks/run: the updates of rank.cpp, from the same seed. After each comes the place
// of who was updated and the top 20.
//
// Where the floor has numbers for members, the product has identifiers, as sales do: each look-up hashes a text. To set a
// score anew is to credit the difference.

import Floor

/// SplitMix64.
private struct Generator {
  private var state: UInt64 = 7

  mutating func next(below bound: UInt64) -> Int64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int64((z ^ (z >> 31)) % bound)
  }
}

private let scores: UInt64 = 10_000_000
/// The operations that the check covers: as many as Redis makes.
private let checked = 20_000

private struct Update {
  var agent: AgentID
  var amount: Int64
}

private struct Workload {
  var standings = Standings<AgentID>()
  var updates: [Update] = []
  private let members: Int
  private(set) var check: Int64 = 0
  private(set) var places = 0

  init(members: Int, isRandom: Bool) {
    self.members = members
    var generator = Generator()
    let agents = (0..<members).map { AgentID("agent-" + String(String(100_000 + $0).dropFirst())) }
    var amounts = agents.map { _ in generator.next(below: scores) }
    for i in agents.indices { standings.credit(amounts[i], to: agents[i], at: Int64(i)) }
    for _ in 0..<(members > 50_000 ? 100_000 : 400_000) {
      let i = Int(generator.next(below: UInt64(members)))
      let change = isRandom ? generator.next(below: scores) - amounts[i] : 1 + generator.next(below: 500)
      amounts[i] += change
      updates.append(Update(agent: agents[i], amount: change))
    }
  }

  mutating func run() {
    var top: Int64 = 0
    for (i, update) in updates.enumerated() {
      standings.credit(update.amount, to: update.agent, at: Int64(members + i))
      places += standings.place(of: update.agent) ?? 0
      for (_, row) in standings.top(20) { top += row.amount }
      if i == checked - 1 { check = top }
    }
  }
}

for members in [1_000, 10_000, 100_000] {
  for update in ["small-add", "random"] {
    var workload = Workload(members: members, isRandom: update == "random")
    let time = ContinuousClock().measure { workload.run() } / .nanoseconds(workload.updates.count)
    print(
      #"{"members":\#(members),"update":"\#(update)","ns_per_op":\#(time),"check":\#(workload.check),"#
        + #""sink":\#(workload.places & 1)}"#)
  }
}
