import Floor
import Rhythm
import Wire

/// A roster read from a file with one agent per row.
public enum RosterImport {
  /// The fields that a mapping must name.
  public static let fields = ["agent", "team", "site"]

  /// Reads the file at `path`: who is in which team at which site, each named by its own name.
  /// - Parameters:
  ///   - currency: what the sites count in.
  ///   - timeZone: the IANA zone of the sites.
  /// - Throws: `ImportError`: a roster is taken whole or not at all.
  public static func read(
    _ path: String, mapping: ColumnMapping, currency: Currency, timeZone: String
  ) throws(ImportError) -> RosterChange {
    guard BusinessCalendar.knows(zone: timeZone) else {
      throw .usage("the time zone \(timeZone) is not known (allowed: an IANA name such as Asia/Shanghai)")
    }
    var table = try Table(path: path)
    let columns = try fields.map { field throws(ImportError) in try table.column(mapping.columns[field] ?? field) }
    var roster = RosterChange()
    var sites: Set<SiteID> = []
    var teams: [TeamID: SiteID] = [:]
    var agents: Set<AgentID> = []
    while let row = try table.next() {
      func wrong(_ reason: String) -> ImportError { .file("\(path):\(row.line): \(reason)") }
      guard case .success(let fields) = row.fields else { throw wrong("the row is not as long as the header") }
      let (agent, team, site) = (fields[columns[0]], fields[columns[1]], fields[columns[2]])
      if agent.isEmpty || team.isEmpty || site.isEmpty { throw wrong("agent, team or site is empty") }
      if sites.insert(SiteID(site)).inserted {
        let name = Wording(zhCN: site, en: site)
        roster.sites.append(Site(id: SiteID(site), name: name, timeZone: timeZone, currency: currency))
      }
      if teams.updateValue(teams[TeamID(team)] ?? SiteID(site), forKey: TeamID(team)) == nil {
        roster.teams.append(Team(id: TeamID(team), site: SiteID(site), name: team))
      }
      if teams[TeamID(team)] != SiteID(site) { throw wrong("the team \(team) is at two sites") }
      guard agents.insert(AgentID(agent)).inserted else { throw wrong("the agent \(agent) is named twice") }
      roster.agents.append(Agent(id: AgentID(agent), team: TeamID(team), name: agent))
    }
    guard !roster.agents.isEmpty else { throw .file("\(path) names no agent") }
    return roster
  }
}
