/// One entry of the log. Everything that changes what the floor knows is one; the log's order is the only order.
public enum Entry: Hashable, Sendable {
  /// Sites, teams and agents as they are from here on.
  case roster(RosterChange)
  /// The rules of a site from here on. Recorded, so that a changed configuration changes no history.
  case rules(SiteID, Rules)
  /// A sale that was accepted.
  case sale(AcceptedSale)
  /// A sale that is in the log already was voided, amended or given to someone else.
  case correction(Correction)
}

/// A sale together with what the door knew when it let it in: nothing here is looked up again on replay.
public struct AcceptedSale: Hashable, Sendable {
  /// What the sender said.
  public var sale: Sale
  /// The site whose calendar named the days below.
  public var site: SiteID
  /// Unix milliseconds, the server's clock.
  public var acceptedAt: Int64
  /// The site's business day at `acceptedAt`.
  public var acceptedOn: CivilDate
  /// The business day on which the sale counts; earlier than `acceptedOn` for a late one.
  public var closedOn: CivilDate

  /// An accepted sale.
  public init(sale: Sale, site: SiteID, acceptedAt: Int64, acceptedOn: CivilDate, closedOn: CivilDate) {
    (self.sale, self.site, self.acceptedAt) = (sale, site, acceptedAt)
    (self.acceptedOn, self.closedOn) = (acceptedOn, closedOn)
  }

  /// Closed on an earlier business day: it counts there and is nobody's first order today.
  public var isLate: Bool { closedOn < acceptedOn }
}

/// What decides how a site's sales are celebrated.
public struct Rules: Hashable, Sendable {
  /// Amounts in the site's minor unit from which a sale is a big deal of tier 1, 2, 3; ascending, none twice.
  public var bigDealTiers: [Int64]

  /// Rules of a site.
  public init(bigDealTiers: [Int64]) { self.bigDealTiers = bigDealTiers }

  /// 10,000.00, 50,000.00 and 100,000.00 of a currency with two decimals.
  public static let standard = Rules(bigDealTiers: [1_000_000, 5_000_000, 10_000_000])

  /// The tier of a sale of `minorUnits`, from 1; `nil` below the threshold.
  public func tier(of minorUnits: Int64) -> Int? {
    let reached = bigDealTiers.count { minorUnits >= $0 }
    return reached == 0 ? nil : reached
  }
}
