import Floor

/// What a site's working day is made of (PRODUCT.md, "The day on the floor"): phases, what is told on the hour, shows.
/// Times are minutes since the day's midnight by the site's clock; those of the night at the end of a day that begins later
/// than at midnight go on behind 1,440.
public struct Timetable: Hashable, Sendable {
  /// The phases of the day: ascending, not overlapping, no id twice.
  public var phases: [Phase]
  /// How many minutes late a phase is still called, an hour told and a show played.
  public var graceMinutes: Int
  /// Whether full hours and quiet phases are told 整点播报.
  public var broadcasts: Bool
  /// The ceremony of each working day; `nil`: none is scheduled.
  public var ceremony: CeremonyPlan?
  /// When the greeting of a month begins on its first working day; `nil`: none is scheduled.
  public var greetingMinute: Int?

  /// The grace of a site that says nothing else, in minutes: what a restart takes when somebody has to come and do it.
  public static let standardGrace = 15

  /// A timetable.
  public init(
    phases: [Phase], graceMinutes: Int = Timetable.standardGrace, broadcasts: Bool = true,
    ceremony: CeremonyPlan? = nil, greetingMinute: Int? = nil
  ) {
    (self.phases, self.graceMinutes, self.broadcasts) = (phases, graceMinutes, broadcasts)
    (self.ceremony, self.greetingMinute) = (ceremony, greetingMinute)
  }

  /// The phase at `minute`; `nil` outside all of them.
  public func phase(at minute: Int) -> Phase? { phases.first { $0.minutes.contains(minute) } }

  /// The first phase that begins after `minute`; `nil` if the day has none left.
  public func next(after minute: Int) -> Phase? { phases.first { $0.from > minute } }

  /// Whether nothing may sound at `minute`.
  public func isQuiet(at minute: Int) -> Bool { phase(at: minute)?.isQuiet ?? false }
}

/// A stretch of the day with a name of its own: 决战时刻.
public struct Phase: Hashable, Sendable {
  /// Its name in keys and configuration.
  public var id: String
  /// What it is called on screens.
  public var name: Wording
  /// When it begins: minutes since midnight.
  public var from: Int
  /// When it is over: minutes since midnight, later than `from`.
  public var to: Int
  /// What is heard when it begins; `nil`: nothing.
  public var sound: HouseSound?
  /// Quiet time: dimmed, no sound at all; what was signed is told when it ends.
  public var isQuiet: Bool
  /// The scene that screens prefer while it lasts; `nil`: as their playlists say.
  public var scene: String?

  /// A phase.
  public init(
    id: String, name: Wording, from: Int, to: Int, sound: HouseSound? = nil, isQuiet: Bool = false, scene: String? = nil
  ) {
    (self.id, self.name, self.from, self.to) = (id, name, from, to)
    (self.sound, self.isQuiet, self.scene) = (sound, isQuiet, scene)
  }

  /// From its beginning to its end, in minutes since midnight.
  public var minutes: Range<Int> { from..<max(from, to) }
}

/// When the ceremony begins, and what it is made of; the greeting is made of the same.
public struct CeremonyPlan: Hashable, Sendable {
  /// Minutes since midnight.
  public var minute: Int
  /// How long its pictures are, and what is given with them.
  public var plan: ShowPlan

  /// A ceremony.
  public init(minute: Int, plan: ShowPlan = ShowPlan()) { (self.minute, self.plan) = (minute, plan) }
}
