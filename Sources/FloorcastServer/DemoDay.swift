import Floor
import Foundation
import Rhythm
import Synchronization

/// The demo's day: a clock that begins when it is told to and, where it runs faster than time, leaps over nights and days
/// off.
public final class DemoDay: Sendable {
  /// A day and a time of it.
  public struct Start: Hashable, Sendable {
    /// The day.
    public let day: CivilDate
    /// Minutes since midnight, and seconds.
    public let minute, second: Int

    /// Reads `2026-11-23T17:55` or `2026-11-23T17:59:50`.
    public init?(_ text: String) {
      guard let match = text.wholeMatch(of: /([0-9-]{10})T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?/),
        let day = CivilDate(String(match.1)), let hour = Int(match.2), let minute = Int(match.3),
        let second = Int(match.4 ?? "0"), hour < 24, minute < 60, second < 60
      else { return nil }
      (self.day, self.minute, self.second) = (day, hour * 60 + minute, second)
    }

    init(day: CivilDate, minute: Int) { (self.day, self.minute, second) = (day, minute, 0) }
  }

  /// How long a show takes at most where the day is played fast, in milliseconds.
  private static let shortShow = 90_000
  /// What a picture takes at least, in milliseconds: who and how much can be read.
  static let leastStep = 4_000
  /// What three, two, one takes at least, with the drums before it.
  static let leastCountdown = 6_000
  /// How long before work begins a fast day does, and how long after its last phase it ends, in minutes.
  private static let margin = 5

  private let rehearsal: RehearsalClock?
  private let zone: String
  /// When the site's business days begin, in minutes since midnight.
  private let dayStart: Int
  private let timetable: Timetable?
  private let calendar: WorkingCalendar
  private let isOver = Mutex(false)
  private let speed: Int

  /// What the server is given: the machine's clock, where nothing else was asked for.
  public var clock: Clock { rehearsal?.clock ?? .system }

  /// - Parameter at: when it begins; without it now or, where it runs faster than time, before work begins.
  public init(_ config: Config, at start: Start?, speed: Int) {
    let site = config.roster.sites.first
    (zone, dayStart) = (site?.timeZone ?? "UTC", site?.dayStart ?? 0)
    timetable = site.flatMap { config.timetables[$0.id] }
    calendar = site.flatMap { config.rules[$0.id]?.calendar } ?? .standard
    self.speed = speed
    guard start != nil || speed > 1 else {
      rehearsal = nil
      return
    }
    var calendar = BusinessCalendar()
    let today = calendar.day(at: Clock.system.wall(), zone: zone, dayStart: dayStart)
    let begin = start ?? DemoDay.morning(from: today, self.calendar, dayStart)
    rehearsal = RehearsalClock(
      start: calendar.instant(of: begin.day, minute: begin.minute, zone: zone) + Int64(begin.second) * 1_000,
      speed: speed)
  }

  /// Shows short enough for a day of a few minutes.
  public func shortenShows(_ config: inout Config) {
    for site in config.timetables.keys { config.timetables[site]?.ceremony?.plan.shorten(to: DemoDay.shortShow) }
  }

  /// Watches over a fast day, on a thread of its own: when it is over, the next working morning begins.
  public func start() {
    guard let rehearsal, speed > 1, let last = timetable?.phases.map(\.to).max() else { return }
    let thread = Thread { [self] in
      var calendar = BusinessCalendar()
      while !isOver.withLock({ $0 }) {
        let (day, minute) = calendar.moment(at: rehearsal.wall(), zone: zone, dayStart: dayStart)
        // Not while a show is on, which is played in real time.
        if rehearsal.rate > 1, minute >= last + DemoDay.margin {
          let begin = DemoDay.morning(from: day.advanced(by: 1), self.calendar, dayStart)
          rehearsal.set(to: calendar.instant(of: begin.day, minute: begin.minute, zone: zone))
        }
        Thread.sleep(forTimeInterval: 0.2)
      }
    }
    thread.name = "day"
    thread.start()
  }

  /// Stops watching.
  public func stop() { isOver.withLock { $0 = true } }

  /// The first working morning on `day` or after it; `day`'s own where none is near.
  private static func morning(from day: CivilDate, _ calendar: WorkingCalendar, _ dayStart: Int) -> Start {
    let days = (0..<Int32(31)).map { day.advanced(by: $0) }
    let opening = calendar.hours.first?.lowerBound ?? 9 * 60
    return Start(day: days.first(where: calendar.isWorking) ?? day, minute: max(dayStart, opening - margin))
  }
}

extension ShowPlan {
  /// Makes every picture shorter in proportion, so that a show with all of them takes about `length` milliseconds.
  mutating func shorten(to length: Int) {
    let d = durations
    let whole = [
      d.opening, d.company, d.teams, d.topTeam, d.topSales, d.countdown, d.winner, d.applause, d.closing,
    ].reduce(0, +)
    guard whole > length else { return }
    func shortened(_ duration: Int) -> Int { max(DemoDay.leastStep, duration * length / whole) }
    (durations.opening, durations.company) = (shortened(d.opening), shortened(d.company))
    (durations.team, durations.teams) = (shortened(d.team), shortened(d.teams))
    (durations.topTeam, durations.topSales) = (shortened(d.topTeam), shortened(d.topSales))
    (durations.countdown, durations.winner) = (max(DemoDay.leastCountdown, shortened(d.countdown)), shortened(d.winner))
    (durations.applause, durations.closing) = (shortened(d.applause), shortened(d.closing))
  }
}
