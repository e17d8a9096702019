import Floor
import Wire

/// Holds a draft against the roster and the calendar, and makes it an entry.
public struct Admission {
  /// Names the business day of an instant (Unix milliseconds) in a site's zone.
  public typealias DayOf = (_ instant: Int64, _ site: Site) -> CivilDate

  /// How far ahead of the server's clock a sender's may be, in milliseconds: five minutes, as for signed webhooks.
  static let clockTolerance: Int64 = 300_000

  private let floor: FloorState
  private let dayOf: DayOf
  private var roster: Roster { floor.roster }

  /// - Parameters:
  ///   - floor: what is known at this moment. Let go of the admission before the floor is changed: both share its
  ///     memory until then.
  ///   - dayOf: the calendar.
  public init(floor: FloorState, dayOf: @escaping DayOf) { (self.floor, self.dayOf) = (floor, dayOf) }

  /// Admits `draft`.
  /// - Parameters:
  ///   - site: the only site the caller may sell for; `nil`: any. Its calendar and currency count while nobody knows the
  ///     agent, otherwise those of the first site.
  ///   - now: Unix milliseconds.
  ///   - source: how it came in.
  /// - Throws: `Problem` naming every field at fault.
  public func admit(_ draft: SaleDraft, site: SiteID?, now: Int64, source: String) throws(Problem) -> AcceptedSale {
    let own = site
    guard let site = home(of: draft, otherwise: own) else {
      throw .internalError("the roster has no site")
    }
    var faults: [FieldFault] = []
    if let own, own != site.id {
      faults.append(FieldFault("agent", "sells at site \(site.id)", allowed: "agents of site \(own)"))
    }
    let amount = amount(of: draft, at: site, &faults)
    let today = dayOf(now, site)
    let closedOn = day(draft.closed, at: site, now: now, today: today, &faults)
    guard let amount, let closedOn, faults.isEmpty else { throw .invalid(faults.map { $0.below(draft.path) }) }
    let sale = Sale(
      id: draft.id, agent: draft.agent, product: draft.product, amount: amount, closed: draft.closed,
      customer: draft.customer, source: source)
    return AcceptedSale(sale: sale, site: site.id, acceptedAt: now, acceptedOn: today, closedOn: closedOn)
  }

  /// Admits the correction of a sale that is in the log.
  /// - Parameters:
  ///   - site: the only site whose sales the caller may correct; `nil`: any.
  ///   - by: the caller's name.
  ///   - now: Unix milliseconds.
  public func admit(_ draft: CorrectionDraft, site: SiteID?, by: String, now: Int64) throws(Problem) -> Correction {
    do {
      return try judge(draft, site: site, by: by, now: now)
    } catch {
      var problem = error
      problem.errors = error.errors.map { $0.below(draft.path) }
      throw problem
    }
  }

  private func judge(_ draft: CorrectionDraft, site: SiteID?, by: String, now: Int64) throws(Problem) -> Correction {
    guard let record = floor.record(of: draft.sale) else { throw .refused(.noSuchSale) }
    guard site == nil || site == record.site, let home = roster[record.site] else {
      throw .forbidden("the sale is of site \(record.site)")
    }
    let correction = Correction(
      id: draft.id, sale: draft.sale, change: try change(draft.change, record.amount.currency), reason: draft.reason,
      by: by, at: now, on: dayOf(now, home))
    // A repeated correction is the journal's to answer; only a new one is held against the sale as it stands.
    if !record.corrections.contains(where: { $0.id == draft.id }), let fault = floor.fault(of: correction) {
      throw .refused(fault)
    }
    return correction
  }

  private func change(_ draft: CorrectionDraft.Change, _ currency: Currency) throws(Problem) -> Correction.Change {
    switch draft {
    case .void: return .void
    case .assign(let agent): return .assign(agent)
    case .amend(let amount, let product, let customer):
      var faults: [FieldFault] = []
      var money: Money?
      if let amount { money = self.money(amount, currency, &faults) }
      guard faults.isEmpty else { throw .invalid(faults) }
      return .amend(amount: money, product: product, customer: customer)
    }
  }

  private func home(of draft: SaleDraft, otherwise fallback: SiteID?) -> Site? {
    // A sale that is in the log already is judged as it was then, wherever its agent sells now.
    if let record = floor.record(of: draft.id) { return roster[record.site] }
    let known = roster.agent(for: draft.agent).flatMap { roster[$0.team] }?.site
    return (known ?? fallback).flatMap { roster[$0] } ?? roster.sites.first
  }

  private func amount(of draft: SaleDraft, at site: Site, _ faults: inout [FieldFault]) -> Money? {
    let currency = draft.currency ?? site.currency
    guard currency == site.currency else {
      faults.append(
        FieldFault("currency", "is \(currency)", allowed: "\(site.currency), the currency of site \(site.id)"))
      return nil
    }
    return money(draft.amount, currency, &faults)
  }

  private func money(_ amount: SaleDraft.Amount, _ currency: Currency, _ faults: inout [FieldFault]) -> Money? {
    do throws(AmountFault) {
      return switch amount {
      case .minorUnits(let number): try Money(checked: number, currency: currency)
      case .decimal(let text): try Money(decimal: text, currency: currency)
      }
    } catch {
      faults.append(FieldFault("amount", error.words, allowed: Admission.allowedAmount(currency)))
      return nil
    }
  }

  private static func allowedAmount(_ currency: Currency) -> String {
    let largest = Money(minorUnits: Money.largestSale, currency: currency).grouped
    return "more than 0, at most \(largest) \(currency), with at most \(currency.exponent) decimals"
  }

  private func day(
    _ closed: Closing?, at site: Site, now: Int64, today: CivilDate, _ faults: inout [FieldFault]
  ) -> CivilDate? {
    let day: CivilDate
    let isAhead: Bool
    switch closed {
    case nil: return today
    case .day(let given): (day, isAhead) = (given, given > today)
    case .instant(let instant):
      (day, isAhead) = (min(dayOf(instant, site), today), instant > now + Admission.clockTolerance)
    }
    if !isAhead { return day }
    faults.append(FieldFault("closed_at", "lies in the future", allowed: "\(today) at site \(site.id) or earlier"))
    return nil
  }
}

extension AmountFault {
  /// What is wrong, as a predicate.
  var words: String {
    switch self {
    case .notANumber: "is not a number"
    case .negative: "is negative"
    case .zero: "is zero"
    case .tooLarge: "is too large"
    case .tooManyDecimals: "has too many decimals"
    }
  }
}
