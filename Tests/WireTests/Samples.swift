import Floor

/// An entry of every kind, with everything that can be there and with nothing that need not.
enum Samples {
  static let bj = SiteID("BJ")
  static let day = CivilDate("2026-11-21")!
  static let page = PageID(site: bj, day: day)
  static let now: Int64 = 1_795_000_000_123

  static func sale(
    _ id: String = "s1", product: String = "云服务 \"A\"", closed: Closing? = nil, customer: String? = nil,
    closedOn: CivilDate = day, minute: Int = 615, currency: Currency = .cny, amount: Int64 = 1_280_050,
    source: String = "api"
  ) -> AcceptedSale {
    AcceptedSale(
      sale: Sale(
        id: SaleID(id), agent: "张三", product: product, amount: Money(minorUnits: amount, currency: currency),
        closed: closed, customer: customer, source: source),
      site: bj, acceptedAt: now, acceptedOn: day, closedOn: closedOn, minute: minute)
  }

  static func correction(_ change: Correction.Change, id: String = "c1", minute: Int = 616) -> Correction {
    Correction(
      id: id, sale: SaleID("s1"), change: change, reason: "输错了", by: "console", at: now + 60_000, on: day,
      minute: minute, page: page, saleOffset: 17)
  }

  static func target(
    _ scope: Target.Scope, _ span: Target.Span, group: GroupID? = nil, amount: Int64? = 500_000
  ) -> Target {
    Target(id: "g1", scope: scope, span: span, group: group, amount: amount, by: "leader-1", at: now)
  }

  static let activity = Activity(
    id: "v1", agent: AgentID("a1"), day: day, calls: 180, connects: 44, talkSeconds: 9_001, at: now)

  static func conduct(_ kind: Conduct.Kind, points: Int64 = 5) -> Conduct {
    Conduct(
      id: "k1", agent: AgentID("a1"), day: day, kind: kind, points: points, reason: "教新人", by: "leader-1", at: now)
  }

  static func award(_ recipient: Award.Recipient, _ period: Period, reward: Award.Reward? = nil) -> Award {
    Award(
      id: "w1", site: bj, honour: "top_sales", title: Wording(zhCN: "开拓能手", en: "Top Sales"), recipient: recipient,
      period: period, citation: "一马当先", reward: reward, by: "leader-1", at: now, on: day)
  }

  static func change(_ change: AwardChange.Change) -> AwardChange {
    AwardChange(id: "x1", award: "w1", change: change, by: "console", at: now, on: day)
  }

  static let applause = Applause(
    announcement: 17, page: page, sale: SaleID("s1"), saleOffset: 12, agent: AgentID("a2"), at: now)

  static let edit: RosterChange = {
    var hidden = Agent(id: AgentID("a3"), team: TeamID("t1"), name: "王五", alias: "旋风")
    hidden.isHidden = true
    var gone = Agent(id: AgentID("a4"), team: TeamID("t1"), name: "赵六")
    gone.hasLeft = true
    return RosterChange(
      teams: [Team(id: TeamID("t1"), site: bj, name: "飞虎队", color: "#e8b23a", slogan: "冲！", leader: AgentID("a3"))],
      agents: [hidden, gone], origin: .edit(id: "e1", by: "assistant"), day: day)
  }()

  static let rules: Rules = {
    var rules = Rules(bigDealTiers: [1_000_000])
    rules.groups = [
      ProductGroup(id: GroupID("cloud"), name: Wording(zhCN: "云", en: "Cloud"), products: ["云*", "Cloud A"]),
      ProductGroup(id: GroupID("none"), name: Wording(zhCN: "无", en: "None"), products: []),
    ]
    rules.calendar = WorkingCalendar(
      weekdays: [6, 1, 3],
      exceptions: [CivilDate("2026-10-01")!: false, CivilDate("2026-10-10")!: true, CivilDate("2026-10-02")!: false],
      hours: [540..<720, 780..<1080])
    rules.value = ValueRules(weights: [.amount: 60, .conduct: 40], expected: [.deals: 3, .talk: 1], cap: 150)
    rules.reward = RewardRules(base: 100_000, expectation: 80, difficulty: 1_000, mayFallBelowBase: true)
    return rules
  }()

  static let company = CompanyRules(
    currency: .cny, rates: [Currency("USD")!: Rate("7.1834")!, Currency("JPY")!: Rate("0.046")!])

  static let entries: [Entry] =
    screenEntries + saleEntries + dayEntries + nightEntries + noticeEntries + faceEntries

  /// A site whose day begins at 04:00, and one o'clock told there.
  static let nightEntries: [Entry] = [
    .roster(RosterChange(sites: [nightSite])),
    .broadcast(
      Broadcast(
        site: bj, day: day, minute: 1_500, at: now, occasion: .hour(25), since: 1_455, deals: [],
        period: Broadcast.Sum(), total: Broadcast.Sum(), leaders: [], leadingTeams: [], target: nil, currency: .cny)),
  ]

  static let nightSite = Site(
    id: bj, name: Wording(zhCN: "北京", en: "Beijing"), timeZone: "Asia/Shanghai", currency: .cny, dayStart: 240)

  private static let saleEntries: [Entry] = [
    .sale(sale()), .sale(sale(closed: .day(day), customer: "某公司")), .sale(sale(closed: .instant(now - 1_123))),
    .sale(
      sale(
        "6f1d2c3b-8a5e-4f70-9b12-0123456789ab", product: "", closed: .day(day.advanced(by: -40)), customer: "",
        closedOn: day.advanced(by: -3), minute: 0, currency: Currency("KWD")!, amount: -.max, source: "")),
    .activity(activity),
    .activity(Activity(id: "", agent: AgentID(""), day: day, calls: 0, connects: -1, talkSeconds: .max, at: .min)),
    .correction(correction(.void)), .correction(correction(.assign(AgentID("a2")))),
    .correction(
      correction(.amend(amount: Money(minorUnits: 5, currency: .cny), product: "新", customer: "客户"), minute: 0)),
    .target(target(.agent(AgentID("a1")), .day(day), group: GroupID("cloud"))),
    .target(target(.team(TeamID("t1")), .month(CivilDate("2026-11-01")!), amount: nil)),
    .target(target(.site(bj), .everyMonth(from: CivilDate("2026-11-01")!))),
    .conduct(conduct(.training)), .conduct(conduct(.suggestion)), .conduct(conduct(.attendance, points: -100)),
    .conduct(conduct(.peerReview)),
    .award(award(.agents([AgentID("a1"), AgentID("a2")]), .week(CivilDate("2026-11-16")!))),
    .award(
      award(
        .team(TeamID("t1")), .month(CivilDate("2026-10-01")!),
        reward: Award.Reward(what: "半天假", due: day, presenter: "总经理"))),
    .award(award(.agents([]), .day(day), reward: Award.Reward(what: "购物卡", due: day))),
    .awardChange(change(.handedOver)), .awardChange(change(.revoked(reason: "记错人了"))), .applause(applause),
    .roster(edit), .roster(RosterChange(origin: .configuration, day: day)), .rules(bj, rules), .rules(bj, .standard),
    .company(company), .company(CompanyRules(currency: Currency("EUR")!)),
  ]

  private static func rosterText(_ site: String) -> String {
    #"{"v":1,"kind":"roster","sites":[{"id":"BJ","zh":"","en":"","zone":"UTC",\#(site)}],"teams":[],"agents":[]}"#
  }

  /// JSON entries with one wrong field each, and its path.
  static let wrong: [(String, String)] = [
    (#"{"v":2,"kind":"rules","site":"BJ","big_deal_tiers":[]}"#, "v"),
    (#"{"v":1,"kind":"rules","site":"BJ","big_deal_tiers":["x"]}"#, "big_deal_tiers[0]"),
    (
      #"{"v":1,"kind":"rules","site":"BJ","big_deal_tiers":[],"#
        + #""calendar":{"weekdays":[],"holidays":[],"working":[],"hours":[[720,540]]}}"#, "calendar.hours"
    ),
    (
      #"{"v":1,"kind":"rules","site":"BJ","big_deal_tiers":[],"#
        + #""calendar":{"weekdays":[],"holidays":["2026-02-29"],"working":[],"hours":[]}}"#, "calendar.holidays"
    ),
    (#"{"v":1,"kind":"company","currency":"ABC","rates":[]}"#, "currency"),
    (#"{"v":1,"kind":"company","currency":"CNY","rates":[{"currency":"USD","rate":"-1"}]}"#, "rates.USD"),
    (
      #"{"v":1,"kind":"target","what":{"id":"g","agent":"a","team":"t","day":"2026-11-21"},"by":"x","at":1}"#,
      "what.agent, team or site"
    ),
    (
      #"{"v":1,"kind":"target","what":{"id":"g","agent":"a","month":"2026-11"},"by":"x","at":1}"#,
      "what.day, month or from_month"
    ),
    (
      #"{"v":1,"kind":"conduct","what":{"id":"k","agent":"a","day":"2026-11-21","for":"luck","points":1,"reason":"r"},"#
        + #""by":"x","at":1}"#, "what.for"
    ),
    (
      #"{"v":1,"kind":"award_change","what":{"id":"x","award":"w","change":"revoke"},"by":"x","at":1,"on":"2026-11-21"}"#,
      "what.change"
    ),
    (#"{"v":1,"kind":"roster","sites":[],"teams":[],"agents":[],"edit":"e1"}"#, "by"),
    (rosterText(#""currency":"CNX""#), "sites.BJ"),
    (rosterText(#""currency":"CNY","day_start":721"#), "sites.BJ.day_start"),
    (rosterText(#""currency":"CNY","day_start":-1"#), "sites.BJ.day_start"),
    (#"{"v":1,"kind":"roster","sites":[],"teams":[],"agents":[{"id":"a1","team":"t1"}]}"#, "agents[0].name"),
    (
      #"{"v":1,"kind":"correction","what":{"id":"c","sale":"s","change":"assign","reason":"r"},"by":"x","at":1,"#
        + #""on":"2026-11-21"}"#, "what.agent"
    ),
    (
      #"{"v":1,"kind":"sale","id":"s","agent":"a","product":"p","amount":1,"currency":"CNY","closed":"yesterday","#
        + #""source":"x","site":"BJ","accepted_at":1,"accepted_on":"2026-11-21","closed_on":"2026-11-21"}"#, "closed"
    ),
  ]
}
