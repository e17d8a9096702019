/// A deal that was signed, as its sender described it.
public struct Sale: Hashable, Sendable {
  /// Given by the sender; the same id is the same sale, whatever way it arrives.
  public var id: SaleID
  /// Who sold, as the sender named them: an agent's identifier or exact name.
  public var agent: String
  /// What was sold.
  public var product: String
  /// What it brought.
  public var amount: Money
  /// When it was closed, where the sender said so.
  public var closed: Closing?
  /// Who bought; never shown on a screen.
  public var customer: String?
  /// How it came in: `console`, `api`, `import`, ... Not part of what makes two sales the same.
  public var source: String

  /// A sale.
  @inlinable public init(
    id: SaleID, agent: String, product: String, amount: Money, closed: Closing? = nil, customer: String? = nil,
    source: String
  ) {
    (self.id, self.agent, self.product, self.amount) = (id, agent, product, amount)
    (self.closed, self.customer, self.source) = (closed, customer, source)
  }
}

/// When a sale was closed: a day, or an instant from which the site's calendar makes a day.
public enum Closing: Hashable, Sendable {
  /// A business day.
  case day(CivilDate)
  /// Unix milliseconds.
  case instant(Int64)
}
