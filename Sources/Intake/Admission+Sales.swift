import Floor
import Wire

extension Admission {
  /// Admits a sale.
  /// - Parameters:
  ///   - caller: who sends it. While nobody knows the agent, their site's calendar and currency count, or else those of
  ///     the first site.
  ///   - now: Unix milliseconds.
  ///   - source: how it came in.
  public func admit(
    _ draft: SaleDraft, by caller: Caller, now: Int64, source: String
  ) throws(Problem) -> AcceptedSale {
    try judging(draft.path) { () throws(Problem) in
      let known = recordOf(draft.id)
      guard let site = home(of: draft, known, caller) else { throw .internalError("the roster has no site") }
      try permit(caller, .recordSale, owner(of: draft, known, at: site), "agent")
      var faults: [FieldFault] = []
      let amount = amount(of: draft, at: site, &faults)
      let accepted = momentOf(now, site)
      let closedOn = day(draft.closed, at: site, now: now, today: accepted.day, &faults)
      guard let amount, let closedOn, faults.isEmpty else { throw .invalid(faults) }
      let sale = Sale(
        id: draft.id, agent: draft.agent, product: draft.product, amount: amount, closed: draft.closed,
        customer: draft.customer, source: source)
      return AcceptedSale(
        sale: sale, site: site.id, acceptedAt: now, acceptedOn: accepted.day, closedOn: closedOn,
        minute: accepted.minute)
    }
  }

  private func home(of draft: SaleDraft, _ known: SaleRecord?, _ caller: Caller) -> Site? {
    // A sale that is in the log already is judged as it was then, wherever its agent sells now.
    if let known { return roster[known.site] }
    let seller = roster.agent(for: draft.agent).flatMap { roster[$0.team] }?.site
    return (seller ?? caller.home(in: roster)).flatMap { roster[$0] } ?? roster.sites.first
  }

  private func owner(of draft: SaleDraft, _ known: SaleRecord?, at site: Site) -> Target.Scope {
    if let known { return known.owner }
    return roster.agent(for: draft.agent).map { .agent($0.id) } ?? .site(site.id)
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

  private func day(
    _ closed: Closing?, at site: Site, now: Int64, today: CivilDate, _ faults: inout [FieldFault]
  ) -> CivilDate? {
    let day: CivilDate
    let isAhead: Bool
    switch closed {
    case nil: return today
    case .day(let given): (day, isAhead) = (given, given > today)
    case .instant(let instant):
      (day, isAhead) = (min(momentOf(instant, site).day, today), instant > now + Admission.clockTolerance)
    }
    if !isAhead { return day }
    faults.append(FieldFault("closed_at", "lies in the future", allowed: "\(today) at site \(site.id) or earlier"))
    return nil
  }
}

extension SaleRecord {
  /// Whose a sale is: the team's that it was sold for, or the site's while nobody is credited.
  var owner: Target.Scope { team.map(Target.Scope.team) ?? .site(site) }
}
