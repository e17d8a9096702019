/// What a site remembers of its day: which timed things have happened, and what its screens still show of them.
///
/// Restorable part by part, since a checkpoint keeps it.
public struct CueBook: Hashable, Sendable {
  /// The day of the site's first cue; `nil` before it.
  public internal(set) var began: CivilDate?
  /// The keys (`CueKey`) of what happened, each with the business day of its cue, from `daysKept` before the latest on.
  public internal(set) var keys: [String: CivilDate]
  /// The phase that began last.
  public internal(set) var phase: PhaseCue?
  /// Its entry; 0 without one.
  public internal(set) var phaseOffset: Int64
  /// What was told last.
  public internal(set) var broadcast: Broadcast?
  /// Its entry; 0 without one.
  public internal(set) var broadcastOffset: Int64
  /// The latest show and where it stands.
  public internal(set) var stand: Stand?
  /// What was written for the days to come and the last `daysKept`.
  public internal(set) var commentaries: [CivilDate: Commentary]
  /// What shows gave and the log does not hold as entries yet, in the order in which it was given: whoever runs the site
  /// appends it.
  public internal(set) var pendingAwards: [Award]
  /// What was put up by hand, the newest last; those whose time is up go when the next one comes.
  public internal(set) var notices: [PostedNotice]

  /// How many days back keys are kept: one more than a ceremony that was missed is recorded for.
  public static let daysKept: Int32 = 8
  /// How many days ahead a commentary is written at most: so long what is older than `daysKept` before it can be forgotten
  /// where no cue tells what day it is.
  public static let daysAhead: Int32 = 31

  /// What a checkpoint kept; without arguments, the book of a site on which nothing happened.
  public init(
    began: CivilDate? = nil, keys: [String: CivilDate] = [:], phase: PhaseCue? = nil, phaseOffset: Int64 = 0,
    broadcast: Broadcast? = nil, broadcastOffset: Int64 = 0, stand: Stand? = nil,
    commentaries: [CivilDate: Commentary] = [:], pendingAwards: [Award] = [], notices: [PostedNotice] = []
  ) {
    (self.began, self.keys, self.phase, self.phaseOffset) = (began, keys, phase, phaseOffset)
    (self.broadcast, self.broadcastOffset, self.stand) = (broadcast, broadcastOffset, stand)
    (self.commentaries, self.pendingAwards, self.notices) = (commentaries, pendingAwards, notices)
  }

  /// Whether what `key` names has happened.
  public func has(_ key: String) -> Bool { keys[key] != nil }

  // MARK: Fold

  /// Takes note of a cue.
  /// - Returns: `false` if it has happened: the first entry of a key wins.
  mutating func note(_ key: String, on day: CivilDate) -> Bool {
    guard !has(key) else { return false }
    began = began ?? day
    keys[key] = day
    let latest = keys.values.max() ?? day
    forget(before: latest.advanced(by: -CueBook.daysKept))
    return true
  }

  private mutating func forget(before day: CivilDate) {
    keys = keys.filter { $0.value >= day }
    commentaries = commentaries.filter { $0.key >= day }
  }

  mutating func write(_ commentary: Commentary) {
    commentaries[commentary.day] = commentary.text.isEmpty ? nil : commentary
    let horizon = commentary.day.advanced(by: -CueBook.daysAhead - CueBook.daysKept)
    commentaries = commentaries.filter { $0.key >= horizon }
  }

  /// Puts `show` on stage. One that is only recorded, of a day before the latest show's, leaves that where it stands.
  /// - Returns: where it stands; `nil` if it is only recorded.
  mutating func stage(_ show: Show, at offset: Int64) -> Stand? {
    if let stand, show.startsAt == nil, show.day < stand.show.day { return nil }
    let staged = Stand(show, offset: offset, anchor: show.startsAt.map { ShowAnchor(step: 0, at: $0) })
    stand = staged
    return staged
  }

  /// Moves the show that `change` directs, if it is the latest.
  mutating func direct(_ change: ShowChange) -> Stand? {
    guard stand?.show.key == change.show else { return nil }
    stand?.anchor = change.anchor
    return stand
  }
}
