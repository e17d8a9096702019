/// What an agent did on the phone on one day, so far. A later one of the same agent and day takes its place.
public struct Activity: Hashable, Sendable {
  /// Given by the sender: the same id is the same report.
  public var id: String
  /// Who.
  public var agent: AgentID
  /// The business day.
  public var day: CivilDate
  /// Calls made.
  public var calls: Int64
  /// Calls that somebody took.
  public var connects: Int64
  /// Seconds on the phone.
  public var talkSeconds: Int64
  /// Unix milliseconds, the server's clock.
  public var at: Int64

  /// What was done.
  public init(id: String, agent: AgentID, day: CivilDate, calls: Int64, connects: Int64, talkSeconds: Int64, at: Int64)
  {
    (self.id, self.agent, self.day) = (id, agent, day)
    (self.calls, self.connects, self.talkSeconds, self.at) = (calls, connects, talkSeconds, at)
  }
}

/// Points for how somebody works: training, suggestions adopted, attendance, peer review.
public struct Conduct: Hashable, Sendable {
  /// For what.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case training
    case suggestion
    case attendance
    case peerReview = "peer_review"
  }

  /// Given by the sender: the same id is the same points.
  public var id: String
  /// Who.
  public var agent: AgentID
  /// The business day they count on.
  public var day: CivilDate
  /// For what.
  public var kind: Kind
  /// How many; negative takes points back.
  public var points: Int64
  /// Why, in the words of whoever gives them; shown to the agent.
  public var reason: String
  /// Who gave them: the name of their token.
  public var by: String
  /// Unix milliseconds, the server's clock.
  public var at: Int64

  /// Points.
  public init(
    id: String, agent: AgentID, day: CivilDate, kind: Kind, points: Int64, reason: String, by: String, at: Int64
  ) {
    (self.id, self.agent, self.day, self.kind) = (id, agent, day, kind)
    (self.points, self.reason, self.by, self.at) = (points, reason, by, at)
  }
}
