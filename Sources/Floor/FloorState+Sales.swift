extension FloorState {
  /// The page on which a sale counts, or will once somebody says whose it is; `nil` on a day that every site has at hand.
  func pageNeeded(by accepted: AcceptedSale) -> PageID? {
    guard sites.indices.contains(where: { sites[$0].needs(accepted.closedOn) }) else { return nil }
    let home = roster.post(of: accepted.sale.agent).map { roster.teams[$0.team].site }
    return PageID(site: home ?? accepted.site, day: accepted.closedOn)
  }

  /// Keeps a sale that has come in; it waits while nobody knows its agent.
  /// - Parameter inOrder: whether boards are in order right after.
  mutating func accept(_ accepted: consuming AcceptedSale, at offset: Int64, inOrder: Bool = true) {
    let moment = Moment(offset: offset, at: accepted.acceptedAt, day: accepted.acceptedOn, minute: accepted.minute)
    guard let post = roster.post(of: accepted.sale.agent) else {
      waiting[accepted.sale.id] = SaleRecord(accepted, at: offset)
      return
    }
    celebrate(SaleRecord(accepted, at: offset), post, moment, inOrder: inOrder)
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
