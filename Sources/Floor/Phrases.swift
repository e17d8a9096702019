/// The sentences in which the floor is told of a sale; the wording is the product's (PRODUCT.md, "First order", "Big
/// deal").
public enum Phrases {
  /// What is shown and spoken for `announcement`, in each language: all its reasons in the order of their weight.
  public static func words(for announcement: Announcement) -> Wording {
    Wording(zhCN: chinese(announcement), en: english(announcement))
  }

  private static func chinese(_ a: Announcement) -> String {
    let who = "\(a.team.name)的\(a.agent.name)"
    let amount = chineseAmount(a.amount)
    return switch (a.reasons.contains(.firstOfDay), a.reasons.contains(.bigDeal)) {
    case (true, false): "恭喜\(who)签到了第一单，为我们大家拿到了开门红，大家加油！"
    case (true, true): "恭喜\(who)签到了第一单，为我们大家拿到了开门红！这一单是\(a.product)，金额是\(amount)，请大家为TA喝彩！"
    case (false, true): "恭喜\(who)签了一单\(a.product)，金额是\(amount)，请大家为TA喝彩！"
    case (false, false): "\(who)签了一单\(a.product)，金额是\(amount)。"
    }
  }

  private static func english(_ a: Announcement) -> String {
    let who = "\(a.agent.name) of \(a.team.name)"
    let amount = englishAmount(a.amount)
    return switch (a.reasons.contains(.firstOfDay), a.reasons.contains(.bigDeal)) {
    case (true, false): "Congratulations to \(who) on the first order of the day. The day is open - let's go, everyone!"
    case (true, true):
      "Congratulations to \(who) on the first order of the day - and a big one: \(a.product), \(amount). A round of applause!"
    case (false, true): "Congratulations to \(who) on signing \(a.product), \(amount). A round of applause!"
    case (false, false): "\(who) signed \(a.product), \(amount)."
    }
  }

  /// `12,800元` for yuan, else the code in front: `USD 12,800`.
  private static func chineseAmount(_ amount: Money) -> String {
    amount.currency == .cny ? "\(amount.grouped)元" : "\(amount.currency) \(amount.grouped)"
  }

  /// `¥12,800` for yuan, else the code in front: `USD 12,800`.
  private static func englishAmount(_ amount: Money) -> String {
    amount.currency == .cny ? "¥\(amount.grouped)" : "\(amount.currency) \(amount.grouped)"
  }
}
