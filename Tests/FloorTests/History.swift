import Floor

/// Random histories with every kind of entry, the same for the same seed.
enum History {
  static let agents = ["a1", "a2", "a3", "张三", "赵六", "b1", "nobody", "later"]

  /// A history in which nothing is without effect by mistake: corrections and applause say where their sale is kept.
  /// - Parameters:
  ///   - days: over how many days it goes, from a Wednesday on.
  ///   - latest: how many days a sale can be late.
  static func entries(seed: UInt64, count: Int = 200, days: Int = 4, latest: Int32 = 40) -> [Entry] {
    var random = Seeded(seed)
    var floor = FloorState()
    return [floor.located(.roster(Floors.roster))]
      + (1..<count).flatMap { i in
        let now = Now(
          i: i, day: Floors.day.advanced(by: Int32(i * days / count)), minute: i * days * 1440 / count % 1440,
          latest: latest)
        let called = cue(now, sites: [Floors.bj, Floors.sh], seed: seed).map { floor.located($0) }
        let hung = screen(now, sites: [Floors.bj, Floors.sh], seed: seed).map { floor.located($0) }
        return [called, hung, floor.located(entry(now, agents, sites: [Floors.bj, Floors.sh], &random))].compactMap(
          \.self)
      }
  }

  /// When an entry is made.
  struct Now {
    var i: Int
    var day: CivilDate
    var minute: Int
    var latest: Int32 = 40

    /// Unix milliseconds.
    var at: Int64 { (Int64(day.daysSinceEpoch) * 1440 + Int64(minute)) * 60_000 }

    func some(_ random: inout Seeded) -> SaleID { SaleID("s\(Int.random(in: max(0, i - 60)..<i, using: &random))") }
  }

  /// An entry about one of `agents` or `sites`, and nobody else.
  static func entry(_ now: Now, _ agents: [String], sites: [SiteID], _ random: inout Seeded, prefix: String = "")
    -> Entry
  {
    switch Int.random(in: 0..<40, using: &random) {
    case 0..<20: sale(now, agents, sites[0], &random, prefix)
    case 20..<28: correction(now, agents, &random, prefix)
    case 28, 29: applause(now, agents, &random, prefix)
    case 30..<33: target(now, agents, sites, &random)
    case 33: .rules(sites.randomElement(using: &random)!, rules(now, &random))
    case 34: change(now, agents, sites, &random)
    case 35: activity(now, agents, &random)
    case 36: conduct(now, agents, &random)
    case 37: award(now, agents, sites[0], &random, prefix)
    case 38: awardChange(now, &random, prefix)
    default: company(&random)
    }
  }

  static func amount(_ random: inout Seeded) -> Int64 { Int64.random(in: 1...12, using: &random) * 100_000 }

  private static func sale(_ now: Now, _ agents: [String], _ site: SiteID, _ random: inout Seeded, _ prefix: String)
    -> Entry
  {
    let late = Int.random(in: 0..<6, using: &random) == 0 ? Int32.random(in: 1...now.latest, using: &random) : 0
    return Floors.sale(
      "\(prefix)s\(now.i)", by: agents.randomElement(using: &random)!, amount(&random), accepted: now.day,
      closed: now.day.advanced(by: -late), site: site,
      product: ["课程A", "课程B", "年费"].randomElement(using: &random)!, minute: now.minute)
  }

  private static func correction(_ now: Now, _ agents: [String], _ random: inout Seeded, _ prefix: String) -> Entry {
    let change: Correction.Change =
      switch Int.random(in: 0..<8, using: &random) {
      case 0, 1: .void
      case 2: .amend(amount: Money(minorUnits: amount(&random), currency: .cny), product: nil, customer: nil)
      case 3: .amend(amount: nil, product: ["课程B", "年费"].randomElement(using: &random)!, customer: nil)
      default: .assign(AgentID(agents.randomElement(using: &random)!))
      }
    return .correction(
      Correction(
        id: "\(prefix)c\(now.i)", sale: SaleID(prefix + now.some(&random).description), change: change,
        reason: "typed wrong", by: "assistant", at: 5, on: now.day, minute: now.minute))
  }

  private static func applause(_ now: Now, _ agents: [String], _ random: inout Seeded, _ prefix: String) -> Entry {
    // Where the sale is kept and how its announcement is called is found out when the entry is applied.
    .applause(
      Applause(
        announcement: 0, page: PageID(site: Floors.bj, day: now.day),
        sale: SaleID(prefix + now.some(&random).description), saleOffset: 0,
        agent: AgentID(agents.randomElement(using: &random)!), at: 6))
  }

  private static func target(_ now: Now, _ agents: [String], _ sites: [SiteID], _ random: inout Seeded) -> Entry {
    let scopes =
      agents.map { Target.Scope.agent(AgentID($0)) } + sites.map(Target.Scope.site)
      + sites.flatMap { site in Floors.roster.teams.filter { $0.site == site }.map { .team($0.id) } }
    let month = Period(.month, of: now.day).start
    let spans: [Target.Span] = [
      .day(now.day), .day(now.day.advanced(by: 1)), .month(month), .everyMonth(from: month),
      .month(Period(.month, of: month.advanced(by: 31)).start),
    ]
    let isTakenBack = Int.random(in: 0..<6, using: &random) == 0
    return Floors.target(
      scopes.randomElement(using: &random)!, spans.randomElement(using: &random)!,
      isTakenBack ? nil : Int64.random(in: 0...99_999_999, using: &random),
      group: [nil, nil, GroupID("课程")].randomElement(using: &random)!)
  }

  private static func rules(_ now: Now, _ random: inout Seeded) -> Rules {
    var rules = Rules(bigDealTiers: [Int64.random(in: 1...2_000_000, using: &random)])
    rules.groups = [Floors.groups("课程"), Floors.groups("年费", "课程"), []].randomElement(using: &random)!
    rules.calendar.exceptions = [
      now.day.advanced(by: Int32.random(in: -3...3, using: &random)): .random(using: &random)
    ]
    if .random(using: &random) { rules.reward = RewardRules(base: 100_000, expectation: 60, difficulty: 1_000) }
    return rules
  }

  private static func change(_ now: Now, _ agents: [String], _ sites: [SiteID], _ random: inout Seeded) -> Entry {
    let teams = Floors.roster.teams.filter { sites.contains($0.site) }.map(\.id.description)
    let agent = agents.filter { Set(["a1", "b1", "later"]).contains($0) }.randomElement(using: &random) ?? agents[0]
    return Floors.move(
      agent, to: teams.randomElement(using: &random)!, name: agent == "b1" ? "孙七" : "张三",
      hasLeft: Int.random(in: 0..<4, using: &random) == 0, on: now.day)
  }

  private static func activity(_ now: Now, _ agents: [String], _ random: inout Seeded) -> Entry {
    .activity(
      Activity(
        id: "v\(now.i)", agent: AgentID(agents.randomElement(using: &random)!), day: now.day,
        calls: Int64.random(in: 0...100, using: &random), connects: Int64.random(in: 0...40, using: &random),
        talkSeconds: Int64.random(in: 0...9_000, using: &random), at: 7))
  }

  private static func conduct(_ now: Now, _ agents: [String], _ random: inout Seeded) -> Entry {
    .conduct(
      Conduct(
        id: "p\(now.i)", agent: AgentID(agents.randomElement(using: &random)!),
        day: now.day.advanced(by: -Int32.random(in: 0...1, using: &random)),
        kind: Conduct.Kind.allCases.randomElement(using: &random)!, points: Int64.random(in: -5...10, using: &random),
        reason: "helped", by: "leader", at: 8))
  }

  private static func award(_ now: Now, _ agents: [String], _ site: SiteID, _ random: inout Seeded, _ prefix: String)
    -> Entry
  {
    .award(
      Award(
        id: "\(prefix)w\(now.i / 20)", site: site, honour: "bee", title: Wording(zhCN: "小蜜蜂", en: "Bee"),
        recipient: .agents([AgentID(agents.randomElement(using: &random)!)]), period: .day(now.day),
        citation: "tireless",
        reward: .random(using: &random) ? Award.Reward(what: "voucher", due: now.day.advanced(by: 1)) : nil,
        by: "leader",
        at: 9, on: now.day))
  }

  private static func awardChange(_ now: Now, _ random: inout Seeded, _ prefix: String) -> Entry {
    .awardChange(
      AwardChange(
        id: "\(prefix)x\(now.i)", award: "\(prefix)w\(Int.random(in: 0...now.i / 20, using: &random))",
        change: .random(using: &random) ? .handedOver : .revoked(reason: "by mistake"), by: "leader", at: 10,
        on: now.day))
  }

  private static func company(_ random: inout Seeded) -> Entry {
    .company(
      CompanyRules(currency: Currency("USD")!, rates: [.cny: Rate("0.1\(Int.random(in: 3...5, using: &random))92")!]))
  }
}

extension FloorState {
  /// Applies `entry` as the next one, after it was told where its sale is kept; returns it as it was applied.
  mutating func located(_ entry: Entry) -> Entry {
    let located = placed(entry)
    next(located)
    return located
  }

  /// `entry` as a server would write it now: with the page, the entry and the announcement of the sale it is about, with
  /// the facts of a broadcast and a show, and the place a show is directed to.
  func placed(_ entry: Entry) -> Entry {
    switch entry {
    case .correction(var correction):
      guard let record = record(of: correction.sale) else { return entry }
      (correction.page, correction.saleOffset) = (record.page, record.offset)
      return .correction(correction)
    case .applause(var applause):
      guard let record = record(of: applause.sale) else { return entry }
      (applause.page, applause.saleOffset) = (record.page, record.offset)
      applause.announcement = record.announcement ?? 0
      return .applause(applause)
    case .broadcast(let said):
      return .broadcast(broadcast(of: said.site, said.occasion, day: said.day, minute: said.minute, at: said.at))
    case .show(let show):
      let make = show.kind == .ceremony ? ceremony : greeting
      return .show(make(show.site, show.day, show.at, show.by, show.startsAt, History.plan))
    case .showChange(let change): return .showChange(placed(change))
    case .noticeEnd(var end):
      end.id = [Floors.bj, Floors.sh].flatMap { cues(of: $0).notices }.last?.notice.id ?? ""
      return .noticeEnd(end)
    case .screen(let change): return .screen(change.placed(in: self))
    default: return entry
    }
  }
}
