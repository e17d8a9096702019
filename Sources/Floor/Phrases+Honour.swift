extension Show {
  /// What the winners of `period` are called, if an honour is given to them in this show.
  public func title(over period: Period) -> Wording? {
    awards.first { award in if case .agents = award.recipient { award.period == period } else { false } }?.title
  }

  /// Whether somebody is applauded by name.
  var hasWinner: Bool {
    steps.contains { step in
      switch step.scene {
      case .winner(let winners), .topSales(_, let winners): !winners.isEmpty
      default: false
      }
    }
  }
}

extension Phrases {
  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// `十一月`.
  static func month(_ day: CivilDate) -> Wording {
    Wording(zhCN: (day.month == 2 ? "二" : spoken(day.month).zhCN) + "月", en: monthNames[day.month - 1])
  }

  /// `本周`, `this week's`.
  static func time(of period: Period) -> Wording {
    switch period {
    case .day: return Wording(zhCN: "今天", en: "today's")
    case .week: return Wording(zhCN: "本周", en: "this week's")
    case .month(let first):
      let month = month(first)
      return Wording(zhCN: month.zhCN, en: month.en + "'s")
    }
  }

  /// What an award for the Top Sales is for; names nobody, since screens may not name them. For the eye, in the language
  /// of the first market, as a citation has one language only.
  static func citation(for winners: [Show.Winner], of show: Show, over period: Period) -> String {
    guard let first = winners.first else { return "" }
    let amount = chineseAmount(Money(minorUnits: first.amount, currency: show.currency))
    return winners.count == 1
      ? "\(written(period))签约\(first.deals)单，金额\(amount)，全场第一。" : "\(written(period))签约金额\(amount)，并列全场第一。"
  }

  /// What an award for the top team is for.
  static func citation(for team: Show.TeamResult, of show: Show) -> String {
    let amount = chineseAmount(Money(minorUnits: team.result.amount, currency: show.currency))
    let completion = team.result.completion.map { "，完成目标的\($0 / 100)%" } ?? ""
    return "\(written(.day(show.day)))全队签约\(team.result.deals)单，金额\(amount)\(completion)。"
  }

  /// `2026年11月25日`.
  private static func written(_ period: Period) -> String {
    func date(_ day: CivilDate) -> String { "\(day.year)年\(day.month)月\(day.day)日" }
    switch period {
    case .day(let day): return date(day)
    case .week(let monday): return "\(date(monday))至\(date(period.end))"
    case .month(let first): return "\(first.year)年\(first.month)月"
    }
  }
}
