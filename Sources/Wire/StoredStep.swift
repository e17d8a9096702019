import Floor

/// One picture of a show in the log: the scene's name, and what the scene shows.
struct StoredStep: Codable {
  var scene: String
  /// Milliseconds.
  var ms: Int
  var result: StoredResult?
  var team: StoredTeamResult?
  var praise: StoredPraise?
  var teams: [StoredTeamResult]?
  var period: StoredPeriod?
  var winners: [StoredWinner]?
  var text: String?

  struct StoredResult: Codable {
    var amount: Int64
    var deals: Int
    var target: Int64?
  }
  struct StoredTeamResult: Codable {
    var id: String
    var result: StoredResult
  }
  struct StoredPraise: Codable {
    var kind: String
    var agent: String?
    var amount: Int64?
    var count: Int?
  }
  struct StoredWinner: Codable {
    var agent, team: String
    var amount: Int64
    var deals: Int
  }

  /// No picture stays longer than a day, in milliseconds: so that no sum of lengths is beyond all numbers.
  static let longest = 86_400_000

  init(_ step: Show.Step) {
    (scene, ms) = (step.scene.word.rawValue, step.duration)
    switch step.scene {
    case .opening, .countdown, .applause: break
    case .company(let result): self.result = StoredResult(result)
    case .team(let team, let praise): (self.team, self.praise) = (StoredTeamResult(team), StoredPraise(praise))
    case .topTeam(let teams): self.teams = teams.map { StoredTeamResult($0) }
    case .topSales(let period, let winners):
      (self.period, self.winners) = (StoredPeriod(period), winners.map { StoredWinner($0) })
    case .winner(let winners): self.winners = winners.map { StoredWinner($0) }
    case .closing(let text): self.text = text
    }
  }

  func step() throws(EntryError) -> Show.Step {
    guard (0...StoredStep.longest).contains(ms) else { throw EntryError("ms", "is \(ms), which no step lasts") }
    guard let word = Show.Scene.Word(rawValue: scene) else { throw EntryError("scene", "is not known") }
    return Show.Step(try stage(word), duration: ms)
  }

  private func stage(_ word: Show.Scene.Word) throws(EntryError) -> Show.Scene {
    switch word {
    case .opening: .opening
    case .company: .company(try present(result, "result").result)
    case .team: .team(try present(team, "team").team, try present(praise, "praise").praise())
    case .topTeam: .topTeam(try present(teams, "teams").map(\.team))
    case .topSales: .topSales(try present(period, "period").period("period"), try stars())
    case .countdown: .countdown
    case .winner: .winner(try stars())
    case .applause: .applause
    case .closing: .closing(text)
    }
  }

  private func stars() throws(EntryError) -> [Show.Winner] { try present(winners, "winners").map(\.winner) }
}

/// The value that a scene cannot do without.
private func present<Value>(_ value: Value?, _ field: String) throws(EntryError) -> Value {
  guard let value else { throw EntryError(field, "is missing") }
  return value
}

extension Show.Scene {
  /// A scene's name in the log and in messages.
  enum Word: String {
    case opening, company, team
    case topTeam = "top_team"
    case topSales = "top_sales"
    case countdown, winner, applause, closing
  }

  var word: Word {
    switch self {
    case .opening: .opening
    case .company: .company
    case .team: .team
    case .topTeam: .topTeam
    case .topSales: .topSales
    case .countdown: .countdown
    case .winner: .winner
    case .applause: .applause
    case .closing: .closing
    }
  }
}

extension Show.Praise {
  /// A praise's name in the log and in messages.
  enum Word: String {
    case targetReached = "target_reached"
    case mostDeals = "most_deals"
    case largestDeal = "largest_deal"
    case everybodySold = "everybody_sold"
    case firstOrder = "first_order"
    case deals, tomorrow
  }

  /// The name, and whatever of the rest there is.
  var parts: (word: Word, agent: AgentID?, amount: Int64?, count: Int?) {
    switch self {
    case .targetReached: (.targetReached, nil, nil, nil)
    case .mostDeals: (.mostDeals, nil, nil, nil)
    case .largestDeal(let agent, let amount): (.largestDeal, agent, amount, nil)
    case .everybodySold(let count): (.everybodySold, nil, nil, count)
    case .firstOrder(let agent): (.firstOrder, agent, nil, nil)
    case .deals(let count): (.deals, nil, nil, count)
    case .tomorrow: (.tomorrow, nil, nil, nil)
    }
  }
}

extension StoredStep.StoredPraise {
  fileprivate init(_ praise: Show.Praise) {
    let (word, agent, amount, count) = praise.parts
    self.init(kind: word.rawValue, agent: agent?.description, amount: amount, count: count)
  }

  fileprivate func praise() throws(EntryError) -> Show.Praise {
    guard let word = Show.Praise.Word(rawValue: kind) else { throw EntryError("praise.kind", "is not known") }
    switch word {
    case .targetReached: return .targetReached
    case .mostDeals: return .mostDeals
    case .largestDeal: return .largestDeal(try somebody(), try present(amount, "praise.amount"))
    case .everybodySold: return .everybodySold(try present(count, "praise.count"))
    case .firstOrder: return .firstOrder(try somebody())
    case .deals: return .deals(try present(count, "praise.count"))
    case .tomorrow: return .tomorrow
    }
  }

  private func somebody() throws(EntryError) -> AgentID { AgentID(try present(agent, "praise.agent")) }
}

extension StoredStep.StoredResult {
  fileprivate init(_ result: Show.Result) {
    self.init(amount: result.amount, deals: result.deals, target: result.target)
  }

  fileprivate var result: Show.Result { Show.Result(amount: amount, deals: deals, target: target) }
}

extension StoredStep.StoredTeamResult {
  fileprivate init(_ team: Show.TeamResult) { self.init(id: team.team.description, result: .init(team.result)) }

  fileprivate var team: Show.TeamResult { Show.TeamResult(TeamID(id), result.result) }
}

extension StoredStep.StoredWinner {
  fileprivate init(_ winner: Show.Winner) {
    self.init(
      agent: winner.agent.description, team: winner.team.description, amount: winner.amount, deals: winner.deals)
  }

  fileprivate var winner: Show.Winner {
    Show.Winner(agent: AgentID(agent), team: TeamID(team), amount: amount, deals: deals)
  }
}
