import Floor
import JSON

/// A show in the log.
struct StoredShow: StoredForm, Encodable {
  static let kind = "show"
  var v = EntryCodec.version
  var kind = StoredShow.kind
  var show, site, day: String
  var at: Int64
  var by: String?
  var startsAt: Int64?
  var currency: String
  var steps: [StoredStep]
  var awards: [StoredAward]

  enum CodingKeys: String, CodingKey {
    case v, kind, show, site, day, at, by
    case startsAt = "starts_at"
    case currency, steps, awards
  }

  init(_ show: Show) {
    (self.show, site, day) = (show.kind.rawValue, show.site.description, show.day.description)
    (at, by, startsAt, currency) = (show.at, show.by, show.startsAt, show.currency.description)
    (steps, awards) = (show.steps.map { StoredStep($0) }, show.awards.map { StoredAward($0) })
  }

  func entry() throws(EntryError) -> Entry {
    guard let kind = Show.Kind(rawValue: show) else { throw EntryError("show", "is not known") }
    var startsAt: Int64?
    if let stored = self.startsAt { startsAt = try instant(stored, "starts_at") }
    return .show(
      Show(
        kind: kind, site: SiteID(site), day: try Wire.day(day, "day"), at: try instant(at, "at"), by: by,
        startsAt: startsAt,
        steps: try decoded(steps, "steps") { step throws(EntryError) in try step.step() },
        awards: try decoded(awards, "awards") { award throws(EntryError) in try award.award() },
        currency: try Wire.currency(currency, "currency")))
  }

  private func decoded<Stored, Value>(
    _ list: [Stored], _ field: String, _ decode: (Stored) throws(EntryError) -> Value
  ) throws(EntryError) -> [Value] {
    var values: [Value] = []
    for (i, stored) in list.enumerated() {
      do { values.append(try decode(stored)) } catch { throw error.below("\(field)[\(i)]") }
    }
    return values
  }
}

/// What a change of a show stands for: where it left the show is the server's answer, and follows from when it came.
/// Never reorder: the hashes in every log were made from these bytes.
struct ShowChangeContent: Codable {
  var id, site, action: String

  init(_ change: ShowChange) {
    (id, site, action) = (change.id, change.site.description, change.action.rawValue)
  }
}

/// A change of a show in the log.
struct StoredShowChange: StoredForm, Encodable {
  static let kind = "show_change"
  var v = EntryCodec.version
  var kind = StoredShowChange.kind
  var what: ShowChangeContent
  var show: String
  var anchor: StoredAnchor?
  var by: String
  var at: Int64

  struct StoredAnchor: Codable {
    var step: Int
    var at: Int64
    var heldAt: Int64?

    enum CodingKeys: String, CodingKey {
      case step, at
      case heldAt = "held_at"
    }
  }

  init(_ change: ShowChange) {
    (what, show, by, at) = (ShowChangeContent(change), change.show, change.by, change.at)
    anchor = change.anchor.map { StoredAnchor(step: $0.step, at: $0.at, heldAt: $0.heldAt) }
  }

  func entry() throws(EntryError) -> Entry {
    guard let action = ShowChange.Action(rawValue: what.action) else { throw EntryError("what.action", "is not known") }
    var place: ShowAnchor?
    if let anchor {
      place = try ShowAnchor(checked: anchor.step, at: anchor.at, heldAt: anchor.heldAt, "anchor")
    }
    return .showChange(
      ShowChange(
        id: what.id, show: show, site: SiteID(what.site), action: action, anchor: place, by: by,
        at: try instant(at, "at")))
  }
}

extension ShowAnchor {
  /// An anchor as it was stored at `field`, if it can be one.
  init(checked step: Int, at: Int64, heldAt: Int64?, _ field: String) throws(EntryError) {
    guard step >= 0 else { throw EntryError("\(field).step", "is \(step)") }
    self.init(step: step, at: try instant(at, "\(field).at"))
    if let heldAt { self.heldAt = try instant(heldAt, "\(field).held_at") }
  }
}
