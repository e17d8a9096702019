import Floor
import Testing

/// How places changed since the hour began.
struct MovementTests {
  /// A floor on which a1 leads a2 and a3 at ten.
  static func floor() -> FloorState {
    var floor = Floors.open()
    sell(&floor, "a1", 300, "9:10")
    sell(&floor, "a2", 200, "9:20")
    sell(&floor, "a3", 100, "9:50")
    return floor
  }

  static func sell(_ floor: inout FloorState, _ agent: String, _ amount: Int64, _ time: String) {
    let parts = time.split(separator: ":").compactMap { Int($0) }
    floor.next(Floors.sale("s\(floor.offset)", by: agent, amount, minute: parts[0] * 60 + parts[1]))
  }

  static func moved(_ floor: FloorState, _ hour: Int, _ kind: Period.Kind = .day) -> [String: Int] {
    let movement = floor.movement(of: Floors.bj, over: Period(kind, of: Floors.day), since: Floors.day, hour: hour)
    return Dictionary(uniqueKeysWithValues: movement.agents.map { ($0.description, $1) })
  }

  @Test("Movement is the place when the hour began less the place now; newcomers have none")
  func moves() {
    var floor = Self.floor()
    Self.sell(&floor, "a3", 250, "10:05")
    Self.sell(&floor, "a4", 250, "10:06")
    #expect(Self.moved(floor, 10) == ["a1": -1, "a2": -2, "a3": 2])
    Self.sell(&floor, "a2", 500, "10:59")
    #expect(Self.moved(floor, 10) == ["a1": -2, "a2": 1, "a3": 1], "still against ten o'clock")
    let teams = floor.movement(of: Floors.bj, over: .day(Floors.day), since: Floors.day, hour: 10).teams
    #expect(teams == [TeamID("t1"): 0, TeamID("t2"): 0])
  }

  @Test("Where nothing was sold since the hour began nobody has moved")
  func quiet() {
    var floor = Self.floor()
    #expect(Self.moved(floor, 10) == ["a1": 0, "a2": 0, "a3": 0])
    Self.sell(&floor, "a3", 250, "10:05")
    #expect(Self.moved(floor, 11) == ["a1": 0, "a2": 0, "a3": 0])
    Self.sell(&floor, "a2", 1, "12:05")
    #expect(Self.moved(floor, 12) == ["a1": 0, "a2": 0, "a3": 0], "not against ten o'clock")
  }

  @Test("The first sale of a day moves the week, and is new to the day")
  func week() {
    var floor = Floors.open()
    Self.sell(&floor, "a1", 300, "9:10")
    #expect(Self.moved(floor, 9).isEmpty)
    #expect(Self.moved(floor, 9, .week) == ["a4": -1])
    Self.sell(&floor, "a4", 900, "10:10")
    #expect(Self.moved(floor, 10, .week) == ["a4": 1, "a1": -1])
    #expect(Self.moved(floor, 10, .month) == ["a4": 1, "a1": -1])
    #expect(Self.moved(floor, 10) == ["a1": -1])
  }

  @Test("A place that becomes shared or free again counts like any other")
  func ties() {
    var floor = Self.floor()
    Self.sell(&floor, "a2", 100, "10:01")
    #expect(Self.moved(floor, 10) == ["a1": 0, "a2": 1, "a3": 0])
    floor.correct("s3", .void)
    #expect(Self.moved(floor, 10) == ["a2": 1, "a3": 1])
  }
}
