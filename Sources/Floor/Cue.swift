/// A sound of the house that a cue can call for (STAGE.md, "Sound").
public enum HouseSound: String, CaseIterable, Hashable, Sendable {
  /// A deal's bell.
  case bell
  /// A big deal's gong.
  case gong
  /// The clock of the house.
  case chime
  /// A bright rise: 开门红.
  case rise
  /// A drum roll and a hit.
  case drums
  /// Applause.
  case applause
}

/// A phase of the day began: the site's screens name it, and play its sound.
public struct PhaseCue: Hashable, Sendable {
  /// Where.
  public var site: SiteID
  /// The site's business day.
  public var day: CivilDate
  /// When it was to begin: minutes since midnight by the site's clock.
  public var minute: Int
  /// Unix milliseconds, the server's clock: when it was called.
  public var at: Int64
  /// The phase's id in the timetable of that day.
  public var phase: String
  /// What it is called: 决战时刻.
  public var name: Wording
  /// What is heard; `nil`: nothing.
  public var sound: HouseSound?

  /// A phase that began.
  public init(
    site: SiteID, day: CivilDate, minute: Int, at: Int64, phase: String, name: Wording, sound: HouseSound? = nil
  ) {
    (self.site, self.day, self.minute, self.at) = (site, day, minute, at)
    (self.phase, self.name, self.sound) = (phase, name, sound)
  }

  /// What happens once, whatever clocks and processes do: `phase/BJ/2026-11-23/first-calls`.
  public var key: String { CueKey.phase(phase, site: site, day: day) }
}

/// The names under which timed things happen once: the first entry of a key wins, on every node and after every restart.
public enum CueKey {
  /// `phase/BJ/2026-11-23/first-calls`.
  public static func phase(_ phase: String, site: SiteID, day: CivilDate) -> String { "phase/\(site)/\(day)/\(phase)" }

  /// `hourly/BJ/2026-11-23T15`; `T25` is one o'clock in the night at the day's end.
  public static func hourly(_ hour: Int, site: SiteID, day: CivilDate) -> String {
    "hourly/\(site)/\(day)T\(hour < 10 ? "0" : "")\(hour)"
  }

  /// The recap after a quiet phase: `recap/BJ/2026-11-23/rest`.
  public static func recap(_ phase: String, site: SiteID, day: CivilDate) -> String { "recap/\(site)/\(day)/\(phase)" }

  /// `ceremony/BJ/2026-11-23`.
  public static func ceremony(site: SiteID, day: CivilDate) -> String { "ceremony/\(site)/\(day)" }

  /// `greeting/BJ/2026-12-01`: one in a month, named by the month's first day.
  public static func greeting(site: SiteID, month: CivilDate) -> String { "greeting/\(site)/\(month)" }
}

/// What sales operations wrote for a day: the ceremony closes with it. A later one of the same day takes its place.
public struct Commentary: Hashable, Sendable {
  /// Given by the sender: the same id is the same commentary.
  public var id: String
  /// Where.
  public var site: SiteID
  /// The business day it is about.
  public var day: CivilDate
  /// The words; empty takes an earlier one back.
  public var text: String
  /// Who wrote it: the name of their token.
  public var by: String
  /// Unix milliseconds, the server's clock.
  public var at: Int64

  /// A commentary.
  public init(id: String, site: SiteID, day: CivilDate, text: String, by: String, at: Int64) {
    (self.id, self.site, self.day, self.text, self.by, self.at) = (id, site, day, text, by, at)
  }
}
