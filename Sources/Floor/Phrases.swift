/// The sentences in which the floor is told of a sale; the wording is the product's (PRODUCT.md, "First order", "Big
/// deal").
public enum Phrases {
  /// What is shown and spoken for `announcement`, in each language: all its reasons in the order of their weight.
  public static func words(for announcement: Announcement) -> Wording {
    words(for: announcement, .written)
  }

  /// The same for the ear, numbers and names as they are said; `nil` where it is the same.
  public static func spoken(for announcement: Announcement) -> Wording? {
    different(words(for: announcement, .spoken), from: words(for: announcement, .written))
  }

  private static func words(for announcement: Announcement, _ manner: Manner) -> Wording {
    Wording(zhCN: chinese(announcement, manner), en: english(announcement, manner))
  }

  private static func chinese(_ a: Announcement, _ manner: Manner) -> String {
    let who = "\(a.team.name)的\(manner.name(a.agent) ?? "一位同事")"
    let amount = manner == .written ? chineseAmount(a.amount) : SpokenNumber.chinese(a.amount)
    let deal = "\(a.product)，金额是\(amount)"
    // Written so, a voice would spell it; 他, 她 and 它 sound the same.
    let them = manner == .written ? "TA" : "他"
    let isBig = a.reasons.contains(.bigDeal)
    guard a.reasons.contains(.firstOfDay) else {
      return isBig ? "恭喜\(who)签了一单\(deal)，请大家为\(them)喝彩！" : "\(who)签了一单\(deal)。"
    }
    let wider = a.reasons.compactMap { [.firstOfMonth: "本月", .firstOfWeek: "本周"][$0] }.joined(separator: "、")
    let also = wider.isEmpty ? "" : "这也是\(wider)的第一单"
    let opening = "恭喜\(who)签到了第一单，为我们大家拿到了开门红"
    return isBig
      ? "\(opening)！\(also.isEmpty ? "" : also + "。")这一单是\(deal)，请大家为\(them)喝彩！"
      : "\(opening)，\(also.isEmpty ? "" : also + "，")大家加油！"
  }

  private static func english(_ a: Announcement, _ manner: Manner) -> String {
    let who = "\(manner.name(a.agent) ?? "a colleague") of \(a.team.name)"
    let amount = manner == .written ? englishAmount(a.amount) : SpokenNumber.english(a.amount)
    let deal = "\(a.product), \(amount)"
    let isBig = a.reasons.contains(.bigDeal)
    guard a.reasons.contains(.firstOfDay) else {
      return isBig ? "Congratulations to \(who) on signing \(deal). A round of applause!" : "\(who) signed \(deal)."
    }
    let wider = a.reasons.compactMap { [.firstOfMonth: "the month", .firstOfWeek: "the week"][$0] }
    let also = wider.isEmpty ? "" : ", of \(wider.joined(separator: " and of ")) too"
    let opening = "Congratulations to \(who) on the first order of the day\(also)"
    return isBig
      ? "\(opening) - and a big one: \(deal). A round of applause!"
      : "\(opening). The day is open - let's go, everyone!"
  }

  /// `12,800元` for yuan, else the code in front: `USD 12,800`.
  static func chineseAmount(_ amount: Money) -> String {
    amount.currency == .cny ? "\(amount.grouped)元" : "\(amount.currency) \(amount.grouped)"
  }

  /// `¥12,800` for yuan, else the code in front: `USD 12,800`.
  private static func englishAmount(_ amount: Money) -> String {
    amount.currency == .cny ? "¥\(amount.grouped)" : "\(amount.currency) \(amount.grouped)"
  }
}
