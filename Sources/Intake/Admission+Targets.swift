import Floor
import Wire

extension Admission {
  /// A day's target can be corrected for a week after: until the week's review is done.
  private static let targetDaysBack: Int32 = 7
  /// Days of targets ahead, in days: a year's plan.
  private static let targetDaysAhead: Int32 = 366
  /// Months of targets behind and ahead: a year's plan.
  private static let targetMonths = 12

  /// Admits a target.
  /// - Parameters:
  ///   - caller: who sets it.
  ///   - now: Unix milliseconds.
  public func admit(_ draft: TargetDraft, by caller: Caller, now: Int64) throws(Problem) -> Target {
    try judging(draft.path) { () throws(Problem) in
      let (scope, site, field) = try whose(draft.scope)
      try permit(caller, .setTarget, scope, field)
      var faults: [FieldFault] = []
      check(draft.span, today: momentOf(now, site).day, &faults)
      check(draft.group, at: site, &faults)
      let amount = draft.amount.flatMap { money($0, site.currency, &faults) }
      guard faults.isEmpty else { throw .invalid(faults) }
      return Target(
        id: draft.id, scope: scope, span: draft.span, group: draft.group, amount: amount?.minorUnits, by: caller.name,
        at: now)
    }
  }

  private func whose(_ scope: TargetDraft.Scope) throws(Problem) -> (Target.Scope, Site, field: String) {
    switch scope {
    case .agent(let reference):
      let post = try post(reference, "agent")
      return (.agent(post.agent.id), post.site, "agent")
    case .team(let id): return (.team(id), try team(id, "team").site, "team")
    case .site(let id): return (.site(id), try site(id, "site"), "site")
    }
  }

  private func check(_ span: Target.Span, today: CivilDate, _ faults: inout [FieldFault]) {
    switch span {
    case .day(let day):
      let days = today.advanced(by: -Admission.targetDaysBack)...today.advanced(by: Admission.targetDaysAhead)
      check(day, in: days, "day", &faults)
    case .month(let first): check(month: first, "month", today: today, &faults)
    case .everyMonth(let first): check(month: first, "from_month", today: today, &faults)
    }
  }

  private func check(month: CivilDate, _ field: String, today: CivilDate, _ faults: inout [FieldFault]) {
    let distance = (month.year - today.year) * 12 + month.month - today.month
    if abs(distance) <= Admission.targetMonths { return }
    faults.append(
      FieldFault(
        field, "is \(month.description.prefix(7))",
        allowed: "at most \(Admission.targetMonths) months from \(today.description.prefix(7))"))
  }

  private func check(_ group: GroupID?, at site: Site, _ faults: inout [FieldFault]) {
    let known = floor.rules(of: site.id).groups.map(\.id)
    guard let group, !known.contains(group) else { return }
    faults.append(.unknown("group", group, "product group of site \(site.id)", among: known))
  }
}
