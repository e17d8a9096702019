extension FloorState {
  /// The site at which a sale counts, where its agent is known.
  func home(of accepted: AcceptedSale) -> SiteID? {
    roster.agent(for: accepted.sale.agent).flatMap { roster[$0.team]?.site }
  }

  mutating func apply(_ accepted: AcceptedSale, at offset: Int64) -> Outcome {
    let sale = accepted.sale
    var record = SaleRecord(accepted, at: offset)
    guard let agent = roster.agent(for: sale.agent), let team = roster[agent.team] else {
      waiting[sale.id] = record
      return .sale(record, nil)
    }
    let moment = Moment(offset: offset, at: accepted.acceptedAt, day: accepted.acceptedOn, minute: accepted.minute)
    credit(&record, to: agent, team)
    return .sale(record, celebrate(&record, agent, team, moment))
  }

  /// When something happened.
  struct Moment {
    var offset: Int64
    var at: Int64
    var day: CivilDate
    var minute: Int
  }

  /// Says for whom a sale counts from now on.
  mutating func credit(_ record: inout SaleRecord, to agent: Agent, _ team: Team) {
    (record.fate.agent, record.fate.team, record.site) = (agent.id, team.id, team.site)
    record.fate.group = sites[number(of: team.site)].rules.group(of: record.product)
    record.fate.reporting = company?.convert(record.amount)
  }

  /// Counts a sale that has just got its agent, and says how it is celebrated.
  mutating func celebrate(_ record: inout SaleRecord, _ agent: Agent, _ team: Team, _ now: Moment) -> Announcement {
    let site = number(of: team.site)
    sites[site].turn(to: now.day, minute: now.minute)
    // Only what counts today can be today's first, this week's, this month's.
    var reasons = record.day == now.day ? sites[site].claimFirsts(of: now.day, record.sale.id) : []
    let tier = sites[site].rules.tier(of: record.amount.minorUnits)
    if tier != nil { reasons.append(.bigDeal) }
    (record.fate.setOff, record.fate.tier, record.fate.countedBy) = (reasons, tier, now.offset)
    (record.fate.announcement, record.fate.announcedAt) = (now.offset, now.at)
    sites[site].put(&record)
    sites[site].announce(record, on: now.day)
    return Announcement(record, agent, team)
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
