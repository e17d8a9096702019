import Floor
import Wire

/// A business day and a time of it, by the clock on a site's wall.
public struct Moment: Hashable, Sendable {
  /// The business day.
  public var day: CivilDate
  /// Minutes since midnight.
  public var minute: Int

  /// A moment.
  public init(day: CivilDate, minute: Int) { (self.day, self.minute) = (day, minute) }

  /// A moment as a calendar names it.
  public init(_ moment: (day: CivilDate, minute: Int)) { (day, minute) = moment }
}

/// Holds a draft against the floor, the calendar and its sender, and makes it an entry.
///
/// A draft of each kind has an `admit` of its own; all of them throw a `Problem` that names every field at fault.
public struct Admission {
  /// Names the moment of an instant (Unix milliseconds) by the calendar of a site.
  public typealias MomentOf = (_ instant: Int64, _ site: Site) -> Moment
  /// Finds what became of a sale, wherever it is kept; `nil` if the log holds none of that id.
  public typealias RecordOf = (_ sale: SaleID) -> SaleRecord?
  /// Freezes the show that begins at `now` (Unix milliseconds), started by somebody; `nil` at a site that has none.
  public typealias ShowOf = (_ kind: Show.Kind, _ site: Site, _ day: CivilDate, _ now: Int64, _ by: String) -> Show?
  /// Whether the log holds an entry of an idempotency key.
  public typealias IsRecorded = (_ key: String) -> Bool

  /// How far ahead of the server's clock a sender's may be, in milliseconds: five minutes, as for signed webhooks.
  static let clockTolerance: Int64 = 300_000

  let floor: FloorState
  let honours: [Honour]
  let playlists: [String]
  let recordOf: RecordOf
  let momentOf: MomentOf
  let showOf: ShowOf
  let isRecorded: IsRecorded
  var roster: Roster { floor.roster }

  /// - Parameters:
  ///   - floor: what is known at this moment. Let go of the admission before the floor is changed: both share its
  ///     memory until then.
  ///   - honours: what can be given.
  ///   - playlists: what a screen can show in turn.
  ///   - recordOf: the sales of the log.
  ///   - momentOf: the calendar.
  ///   - showOf: what a show that is started by hand says.
  ///   - isRecorded: the keys of the log.
  public init(
    floor: FloorState, honours: [Honour] = Honour.standard, playlists: [String] = [], recordOf: @escaping RecordOf,
    momentOf: @escaping MomentOf, showOf: @escaping ShowOf = { _, _, _, _, _ in nil },
    isRecorded: @escaping IsRecorded = { _ in false }
  ) {
    (self.floor, self.honours, self.recordOf, self.momentOf) = (floor, honours, recordOf, momentOf)
    (self.playlists, self.showOf, self.isRecorded) = (playlists, showOf, isRecorded)
  }

  /// Runs `judge` on a draft that stands at `path` in its message, so that its faults name their fields from there.
  func judging<T>(_ path: String, _ judge: () throws(Problem) -> T) throws(Problem) -> T {
    do {
      return try judge()
    } catch {
      var problem = error
      problem.errors = error.errors.map { $0.below(path) }
      throw problem
    }
  }

  // MARK: Who and where

  /// An agent and where they work.
  struct Post {
    var agent: Agent
    var team: Team
    var site: Site
  }

  /// The agent whom `reference` (an identifier or exact name) means.
  func post(_ reference: String, _ field: String) throws(Problem) -> Post {
    guard let agent = roster.agent(for: reference), let team = roster[agent.team], let site = roster[team.site] else {
      throw .invalid([
        FieldFault(field, "is \(reference), which means nobody", allowed: "an agent's id, or a name only one agent has")
      ])
    }
    return Post(agent: agent, team: team, site: site)
  }

  /// The team `id` and its site.
  func team(_ id: TeamID, _ field: String) throws(Problem) -> (team: Team, site: Site) {
    guard let team = roster[id], let site = roster[team.site] else {
      throw .invalid([.unknown(field, id, "team", among: roster.teams.map(\.id))])
    }
    return (team, site)
  }

  /// The site `id`.
  func site(_ id: SiteID, _ field: String) throws(Problem) -> Site {
    guard let site = roster[id] else {
      throw .invalid([.unknown(field, id, "site", among: roster.sites.map(\.id))])
    }
    return site
  }

  /// Throws unless `caller` may do it to `whom`, whom `field` named.
  func permit(_ caller: Caller, _ deed: Deed, _ whom: Target.Scope, _ field: String) throws(Problem) {
    if let problem = caller.problem(deed, to: whom, field: field, in: roster) { throw problem }
  }

  // MARK: How much and when

  /// The positive amount that was sent, in `currency`.
  func money(_ amount: SaleDraft.Amount, _ currency: Currency, _ faults: inout [FieldFault]) -> Money? {
    do throws(AmountFault) {
      return switch amount {
      case .minorUnits(let number): try Money(checked: number, currency: currency)
      case .decimal(let text): try Money(decimal: text, currency: currency)
      }
    } catch {
      let largest = Money(minorUnits: Money.largestSale, currency: currency).grouped
      let allowed = "more than 0, at most \(largest) \(currency), with at most \(currency.exponent) decimals"
      faults.append(FieldFault("amount", error.words, allowed: allowed))
      return nil
    }
  }

  /// Makes a fault of a day outside `range`.
  func check(_ day: CivilDate, in range: ClosedRange<CivilDate>, _ field: String, _ faults: inout [FieldFault]) {
    if range.contains(day) { return }
    faults.append(FieldFault(field, "is \(day)", allowed: "\(range.lowerBound) to \(range.upperBound)"))
  }

  /// The days of which something can still be reported on `today`: what counts of them is at hand for so long.
  func reportable(_ today: CivilDate) -> ClosedRange<CivilDate> { today.advanced(by: -FloorState.daysKept)...today }
}

extension AmountFault {
  /// What is wrong, as a predicate.
  var words: String {
    switch self {
    case .notANumber: "is not a number"
    case .negative: "is negative"
    case .zero: "is zero"
    case .tooLarge: "is too large"
    case .tooManyDecimals: "has too many decimals"
    }
  }
}
