import Floor
import Intake
import JSON
import Journal
import Rhythm
import Wire

/// A sale or correction that passed the door, with the bytes that the journal is to keep.
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

/// The business days of sites; remembers the zones it looked up.
final class BusinessDays {
  private var calendar = BusinessCalendar()

  /// The business day of `site` at `instant` (Unix milliseconds).
  func day(at instant: Int64, _ site: Site) -> CivilDate { calendar.day(at: instant, zone: site.timeZone) }
}

extension Draft {
  /// What the journal keeps of `entry`, which is to follow the entry at `head`.
  init(_ entry: Entry, after head: Int64) throws(JSONError) {
    let body = try EntryCodec.encode(entry)
    self.init(
      key: EntryCodec.key(for: entry, after: head), hash: try EntryCodec.hash(of: entry, body: body), body: body)
  }
}
