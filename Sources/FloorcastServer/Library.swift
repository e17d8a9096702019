import Floor
import Intake
import Journal
import Loop
import Wire

/// Answers questions from the floor and its past. Lives on the pipeline's thread: an answer is of one moment.
struct Library {
  private let ledger: Ledger
  private let days: BusinessDays
  private let clock: Clock

  init(_ ledger: Ledger, _ days: BusinessDays, _ clock: Clock) {
    (self.ledger, self.days, self.clock) = (ledger, days, clock)
  }

  private var floor: FloorState { ledger.floor }

  /// What `caller` is told.
  func answer(_ query: Query, for caller: Caller) -> HTTPResponse {
    do {
      let response = try response(to: query, for: caller)
      guard response.body.count < HTTPResponse.maxBytes - Library.headRoom else { throw Problem.tooLong }
      return response
    } catch let problem as Problem {
      return HTTPResponse(problem)
    } catch {
      return HTTPResponse(.internalError("the archive cannot be read: \(error)"))
    }
  }

  /// Bytes that the loop may add in front of a body.
  private static let headRoom = 4_096

  private func response(to query: Query, for caller: Caller) throws -> HTTPResponse {
    // Whoever may not ask at all is not told what there is to ask about.
    if let problem = caller.roleProblem(query.sight) { throw problem }
    switch query {
    case .standings(let cut, let contestants, let metric):
      return HTTPResponse(status: 200, json: try standings(cut, contestants, metric, caller))
    case .explain(let cut, let who, let metric):
      return HTTPResponse(status: 200, json: try explanation(cut, who, metric, caller))
    case .report(let cut, let isCSV):
      let report = try report(cut, caller)
      return isCSV ? HTTPResponse(csv: report.csv) : HTTPResponse(status: 200, json: report)
    case .targets(let site, let day):
      let (site, now) = try place(site, caller)
      let sight = Sight.targets(site.id)
      if let problem = caller.problem(sight, in: floor.roster) { throw problem }
      let day = day ?? now.day
      try recall(site.id, Period.all(of: day))
      let minute = day == now.day ? now.minute : day < now.day ? Library.endOfDay : 0
      return HTTPResponse(
        status: 200,
        json: TargetsView(floor, of: site, team: caller.team(limiting: sight), on: day, minute: minute))
    case .awards(let site, let owedOnly):
      let (site, now) = try place(site, caller)
      let sight = Sight.awards(site.id)
      if let problem = caller.problem(sight, in: floor.roster) { throw problem }
      return HTTPResponse(
        status: 200,
        json: AwardsView(
          floor, of: site.id, on: now.day, owedOnly: owedOnly, team: caller.team(limiting: sight)))
    }
  }

  private static let endOfDay = 1_440

  // MARK: Answers

  private func standings(
    _ cut: Query.Cut, _ contestants: Query.Contestants, _ metric: Metric, _ caller: Caller
  ) throws -> StandingsView {
    let (site, now) = try place(cut.site, caller)
    try check(cut.group, at: contestants == .agents || contestants == .teams ? [site.id] : floor.roster.sites.map(\.id))
    let contest: Contest =
      switch contestants {
      case .agents: .agents(site.id)
      case .teams: .teams(site.id)
      case .sites: .companySites
      case .companyAgents: .companyAgents
      case .companyTeams: .companyTeams
      }
    let sight = Sight.standings(contest.site)
    if let problem = caller.problem(sight, in: floor.roster) { throw problem }
    let period = Period(cut.kind, of: cut.day ?? now.day)
    for id in contest.site.map({ [$0] }) ?? floor.roster.sites.map(\.id) {
      try recall(id, [period], improved: metric == .improved)
    }
    let isLive = metric == .amount && cut.group == nil && period.contains(now.day)
    let movement = contest.site.flatMap { id in
      isLive ? floor.movement(of: id, over: period, since: now.day, hour: now.minute / 60) : nil
    }
    return StandingsView(
      floor.ranking(contest, over: period, by: metric, group: cut.group, today: today), of: contest, over: period,
      by: metric, group: cut.group, movement: movement, team: caller.team(limiting: sight), floor: floor)
  }

  private func explanation(
    _ cut: Query.Cut, _ who: Target.Scope?, _ metric: Metric, _ caller: Caller
  ) throws -> ExplanationView {
    guard let who = who ?? caller.agent.map(Target.Scope.agent) else {
      throw Problem.invalid([FieldFault("agent", "is missing", allowed: "agent or team")])
    }
    guard let home = floor.roster.home(of: who) else {
      throw Problem.invalid([FieldFault(who.field, "is nobody's id", allowed: "an agent's or a team's id")])
    }
    if let problem = caller.problem(.explain(who), in: floor.roster) { throw problem }
    let site = try cut.site.map { try known($0) } ?? home
    try check(cut.group, at: [site.id])
    let now = moment(site)
    let period = Period(cut.kind, of: cut.day ?? now.day)
    try recall(site.id, [period], improved: metric == .improved)
    let explanation = floor.explanation(
      of: who, at: site.id, over: period, by: metric, group: cut.group, at: now.day, minute: now.minute)
    return ExplanationView(explanation, at: site, over: period, by: metric, floor: floor)
  }

  private func report(_ cut: Query.Cut, _ caller: Caller) throws -> Report {
    let (site, now) = try place(cut.site, caller)
    if let problem = caller.problem(.report(site.id), in: floor.roster) { throw problem }
    try check(cut.group, at: [site.id])
    let period = Period(cut.kind, of: cut.day ?? now.day)
    try recall(site.id, [period])
    return Report(floor, of: site, over: period, group: cut.group, today: now.day)
  }

  // MARK: Places and times

  /// The site that is asked about: the one named, the caller's, else the first.
  private func place(_ named: SiteID?, _ caller: Caller) throws -> (site: Site, now: (day: CivilDate, minute: Int)) {
    guard let id = named ?? caller.home(in: floor.roster) ?? floor.roster.sites.first?.id else {
      throw Problem.internalError("the roster has no site")
    }
    let site = try known(id)
    return (site, moment(site))
  }

  private func known(_ id: SiteID) throws -> Site {
    if let site = floor.roster[id] { return site }
    let known = floor.roster.sites.map(\.id.description).joined(separator: ", ")
    throw Problem.invalid([FieldFault("site", "is \(id)", allowed: known)])
  }

  private func check(_ group: GroupID?, at sites: [SiteID]) throws {
    let known = Set(sites.flatMap { floor.groups(of: $0) })
    guard let group, !known.contains(group) else { return }
    throw Problem.invalid([
      FieldFault(
        "group", "is \(group)",
        allowed: known.isEmpty ? "none is configured" : known.sorted().map(\.description).joined(separator: ", "))
    ])
  }

  private func moment(_ site: Site) -> (day: CivilDate, minute: Int) { days.moment(at: clock.wall(), site) }

  private func today(at id: SiteID) -> CivilDate {
    floor.roster[id].map { moment($0).day } ?? CivilDate(daysSinceEpoch: 0)
  }

  /// Puts the days of `periods` at hand, and those against which improvement is measured.
  private func recall(_ site: SiteID, _ periods: [Period], improved: Bool = false) throws(JournalError) {
    for period in periods {
      let before = improved ? Improvement.daysBefore : 0
      let first = period.start.advanced(by: -before).daysSinceEpoch
      try ledger.recall(site, (first...period.end.daysSinceEpoch).map(CivilDate.init(daysSinceEpoch:)))
    }
  }
}

extension Query {
  /// What it wants to look at, whoever's it is.
  fileprivate var sight: Sight {
    switch self {
    case .standings: .standings(nil)
    case .explain: .explain(.site(SiteID("")))
    case .report: .report(SiteID(""))
    case .targets: .targets(SiteID(""))
    case .awards: .awards(SiteID(""))
    }
  }
}

extension Target.Scope {
  fileprivate var field: String {
    switch self {
    case .agent: "agent"
    case .team: "team"
    case .site: "site"
    }
  }
}

extension Problem {
  /// More than one HTTP answer may have: 413.
  fileprivate static let tooLong = Problem(
    title: "The answer is too long", status: 413,
    detail: "ask for a shorter period or a group, or use `floorcast report`, which has no limit")
}

extension HTTPResponse {
  /// A file to open in a spreadsheet.
  fileprivate init(csv: String) {
    self.init(
      status: 200, headers: [("Content-Type", "text/csv; charset=utf-8"), ("Cache-Control", "no-store")],
      body: Array(csv.utf8))
  }
}

extension Roster {
  /// The site at which somebody is; `nil` where the roster does not know them.
  fileprivate func home(of who: Target.Scope) -> Site? {
    switch who {
    case .agent(let id): self[id].flatMap { self[$0.team] }.flatMap { self[$0.site] }
    case .team(let id): self[id].flatMap { self[$0.site] }
    case .site(let id): self[id]
    }
  }
}
