import Floor
import Testing

/// A show on stage: which step is shown when, and how it is directed.
struct StandTests {
  /// Three steps of 10, 20 and 30 seconds that begin at 100 s.
  static let show = Show(
    kind: .ceremony, site: Floors.bj, day: Floors.day, at: 0, startsAt: 100_000,
    steps: [
      .init(.opening, duration: 10_000), .init(.countdown, duration: 20_000), .init(.applause, duration: 30_000),
    ], currency: .cny)

  static func open() -> FloorState {
    var floor = Floors.open()
    floor.next(.show(show))
    return floor
  }

  /// The step and its milliseconds at `now`; `nil`: it is over.
  static func shown(_ floor: FloorState, at now: Int64) -> [Int64]? {
    floor.cues(of: Floors.bj).stand?.step(at: now).map { [Int64($0.index), $0.elapsed] }
  }

  /// Directs the show as a server does, and says what came of it.
  @discardableResult
  static func direct(_ action: ShowChange.Action, at now: Int64, _ floor: inout FloorState) throws -> Outcome {
    let stand = try #require(floor.cues(of: Floors.bj).stand)
    let anchor = try stand.anchor(after: action, at: now)
    return floor.next(
      .showChange(
        ShowChange(
          id: "x\(floor.offset)", show: show.key, site: Floors.bj, action: action, anchor: anchor, by: "assistant",
          at: now)))
  }

  @Test(
    "Every step is shown in its time, and one that joins late joins in the middle",
    arguments: [
      (99_000, [0, -1_000]), (100_000, [0, 0]), (109_999, [0, 9_999]), (110_000, [1, 0]), (129_999, [1, 19_999]),
      (130_000, [2, 0]), (159_999, [2, 29_999]), (160_000, nil),
    ] as [(Int64, [Int64]?)])
  func time(now: Int64, step: [Int64]?) { #expect(Self.shown(Self.open(), at: now) == step) }

  @Test("A held show stays, and goes on where it was held")
  func hold() throws {
    var floor = Self.open()
    try Self.direct(.hold, at: 115_000, &floor)
    #expect(Self.shown(floor, at: 115_000) == [1, 5_000] && Self.shown(floor, at: 900_000) == [1, 5_000])
    #expect(throws: ShowFault.held) { try Self.direct(.hold, at: 900_000, &floor) }
    try Self.direct(.resume, at: 900_000, &floor)
    #expect(Self.shown(floor, at: 900_000 + ShowAnchor.lead) == [1, 5_000])
    #expect(Self.shown(floor, at: 915_000 + ShowAnchor.lead) == [2, 0])
    #expect(throws: ShowFault.running) { try Self.direct(.resume, at: 901_000, &floor) }
  }

  @Test("A step is skipped, repeated and gone back to, and the show goes on from there")
  func steps() throws {
    var floor = Self.open()
    let lead = ShowAnchor.lead
    try Self.direct(.skip, at: 101_000, &floor)
    #expect(Self.shown(floor, at: 101_000 + lead) == [1, 0] && Self.shown(floor, at: 121_000 + lead) == [2, 0])
    try Self.direct(.repeat, at: 130_000, &floor)
    #expect(Self.shown(floor, at: 130_000 + lead) == [2, 0])
    try Self.direct(.back, at: 135_000, &floor)
    #expect(Self.shown(floor, at: 135_000 + lead) == [1, 0])
    try Self.direct(.back, at: 136_000, &floor)
    try Self.direct(.back, at: 137_000, &floor)
    #expect(Self.shown(floor, at: 137_000 + lead) == [0, 0])
  }

  @Test("Skipping the last step and aborting end the show; a show that is over can be repeated from its beginning")
  func end() throws {
    for action in [ShowChange.Action.skip, .abort] {
      var floor = Self.open()
      #expect(try Self.direct(action, at: 140_000, &floor) == .show(Stand(Self.show, offset: 4, anchor: nil)))
      #expect(Self.shown(floor, at: 140_000) == nil)
      #expect(throws: ShowFault.over) { try Self.direct(.hold, at: 141_000, &floor) }
      try Self.direct(.repeat, at: 142_000, &floor)
      #expect(Self.shown(floor, at: 142_000 + ShowAnchor.lead) == [0, 0])
    }
  }

  @Test("A change of another show than the latest changes nothing")
  func other() {
    var floor = Self.open()
    let stand = floor.cues(of: Floors.bj).stand
    for (show, site) in [("ceremony/BJ/2026-11-24", Floors.bj), (Self.show.key, Floors.sh)] {
      let change = ShowChange(id: "x", show: show, site: site, action: .abort, anchor: nil, by: "assistant", at: 0)
      #expect(floor.next(.showChange(change)) == .nothing)
    }
    #expect(floor.cues(of: Floors.bj).stand == stand && floor.cues(of: Floors.sh) == CueBook())
  }
}
