import Floor
import Foundation
import Journal
import Logging
import Rhythm

/// What the demo floor did before it is opened, so that it has a yesterday, a last month and a hall of fame: sales, the
/// ceremonies with their awards, and a few honours. The same seed has the same past.
public struct DemoPast {
  private let config: Config
  private let now: Int64
  private var markets: [SiteID: DemoMarket] = [:]
  private let days = BusinessDays()
  private var floor = FloorState()
  private var entries: [Entry] = []

  /// Part of a day's target that is sold on it, in per cent.
  private static let yield = 80...125
  /// What each person sells in a day where there is no target, in major units.
  private static let usual = 15_000
  /// Sales of a day at most: targets can be anything.
  private static let mostSales = 500
  /// Who gives the honours.
  private static let giver = "demo"

  /// Writes the past into a new log in the folder `data`; where there is one already, that is the past.
  public static func write(
    _ config: Config, data: String, clock: Clock, seed: UInt64, logger: Logger
  ) throws(StartError) {
    guard !FileManager.default.fileExists(atPath: data + "/" + SQLiteJournal.fileName) else { return }
    let journal: SQLiteJournal
    do { journal = try SQLiteJournal(directory: data) } catch { throw .journal(error.description) }
    defer { journal.close() }
    let ledger = try Replay.ledger(of: journal, in: data, logger: logger)
    defer { ledger.close() }
    var past = DemoPast(config, now: clock.wall(), seed: seed)
    guard let begin = past.begin else { return }
    // The configuration was in force all the time.
    try ledger.adopt(config, into: journal, clock: Clock(wall: { begin.at }, monotonic: { .now() }))
    past.live(from: begin.day, on: ledger.floor)
    try ledger.record(past.entries, in: journal)
  }

  private init(_ config: Config, now: Int64, seed: UInt64) {
    (self.config, self.now) = (config, now)
    for site in config.roster.sites {
      let teams = Set(config.roster.teams.filter { $0.site == site.id }.map(\.id))
      markets[site.id] = DemoMarket(config.roster.agents.filter { teams.contains($0.team) }, seed: seed)
    }
  }

  /// The first day of the month before the first site's, and when it begins.
  private var begin: (day: CivilDate, at: Int64)? {
    guard let site = config.roster.sites.first else { return nil }
    let month = Period(.month, of: days.day(at: now, site)).start
    let day = Period(.month, of: month.advanced(by: -1)).start
    return (day, days.instant(of: day, minute: site.dayStart, site))
  }

  // MARK: Days

  /// Something that happened, at its time in Unix milliseconds.
  private struct Event {
    var at: Int64
    var make: (inout DemoPast) -> Void
  }

  private mutating func live(from first: CivilDate, on floor: FloorState) {
    self.floor = floor
    var events: [Event] = []
    for site in config.roster.sites {
      let today = days.day(at: now, site)
      let worked = (config.rules[site.id]?.calendar ?? .standard).workingDays(
        in: (first.daysSinceEpoch...today.daysSinceEpoch).map(CivilDate.init(daysSinceEpoch:)))
      for day in worked { events += sales(of: day, at: site) }
      let past = worked.filter { $0 < today }
      for day in past { events += shows(of: day, at: site) }
      events += honours(at: site, on: past.suffix(3))
    }
    // Of equal times what was made first happens first: the order is the same every time.
    let order = events.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
    for (_, event) in order where event.at < now { event.make(&self) }
    keepPromises()
  }

  private mutating func record(_ entry: Entry) {
    floor.apply(entry, at: floor.offset + 1)
    entries.append(entry)
  }

  private mutating func sales(of day: CivilDate, at site: Site) -> [Event] {
    guard var market = markets[site.id] else { return [] }
    defer { markets[site.id] = market }
    let target = floor.targetSheet(of: site.id, over: .day(day)).target(of: .site(site.id))
    let unit = (0..<site.currency.exponent).reduce(Int64(1)) { unit, _ in unit * 10 }
    let usual = Int64(market.agents.count * DemoPast.usual) * unit
    let goal = (target ?? usual) / 100 * Int64(Int.random(in: DemoPast.yield, using: &market.random))
    let hours = (config.rules[site.id]?.calendar ?? .standard).hours
    var (events, sold) = ([Event](), Int64(0))
    while sold < goal, events.count < DemoPast.mostSales, let deal = market.deal(),
      let stretch = hours.randomElement(using: &market.random)
    {
      let minute = Int.random(in: stretch, using: &market.random)
      let at = days.instant(of: day, minute: minute, site) + Int64.random(in: 0..<60_000, using: &market.random)
      let sale = Sale(
        id: SaleID("past-\(site.id)-\(day)-\(events.count)"), agent: deal.agent.description, product: deal.product,
        amount: Money(minorUnits: Int64(deal.price) * unit, currency: site.currency), source: DemoPast.giver)
      let accepted = AcceptedSale(
        sale: sale, site: site.id, acceptedAt: at, acceptedOn: day, closedOn: day, minute: minute)
      events.append(Event(at: at) { $0.record(.sale(accepted)) })
      sold += sale.amount.minorUnits
    }
    return events
  }

  /// The ceremony and the greeting, as they are recorded where nobody saw them, and what was given in them.
  private func shows(of day: CivilDate, at site: Site) -> [Event] {
    guard let timetable = config.timetables[site.id] else { return [] }
    let cues = DayPlan.cues(
      of: day, site: site.id, timetable: timetable, calendar: config.rules[site.id]?.calendar ?? .standard,
      zone: site.timeZone, dayStart: site.dayStart)
    let plan = timetable.ceremony?.plan ?? ShowPlan()
    return cues.filter(\.isShow).map { cue in
      Event(at: cue.instant) { past in
        let show =
          cue.kind == .greeting
          ? past.floor.greeting(of: site.id, on: day, at: cue.instant, by: nil, startsAt: nil, plan)
          : past.floor.ceremony(of: site.id, on: day, at: cue.instant, by: nil, startsAt: nil, plan)
        past.record(.show(show))
        for award in show.awards { past.record(.award(award)) }
      }
    }
  }

  // MARK: Honours

  /// For what the honours are given that no show gives.
  private static let citations = [
    "bee": "从早到晚电话不停，一天拨出一百八十通。", "gardener": "手把手带新人，三位同事这一周都开了单。",
    "most_improved": "签约金额比自己前四周的平均高出一倍。",
  ]

  /// An honour on each of `days`, shortly before work ends.
  private mutating func honours(at site: Site, on days: some Collection<CivilDate>) -> [Event] {
    guard var market = markets[site.id] else { return [] }
    defer { markets[site.id] = market }
    let honours = config.honours.filter { DemoPast.citations[$0.id] != nil }
    return zip(honours, days).compactMap { honour, day in
      guard let agent = market.agents.randomElement(using: &market.random) else { return nil }
      let end = config.rules[site.id]?.calendar.hours.last?.upperBound ?? 1_080
      let at = self.days.instant(of: day, minute: end - 30, site)
      let award = Award(
        id: "past/\(honour.id)/\(site.id)/\(day)", site: site.id, honour: honour.id, title: honour.title,
        recipient: .agents([agent.id]), period: .day(day), citation: DemoPast.citations[honour.id] ?? "",
        by: DemoPast.giver, at: at, on: day)
      return Event(at: at) { $0.record(.award(award)) }
    }
  }

  /// What was promised for a day before today was handed over: only what is young is owed.
  private mutating func keepPromises() {
    for item in floor.awards.items {
      guard let site = floor.roster[item.award.site], let due = item.award.reward?.due else { continue }
      let at = days.instant(of: due, minute: 720, site)
      guard due < days.day(at: now, site) else { continue }
      record(
        .awardChange(
          AwardChange(
            id: "past/\(item.award.id)", award: item.award.id, change: .handedOver, by: DemoPast.giver, at: at, on: due)
        ))
    }
  }
}
