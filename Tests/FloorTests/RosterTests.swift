import Floor
import Testing

struct RosterTests {
  @Test("Who was in a team on a day is known for ever")
  func memberships() {
    var floor = Floors.new()
    floor.next(Floors.move("a1", to: "t2", on: Floors.day))
    floor.next(Floors.move("new", to: "t1", name: "新人", on: Floors.day.advanced(by: 1)))
    floor.next(Floors.move("a1", to: "t2", hasLeft: true, on: Floors.day.advanced(by: 2)))
    let table: [(Int32, t1: [String], t2: [String])] = [
      (-30, ["a1", "a2"], ["a3", "a4"]), (-1, ["a1", "a2"], ["a3", "a4"]), (0, ["a2"], ["a1", "a3", "a4"]),
      (1, ["a2", "new"], ["a1", "a3", "a4"]), (2, ["a2", "new"], ["a3", "a4"]),
    ]
    for (days, t1, t2) in table {
      let day = Floors.day.advanced(by: days)
      #expect(floor.roster.members(of: TeamID("t1"), on: day).map(\.description) == t1)
      #expect(floor.roster.members(of: TeamID("t2"), on: day).map(\.description) == t2)
    }
    #expect(floor.roster[AgentID("a1")]?.team == TeamID("t2"), "what they sold stays there")
  }

  @Test("Whoever moves twice on one day was in the last team alone, and who comes back is there again")
  func sameDay() {
    var floor = Floors.new()
    floor.next(Floors.move("a1", to: "t2", on: Floors.day))
    floor.next(Floors.move("a1", to: "t3", on: Floors.day))
    #expect(floor.roster.team(of: AgentID("a1"), on: Floors.day) == TeamID("t3"))
    floor.next(Floors.move("a1", to: "t1", on: Floors.day))
    #expect(floor.roster.memberships[AgentID("a1")]?.count == 1)
    floor.next(Floors.move("a1", to: "t1", hasLeft: true, on: Floors.day.advanced(by: 3)))
    floor.next(Floors.move("a1", to: "t2", on: Floors.day.advanced(by: 9)))
    let teams = [0, 3, 8, 9].map { floor.roster.team(of: AgentID("a1"), on: Floors.day.advanced(by: $0)) }
    #expect(teams == [TeamID("t1"), nil, nil, TeamID("t2")])
  }

  @Test("Who left is not meant by their name any more, but by their identifier")
  func left() {
    var floor = Floors.open()
    floor.next(Floors.move("a1", to: "t1", hasLeft: true, on: Floors.day))
    #expect(floor.sell("s1", by: "张三", 100) == nil)
    #expect(floor.sell("s2", by: "a1", 100)?.agent.id == AgentID("a1"))
  }
}
