extension Phrases {
  /// What is said when a phase begins.
  public static func words(for cue: PhaseCue) -> Wording {
    Wording(zhCN: "现在开始：\(cue.name.zhCN)。", en: "Now: \(cue.name.en).")
  }

  /// What is read out on the hour, for the ear: numbers are written as they are said (PRODUCT.md, "Hourly broadcast").
  /// Without deals an encouraging line, another one each hour; the same wherever and whenever it is asked for.
  public static func words(for broadcast: Broadcast, in roster: Roster) -> Wording {
    words(for: broadcast, Names(roster: roster))
  }

  /// The same with names as they are said; `nil` where it is the same.
  public static func spoken(for broadcast: Broadcast, in roster: Roster) -> Wording? {
    different(words(for: broadcast, Names(roster: roster, manner: .spoken)), from: words(for: broadcast, in: roster))
  }

  private static func words(for broadcast: Broadcast, _ names: Names) -> Wording {
    together([
      occasion(of: broadcast), broadcast.period.deals > 0 ? deals(of: broadcast, names) : encouragement(broadcast),
      total(of: broadcast), leaders(of: broadcast, names), target(of: broadcast),
      broadcast.period.deals > 0 ? Wording(zhCN: "请大家鼓掌！", en: "A round of applause!") : nil,
    ])
  }

  private static func occasion(of broadcast: Broadcast) -> Wording {
    guard case .hour(let hour) = broadcast.occasion else { return Wording(zhCN: "欢迎回来！", en: "Welcome back!") }
    let time = time(hour * 60)
    return Wording(zhCN: "现在是\(time.zhCN)。", en: "It is \(time.en)")
  }

  /// The deals since the broadcast before, each with who, what and how much.
  private static func deals(of broadcast: Broadcast, _ names: Names) -> Wording {
    let told = broadcast.deals.map { deal in
      let (who, amount) = (names.name(deal.agent, of: deal.team), spoken(deal.amount, broadcast.currency))
      return Wording(zhCN: "\(who.zhCN)，\(deal.product)，\(amount.zhCN)", en: "\(who.en), \(deal.product), \(amount.en)")
    }
    let (period, since, largest) = (broadcast.period, time(broadcast.since), spoken(told.count))
    // Of a single deal the sum is what is said of it.
    let sum = period.deals == 1 ? deals(1) : sum(period.deals, period.amount, broadcast.currency)
    let isCut = told.count < period.deals
    return Wording(
      zhCN: "\(since.zhCN)以来，我们签了\(sum.zhCN)\(isCut ? "，最大的\(largest.zhCN)单是：" : "：")"
        + told.map(\.zhCN).joined(separator: "；") + "。",
      en: "Since \(since.en) we have signed \(sum.en)\(isCut ? ", the largest \(largest.en) being" : ""): "
        + told.map(\.en).joined(separator: "; ") + ".")
  }

  private static let encouragements = [
    Wording(zhCN: "每一通电话都在为下一单铺路，大家继续加油！", en: "Every call paves the way for the next deal - keep going!"),
    Wording(zhCN: "好事多磨，下一单就在下一通电话里！", en: "Good things take their time: the next deal is in the next call!"),
    Wording(zhCN: "喝口水，笑一笑，带着好心情拨出下一通电话！", en: "A sip of water, a smile, and on to the next call!"),
    Wording(zhCN: "用心的沟通都会有回音，我们一起再加把劲！", en: "A good conversation always comes back - on we go, together!"),
    Wording(zhCN: "好运正在路上，下一个好消息等你来报！", en: "Good news is on its way, and it may be yours!"),
  ]

  private static func encouragement(_ broadcast: Broadcast) -> Wording {
    pick(encouragements, Int(broadcast.day.daysSinceEpoch) + broadcast.minute / 60)
  }

  /// The one of `wordings` whose turn it is.
  static func pick(_ wordings: [Wording], _ turn: Int) -> Wording { wordings[abs(turn % wordings.count)] }

  private static func total(of broadcast: Broadcast) -> Wording? {
    guard broadcast.total.deals > 0 else { return nil }
    let sum = sum(broadcast.total.deals, broadcast.total.amount, broadcast.currency)
    return Wording(zhCN: "今天累计\(sum.zhCN)。", en: "Today so far: \(sum.en).")
  }

  private static func leaders(of broadcast: Broadcast, _ names: Names) -> Wording? {
    guard !broadcast.leaders.isEmpty, !broadcast.leadingTeams.isEmpty else { return nil }
    let agents = list(broadcast.leaders.map { names.name($0) })
    let teams = list(broadcast.leadingTeams.map { Wording(zhCN: names.name($0), en: names.name($0)) })
    return Wording(
      zhCN: "目前个人领先的是\(agents.zhCN)，团队领先的是\(teams.zhCN)。",
      en: "In the lead: \(agents.en), and of the teams \(teams.en).")
  }

  private static func target(of broadcast: Broadcast) -> Wording? {
    guard let missing = broadcast.missing, let target = broadcast.target, target > 0 else { return nil }
    if missing == 0 { return Wording(zhCN: "今天的目标已经达成，太棒了！", en: "Today's target is reached - well done!") }
    let amount = spoken(missing, broadcast.currency)
    return Wording(zhCN: "离今天的目标还差\(amount.zhCN)。", en: "To today's target: \(amount.en).")
  }
}
