import Floor

/// What is told on the hour, as screens show and speak it. People who are hidden have their deals told without them, and
/// are not among the leaders.
struct BroadcastView: Encodable {
  var offset, at: Int64
  var occasion, day: String
  var minute, since: Int
  var deals: [Deal]
  var period, total: SumView
  var leaders: [AgentView]
  var leadingTeams: [TeamView]
  var target, missing: Int64?
  var currency: String
  var duration: Int
  var words: WordingView
  var spoken: WordingView?

  struct Deal: Encodable {
    var announcement: Int64
    var agent: AgentView?
    var team: TeamView
    var product: String
    var amount: Int64
  }

  enum CodingKeys: String, CodingKey {
    case offset, at, occasion, day, minute, since, deals, period, total, leaders
    case leadingTeams = "leading_teams"
    case target, missing, currency, duration, words, spoken
  }

  /// - Parameter offset: of the broadcast's entry.
  init(_ broadcast: Broadcast, offset: Int64, _ roster: Roster) {
    (self.offset, at, day) = (offset, broadcast.at, broadcast.day.description)
    switch broadcast.occasion {
    case .hour: occasion = "hour"
    case .recap: occasion = "recap"
    }
    (minute, since) = (broadcast.minute, broadcast.since)
    deals = broadcast.deals.map { Deal($0, roster) }
    (period, total) = (SumView(broadcast.period), SumView(broadcast.total))
    leaders = broadcast.leaders.compactMap { roster[$0] }.compactMap { AgentView(onScreen: $0, of: roster[$0.team]) }
    leadingTeams = broadcast.leadingTeams.map { roster.view(of: $0) }
    (target, missing) = (broadcast.target, broadcast.missing)
    (currency, duration) = (broadcast.currency.description, Broadcast.duration)
    words = WordingView(Phrases.words(for: broadcast, in: roster))
    spoken = Phrases.spoken(for: broadcast, in: roster).map { WordingView($0) }
  }
}

extension BroadcastView.Deal {
  fileprivate init(_ deal: Broadcast.Deal, _ roster: Roster) {
    (announcement, agent) = (deal.announcement, roster[deal.agent].flatMap { AgentView(onScreen: $0) })
    (team, product, amount) = (roster.view(of: deal.team), deal.product, deal.amount)
  }
}

/// Some sales: how much and how many.
struct SumView: Encodable {
  var amount: Int64
  var deals: Int

  init(_ sum: Broadcast.Sum) { (amount, deals) = (sum.amount, sum.deals) }
}

extension Roster {
  /// A team as screens show it; under its identifier where the roster does not know it.
  /// - Parameter shouts: with the slogan.
  func view(of team: TeamID, shouts: Bool = false) -> TeamView {
    TeamView(self[team] ?? Team(id: team, site: SiteID(""), name: team.description), shouts: shouts)
  }
}
