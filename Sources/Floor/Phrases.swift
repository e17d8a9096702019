/// The sentences in which the floor is told of a sale; the wording is the product's (PRODUCT.md, "First order", "Big
/// deal").
public enum Phrases {
  /// What is shown and spoken for `announcement`, in each language: all its reasons in the order of their weight.
  public static func words(for announcement: Announcement) -> Wording {
    Wording(zhCN: chinese(announcement), en: english(announcement))
  }

  private static func chinese(_ a: Announcement) -> String {
    let who = "\(a.team.name)的\(a.agent.name)"
    let deal = "\(a.product)，金额是\(chineseAmount(a.amount))"
    let isBig = a.reasons.contains(.bigDeal)
    switch a.reasons.filter({ $0 > .bigDeal }) {
    case []: return isBig ? "恭喜\(who)签了一单\(deal)，请大家为TA喝彩！" : "\(who)签了一单\(deal)。"
    case [.firstOfDay]:
      return isBig
        ? "恭喜\(who)签到了第一单，为我们大家拿到了开门红！这一单是\(deal)，请大家为TA喝彩！"
        : "恭喜\(who)签到了第一单，为我们大家拿到了开门红，大家加油！"
    case let firsts:
      let which = firsts.map(\.chinese).joined(separator: "、")
      let end = isBig ? "！这一单是\(deal)，请大家为TA喝彩！" : "，大家加油！"
      return "恭喜\(who)签到了\(which)，为我们大家拿到了开门红\(end)"
    }
  }

  private static func english(_ a: Announcement) -> String {
    let who = "\(a.agent.name) of \(a.team.name)"
    let deal = "\(a.product), \(englishAmount(a.amount))"
    let isBig = a.reasons.contains(.bigDeal)
    let firsts = a.reasons.filter { $0 > .bigDeal }.map(\.english)
    guard !firsts.isEmpty else {
      return isBig ? "Congratulations to \(who) on signing \(deal). A round of applause!" : "\(who) signed \(deal)."
    }
    let which =
      "the first order of \(firsts.count == 1 ? firsts[0] : firsts.dropLast().joined(separator: ", ") + " and " + (firsts.last ?? ""))"
    return isBig
      ? "Congratulations to \(who) on \(which) - and a big one: \(deal). A round of applause!"
      : "Congratulations to \(who) on \(which). The day is open - let's go, everyone!"
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

extension Announcement.Reason {
  fileprivate var chinese: String {
    switch self {
    case .firstOfMonth: "本月第一单"
    case .firstOfWeek: "本周第一单"
    case .firstOfDay: "今天第一单"
    case .bigDeal, .deal: ""
    }
  }

  fileprivate var english: String {
    switch self {
    case .firstOfMonth: "the month"
    case .firstOfWeek: "the week"
    case .firstOfDay: "the day"
    case .bigDeal, .deal: ""
    }
  }
}
