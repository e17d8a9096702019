import Floor

/// A show as screens play it: everything it says, and where it stands, from which each screen knows by its clock what is
/// on stage. People who are hidden win without being named.
struct ShowView: Encodable {
  var id: String
  var offset: Int64
  var kind, day: String
  var by: String?
  var anchor: Anchor?
  /// `false` for a show that was only recorded, because its time had gone by.
  var played: Bool
  var currency: String
  var steps: [StepView]

  struct Anchor: Encodable {
    var step: Int
    var at: Int64
    var heldAt: Int64?

    enum CodingKeys: String, CodingKey {
      case step, at
      case heldAt = "held_at"
    }
  }

  init(_ stand: Stand, _ roster: Roster) {
    let show = stand.show
    (id, offset, kind, day) = (show.key, stand.offset, show.kind.rawValue, show.day.description)
    (by, currency) = (show.by, show.currency.description)
    played = show.startsAt != nil || stand.anchor != nil
    anchor = stand.anchor.map { Anchor(step: $0.step, at: $0.at, heldAt: $0.heldAt) }
    steps = show.steps.map { StepView($0, of: show, roster) }
  }
}

/// One picture of a show: the members that its scene has.
struct StepView: Encodable {
  var scene: String
  var ms: Int
  var words: WordingView
  var spoken: WordingView?
  var result: ResultView?
  var team: TeamView?
  var praise: PraiseView?
  var teams: [TeamResultView]?
  var period: PeriodView?
  var winners: [WinnerView]?
  var honour: HonourView?
  var commentary: String?

  struct ResultView: Encodable {
    var amount: Int64
    var deals: Int
    var target, completion: Int64?
  }
  struct TeamResultView: Encodable {
    var team: TeamView
    var result: ResultView
  }
  struct PraiseView: Encodable {
    var kind: String
    var agent: AgentView?
    var amount: Int64?
    var count: Int?
    var words: WordingView
  }
  struct PeriodView: Encodable { var kind, start, end: String }
  struct WinnerView: Encodable {
    var agent: AgentView?
    var team: TeamView
    var amount: Int64
    var deals: Int
  }
  struct HonourView: Encodable { var title: WordingView }

  init(_ step: Show.Step, of show: Show, _ roster: Roster) {
    (scene, ms) = (step.scene.word.rawValue, step.duration)
    words = WordingView(Phrases.words(for: step, of: show, in: roster))
    spoken = Phrases.spoken(for: step, of: show, in: roster).map { WordingView($0) }
    switch step.scene {
    case .opening, .countdown, .applause: break
    case .company(let result): self.result = ResultView(result)
    case .team(let team, let praise):
      (self.team, result) = (roster.view(of: team.team, shouts: true), ResultView(team.result))
      self.praise = PraiseView(praise, of: show, roster)
    case .topTeam(let teams): self.teams = teams.map { TeamResultView($0, roster) }
    case .topSales(let period, let winners):
      (self.period, self.winners) = (PeriodView(period), winners.map { WinnerView($0, roster) })
      honour = HonourView(show, period)
    case .winner(let winners):
      (self.winners, honour) = (winners.map { WinnerView($0, roster) }, HonourView(show, .day(show.day)))
    case .closing(let commentary): self.commentary = commentary
    }
  }
}

extension StepView.ResultView {
  fileprivate init(_ result: Show.Result) {
    (amount, deals) = (result.amount, result.deals)
    (target, completion) = (result.target, result.completion)
  }
}

extension StepView.TeamResultView {
  fileprivate init(_ team: Show.TeamResult, _ roster: Roster) {
    (self.team, result) = (roster.view(of: team.team), StepView.ResultView(team.result))
  }
}

extension StepView.PraiseView {
  fileprivate init(_ praise: Show.Praise, of show: Show, _ roster: Roster) {
    let (word, agent, amount, count) = praise.parts
    (kind, self.amount, self.count) = (word.rawValue, amount, count)
    words = WordingView(Phrases.words(for: praise, of: show, in: roster))
    self.agent = agent.flatMap { roster[$0] }.flatMap { AgentView(onScreen: $0) }
  }
}

extension StepView.PeriodView {
  fileprivate init(_ period: Period) {
    (kind, start, end) = (period.kind.rawValue, period.start.description, period.end.description)
  }
}

extension StepView.WinnerView {
  fileprivate init(_ winner: Show.Winner, _ roster: Roster) {
    agent = roster[winner.agent].flatMap { AgentView(onScreen: $0, isCelebrated: true) }
    (team, amount, deals) = (roster.view(of: winner.team), winner.amount, winner.deals)
  }
}

extension StepView.HonourView {
  /// What the people on stage are given for `period`; `nil` if nothing is.
  fileprivate init?(_ show: Show, _ period: Period) {
    let award = show.awards.first { award in
      if case .agents = award.recipient { award.period == period } else { false }
    }
    guard let award else { return nil }
    title = WordingView(award.title)
  }
}
