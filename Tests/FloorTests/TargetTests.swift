import Floor
import Testing

/// PRODUCT.md, "Targets".
struct TargetTests {
  static let month = Target.Span.month(Floors.date("2026-11-01"))
  static let december = Target.Span.month(Floors.date("2026-12-01"))

  /// What `scope` is to reach.
  static func target(
    _ floor: FloorState, _ scope: Target.Scope, _ kind: Period.Kind, _ day: String, group: GroupID? = nil
  ) -> Int64? {
    floor.targetSheet(of: Floors.bj, over: Period(kind, of: Floors.date(day)), group: group).target(of: scope)
  }

  @Test(
    "Month targets decompose into weeks and days over working days",
    arguments: [
      // November 2026 has 21 working days, from Monday 2 to Monday 30; the 7th is a Saturday.
      (2100, "2026-11-02", 100, 500), (2100, "2026-11-07", 0, 500), (2100, "2026-11-30", 100, 100),
      (1000, "2026-11-02", 47, 238), (1000, "2026-11-03", 48, 238), (1000, "2026-11-04", 47, 238),
      (1000, "2026-11-30", 48, 48), (5, "2026-11-02", 0, 1), (0, "2026-11-02", 0, 0), (2100, "2026-11-01", 0, 0),
    ] as [(Int64, String, Int64, Int64)])
  func decomposition(month: Int64, day: String, ofDay: Int64, ofWeek: Int64) {
    var floor = Floors.new()
    floor.next(Floors.target(.agent("a1"), Self.month, month))
    #expect(Self.target(floor, .agent("a1"), .month, day) == month)
    #expect(Self.target(floor, .agent("a1"), .week, day) == ofWeek)
    #expect(Self.target(floor, .agent("a1"), .day, day) == ofDay)
    #expect(Self.target(floor, .agent("a2"), .day, day) == nil)
  }

  @Test("The days of a month add up to its target, none a unit above or below its even share", arguments: 1...200)
  func daysAddUp(seed: UInt64) {
    var random = Seeded(seed)
    let calendar = WorkingCalendar(
      weekdays: Set((1...7).filter { _ in .random(using: &random) }),
      exceptions: [Floors.day: .random(using: &random), Floors.day.advanced(by: 3): .random(using: &random)], hours: [])
    let start = Period(.month, of: Floors.day.advanced(by: Int32.random(in: -900...900, using: &random)))
    let amount = Int64.random(in: 0...(.random(using: &random) ? 50 : Int64.max / 2), using: &random)
    let shares = MonthShares(start.start, calendar)
    let days = start.days.map { shares.share(of: amount, on: $0) }
    #expect(days.reduce(0, +) == amount)
    let even = amount / shares.workingDays
    for (day, share) in zip(start.days, days) {
      let isIdle = calendar.workingDays(in: start.days).isEmpty
      #expect(calendar.isWorking(day) || isIdle ? (even...even + 1).contains(share) : share == 0)
    }
    #expect(shares.workingDays(in: start) == shares.workingDays)
  }

  @Test("A week over the end of a month takes its days from both")
  func weekOverMonths() {
    var floor = Floors.new()
    floor.next(Floors.target(.agent("a1"), Self.month, 2100))
    #expect(Self.target(floor, .agent("a1"), .week, "2026-12-02") == 100)
    floor.next(Floors.target(.agent("a1"), Self.december, 2300))
    #expect(Self.target(floor, .agent("a1"), .week, "2026-12-02") == 500)
    #expect(Self.target(floor, .agent("a1"), .week, "2026-11-30") == 500)
  }

  @Test("Holidays get nothing and make-up working days a share")
  func holidays() {
    var floor = Floors.new()
    var rules = Rules.standard
    rules.calendar.exceptions = [Floors.date("2026-11-02"): false, Floors.date("2026-11-07"): true]
    floor.next(.rules(Floors.bj, rules))
    floor.next(Floors.target(.agent("a1"), Self.month, 2100))
    #expect(Self.target(floor, .agent("a1"), .day, "2026-11-02") == 0)
    #expect(Self.target(floor, .agent("a1"), .day, "2026-11-07") == 100)
    #expect(Self.target(floor, .agent("a1"), .week, "2026-11-07") == 500)
  }

  @Test("In a month without a working day every day has its share")
  func closed() {
    let shares = MonthShares(Floors.day, WorkingCalendar(weekdays: [], hours: []))
    #expect(shares.workingDays == 30)
    #expect(shares.share(of: 300, on: Floors.day) == 10)
    #expect(shares.share(of: 300, on: Floors.date("2026-12-01")) == 0)
  }

  @Test("A leader may set a person's day at the morning meeting, which then wins, and take it back")
  func ownDay() {
    var floor = Floors.new()
    floor.next(Floors.target(.agent("a1"), Self.month, 2100))
    floor.next(Floors.target(.agent("a1"), .day(Floors.day), 777))
    #expect(Self.target(floor, .agent("a1"), .day, "2026-11-25") == 777)
    #expect(Self.target(floor, .agent("a1"), .day, "2026-11-26") == 100)
    #expect(Self.target(floor, .agent("a1"), .week, "2026-11-25") == 1177)
    #expect(Self.target(floor, .agent("a1"), .month, "2026-11-25") == 2100, "what was agreed for the month stays")
    floor.next(Floors.target(.agent("a1"), .day(Floors.day), nil))
    #expect(Self.target(floor, .agent("a1"), .day, "2026-11-25") == 100)
  }

  @Test("Days that were set make a month where the month has no target of its own")
  func daysAlone() {
    var floor = Floors.new()
    floor.next(Floors.target(.agent("a1"), .day(Floors.day), 30))
    floor.next(Floors.target(.agent("a1"), .day(Floors.day.advanced(by: 3)), 12))
    #expect(Self.target(floor, .agent("a1"), .month, "2026-11-25") == 42)
    #expect(Self.target(floor, .agent("a1"), .day, "2026-11-26") == nil)
    #expect(Self.target(floor, .team("t1"), .month, "2026-11-25") == 42)
  }

  @Test("Teams' and sites' targets are their own or the sum of their people's")
  func sums() {
    var floor = Floors.new()
    let own = { (scope: Target.Scope) in Self.target(floor, scope, .month, "2026-11-25") }
    #expect(own(.team("t1")) == nil && own(.site("BJ")) == nil)
    let steps: [(Target.Scope, Int64?, t1: Int64?, t2: Int64?, site: Int64?)] = [
      (.agent("a1"), 2100, 2100, nil, 2100), (.agent("a2"), 1000, 3100, nil, 3100),
      (.agent("a4"), 50, 3100, 50, 3150), (.agent("b1"), 9999, 3100, 50, 3150), (.team("t1"), 5000, 5000, 50, 5050),
      (.site("BJ"), 8000, 5000, 50, 8000), (.team("t1"), nil, 3100, 50, 8000), (.site("BJ"), 0, 3100, 50, 0),
    ]
    for (scope, amount, t1, t2, site) in steps {
      floor.next(Floors.target(scope, Self.month, amount))
      let (t, u, s) = (
        Self.target(floor, .team("t1"), .month, "2026-11-25"), Self.target(floor, .team("t2"), .month, "2026-11-25"),
        Self.target(floor, .site("BJ"), .month, "2026-11-25")
      )
      #expect([t, u, s] == [t1, t2, site])
    }
  }

  @Test("A team's own day wins over the sum of its people's on that day alone")
  func teamDay() {
    var floor = Floors.new()
    floor.next(Floors.target(.agent("a1"), Self.month, 2100))
    floor.next(Floors.target(.agent("a2"), Self.month, 4200))
    floor.next(Floors.target(.team("t1"), .day(Floors.day), 1000))
    #expect(Self.target(floor, .team("t1"), .day, "2026-11-25") == 1000)
    #expect(Self.target(floor, .team("t1"), .day, "2026-11-26") == 300)
    #expect(Self.target(floor, .team("t1"), .week, "2026-11-25") == 2200)
    #expect(Self.target(floor, .team("t1"), .month, "2026-11-25") == 7000)
    #expect(Self.target(floor, .site("BJ"), .day, "2026-11-25") == 1000)
  }

  @Test("A person's target counts for the team they are in on each day, and for none after they left")
  func moving() {
    var floor = Floors.new()
    floor.next(Floors.target(.agent("a1"), Self.month, 2100))
    // Ten working days before the 16th, eleven from then on.
    floor.next(Floors.move("a1", to: "t2", on: Floors.date("2026-11-16")))
    #expect(Self.target(floor, .team("t1"), .month, "2026-11-25") == 1000)
    #expect(Self.target(floor, .team("t2"), .month, "2026-11-25") == 1100)
    #expect(Self.target(floor, .agent("a1"), .month, "2026-11-25") == 2100)
    floor.next(Floors.move("a1", to: "t2", hasLeft: true, on: Floors.date("2026-11-30")))
    #expect(Self.target(floor, .team("t2"), .month, "2026-11-25") == 1000)
    #expect(Self.target(floor, .team("t2"), .day, "2026-11-30") == nil)
  }

  @Test("A standing target holds for every month from one on, unless the month has its own")
  func standing() {
    var floor = Floors.new()
    floor.next(Floors.target(.agent("a1"), .everyMonth(from: Floors.date("2026-11-01")), 2100))
    floor.next(Floors.target(.agent("a1"), Self.december, 2300))
    let months =
      [("2026-10-10", nil), ("2026-11-10", 2100), ("2026-12-10", 2300), ("2027-01-10", 2100)] as [(String, Int64?)]
    for (day, amount) in months { #expect(Self.target(floor, .agent("a1"), .month, day) == amount) }
  }

  @Test("Targets can be cut by product group: a group's target is its own, nobody derives it")
  func groups() {
    var floor = Floors.new()
    floor.next(Floors.target(.agent("a1"), Self.month, 2100))
    floor.next(Floors.target(.agent("a1"), Self.month, 420, group: GroupID("课程")))
    #expect(Self.target(floor, .agent("a1"), .day, "2026-11-25", group: GroupID("课程")) == 20)
    #expect(Self.target(floor, .team("t1"), .month, "2026-11-25", group: GroupID("课程")) == 420)
    #expect(Self.target(floor, .agent("a1"), .month, "2026-11-25", group: GroupID("年费")) == nil)
    #expect(Self.target(floor, .agent("a1"), .month, "2026-11-25") == 2100)
  }

  @Test("A target says where it comes from")
  func sources() {
    var floor = Floors.new()
    floor.next(Floors.target(.agent("a1"), Self.month, 2100))
    floor.next(Floors.target(.agent("a2"), Self.month, 2100))
    floor.next(Floors.target(.agent("a1"), .day(Floors.day), 7))
    let plans = floor.targetSheet(of: Floors.bj, over: .day(Floors.day)).plans
    #expect(plans[.agent("a1")]?.source == .day)
    #expect(plans[.agent("a2")]?.source == .month)
    #expect(plans[.team("t1")]?.source == .people)
    #expect(plans[.site("BJ")]?.source == .people)
    #expect(plans[.team("t2")] == nil)
  }
}

/// Every target of random histories against the rule, worked out for each day and person from the beginning.
struct TargetPropertyTests {
  /// The rule as it is written, and nothing else.
  private struct Naive {
    let floor: FloorState
    let site: SiteID
    let group: GroupID?
    let calendar: WorkingCalendar

    func month(_ scope: Target.Scope, _ day: CivilDate) -> Int64? {
      floor.targets.target(TargetKey(scope, group), month: Period(.month, of: day).start)
    }

    func share(_ scope: Target.Scope, _ day: CivilDate) -> Int64? {
      guard let amount = month(scope, day) else { return nil }
      let days = calendar.workingDays(in: Period(.month, of: day).days)
      guard let i = days.firstIndex(of: day) else { return 0 }
      let (from, to, count) = (Int64(i), Int64(i + 1), Int64(days.count))
      return amount * to / count - amount * from / count
    }

    func own(_ scope: Target.Scope, _ day: CivilDate) -> Int64? {
      floor.page(PageID(site: site, day: day)).targets[TargetKey(scope, group)]?.amount
    }

    func people(_ scope: Target.Scope, _ day: CivilDate) -> [Target.Scope] {
      switch scope {
      case .agent: []
      case .team(let team): floor.roster.members(of: team, on: day).map { .agent($0) }
      case .site(let site): floor.roster.teams(of: site).map { .team($0.id) }
      }
    }

    func sum(_ amounts: [Int64?]) -> Int64? {
      let set = amounts.compactMap(\.self)
      return set.isEmpty ? nil : set.reduce(0, +)
    }

    func day(_ scope: Target.Scope, _ day: CivilDate) -> Int64? {
      own(scope, day) ?? share(scope, day) ?? sum(people(scope, day).map { self.day($0, day) })
    }

    /// What falls on `day` when the month's own target is left as it was agreed.
    func partOfMonth(_ scope: Target.Scope, _ day: CivilDate) -> Int64? {
      share(scope, day) ?? own(scope, day) ?? sum(people(scope, day).map { partOfMonth($0, day) })
    }

    func target(_ scope: Target.Scope, _ period: Period) -> Int64? {
      switch period {
      case .day(let day): self.day(scope, day)
      case .week: sum(period.days.map { self.day(scope, $0) })
      case .month(let first): month(scope, first) ?? sum(period.days.map { partOfMonth(scope, $0) })
      }
    }
  }

  @Test("Every target is what the rule says for each day and person", arguments: 1...10 as ClosedRange<UInt64>)
  func naive(seed: UInt64) {
    let floor = FoldPropertyTests.fold(History.entries(seed: seed, count: 400, days: 30))
    var compared = 0
    for site in [Floors.bj, Floors.sh] {
      for group in [nil, GroupID("课程")] {
        let teams = floor.roster.teams(of: site).map(\.id)
        for period in [0, 8, 20, 29, 35].flatMap({ Period.all(of: Floors.day.advanced(by: $0)) }) {
          let sheet = floor.targetSheet(of: site, over: period, group: group)
          let calendar = floor.rules(of: site, on: period.end).calendar
          let naive = Naive(floor: floor, site: site, group: group, calendar: calendar)
          // Who was not there on any day of the period has no plan.
          let people = floor.roster.agents.map(\.id).filter { id in
            period.days.contains { floor.roster.team(of: id, on: $0).map(teams.contains) == true }
          }
          for scope in people.map({ .agent($0) }) + teams.map({ .team($0) }) + [Target.Scope.site(site)] {
            let expected = naive.target(scope, period)
            #expect(sheet.target(of: scope) == expected, "\(scope) \(period)")
            compared += expected == nil ? 0 : 1
          }
        }
      }
    }
    #expect(compared > 50)
  }
}
