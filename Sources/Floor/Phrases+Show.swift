extension Phrases {
  /// What is said with a picture of `show`, for the ear: numbers are written as they are said.
  public static func words(for step: Show.Step, of show: Show, in roster: Roster) -> Wording {
    words(for: step, of: show, Names(roster: roster))
  }

  /// The same with names as they are said; `nil` where it is the same.
  public static func spoken(for step: Show.Step, of show: Show, in roster: Roster) -> Wording? {
    different(
      words(for: step, of: show, Names(roster: roster, manner: .spoken)), from: words(for: step, of: show, in: roster))
  }

  private static func words(for step: Show.Step, of show: Show, _ names: Names) -> Wording {
    switch step.scene {
    case .opening: opening(of: show, names)
    case .company(let result): company(result, show.currency)
    case .team(let team, let praise):
      together([report(of: team, show.currency, names), words(for: praise, of: show, names)])
    case .topTeam(let teams): topTeam(teams, names)
    case .topSales(let period, let winners): topSales(winners, over: period, of: show, names)
    case .countdown: Wording(zhCN: "今天的销冠即将揭晓！三，二，一！", en: "And today's Top Sales is... three, two, one!")
    case .winner(let winners): topSales(winners, over: .day(show.day), of: show, names)
    case .applause:
      show.hasWinner
        ? Wording(zhCN: "请大家热烈鼓掌！", en: "A big round of applause!")
        : Wording(zhCN: "请为坚持到最后的自己和身边的同事鼓掌！", en: "A round of applause for yourselves and for each other!")
    case .closing(let commentary):
      commentary.map { Wording(zhCN: $0, en: $0) } ?? closing(of: show)
    }
  }

  /// What is said in praise of a team; part of what is said with its picture.
  public static func words(for praise: Show.Praise, of show: Show, in roster: Roster) -> Wording {
    words(for: praise, of: show, Names(roster: roster))
  }

  private static func words(for praise: Show.Praise, of show: Show, _ names: Names) -> Wording {
    switch praise {
    case .targetReached: return Wording(zhCN: "目标达成，好样的！", en: "Target reached - well done!")
    case .mostDeals: return Wording(zhCN: "全场签单最多！", en: "The most deals of all!")
    case .largestDeal(let agent, let amount):
      let (who, amount) = (names.name(agent), spoken(amount, show.currency))
      return Wording(
        zhCN: "\(who.zhCN)签下了今天最大的一单，\(amount.zhCN)！",
        en: "The largest deal of the day came from \(who.en): \(amount.en)!")
    case .everybodySold(let count):
      let people = spoken(count)
      return Wording(zhCN: "全队\(people.zhCN)位伙伴，人人开单！", en: "All \(people.en) of them signed a deal!")
    case .firstOrder(let agent):
      let who = names.name(agent)
      return Wording(zhCN: "\(who.zhCN)为大家拿下了今天的开门红！", en: "The first order of the day came from \(who.en)!")
    case .deals: return Wording(zhCN: "一步一个脚印，继续加油！", en: "Step by step - keep it up!")
    case .tomorrow: return Wording(zhCN: "明天的舞台属于你们！", en: "Tomorrow the stage is yours!")
    }
  }

  private static func opening(of show: Show, _ names: Names) -> Wording {
    let site = names.name(show.site)
    switch show.kind {
    case .ceremony:
      return Wording(
        zhCN: "战报传来！\(site.zhCN)的伙伴们，今天的战报典礼现在开始！", en: "\(site.en), the day's report is in: welcome to the ceremony!")
    case .greeting:
      let month = month(show.day)
      return Wording(
        zhCN: "\(month.zhCN)，我们来了！\(site.zhCN)的伙伴们，新的一个月，新的起点！",
        en: "Welcome to \(month.en), \(site.en)! A new month, a new start.")
    }
  }

  /// A day without a sale has no figure worth a curtain.
  private static func company(_ result: Show.Result, _ currency: Currency) -> Wording {
    guard result.deals > 0 else {
      return Wording(zhCN: "今天的每一通电话，都让我们离下一单更近。", en: "Every call of today brought us closer to the next deal.")
    }
    let report = report(result, currency)
    let isReached = result.completion.map { $0 >= 10_000 } ?? false
    return together([
      Wording(zhCN: "今天，我们一共签了\(report.zhCN)。", en: "Today we signed \(report.en)."),
      isReached ? Wording(zhCN: "目标达成！", en: "The target is reached!") : nil,
    ])
  }

  private static func report(of team: Show.TeamResult, _ currency: Currency, _ names: Names) -> Wording {
    let name = names.name(team.team)
    guard team.result.deals > 0 else { return Wording(zhCN: "\(name)：", en: "\(name):") }
    let report = report(team.result, currency)
    return Wording(zhCN: "\(name)：\(report.zhCN)。", en: "\(name): \(report.en).")
  }

  private static func report(_ result: Show.Result, _ currency: Currency) -> Wording {
    let sum = sum(result.deals, result.amount, currency)
    guard let completion = result.completion else { return sum }
    return Wording(
      zhCN: "\(sum.zhCN)，完成目标的\(SpokenNumber.chinesePercent(completion))",
      en: "\(sum.en), \(SpokenNumber.englishPercent(completion)) of the target")
  }

  private static func topTeam(_ teams: [Show.TeamResult], _ names: Names) -> Wording {
    let told = list(teams.map { Wording(zhCN: names.name($0.team), en: names.name($0.team)) })
    return Wording(zhCN: "今天的冠军团队是——\(told.zhCN)！恭喜！", en: "Today's top team: \(told.en). Congratulations!")
  }

  /// Joint winners share the stage, and the sentence.
  private static func topSales(
    _ winners: [Show.Winner], over period: Period, of show: Show, _ names: Names
  ) -> Wording {
    guard let first = winners.first else { return Wording(zhCN: "", en: "") }
    let told = list(winners.map { names.name($0.agent, of: $0.team) })
    let time = time(of: period)
    let amount = spoken(first.amount, show.currency)
    let result =
      winners.count == 1
      ? sum(first.deals, first.amount, show.currency)
      : Wording(zhCN: "并列第一，每人\(amount.zhCN)", en: "sharing the first place with \(amount.en) each")
    let title = show.title(over: period)
    return Wording(
      zhCN: "恭喜\(told.zhCN)，\(time.zhCN)的销冠，\(result.zhCN)\(title.map { "，荣获“\($0.zhCN)”" } ?? "")！",
      en: "Congratulations to \(told.en), \(time.en) Top Sales: \(result.en)\(title.map { " - \($0.en)" } ?? "")!")
  }

  private static let closings = [
    Wording(zhCN: "每一单都来之不易，感谢大家的付出，明天再接再厉！", en: "Every deal was hard won. Thank you all - on to tomorrow!"),
    Wording(zhCN: "今天辛苦了，好好休息，明天我们再创佳绩！", en: "A good day's work. Rest well - tomorrow we go one better!"),
    Wording(zhCN: "一群人，一条心，一起赢！明天见！", en: "One team, one heart, one win. See you tomorrow!"),
  ]

  /// The house's own words at the end.
  private static func closing(of show: Show) -> Wording {
    if show.kind == .greeting {
      return Wording(zhCN: "祝大家本月单单顺利，天天开门红！", en: "To a month full of first orders!")
    }
    let result = show.steps.lazy.compactMap { if case .company(let result) = $0.scene { result } else { nil } }.first
    if result.map({ $0.deals == 0 }) ?? false {
      return Wording(
        zhCN: "今天种下的种子，明天就会开花。好好休息，明天见！", en: "What was sown today will bloom. Rest well - see you tomorrow!")
    }
    return pick(closings, Int(show.day.daysSinceEpoch))
  }
}
