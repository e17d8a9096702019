extension FloorState {
  /// What is to be told to `site` at `minute` (since midnight) of `day`: the facts as they are now. It tells of the day's
  /// deals that were announced since the broadcast before; a sale that counts on an earlier day is none of them, as it is
  /// not in the day's total.
  ///
  /// It must be appended before any other entry, since the next broadcast tells what comes after this one's entry. The
  /// day's page must be at hand, as today's always is.
  /// - Parameter at: Unix milliseconds, the server's clock.
  public func broadcast(
    of site: SiteID, _ occasion: Broadcast.Occasion, day: CivilDate, minute: Int, at: Int64
  ) -> Broadcast {
    let book = cues(of: site)
    let before = book.broadcast.flatMap { $0.day == day ? $0 : nil }
    let told = before == nil ? 0 : book.broadcastOffset
    let fresh = page(PageID(site: site, day: day)).records.filter { $0.counts && $0.announcement ?? 0 > told }
    let board = board(BoardID(site: site, day: day))
    let start = rules(of: site, on: day).calendar.hours.first?.lowerBound ?? 0
    return Broadcast(
      site: site, day: day, minute: minute, at: at, occasion: occasion, since: min(before?.minute ?? start, minute),
      deals: Broadcast.deals(among: fresh),
      period: .init(amount: fresh.reduce(0) { saturatingSum($0, $1.amount.minorUnits) }, deals: fresh.count),
      total: .init(amount: board.amount, deals: board.deals), leaders: board.agents.leaders.map(\.id),
      leadingTeams: board.teams.leaders.map(\.id),
      target: targetSheet(of: site, over: .day(day)).target(of: .site(site)),
      currency: roster[site]?.currency ?? .cny)
  }
}

extension Broadcast {
  /// The largest of `records`, at most `dealsTold`; of equal ones the earlier, and oldest first.
  fileprivate static func deals(among records: [SaleRecord]) -> [Deal] {
    let largest = records.sorted { ($1.amount.minorUnits, $0.order) < ($0.amount.minorUnits, $1.order) }
      .prefix(dealsTold)
    return largest.sorted { $0.order < $1.order }.compactMap { record in
      guard let agent = record.agent, let team = record.team else { return nil }
      return Deal(
        announcement: record.order, agent: agent, team: team, product: record.product,
        amount: record.amount.minorUnits)
    }
  }
}

extension Standings {
  /// Whoever shares the first place.
  var leaders: [Row] { top(.max).prefix { $0.place == 1 }.map(\.row) }
}

extension SaleRecord {
  /// Where it stands among the announcements.
  fileprivate var order: Int64 { announcement ?? offset }
}
