/// What is changed about a sale that is in the log already: history keeps the sale as it was and the correction.
public struct Correction: Hashable, Sendable {
  /// What changes.
  public enum Change: Hashable, Sendable {
    /// The deal fell through, or was entered by mistake: it counts no more.
    case void
    /// It was another amount, product or customer; `nil`: as before.
    case amend(amount: Money?, product: String?, customer: String?)
    /// Someone else made it - or, for a sale of an agent nobody knew, this is who is meant.
    case assign(AgentID)
  }

  /// Given by the sender, as a sale's: the same id is the same correction.
  public var id: String
  /// Which sale.
  public var sale: SaleID
  /// What changes.
  public var change: Change
  /// Why, in the words of whoever corrects.
  public var reason: String
  /// Who corrects: the name of their token.
  public var by: String
  /// Unix milliseconds, the server's clock.
  public var at: Int64
  /// The business day of the sale's site at `at`.
  public var on: CivilDate
  /// Minutes since midnight there at `at`.
  public var minute: Int
  /// Where the sale is kept when it is corrected; `nil` in logs of the first form.
  public var page: PageID?
  /// The sale's entry; `nil` in logs of the first form.
  public var saleOffset: Int64?

  /// A correction.
  public init(
    id: String, sale: SaleID, change: Change, reason: String, by: String, at: Int64, on: CivilDate, minute: Int = 0,
    page: PageID? = nil, saleOffset: Int64? = nil
  ) {
    (self.id, self.sale, self.change, self.reason) = (id, sale, change, reason)
    (self.by, self.at, self.on, self.minute) = (by, at, on, minute)
    (self.page, self.saleOffset) = (page, saleOffset)
  }
}

/// Why a correction changes nothing.
public enum CorrectionFault: Error, Hashable, Sendable {
  /// No sale has that id.
  case noSuchSale
  /// The sale was voided: it cannot be changed again.
  case voided
  /// Nobody has that agent's id.
  case noSuchAgent
  /// The new amount, or the new agent's site, is in another currency than the sale.
  case otherCurrency
  /// The new agent sells at another site than the one whose screens celebrated the sale: void it and enter it there.
  case otherSite
}
