import Floor
import Intake
import Rhythm
import Wire

/// The sites, teams and agents of a configuration with what is configured of each: rules and standing targets.
struct ConfigFloor {
  private(set) var roster = RosterChange()
  private(set) var rules: [SiteID: Rules] = [:]
  private(set) var timetables: [SiteID: Timetable] = [:]
  private(set) var targets: [TargetKey: Int64] = [:]

  /// Every id that the file gives, of faulty objects too: a fault is told once, not again wherever the id is used.
  let siteIDs: Set<SiteID>
  let teamIDs: Set<TeamID>
  let agentIDs: Set<AgentID>
  private(set) var sitesOfTeams: [TeamID: SiteID] = [:]
  private var currencies: [SiteID: Currency] = [:]
  private let honours: KnownHonours

  init(_ reader: inout ObjectReader, _ honours: KnownHonours) {
    self.honours = honours
    siteIDs = Set(reader.ids(of: "sites").map { SiteID($0) })
    teamIDs = Set(reader.ids(of: "teams").map { TeamID($0) })
    agentIDs = Set(reader.ids(of: "agents").map { AgentID($0) })
    roster.sites = reader.objects("sites", required: true, maximum: 100) { site in read(site: &site) } ?? []
    roster.teams = reader.objects("teams", maximum: 1_000) { team in read(team: &team) } ?? []
    roster.agents = reader.objects("agents", maximum: 20_000) { agent in read(agent: &agent) } ?? []
    if roster.sites.isEmpty, reader.faults.isEmpty { reader.fail("sites", "is empty", allowed: "at least one site") }
    reader.refuseRepeated("sites", roster.sites.map(\.id.description))
    reader.refuseRepeated("teams", roster.teams.map(\.id.description))
    reader.refuseRepeated("agents", roster.agents.map(\.id.description))
  }

  private mutating func read(site reader: inout ObjectReader) -> Site? {
    let id = reader.string("id", required: true, maximum: RosterDraft.idLimit).map { SiteID($0) }
    let name = reader.object("name", required: true) { name in name.wording() }
    let zone = reader.string("time_zone", maximum: 64) ?? "Asia/Shanghai"
    let currency = reader.currency("currency") ?? .cny
    let times = reader.dayTimes("day_start")
    let rules = reader.rules(currency, times)
    let target = reader.money("target", currency)
    let timetable = reader.object("rhythm") { rhythm in rhythm.timetable(honours, times) }
    reader.refuseUnknownKeys()
    if !BusinessCalendar.knows(zone: zone) {
      reader.fail("time_zone", "is \(zone)", allowed: "an IANA name such as Asia/Shanghai")
    }
    guard let id else { return nil }
    currencies[id] = currency
    guard let name, reader.faults.isEmpty else { return nil }
    self.rules[id] = rules
    timetables[id] = timetable
    targets[TargetKey(.site(id))] = target
    return Site(id: id, name: name, timeZone: zone, currency: currency, dayStart: times.start)
  }

  private mutating func read(team reader: inout ObjectReader) -> Team? {
    let team = Team(&reader)
    let site = reader.known("site", "site", among: siteIDs)
    _ = reader.known("leader", "agent", among: agentIDs)
    let target = reader.money("target", site.flatMap { currencies[$0] } ?? .cny)
    reader.refuseUnknownKeys()
    guard let team, let site, reader.faults.isEmpty else { return nil }
    sitesOfTeams[team.id] = site
    targets[TargetKey(.team(team.id))] = target
    return team
  }

  private mutating func read(agent reader: inout ObjectReader) -> Agent? {
    let agent = Agent(&reader)
    let team = reader.known("team", "team", among: teamIDs)
    let site = team.flatMap { sitesOfTeams[$0] }
    let target = reader.money("target", site.flatMap { currencies[$0] } ?? .cny)
    reader.refuseUnknownKeys()
    guard let agent, team != nil, reader.faults.isEmpty else { return nil }
    targets[TargetKey(.agent(agent.id))] = target
    return agent
  }
}
