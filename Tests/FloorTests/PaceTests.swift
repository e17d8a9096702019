import Floor
import Testing

/// PRODUCT.md, "Targets": pace is the expected share of the target at this minute of working time.
struct PaceTests {
  static func floor(day amount: Int64 = 48_000) -> FloorState {
    var floor = Floors.new()
    floor.next(Floors.target(.agent("a1"), .day(Floors.day), amount))
    return floor
  }

  static func pace(
    _ floor: FloorState, _ kind: Period.Kind = .day, achieved: Int64 = 0, on day: CivilDate = Floors.day,
    at minute: Int = 600
  ) -> Pace? {
    floor.targetSheet(of: Floors.bj, over: Period(kind, of: Floors.day))
      .pace(of: .agent("a1"), achieved: achieved, at: day, minute: minute)
  }

  @Test(
    "What is expected grows with working time and rests at noon",
    arguments: [
      (0, 0), (540, 0), (541, 100), (600, 6_000), (720, 18_000), (750, 18_000), (780, 18_000), (781, 18_100),
      (1_080, 48_000), (1_439, 48_000),
    ] as [(Int, Int64)])
  func expected(minute: Int, expected: Int64) {
    #expect(Self.pace(Self.floor(), at: minute)?.expected == expected)
    #expect(Self.pace(Self.floor(), at: minute)?.target == 48_000)
  }

  @Test(
    "Below 95 % of what is expected is behind, from 105 % on ahead",
    arguments: [
      (0, .behind), (9_499, .behind), (9_500, .onTrack), (10_499, .onTrack), (10_500, .ahead), (48_000, .ahead),
    ] as [(Int64, Pace.State)])
  func state(achieved: Int64, state: Pace.State) {
    let pace = Self.pace(Self.floor(), achieved: achieved, at: 640)
    #expect(pace?.expected == 10_000)
    #expect(pace?.state == state)
  }

  @Test("While nothing is expected yet nobody is behind, and whoever has sold is ahead")
  func early() {
    #expect(Self.pace(Self.floor(), at: 500)?.state == .onTrack)
    #expect(Self.pace(Self.floor(), achieved: 1, at: 500)?.state == .ahead)
    #expect(Self.pace(Self.floor(day: 0), at: 1_000)?.state == .onTrack)
  }

  @Test("Of a week and a month the earlier days are expected whole, and of today what has gone by")
  func longer() {
    var floor = Floors.new()
    floor.next(Floors.target(.agent("a1"), TargetTests.month, 10_080))
    #expect(Self.pace(floor, .week)?.expected == 1_020)
    #expect(Self.pace(floor, .month)?.expected == 8_220)
    floor.next(Floors.target(.agent("a1"), .day(Floors.day), 4_800))
    #expect(Self.pace(floor, .week)?.expected == 1_560)
    #expect(Self.pace(floor, .month)?.expected == 8_220, "the month's target stays as it was agreed")
  }

  @Test(
    "Of a period that is over the whole target is expected, of one to come nothing; without a target there is no pace")
  func outside() {
    let (before, after) = (Floors.day.advanced(by: -40), Floors.day.advanced(by: 40))
    for kind in Period.Kind.allCases {
      #expect(Self.pace(Self.floor(), kind, on: after, at: 0)?.expected == 48_000)
      #expect(Self.pace(Self.floor(), kind, on: before, at: 1_000)?.expected == 0)
    }
    #expect(Self.pace(Floors.new()) == nil)
  }

  @Test("What is expected never falls and ends at the target", arguments: 1...6 as ClosedRange<UInt64>)
  func ends(seed: UInt64) {
    let floor = FoldPropertyTests.fold(History.entries(seed: seed, count: 300, days: 20))
    for period in Period.all(of: Floors.day.advanced(by: 9)) {
      let sheet = floor.targetSheet(of: Floors.bj, over: period)
      for (scope, plan) in sheet.plans {
        var last: Int64 = 0
        for day in period.days {
          for minute in stride(from: 0, to: 1440, by: 180) {
            let expected = sheet.pace(of: scope, achieved: 0, at: day, minute: minute)?.expected ?? -1
            #expect(expected >= last)
            last = expected
          }
        }
        #expect(sheet.pace(of: scope, achieved: 0, at: period.end.advanced(by: 1), minute: 0)?.expected == plan.total)
      }
    }
  }
}
