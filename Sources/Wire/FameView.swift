import Floor

/// An honour in the hall of fame, as screens show it: without the promise that came with it.
struct FameView: Encodable, Sendable {
  /// As many as a screen shows of those that the house gave, and of those that people gave.
  private static let shown = 6

  var honour: String
  var title: WordingView
  var agent: AgentView?
  var team: TeamView?
  var day: String
  /// What somebody wrote. The house's own words are for the poster: they have one language, and screens have two.
  var citation: String?
  var period: String

  /// The newest of `items`, the newest first, those of the house before those of people: a ceremony every day leaves them
  /// their room. Of joint winners each has one; whoever is hidden has none.
  static func newest(of items: [AwardBook.Item], _ roster: Roster) -> [FameView] {
    let isOurs = { (item: AwardBook.Item) in item.award.by == Award.house }
    return newest(items.filter(isOurs), roster) + newest(items.filter { !isOurs($0) }, roster)
  }

  private static func newest(_ items: [AwardBook.Item], _ roster: Roster) -> [FameView] {
    let concealed = roster.agents.filter { $0.screenName != $0.name }.map(\.name)
    return Array(
      items.reversed().lazy.flatMap { item -> [FameView] in
        let award = item.award
        // People may write the names of colleagues whom screens call otherwise.
        let isUnsaid = award.by == Award.house || concealed.contains { award.citation.contains($0) }
        let citation = isUnsaid || award.citation.isEmpty ? nil : award.citation
        switch award.recipient {
        case .agents(let agents):
          return agents.compactMap { roster[$0] }.compactMap { agent in
            AgentView(onScreen: agent, of: roster[agent.team]).map { FameView(award, agent: $0, citation: citation) }
          }
        case .team(let team): return [FameView(award, team: roster.view(of: team), citation: citation)]
        }
      }.prefix(shown))
  }

  private init(_ award: Award, agent: AgentView? = nil, team: TeamView? = nil, citation: String?) {
    (honour, title, self.agent, self.team) = (award.honour, WordingView(award.title), agent, team)
    (day, self.citation, period) = (award.on.description, citation, award.period.kind.rawValue)
  }
}
