extension FloorState {
  /// Why `correction` of the sale in `record` would change nothing; `nil` if it is in order.
  public func fault(of correction: Correction, for record: SaleRecord?) -> CorrectionFault? {
    guard let record else { return .noSuchSale }
    if record.isVoided { return .voided }
    switch correction.change {
    case .void: return nil
    case .amend(let amount?, _, _): return amount.currency == record.amount.currency ? nil : .otherCurrency
    case .amend: return nil
    case .assign(let id):
      guard let agent = roster[id], let team = roster[agent.team], let site = roster[team.site] else {
        return .noSuchAgent
      }
      if record.agent != nil, site.id != record.site { return .otherSite }
      return site.currency == record.amount.currency ? nil : .otherCurrency
    }
  }

  /// The sale that `correction` is about; logs of the first form do not say where it is.
  private func record(of correction: Correction) -> SaleRecord? {
    guard let page = correction.page, let offset = correction.saleOffset else { return record(of: correction.sale) }
    return record(at: offset, on: page.day)
  }

  /// Where a sale that waits is kept after `correction`.
  func destination(of record: SaleRecord, _ correction: Correction) -> PageID {
    guard case .assign(let id) = correction.change, let site = site(of: id) else { return record.page }
    return PageID(site: site, day: record.day)
  }

  mutating func apply(_ correction: Correction, at offset: Int64) -> Outcome {
    guard let before = record(of: correction), fault(of: correction, for: before) == nil,
      !before.corrections.contains(where: { $0.id == correction.id })
    else { return .nothing }
    var record = before
    record.correct(correction, at: offset)
    if before.agent == nil { return sortOut(record, correction, at: offset) }
    switch correction.change {
    case .void: break
    case .amend:
      if record.product != before.product {
        record.fate.group = sites[number(of: record.site)].rules.group(of: record.product)
      }
      // Whoever shares a place does not lose their turn over a misspelt product.
      if record.amount != before.amount {
        (record.fate.reporting, record.fate.countedBy) = (company?.convert(record.amount), offset)
      }
    case .assign(let id):
      guard let agent = roster[id], let team = roster[agent.team] else { return .nothing }
      if (agent.id, team.id) != (before.agent, before.team) { record.fate.countedBy = offset }
      (record.fate.agent, record.fate.team) = (agent.id, team.id)
    }
    sites[number(of: record.site)].replace(before, with: record)
    return .corrected(record, correction, announcement(of: record))
  }

  /// A correction of a sale that waits for its agent.
  private mutating func sortOut(_ record: SaleRecord, _ correction: Correction, at offset: Int64) -> Outcome {
    switch correction.change {
    case .amend:
      waiting[record.sale.id] = record
      return .corrected(record, correction, nil)
    case .void:
      waiting[record.sale.id] = nil
      sites[number(of: record.site)].keep(record)
      return .corrected(record, correction, nil)
    case .assign(let id):
      guard let post = roster.post(of: id.description) else { return .nothing }
      waiting[record.sale.id] = nil
      let now = Moment(offset: offset, at: correction.at, day: correction.on, minute: correction.minute)
      celebrate(record, post, now)
      guard let celebrated = self.record(at: record.offset, on: record.day) else { return .nothing }
      return .corrected(celebrated, correction, announcement(of: celebrated))
    }
  }
}
