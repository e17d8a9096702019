extension FloorState {
  /// The page on which a sale counts, or will once somebody says whose it is; `nil` on a day that every site has at hand.
  func pageNeeded(by accepted: AcceptedSale) -> PageID? {
    guard mayNeed(accepted.closedOn) else { return nil }
    let home = roster.post(of: accepted.sale.agent).map { roster.teams[$0.team].site }
    return PageID(site: home ?? accepted.site, day: accepted.closedOn)
  }

  /// Whether some site has not every page of `day` at hand.
  private func mayNeed(_ day: CivilDate) -> Bool { sites.indices.contains { sites[$0].needs(day) } }

  /// Applies the sales of the entries right behind the last one applied, for whoever does not ask what they set off, as in a
  /// replay. Boards and the sums of pages are in order only after `putInOrder`.
  /// - Returns: the sales from the first one on whose page must be recalled before.
  public mutating func fold(_ sales: ArraySlice<AcceptedSale>) -> ArraySlice<AcceptedSale> {
    for i in sales.indices {
      if mayNeed(sales[i].closedOn), page(neededBy: .sale(sales[i])) != nil { return sales[i...] }
      offset += 1
      accept(SaleRecord(sales[i], at: offset), minute: sales[i].minute, inOrder: false)
    }
    return []
  }

  /// Keeps a sale that has come in; it waits while nobody knows its agent.
  /// - Parameters:
  ///   - minute: since midnight, when it was accepted.
  ///   - inOrder: whether boards and sums are in order right after.
  mutating func accept(_ record: consuming SaleRecord, minute: Int, inOrder: Bool = true) {
    let moment = Moment(offset: record.offset, at: record.acceptedAt, day: record.acceptedOn, minute: minute)
    guard let post = roster.post(of: record.sale.agent) else {
      waiting[record.sale.id] = record
      return
    }
    celebrate(record, post, moment, inOrder: inOrder)
  }

  /// When something happened.
  struct Moment {
    var offset: Int64
    var at: Int64
    var day: CivilDate
    var minute: Int
  }

  /// Counts a sale that has just got its agent, and says how it is celebrated.
  /// - Parameter post: the agent and the team, by their numbers in the roster.
  mutating func celebrate(
    _ record: consuming SaleRecord, _ post: Roster.Post, _ now: Moment, inOrder: Bool = true
  ) {
    record.site = roster.teams[post.team].site
    (record.fate.agent, record.fate.team) = (roster.agents[post.agent].id, roster.teams[post.team].id)
    record.fate.reporting = company?.convert(record.amount)
    let site = homes[post.team].map(Int.init) ?? number(of: record.site)
    homes[post.team] = Int32(truncatingIfNeeded: site)
    sites[site].celebrate(record, post, now, inOrder: inOrder)
  }

  mutating func apply(_ applause: Applause) -> Outcome {
    guard var record = record(at: applause.saleOffset, on: applause.page.day),
      record.announcement == applause.announcement
    else { return .nothing }
    record.fate.applause += 1
    sites[number(of: record.site)].change(record.day) { $0.put(record) }
    return announcement(of: record).map(Outcome.applauded) ?? .changed
  }
}
