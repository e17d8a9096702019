import Floor

/// Who at a site is to reach what, and how far they are: the site, then each team followed by its people.
public struct TargetsView: Encodable, Sendable {
  var site, day, month, currency: String
  var rows: [Row]

  struct Row: Encodable, Sendable {
    var of, id, name: String
    var team: String?
    var month, week, day: PaceView
  }

  /// - Parameters:
  ///   - team: only this team and its people.
  ///   - minute: since midnight at the site, up to which working time has gone by.
  public init(_ floor: FloorState, of site: Site, team: TeamID?, on day: CivilDate, minute: Int) {
    (self.site, self.day) = (site.id.description, day.description)
    (month, currency) = (String(day.description.prefix(7)), site.currency.description)
    let sheets = Period.all(of: day).map { period in
      (floor.targetSheet(of: site.id, over: period), floor.tallies(of: site.id, over: period))
    }
    func row(_ who: Contender, _ name: String, team: TeamID? = nil) -> Row {
      let paces = sheets.map { sheet, results in PaceView(sheet, results[who].amount, who, day, minute) }
      return Row(
        of: who.kind, id: who.id, name: name, team: team?.description, month: paces[2], week: paces[1], day: paces[0])
    }
    rows = team == nil ? [row(.site(site.id), site.name.zhCN)] : []
    for each in floor.roster.teams(of: site.id) where team == nil || each.id == team {
      rows.append(row(.team(each.id), each.name))
      for agent in floor.roster.members(of: each.id, on: day) {
        rows.append(row(.agent(agent), floor.roster[agent]?.name ?? agent.description, team: each.id))
      }
    }
  }
}

/// Somebody's target over a period and how they stand against it; only what was achieved where there is no target.
struct PaceView: Encodable, Sendable {
  var target: Int64?
  var achieved: Int64
  var expected: Int64?
  var state: String?
  /// Whether the target was set for just this day or month, not worked out from another.
  var own: Bool?

  init(_ sheet: TargetSheet, _ achieved: Int64, _ who: Contender, _ day: CivilDate, _ minute: Int) {
    self.achieved = achieved
    guard let pace = sheet.pace(of: who, achieved: achieved, at: day, minute: minute) else { return }
    (target, expected, state) = (pace.target, pace.expected, pace.state.rawValue)
    own = sheet.plans[who].map { $0.source.rawValue == sheet.period.kind.rawValue }
  }
}
