/// How a site wants its shows: how long each picture is on stage, and what honours are given with them.
public struct ShowPlan: Hashable, Sendable {
  /// What is won in a show.
  public enum Occasion: String, CaseIterable, Hashable, Sendable {
    /// The day's Top Sales: at the day's ceremony.
    case day
    /// The week's: at the ceremony of the week's last working day.
    case week
    /// The month's: at the greeting of the month after it.
    case month
    /// The day's Top team: at the day's ceremony.
    case team
  }

  /// How long the pictures are on stage, in milliseconds.
  public var durations: Durations
  /// What is given to the winners; nothing where none is planned.
  public var honours: [Occasion: Honour]

  /// A plan.
  public init(durations: Durations = Durations(), honours: [Occasion: Honour] = [:]) {
    (self.durations, self.honours) = (durations, honours)
  }
}

extension ShowPlan {
  /// How long each picture of a show is on stage, in milliseconds. With four teams the standard ones add up to a ceremony of
  /// about eight minutes (STAGE.md, Motion).
  public struct Durations: Hashable, Sendable {
    /// The curtain.
    public var opening = 20_000
    /// The site against its target.
    public var company = 45_000
    /// A team against its target.
    public var team = 50_000
    /// The most that all teams take together: with more of them each gets less, but never below `leastTeam`.
    public var teams = 240_000
    /// The best team.
    public var topTeam = 50_000
    /// The Top Sales of a week or a month.
    public var topSales = 60_000
    /// Drum roll and three, two, one.
    public var countdown = 12_000
    /// The Top Sales of the day.
    public var winner = 75_000
    /// Applause.
    public var applause = 30_000
    /// The words at the end.
    public var closing = 45_000

    /// As long as it takes to read a team's name and its figure, in milliseconds.
    public static let leastTeam = 5_000

    /// The standard ones.
    public init() {}

    /// How long each of `count` teams is on stage.
    func team(of count: Int) -> Int {
      min(team, max(Durations.leastTeam, teams / max(count, 1)))
    }
  }
}
