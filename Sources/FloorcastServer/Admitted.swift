import Floor
import Intake
import JSON
import Journal
import Rhythm
import Wire

/// Something that passed the door, with the bytes that the journal is to keep.
struct Admitted {
  var entry: Entry
  var draft: Draft

  init(_ entry: Entry) throws(Problem) {
    self.entry = entry
    do {
      draft = try Draft(entry, after: 0)
    } catch {
      throw .internalError("the entry cannot be written: \(error)")
    }
  }
}

extension Admission {
  /// The entry that `submission` becomes.
  func entry(of submission: Submission, by caller: Caller, source: String, now: Int64) throws(Problem) -> Entry {
    switch submission {
    case .pairing(let draft): try .screen(admit(draft, by: caller, now: now))
    case .screenChange(let draft): try .screen(admit(draft, by: caller, now: now))
    case .sale(let draft): try .sale(admit(draft, by: caller, now: now, source: source))
    case .correction(let draft): try .correction(admit(draft, by: caller, now: now))
    case .target(let draft): try .target(admit(draft, by: caller, now: now))
    case .activity(let draft): try .activity(admit(draft, by: caller, now: now))
    case .conduct(let draft): try .conduct(admit(draft, by: caller, now: now))
    case .award(let draft): try .award(admit(draft, by: caller, now: now))
    case .awardChange(let draft): try .awardChange(admit(draft, by: caller, now: now))
    case .roster(let draft): try .roster(admit(draft, by: caller, now: now))
    case .applause(let draft): try .applause(admit(draft, by: caller, now: now))
    case .showChange(let draft): try admit(draft, by: caller, now: now)
    case .commentary(let draft): try .commentary(admit(draft, by: caller, now: now))
    case .notice(let draft): try .notice(admit(draft, by: caller, now: now))
    case .noticeEnd(let draft): try .noticeEnd(admit(draft, by: caller, now: now))
    case .media(let draft): try .roster(admit(draft, by: caller, now: now))
    }
  }
}

/// The business days of sites; remembers the zones it looked up.
final class BusinessDays {
  private var calendar = BusinessCalendar()

  /// The business day of `site` at `instant` (Unix milliseconds).
  func day(at instant: Int64, _ site: Site) -> CivilDate { moment(at: instant, site).day }

  /// The business day of `site` at `instant`, and the minutes since its midnight.
  func moment(at instant: Int64, _ site: Site) -> (day: CivilDate, minute: Int) {
    calendar.moment(at: instant, zone: site.timeZone, dayStart: site.dayStart)
  }

  /// When the clock of `site` shows `minute` (since its midnight) of `day`, in Unix milliseconds.
  func instant(of day: CivilDate, minute: Int, _ site: Site) -> Int64 {
    calendar.instant(of: day, minute: minute, zone: site.timeZone)
  }
}

extension Draft {
  /// What the journal keeps of `entry`, which is to follow the entry at `head`.
  init(_ entry: Entry, after head: Int64) throws {
    let body = try EntryCodec.encode(entry)
    self.init(
      key: EntryCodec.key(for: entry, after: head), hash: try EntryCodec.hash(of: entry, body: body), body: body)
  }
}
