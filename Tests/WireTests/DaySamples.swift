import Floor

/// What the clock brings, with everything that can be there and with nothing that need not.
extension Samples {
  static let phase = PhaseCue(
    site: bj, day: day, minute: 870, at: now, phase: "closing", name: Wording(zhCN: "决战时刻", en: "Closing hours"),
    sound: .drums)

  static func broadcast(_ occasion: Broadcast.Occasion = .hour(15)) -> Broadcast {
    Broadcast(
      site: bj, day: day, minute: 900, at: now, occasion: occasion, since: 840,
      deals: [
        Broadcast.Deal(
          announcement: 17, agent: AgentID("a1"), team: TeamID("t1"), product: "云服务 \"A\"", amount: 1_280_000),
        Broadcast.Deal(announcement: 19, agent: AgentID("a2"), team: TeamID("t1"), product: "坐席", amount: 50_050),
      ], period: Broadcast.Sum(amount: 1_330_050, deals: 2), total: Broadcast.Sum(amount: 2_000_000, deals: 4),
      leaders: [AgentID("a1"), AgentID("a2")], leadingTeams: [TeamID("t1")], target: 5_000_000, currency: .cny)
  }

  /// A quiet hour without a target.
  static let recap = Broadcast(
    site: bj, day: day, minute: 775, at: now, occasion: .recap("rest"), since: 720, deals: [], period: Broadcast.Sum(),
    total: Broadcast.Sum(), leaders: [], leadingTeams: [], target: nil, currency: Currency("JPY")!)

  static let winners = [
    Show.Winner(agent: AgentID("a1"), team: TeamID("t1"), amount: 1_280_000, deals: 2),
    Show.Winner(agent: AgentID("a2"), team: TeamID("t1"), amount: 1_280_000, deals: 1),
  ]

  static let praises: [Show.Praise] = [
    .targetReached, .mostDeals, .largestDeal(AgentID("a2"), 990_000), .everybodySold(4), .firstOrder(AgentID("a1")),
    .deals(3), .tomorrow,
  ]

  static func result(_ amount: Int64, of target: Int64? = nil) -> Show.Result {
    Show.Result(amount: amount, deals: 3, target: target)
  }

  /// A ceremony with every scene and every praise, started by hand.
  static let ceremony: Show = {
    let teams = [
      Show.TeamResult(TeamID("t1"), result(2_560_000, of: 2_000_000)), Show.TeamResult(TeamID("t2"), result(0)),
    ]
    return Show(
      kind: .ceremony, site: bj, day: day, at: now, by: "assistant", startsAt: now + 1_500,
      steps: [Show.Step(.opening, duration: 20_000), Show.Step(.company(result(1, of: 3)), duration: 45_000)]
        + praises.enumerated().map { i, praise in Show.Step(.team(teams[i % 2], praise), duration: 50_000) } + [
          Show.Step(.topTeam(teams), duration: 50_000),
          Show.Step(.topSales(.week(CivilDate("2026-11-16")!), winners), duration: 60_000),
          Show.Step(.countdown, duration: 12_000), Show.Step(.winner(winners), duration: 75_000),
          Show.Step(.applause, duration: 30_000), Show.Step(.closing("明天再创佳绩"), duration: 45_000),
        ],
      awards: [
        showAward("top_sales/day/2026-11-21/BJ", .agents([AgentID("a1"), AgentID("a2")])),
        showAward("top_team/day/2026-11-21/BJ/t1", .team(TeamID("t1"))),
      ], currency: .cny)
  }()

  private static func showAward(_ id: String, _ recipient: Award.Recipient) -> Award {
    Award(
      id: id, site: bj, honour: "top_sales", title: Wording(zhCN: "开拓能手", en: "Top Sales"), recipient: recipient,
      period: .day(day), citation: "一马当先", reward: Award.Reward(what: "购物卡", due: day.advanced(by: 1)), by: "floorcast",
      at: now, on: day)
  }

  /// A greeting that was missed, after a month without a sale.
  static let greeting = Show(
    kind: .greeting, site: bj, day: day, at: now, startsAt: nil,
    steps: [
      Show.Step(.company(result(0)), duration: 0), Show.Step(.topTeam([]), duration: 1),
      Show.Step(.topSales(.month(CivilDate("2026-10-01")!), []), duration: 1), Show.Step(.winner([]), duration: 1),
      Show.Step(.closing(nil), duration: 86_400_000),
    ], currency: Currency("USD")!)

  static func showChange(
    _ action: ShowChange.Action, _ anchor: ShowAnchor?, id: String = "h1", site: SiteID = bj
  ) -> ShowChange {
    ShowChange(id: id, show: ceremony.key, site: site, action: action, anchor: anchor, by: "assistant", at: now + 9_000)
  }

  static func commentary(_ text: String, day: CivilDate = day, site: SiteID = bj) -> Commentary {
    Commentary(id: "m1", site: site, day: day, text: text, by: "ops", at: now)
  }

  static func notice(_ text: String = "今晚团建", isSpoken: Bool = true, lasts: Int64 = 1_800_000) -> Notice {
    Notice(id: "n1", site: bj, text: text, isSpoken: isSpoken, by: "ops", at: now, until: now + lasts)
  }

  static let noticeEntries: [Entry] = [
    .notice(notice()), .notice(notice("x", isSpoken: false, lasts: 60_000)),
    .noticeEnd(NoticeEnd(id: "n1", by: "assistant", at: now + 1)),
  ]

  /// Somebody with a photo and a sound, whose name is said otherwise, and somebody whose files are removed.
  static let faceEntries: [Entry] = {
    var agents = ["覃海燕", "李四"].enumerated().map { Agent(id: AgentID("a\($0 + 1)"), team: TeamID("t1"), name: $1) }
    (agents[0].spoken, agents[0].photo, agents[0].clip) = (
      "秦海燕", String(repeating: "0a", count: 32), String(repeating: "0b", count: 32)
    )
    (agents[1].photo, agents[1].clip) = ("", "")
    return [.roster(RosterChange(agents: agents, origin: .edit(id: "e2", by: "assistant"), day: day))]
  }()

  static let held = showChange(.hold, ShowAnchor(step: 1, at: now + 2_000, heldAt: now + 9_000))

  static let dayEntries: [Entry] =
    [
      .phase(phase),
      .phase(PhaseCue(site: bj, day: day, minute: 0, at: 0, phase: "rest", name: Wording(zhCN: "", en: ""))),
      .broadcast(broadcast()), .broadcast(recap), .show(greeting), .show(ceremony), .showChange(held),
      .commentary(commentary("辛苦了")), .commentary(commentary("")),
    ] + ShowChange.Action.allCases.map { .showChange(showChange($0, nil)) }
    + [.showChange(showChange(.skip, ShowAnchor(step: 0, at: 0)))]

  /// JSON entries of the day with one wrong field each, and its path.
  static let wrongDay: [(String, String)] = [
    (phaseText(#""at":1,"sound":"moo""#), "sound"), (phaseText(#""at":9007199254740993"#), "at"),
    (phaseText(#""at":-9007199254740993"#), "at"),
    (broadcastText(#""hour":15,"recap":"rest""#), "hour or recap"), (broadcastText(#""x":1"#), "hour or recap"),
    (broadcastText(#""hour":36"#), "hour"), (broadcastText(#""hour":-1"#), "hour"),
    (broadcastText(#""hour":1"#, currency: "CNX"), "currency"), (showText("", kind: "parade"), "show"),
    (showText(#"{"scene":"parade","ms":1}"#), "steps[0].scene"),
    (showText(#"{"scene":"opening","ms":1},{"scene":"opening","ms":-1}"#), "steps[1].ms"),
    (showText(#"{"scene":"opening","ms":86400001}"#), "steps[0].ms"),
    (showText(#"{"scene":"company","ms":1}"#), "steps[0].result"),
    (showText(#"{"scene":"top_team","ms":1}"#), "steps[0].teams"),
    (showText(#"{"scene":"winner","ms":1}"#), "steps[0].winners"),
    (showText(#"{"scene":"top_sales","ms":1,"winners":[]}"#), "steps[0].period"),
    (
      showText(#"{"scene":"top_sales","ms":1,"winners":[],"period":{"kind":"year","start":"2026-01-01"}}"#),
      "steps[0].period.kind"
    ),
    (teamText(#"{"kind":"luck"}"#), "steps[0].praise.kind"),
    (teamText(#"{"kind":"deals"}"#), "steps[0].praise.count"),
    (teamText(#"{"kind":"first_order"}"#), "steps[0].praise.agent"),
    (teamText(#"{"kind":"largest_deal","agent":"a1"}"#), "steps[0].praise.amount"),
    (showText("", starts: "9007199254740993"), "starts_at"),
    (changeText("dance", #"{"step":0,"at":1}"#), "what.action"),
    (changeText("hold", #"{"step":-1,"at":1}"#), "anchor.step"),
    (changeText("hold", #"{"step":0,"at":9007199254740993}"#), "anchor.at"),
    (changeText("hold", #"{"step":0,"at":1,"held_at":9007199254740993}"#), "anchor.held_at"),
    (
      #"{"v":1,"kind":"commentary","what":{"id":"m","site":"BJ","day":"today","text":""},"by":"x","at":1}"#, "what.day"
    ),
    (noticeText(#""lasts":0},"at":1"#), "what.lasts"), (noticeText(#""lasts":9007199254740993},"at":1"#), "what.lasts"),
    (noticeText(#""lasts":1},"at":9007199254740993"#), "at"),
    (#"{"v":1,"kind":"notice_end","id":"n","by":"x","at":9007199254740993}"#, "at"),
  ]

  private static func noticeText(_ rest: String) -> String {
    #"{"v":1,"kind":"notice","by":"x","what":{"id":"n","site":"BJ","text":"x",\#(rest)}"#
  }

  private static func phaseText(_ rest: String) -> String {
    #"{"v":1,"kind":"phase","site":"BJ","day":"2026-11-21","minute":1,"phase":"p","name":{"zh":"","en":""},\#(rest)}"#
  }

  private static func broadcastText(_ rest: String, currency: String = "CNY") -> String {
    #"{"v":1,"kind":"broadcast","site":"BJ","day":"2026-11-21","minute":1,"at":1,"since":0,"deals":[],"#
      + #""period":{"amount":0,"deals":0},"total":{"amount":0,"deals":0},"leaders":[],"leading_teams":[],"#
      + #""currency":"\#(currency)",\#(rest)}"#
  }

  private static func showText(_ steps: String, kind: String = "ceremony", starts: String = "1") -> String {
    #"{"v":1,"kind":"show","show":"\#(kind)","site":"BJ","day":"2026-11-21","at":1,"starts_at":\#(starts),"#
      + #""currency":"CNY","steps":[\#(steps)],"awards":[]}"#
  }

  private static func teamText(_ praise: String) -> String {
    showText(
      #"{"scene":"team","ms":1,"team":{"id":"t","result":{"amount":0,"deals":0}},"praise":\#(praise)}"#)
  }

  private static func changeText(_ action: String, _ anchor: String) -> String {
    #"{"v":1,"kind":"show_change","what":{"id":"h","site":"BJ","action":"\#(action)"},"show":"s","by":"x","at":1,"#
      + #""anchor":\#(anchor)}"#
  }
}
