/// A show that all screens of a site play in step: the ceremony 战报 of a day, or the greeting of a month. What it says is
/// frozen in the log: sales and corrections after it change nothing. Amounts are minor units of the site's currency.
public struct Show: Hashable, Sendable {
  /// Which show.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// At the end of a working day: the report and the Top Sales.
    case ceremony
    /// On the first working day of a month: welcome, and the past month's Top Sales.
    case greeting
  }

  /// One picture of the show.
  public struct Step: Hashable, Sendable {
    /// How long it is on stage, in milliseconds.
    public var duration: Int
    /// What is on stage.
    public var scene: Scene

    /// A step.
    public init(_ scene: Scene, duration: Int) { (self.scene, self.duration) = (scene, duration) }
  }

  /// What is on stage.
  public enum Scene: Hashable, Sendable {
    /// The curtain.
    case opening
    /// The whole site against its target.
    case company(Result)
    /// A team against its target, with something good to say.
    case team(TeamResult, Praise)
    /// The best team, or several that share the place; empty on a day without a sale.
    case topTeam([TeamResult])
    /// The Top Sales of a week or a month.
    case topSales(Period, [Winner])
    /// Three, two, one.
    case countdown
    /// The Top Sales of the day; several share the stage.
    case winner([Winner])
    /// Applause.
    case applause
    /// The words at the end: what sales operations wrote, `nil` for the house's own.
    case closing(String?)
  }

  /// What was reached of what was to be reached.
  public struct Result: Hashable, Sendable {
    /// Minor units sold.
    public var amount: Int64
    /// Number of sales.
    public var deals: Int
    /// The target; `nil` without one.
    public var target: Int64?

    /// A result.
    public init(amount: Int64, deals: Int, target: Int64?) {
      (self.amount, self.deals, self.target) = (amount, deals, target)
    }

    /// Amount out of target in 10,000ths; `nil` without a target above zero.
    public var completion: Int64? {
      target.flatMap { $0 > 0 ? Int64(clamping: Int128(amount) * 10_000 / Int128($0)) : nil }
    }
  }

  /// A team's day.
  public struct TeamResult: Hashable, Sendable {
    /// Which team.
    public var team: TeamID
    /// What it reached.
    public var result: Result

    /// A team's day.
    public init(_ team: TeamID, _ result: Result) { (self.team, self.result) = (team, result) }
  }

  /// Something good about a team's day; there is always something.
  public enum Praise: Hashable, Sendable {
    /// The target is reached.
    case targetReached
    /// The most sales of all teams.
    case mostDeals
    /// The largest sale of the day: whose, and how much.
    case largestDeal(AgentID, Int64)
    /// Everybody who is in the team sold something; how many people.
    case everybodySold(Int)
    /// The first order of the day came from here.
    case firstOrder(AgentID)
    /// Sales were made; how many.
    case deals(Int)
    /// Nothing was sold: tomorrow is theirs.
    case tomorrow
  }

  /// Somebody on the winner's place.
  public struct Winner: Hashable, Sendable {
    /// Who.
    public var agent: AgentID
    /// The team they sold most of it for.
    public var team: TeamID
    /// Minor units sold.
    public var amount: Int64
    /// Number of sales.
    public var deals: Int

    /// A winner.
    public init(agent: AgentID, team: TeamID, amount: Int64, deals: Int) {
      (self.agent, self.team, self.amount, self.deals) = (agent, team, amount, deals)
    }
  }

  /// Which show.
  public var kind: Kind
  /// Where.
  public var site: SiteID
  /// The site's business day: whose result the ceremony shows, on which the greeting is played.
  public var day: CivilDate
  /// Unix milliseconds, the server's clock: when the result was frozen.
  public var at: Int64
  /// Who started it by hand: the name of their token; `nil` when the timetable did.
  public var by: String?
  /// When its first step begins, in Unix milliseconds of the server; `nil`: it is recorded and not played, because its
  /// time had gone by.
  public var startsAt: Int64?
  /// The pictures in their order.
  public var steps: [Step]
  /// What is given with it: entries of their own follow.
  public var awards: [Award]
  /// What the site's currency was.
  public var currency: Currency

  /// A show.
  public init(
    kind: Kind, site: SiteID, day: CivilDate, at: Int64, by: String? = nil, startsAt: Int64?, steps: [Step],
    awards: [Award] = [], currency: Currency
  ) {
    (self.kind, self.site, self.day, self.at, self.by) = (kind, site, day, at, by)
    (self.startsAt, self.steps, self.awards, self.currency) = (startsAt, steps, awards, currency)
  }

  /// What happens once, whatever clocks and processes do; it is also the show's name.
  public var key: String {
    switch kind {
    case .ceremony: CueKey.ceremony(site: site, day: day)
    case .greeting: CueKey.greeting(site: site, month: Period(.month, of: day).start)
    }
  }

  /// How long it takes without a pause, in milliseconds.
  public var length: Int { steps.reduce(0) { $0 + $1.duration } }
}

/// Where a show stands: one of its steps began, or will begin, at a known time. Everything else follows.
public struct ShowAnchor: Hashable, Sendable {
  /// The step's index.
  public var step: Int
  /// When it begins, in Unix milliseconds of the server.
  public var at: Int64
  /// Since when the show is held, in Unix milliseconds of the server; `nil` while it runs.
  public var heldAt: Int64?

  /// An anchor.
  public init(step: Int, at: Int64, heldAt: Int64? = nil) { (self.step, self.at, self.heldAt) = (step, at, heldAt) }
}

/// Somebody directs a show, or the server puts it right.
public struct ShowChange: Hashable, Sendable {
  /// What is done.
  public enum Action: String, CaseIterable, Hashable, Sendable {
    /// The picture stays.
    case hold
    /// It goes on where it was held.
    case resume
    /// The next step.
    case skip
    /// The step before.
    case back
    /// The same step once more; the whole show, if it is over.
    case `repeat`
    /// The end.
    case abort
    /// The server's clock was set: the show goes on at the right step.
    case reset
  }

  /// Given by the sender: the same id is the same change.
  public var id: String
  /// The show's key.
  public var show: String
  /// Where it is played.
  public var site: SiteID
  /// What was done.
  public var action: Action
  /// Where the show stands now; `nil` at its end.
  public var anchor: ShowAnchor?
  /// Who did it: the name of their token; the server calls itself `floorcast`.
  public var by: String
  /// Unix milliseconds, the server's clock.
  public var at: Int64

  /// A change.
  public init(
    id: String, show: String, site: SiteID, action: Action, anchor: ShowAnchor?, by: String, at: Int64
  ) {
    (self.id, self.show, self.site, self.action) = (id, show, site, action)
    (self.anchor, self.by, self.at) = (anchor, by, at)
  }
}

/// The latest show of a site and where it stands.
public struct Stand: Hashable, Sendable {
  /// What is played.
  public var show: Show
  /// The entry of the show.
  public var offset: Int64
  /// Where it stands; `nil` when it was aborted or never played.
  public var anchor: ShowAnchor?

  /// A show and where it stands.
  public init(_ show: Show, offset: Int64, anchor: ShowAnchor?) {
    (self.show, self.offset, self.anchor) = (show, offset, anchor)
  }

  /// The step that is on stage at `now` (Unix milliseconds of the server) and for how long it has been, in milliseconds:
  /// below zero before the first. `nil` once the show is over.
  public func step(at now: Int64) -> (index: Int, elapsed: Int64)? {
    guard let anchor else { return nil }
    var (i, elapsed) = (anchor.step, (anchor.heldAt ?? now) - anchor.at)
    while show.steps.indices.contains(i) {
      if elapsed < Int64(show.steps[i].duration) { return (i, elapsed) }
      elapsed -= Int64(show.steps[i].duration)
      i += 1
    }
    return nil
  }

  /// Where `action` at `now` leaves the show, every screen being told `lead` milliseconds ahead. (`reset` is the server's
  /// own: it moves the anchor by as much as its clock was set.)
  /// - Returns: the anchor, `nil` for an end.
  /// - Throws: `ShowFault` if the action makes no sense as the show stands.
  public func anchor(
    after action: ShowChange.Action, at now: Int64, lead: Int64 = ShowAnchor.lead
  ) throws(ShowFault) -> ShowAnchor? {
    guard let (i, elapsed) = step(at: now), let anchor else {
      guard action == .repeat else { throw .over }
      return ShowAnchor(step: 0, at: now + lead)
    }
    switch action {
    case .hold:
      if anchor.heldAt != nil { throw .held }
      return ShowAnchor(step: i, at: now - elapsed, heldAt: now)
    case .resume:
      guard anchor.heldAt != nil else { throw .running }
      return ShowAnchor(step: i, at: now + lead - elapsed)
    case .skip:
      guard show.steps.indices.contains(i + 1) else { return nil }
      return ShowAnchor(step: i + 1, at: now + lead)
    case .back: return ShowAnchor(step: max(0, i - 1), at: now + lead)
    case .repeat: return ShowAnchor(step: i, at: now + lead)
    case .abort: return nil
    case .reset: return anchor
    }
  }
}

extension ShowAnchor {
  /// How long before a step begins screens are told, in milliseconds: several times what a message takes in a building,
  /// and short enough to feel like an answer to the key that was pressed.
  public static let lead: Int64 = 600
}

/// Why a show cannot be directed so.
public enum ShowFault: Error, Hashable, Sendable {
  /// It is over, or was not played.
  case over
  /// It is held already.
  case held
  /// It is not held.
  case running
}
