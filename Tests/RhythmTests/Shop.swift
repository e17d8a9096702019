import Floor
import Rhythm
import Testing

/// A site under a virtual clock: what comes due happens at once, under its key.
struct Shop {
  var watch: CueWatch
  var calendar: WorkingCalendar
  let timetable: Timetable
  let zone: String
  let dayStart: Int
  /// What happened, in its order.
  private(set) var happened: [(cue: DueCue, at: Int64)] = []
  private(set) var keys: Set<String> = []
  var began: CivilDate?

  init(
    _ timetable: Timetable = Days.ordinary, _ calendar: WorkingCalendar = Days.china, zone: String = "Asia/Shanghai",
    dayStart: Int = 0
  ) {
    (self.timetable, self.calendar, self.zone, self.dayStart) = (timetable, calendar, zone, dayStart)
    watch = CueWatch(site: Days.bj, zone: zone, timetable: timetable, dayStart: dayStart)
  }

  /// The process starts anew: only what is in the log is known.
  mutating func restart() {
    watch = CueWatch(site: Days.bj, zone: zone, timetable: timetable, dayStart: dayStart)
  }

  @discardableResult
  mutating func look(at now: Int64) -> [DueCue] {
    let due = due(at: now)
    for cue in due {
      #expect(self.keys.insert(cue.key).inserted, "\(cue.key) twice")
      began = began ?? cue.day
      happened.append((cue, now))
    }
    return due
  }

  /// Lets go of the keys before more are noted: they would be copied each time.
  private mutating func due(at now: Int64) -> [DueCue] {
    let keys = keys
    return watch.due(at: now, calendar: calendar, began: began) { keys.contains($0) }
  }

  /// Looks at the clock, at Shanghai's unless another site's zone is meant.
  @discardableResult
  mutating func look(_ day: String, _ minute: Int, seconds: Int64 = 0) -> [String] {
    look(at: Days.instant(day, minute, zone) + seconds * 1000).map(\.key)
  }
}
