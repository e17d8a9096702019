import Dispatch
import Floor
import Journal
import Rhythm

/// Holds the clock against the timetables: says what has come due, and makes it the entry that is to be recorded.
///
/// It remembers nothing that matters: what was recorded is in the log, under a key that only the first entry gets. So a
/// restart, a second process or a clock that was set can ask for the same thing again, and it happens once.
final class Timekeeper {
  /// The longest pause between two looks at the clock: what a clock that is set, or a machine that slept, can delay a cue.
  static let pause = DispatchTimeInterval.seconds(1)
  /// How long after its freeze a show begins, in milliseconds: by then every screen has it and has its layers made.
  static let prelude: Int64 = 1_500
  /// A clock that went this much otherwise than time itself was set, in milliseconds.
  private static let step: Int64 = 1_000

  private let timetables: [SiteID: Timetable]
  private var watches: [SiteID: CueWatch] = [:]
  private let clock: Clock
  /// The clock at the last look.
  private var last: (wall: Int64, monotonic: DispatchTime, rate: Int)?
  private(set) var nextLook: DispatchTime

  init(_ timetables: [SiteID: Timetable], clock: Clock) {
    (self.timetables, self.clock) = (timetables, clock)
    nextLook = clock.monotonic()
  }

  /// The timetable of `site`; `nil` where nothing is scheduled.
  func timetable(of site: SiteID) -> Timetable? { timetables[site] }

  /// Something that is due.
  enum Due {
    /// The timetable of a site asks for it.
    case cue(DueCue, Site)
    /// The clock was set while a show is on stage.
    case reset(ShowChange)
  }

  /// Everything that is due now by the clock, in its order.
  func due(_ floor: FloorState) -> [Due] {
    let now = clock.wall()
    var due = resets(floor, now).map(Due.reset)
    var next = Int64.max
    for site in floor.roster.sites {
      guard let timetable = timetables[site.id] else { continue }
      var watch =
        watches[site.id]
        ?? CueWatch(site: site.id, zone: site.timeZone, timetable: timetable, dayStart: site.dayStart)
      let book = floor.cues(of: site.id)
      let calendar = floor.rules(of: site.id).calendar
      due += watch.due(at: now, calendar: calendar, began: book.began, isDone: { book.has($0) }).map { .cue($0, site) }
      next = min(next, watch.next(after: now, calendar: calendar) ?? .max)
      watches[site.id] = watch
    }
    look(again: next, now)
    return due
  }

  /// The next look: when the next cue is due, but soon in any case.
  private func look(again next: Int64, _ now: Int64) {
    let wait = DispatchTimeInterval.milliseconds(Int(clamping: max(1, (next &- now) / Int64(clock.rate()))))
    let monotonic = clock.monotonic()
    nextLook = next == .max ? monotonic + Timekeeper.pause : min(monotonic + Timekeeper.pause, monotonic + wait)
    last = (now, monotonic, clock.rate())
  }

  /// The entry that `due` becomes once everything before it is applied; `nil` where there is nothing to record after all.
  func entry(of due: Due, _ ledger: Ledger) throws(JournalError) -> Entry? {
    switch due {
    case .reset(let change): .showChange(change)
    case .cue(let cue, let site): try entry(of: cue, at: site, ledger)
    }
  }

  private func entry(of cue: DueCue, at site: Site, _ ledger: Ledger) throws(JournalError) -> Entry? {
    // The clock of a rehearsal would run past the show's beginning while the show is worked out and recorded.
    if cue.isShow { clock.showIsOn(true) }
    let now = clock.wall()
    switch cue.kind {
    case .phase(let phase):
      return .phase(
        PhaseCue(
          site: site.id, day: cue.day, minute: cue.minute, at: now, phase: phase.id, name: phase.name,
          sound: phase.sound))
    case .hourly(let hour):
      return .broadcast(
        ledger.floor.broadcast(of: site.id, .hour(hour), day: cue.day, minute: cue.minute, at: now))
    case .recap(let phase):
      return .broadcast(
        ledger.floor.broadcast(of: site.id, .recap(phase.id), day: cue.day, minute: cue.minute, at: now))
    case .ceremony: return try show(.ceremony, of: site, on: cue.day, at: now, isLate: now > cue.lateFrom, ledger)
    case .greeting: return try show(.greeting, of: site, on: cue.day, at: now, isLate: now > cue.lateFrom, ledger)
    }
  }

  private func show(
    _ kind: Show.Kind, of site: Site, on day: CivilDate, at now: Int64, isLate: Bool, _ ledger: Ledger
  ) throws(JournalError) -> Entry? {
    if isLate {
      try ledger.recall(site.id, [day])
      // A day on which nothing was sold has nobody to remember.
      if kind == .ceremony, ledger.floor.board(BoardID(site: site.id, day: day)).deals == 0 { return nil }
    }
    let startsAt = isLate ? nil : now + Timekeeper.prelude
    return .show(try show(kind, of: site.id, on: day, at: now, by: nil, startsAt: startsAt, ledger))
  }

  /// The show of a day as it would be frozen now.
  /// - Parameter by: who starts it by hand.
  func show(
    _ kind: Show.Kind, of site: SiteID, on day: CivilDate, at now: Int64, by: String?, startsAt: Int64?,
    _ ledger: Ledger
  ) throws(JournalError) -> Show {
    let plan = timetables[site]?.ceremony?.plan ?? ShowPlan()
    // The pages of the month before are at hand, unless the day is a past one.
    try ledger.recall(site, Period(.month, of: Period(.month, of: day).start.advanced(by: -1)).days)
    try ledger.recall(site, Period(.week, of: day).days)
    return switch kind {
    case .ceremony: ledger.floor.ceremony(of: site, on: day, at: now, by: by, startsAt: startsAt, plan)
    case .greeting: ledger.floor.greeting(of: site, on: day, at: now, by: by, startsAt: startsAt, plan)
    }
  }

  /// Shows that are on stage go on at the right step when the clock was set.
  private func resets(_ floor: FloorState, _ now: Int64) -> [ShowChange] {
    guard let last else { return [] }
    let gone = Int64((clock.monotonic().uptimeNanoseconds - last.monotonic.uptimeNanoseconds) / 1_000_000)
    let step = now - last.wall - gone * Int64(last.rate)
    // While the rate changes, the two cannot be compared.
    guard abs(step) > Timekeeper.step, last.rate == clock.rate(), last.rate == 1 else { return [] }
    return floor.roster.sites.compactMap { site in
      guard let stand = floor.cues(of: site.id).stand, let anchor = stand.anchor, stand.step(at: now - step) != nil
      else { return nil }
      return ShowChange(
        id: "\(stand.show.key)/reset/\(now)", show: stand.show.key, site: site.id, action: .reset,
        anchor: ShowAnchor(step: anchor.step, at: anchor.at + step, heldAt: anchor.heldAt.map { $0 + step }),
        by: Award.house, at: now)
    }
  }

}

extension FloorState {
  /// The awards that shows have given and that are not in the log yet.
  var pendingAwards: [Award] { roster.sites.flatMap { cues(of: $0.id).pendingAwards } }

  /// Whether a show is on stage somewhere at `now`.
  func showIsOn(at now: Int64) -> Bool {
    roster.sites.contains { cues(of: $0.id).stand?.step(at: now) != nil }
  }
}
