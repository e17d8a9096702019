import Floor

/// An honour in the hall of fame, as screens show it: without the promise that came with it.
struct FameView: Encodable, Sendable {
  /// As many as a screen shows.
  static let shown = 12

  var honour: String
  var title: WordingView
  var agent: AgentView?
  var team: TeamView?
  var day: String
  var citation: String?
  var period: String

  /// The newest `count` of `items`, the newest first; of joint winners each has one. Whoever is hidden has none.
  static func newest(_ count: Int, of items: [AwardBook.Item], _ roster: Roster) -> [FameView] {
    let concealed = roster.agents.filter { $0.screenName != $0.name }.map(\.name)
    return Array(
      items.reversed().lazy.flatMap { item -> [FameView] in
        let award = item.award
        // People write citations, and may write the names of colleagues whom screens call otherwise.
        let names = concealed.contains { award.citation.contains($0) }
        let citation = award.citation.isEmpty || names ? nil : award.citation
        switch award.recipient {
        case .agents(let agents):
          return agents.compactMap { roster[$0] }.compactMap { agent in
            AgentView(onScreen: agent, of: roster[agent.team]).map { FameView(award, agent: $0, citation: citation) }
          }
        case .team(let team): return [FameView(award, team: roster.view(of: team), citation: citation)]
        }
      }.prefix(count))
  }

  private init(_ award: Award, agent: AgentView? = nil, team: TeamView? = nil, citation: String?) {
    (honour, title, self.agent, self.team) = (award.honour, WordingView(award.title), agent, team)
    (day, self.citation, period) = (award.on.description, citation, award.period.kind.rawValue)
  }
}
