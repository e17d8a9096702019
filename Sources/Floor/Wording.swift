/// The same words in each language of the product.
public struct Wording: Hashable, Sendable {
  /// Simplified Chinese, the language of the first market.
  public var zhCN: String
  /// English.
  public var en: String

  /// The two texts.
  public init(zhCN: String, en: String) {
    self.zhCN = zhCN
    self.en = en
  }
}
