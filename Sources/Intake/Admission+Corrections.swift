import Floor
import Wire

extension Admission {
  /// Admits the correction of a sale.
  /// - Parameters:
  ///   - caller: who corrects.
  ///   - now: Unix milliseconds.
  public func admit(_ draft: CorrectionDraft, by caller: Caller, now: Int64) throws(Problem) -> Correction {
    try judging(draft.path) { () throws(Problem) in
      guard let record = recordOf(draft.sale) else { throw .refused(.noSuchSale) }
      try permit(caller, .correct, record.owner, "sale")
      var place = record.site
      if case .assign(let id) = draft.change, let agent = roster[id] {
        try permit(caller, .correct, .agent(id), "agent")
        // A sale that waits comes to count at its agent's site.
        if record.agent == nil { place = roster[agent.team]?.site ?? place }
      }
      guard let site = roster[place] else { throw .internalError("the roster has no site \(place)") }
      let moment = momentOf(now, site)
      let correction = Correction(
        id: draft.id, sale: draft.sale, change: try change(draft.change, record.amount.currency), reason: draft.reason,
        by: caller.name, at: now, on: moment.day, minute: moment.minute, page: record.page, saleOffset: record.offset)
      // A repeated correction is the journal's to answer; only a new one is held against the sale as it stands.
      if !record.corrections.contains(where: { $0.id == draft.id }),
        let fault = floor.fault(of: correction, for: record)
      {
        throw .refused(fault)
      }
      return correction
    }
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
}
