import Floor
import Intake
import Wire

/// A question that changes nothing, as a `GET` asks it.
enum Query: Sendable {
  /// Who leads.
  case standings(Cut, of: Contestants, Metric)
  /// Why somebody stands where they stand.
  case explain(Cut, Target.Scope?, Metric)
  /// What a site did.
  case report(Cut, isCSV: Bool)
  /// Who is to reach what, and how far they are.
  case targets(SiteID?, CivilDate?)
  /// The hall of fame, and the promises.
  case awards(SiteID?, owedOnly: Bool)

  /// What is cut out of all that happened.
  struct Cut: Sendable {
    /// Whose; `nil`: the caller's, else the first.
    var site: SiteID?
    /// How long.
    var kind = Period.Kind.day
    /// A day in it; `nil`: today at the site.
    var day: CivilDate?
    /// Only of these products.
    var group: GroupID?
  }

  /// Who is compared.
  enum Contestants: String, CaseIterable, Sendable {
    /// Of one site.
    case agents, teams
    /// Of the company, in its currency.
    case sites
    case companyAgents = "company_agents"
    case companyTeams = "company_teams"
  }

  /// The question at `path` with the parameters `text`.
  /// - Throws: `Problem` naming every parameter at fault; `nil` where nothing is asked at this address.
  static func read(_ path: String, _ text: String) throws(Problem) -> Query? {
    var parameters = Parameters(text)
    let query: Query
    switch path {
    case "/api/v1/standings":
      query = .standings(
        parameters.cut(), of: parameters.word("of", Contestants.allCases) ?? .agents, parameters.metric())
    case "/api/v1/explain": query = .explain(parameters.cut(), parameters.scope(), parameters.metric())
    case "/api/v1/targets": query = .targets(parameters.text("site").map { SiteID($0) }, parameters.day("day"))
    case "/api/v1/awards":
      let owed = parameters.word("owed", ["true", "false"])
      query = .awards(parameters.text("site").map { SiteID($0) }, owedOnly: owed == "true")
    default:
      let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 6, path.hasPrefix("/api/v1/reports/") else { return nil }
      parameters.values["period"] = parts[4]
      parameters.values["day"] = parts[5]
      let format = parameters.word("format", ["json", "csv"])
      query = .report(parameters.cut(), isCSV: format == "csv")
    }
    try parameters.end()
    return query
  }
}

/// The parameters of an address, each taken once; what is wrong with them adds up.
struct Parameters {
  var values: [String: String] = [:]
  private var faults: [FieldFault] = []

  init(_ text: String) {
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      // The loop has decoded it.
      let (name, value) = (String(parts[0]), parts.count == 2 ? String(parts[1]) : "")
      if values.updateValue(value, forKey: name) != nil {
        faults.append(FieldFault(name, "is given twice", allowed: "each parameter once"))
      }
    }
  }

  mutating func text(_ name: String) -> String? {
    guard let value = values.removeValue(forKey: name) else { return nil }
    if (1...64).contains(value.utf8.count) { return value }
    faults.append(FieldFault(name, "is empty or too long", allowed: "1 to 64 bytes"))
    return nil
  }

  mutating func day(_ name: String) -> CivilDate? {
    guard let text = text(name) else { return nil }
    if let day = CivilDate(text) { return day }
    faults.append(FieldFault(name, "is \(text)", allowed: "a day such as 2026-11-21"))
    return nil
  }

  mutating func word(_ name: String, _ words: [String]) -> String? {
    guard let text = text(name) else { return nil }
    if words.contains(text) { return text }
    faults.append(FieldFault(name, "is \(text)", allowed: words.joined(separator: ", ")))
    return nil
  }

  mutating func word<Word: RawRepresentable<String>>(_ name: String, _ cases: [Word]) -> Word? {
    word(name, cases.map(\.rawValue)).flatMap(Word.init(rawValue:))
  }

  mutating func metric() -> Metric { word("metric", Metric.allCases) ?? .amount }

  mutating func cut() -> Query.Cut {
    Query.Cut(
      site: text("site").map { SiteID($0) }, kind: word("period", Period.Kind.allCases) ?? .day, day: day("day"),
      group: text("group").map { GroupID($0) })
  }

  mutating func scope() -> Target.Scope? {
    let (agent, team) = (text("agent").map { AgentID($0) }, text("team").map { TeamID($0) })
    if agent != nil, team != nil { faults.append(FieldFault("team", "is given with agent", allowed: "one of them")) }
    return agent.map(Target.Scope.agent) ?? team.map(Target.Scope.team)
  }

  /// Refuses what was not understood.
  func end() throws(Problem) {
    let unknown = values.keys.sorted().map { FieldFault($0, "is no parameter of this address") }
    if !(faults + unknown).isEmpty { throw .invalid(faults + unknown) }
  }
}
