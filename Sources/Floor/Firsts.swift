/// The first order of a period, for its report (PRODUCT.md, "First order").
public struct Firsts: Hashable, Sendable {
  /// The sale that was announced as the first; it stays the one even if it was voided. `nil` if none was.
  public let announced: SaleRecord?
  /// The announced one if it stands, else the earliest sale that does and was not late.
  public let stands: SaleRecord?
}

extension FloorState {
  /// The first order of `period` at `site`, as it was announced and as it stands; of pages that are at hand.
  public func firsts(of site: SiteID, over period: Period) -> Firsts {
    let records = records(of: site, over: period)
    let announced = records.first { $0.setOff.contains(Announcement.Reason(firstOf: period.kind)) }
    let standing = records.lazy.filter { $0.counts && !$0.isLate }.min { $0.offset < $1.offset }
    return Firsts(announced: announced, stands: announced.flatMap { $0.counts ? $0 : nil } ?? standing)
  }

  /// The big deals of `period` that stand, by the thresholds in force when each was accepted, in the order of the log.
  public func bigDeals(of site: SiteID, over period: Period) -> [SaleRecord] {
    records(of: site, over: period).filter { $0.counts && $0.tier != nil }.sorted { $0.offset < $1.offset }
  }

  /// The voided sales of `period`, in the order in which they were voided.
  public func voids(of site: SiteID, over period: Period) -> [SaleRecord] {
    records(of: site, over: period).filter(\.isVoided).sorted { ($0.fate.voidedBy ?? 0) < ($1.fate.voidedBy ?? 0) }
  }

  private func records(of site: SiteID, over period: Period) -> [SaleRecord] {
    pages(of: site, over: period).flatMap(\.records)
  }
}
