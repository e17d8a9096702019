import Floor
import Wire

/// A floor with a past, on which scenes have something to say: BJ with teams t1 (a1 of the alias 三哥, a2 who is hidden, c1 to
/// c14) and t2 (a3, a4), and SH with t3 (b1). Today is Wednesday, 2026-11-25.
enum GallerySamples {
  static let today = Floors.day
  static let yesterday = today.advanced(by: -1)
  static let midnight = Int64(today.daysSinceEpoch) * 86_400_000

  static let roster: RosterChange = {
    var roster = Floors.roster
    roster.agents[0].alias = "三哥"
    roster.agents[1].isHidden = true
    roster.teams[0] = Team(
      id: TeamID("t1"), site: Floors.bj, name: "飞虎队", color: "#e8b23a", slogan: "势如破竹！", leader: AgentID("a1"))
    roster.teams[1].leader = AgentID("a2")
    roster.agents += (1...14).map { Agent(id: AgentID("c\($0)"), team: TeamID("t1"), name: "新人\($0)") }
    return roster
  }()

  static func sale(_ id: String, by agent: String, _ amount: Int64, on day: CivilDate, at minute: Int64) -> Entry {
    .sale(
      AcceptedSale(
        sale: Sale(
          id: SaleID(id), agent: agent, product: "机密产品", amount: Money(minorUnits: amount, currency: .cny),
          customer: "机密客户", source: "test"), site: Floors.bj,
        acceptedAt: Int64(day.daysSinceEpoch) * 86_400_000 + minute * 60_000, acceptedOn: day, closedOn: day,
        minute: Int(minute)))
  }

  static func award(
    _ id: String, _ recipient: Award.Recipient, on day: CivilDate = yesterday, citation: String = "一马当先",
    site: SiteID = Floors.bj, by: String = "leader"
  ) -> Entry {
    .award(
      Award(
        id: id, site: site, honour: "bee", title: Wording(zhCN: "小蜜蜂", en: "Busy Bee"), recipient: recipient,
        period: .day(day), citation: citation,
        reward: Award.Reward(what: "机密奖品", due: day.advanced(by: 1)), by: by, at: 0, on: day))
  }

  /// What happened until yesterday evening: a1 and a3 share its first place behind nobody, October was a3's.
  static let past: [Entry] = [
    .company(CompanyRules(currency: .cny)), .roster(roster),
    Floors.target(.site("BJ"), .everyMonth(from: Floors.date("2026-10-01")), 21_000_000),
    Floors.target(.agent("a4"), .everyMonth(from: Floors.date("2026-10-01")), 7_777_777),
    Floors.target(.team("t2"), .day(today), 400_000),
    sale("o1", by: "a3", 900_000, on: Floors.date("2026-10-20"), at: 600),
    sale("o2", by: "a1", 100_000, on: Floors.date("2026-10-21"), at: 600),
    sale("y1", by: "a1", 1_500_000, on: yesterday, at: 581),
    sale("y2", by: "a3", 1_500_000, on: yesterday, at: 700),
    sale("y3", by: "c1", 200, on: yesterday, at: 710),
    award("w1", .agents([AgentID("a1"), AgentID("a2"), AgentID("a3")])),
    award("w2", .team(TeamID("t1"))), award("w3", .agents([AgentID("a2")])),
    award("w4", .agents([AgentID("a4")]), citation: "李四教得好"),
    award("w5", .agents([AgentID("b1")]), site: Floors.sh),
    award("w6", .agents([AgentID("a4")])),
    .awardChange(
      AwardChange(id: "x", award: "w6", change: .revoked(reason: "r"), by: "l", at: 0, on: yesterday)),
  ]

  /// Until 14:40 today: a2, whom nobody sees, leads; everybody of the c sold a little.
  static let floor: FloorState = {
    var floor = FloorState()
    for entry in past { floor.next(entry) }
    floor.next(sale("t1", by: "a2", 500_000, on: today, at: 550))
    floor.next(sale("t2", by: "a1", 300_000, on: today, at: 650))
    floor.next(sale("t3", by: "a3", 200_000, on: today, at: 661))
    for i in 1...14 { floor.next(sale("c\(i)", by: "c\(i)", Int64(i), on: today, at: 800)) }
    floor.next(Floors.sale("sh", by: "b1", 2_000_000, accepted: today, site: Floors.sh))
    return floor
  }()

  static func ground(_ floor: FloorState, of site: SiteID = Floors.bj, on day: CivilDate = today) -> GalleryGround {
    GalleryGround(
      floor, of: site, on: day, sheet: floor.targetSheet(of: site, over: .day(day)),
      instant: { Int64(day.daysSinceEpoch) * 86_400_000 + Int64($0) * 60_000 },
      minute: { Int(($0 - Int64(day.daysSinceEpoch - 1) * 86_400_000) / 60_000) })
  }

  static func gallery(
    _ floor: FloorState = floor, of site: SiteID = Floors.bj, on day: CivilDate = today, minute: Int = 880,
    top: Int = 10
  ) -> Gallery {
    let sites = SitesView(floor, on: day) { floor.targetSheet(of: $0, over: .day(day)).target(of: .site($0)) }
    return Gallery(floor, on: ground(floor, of: site, on: day), minute: minute, top: top, sites: sites)
  }
}
