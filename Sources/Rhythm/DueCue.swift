import Floor

/// Something that is to happen once at a site, and when.
public struct DueCue: Hashable, Sendable {
  /// What happens.
  public enum Kind: Hashable, Sendable {
    /// A phase begins.
    case phase(Phase)
    /// A full hour is told, counted from the day's midnight: 25 is one o'clock in the night at its end.
    case hourly(Int)
    /// A quiet phase is over, and what was signed in it is told.
    case recap(Phase)
    /// The ceremony of the day.
    case ceremony
    /// The greeting of the month.
    case greeting
  }

  /// Under what name it happens once (`CueKey`).
  public var key: String
  /// What happens.
  public var kind: Kind
  /// The site's business day that it belongs to.
  public var day: CivilDate
  /// When it is planned for: minutes since the day's midnight by the site's clock.
  public var minute: Int
  /// When that is, in Unix milliseconds.
  public var instant: Int64
  /// The last instant at which it is not too late, in Unix milliseconds; before `instant` for a show that a change of the
  /// clocks moved into quiet time, which is only recorded.
  public var lateFrom: Int64

  /// A cue.
  public init(key: String, kind: Kind, day: CivilDate, minute: Int, instant: Int64, lateFrom: Int64) {
    (self.key, self.kind, self.day) = (key, kind, day)
    (self.minute, self.instant, self.lateFrom) = (minute, instant, lateFrom)
  }

  /// A ceremony or a greeting: recorded even when it is too late to play it, so that nobody's award is forgotten.
  public var isShow: Bool {
    switch kind {
    case .ceremony, .greeting: true
    case .phase, .hourly, .recap: false
    }
  }

  /// Whether it tells the deals since the telling before it.
  var isTelling: Bool {
    switch kind {
    case .hourly, .recap, .ceremony: true
    case .phase, .greeting: false
    }
  }
}
