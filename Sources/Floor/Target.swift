/// What somebody is to reach. A later one of the same scope, span and group takes the earlier one's place.
public struct Target: Hashable, Sendable {
  /// Whose target it is.
  public enum Scope: Hashable, Sendable {
    case agent(AgentID)
    case team(TeamID)
    case site(SiteID)
  }

  /// For what time.
  public enum Span: Hashable, Sendable {
    /// One day, agreed at the morning meeting; it wins over the day's share of the month.
    case day(CivilDate)
    /// The month that begins on this day.
    case month(CivilDate)
    /// Every month from the one that begins on this day on, unless it has a target of its own.
    case everyMonth(from: CivilDate)
  }

  /// Given by the sender: the same id is the same target.
  public var id: String
  /// Whose.
  public var scope: Scope
  /// For what time.
  public var span: Span
  /// Only sales of this group count for it.
  public var group: GroupID?
  /// Minor units of the site's currency; `nil` takes the target back.
  public var amount: Int64?
  /// Who set it: the name of their token.
  public var by: String
  /// Unix milliseconds, the server's clock.
  public var at: Int64

  /// A target.
  public init(id: String, scope: Scope, span: Span, group: GroupID? = nil, amount: Int64?, by: String, at: Int64) {
    (self.id, self.scope, self.span, self.group) = (id, scope, span, group)
    (self.amount, self.by, self.at) = (amount, by, at)
  }
}
