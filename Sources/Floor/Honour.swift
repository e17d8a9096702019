/// An honour that can be given (PRODUCT.md, "Recognition").
public struct Honour: Hashable, Sendable {
  /// Its name in messages and configuration.
  public var id: String
  /// What it is called.
  public var title: Wording
  /// What is promised with it unless whoever gives it says otherwise.
  public var reward: Reward?

  /// A promise that comes with an honour.
  public struct Reward: Hashable, Sendable {
    /// What: a voucher, half a day off, an amount.
    public var what: String
    /// How many days after the honour it is to be handed over at the latest.
    public var days: Int32
    /// Who hands it over.
    public var presenter: String?

    /// A promise.
    public init(what: String, days: Int32, presenter: String? = nil) {
      (self.what, self.days, self.presenter) = (what, days, presenter)
    }

    /// What is promised when the honour is given on `day`.
    public func promised(on day: CivilDate) -> Award.Reward {
      Award.Reward(what: what, due: day.advanced(by: days), presenter: presenter)
    }
  }

  /// An honour.
  public init(id: String, title: Wording, reward: Reward? = nil) {
    (self.id, self.title, self.reward) = (id, title, reward)
  }

  /// The honours of a floor that configures none.
  public static let standard = [
    Honour(
      id: "top_sales", title: Wording(zhCN: "开拓能手", en: "Top Sales"),
      reward: Reward(what: "50 元超市卡", days: 1, presenter: "销售总监")),
    Honour(id: "bee", title: Wording(zhCN: "小蜜蜂", en: "Busy Bee")),
    Honour(id: "gardener", title: Wording(zhCN: "小园丁", en: "Gardener")),
    Honour(id: "most_improved", title: Wording(zhCN: "最佳进步", en: "Most Improved")),
    Honour(id: "top_team", title: Wording(zhCN: "冠军团队", en: "Top Team")),
  ]
}
