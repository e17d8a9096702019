import Floor
import Wire

/// What an agent did on the phone, as it was sent, not yet held against the floor.
public struct ActivityDraft: BatchDraft {
  /// `an agent's activity`.
  public static let singular = "an agent's activity"
  /// `activity`.
  public static let plural = "activity"

  /// The sender's id.
  public var id: String
  /// An agent's identifier or exact name.
  public var agent: String
  /// The business day.
  public var day: CivilDate
  /// Calls made.
  public var calls: Int64
  /// Calls that somebody took.
  public var connects: Int64
  /// Seconds on the phone.
  public var talkSeconds: Int64
  /// Where it stood in its message.
  public var path = ""

  /// Most calls of one day: no dialler makes more for one person.
  public static let mostCalls: Int64 = 100_000
  /// The seconds of a day.
  public static let mostTalkSeconds: Int64 = 86_400
}

extension ActivityDraft {
  /// Reads an activity from `reader`; `nil` if a field is missing or wrong, which `reader.faults` then names.
  public init?(_ reader: inout ObjectReader) {
    let id = reader.string("id", required: true, maximum: SaleDraft.idLimit)
    let agent = reader.string("agent", required: true, maximum: SaleDraft.textLimit)
    let day = reader.day("day", required: true)
    let calls = reader.integer("calls", required: true, in: 0...ActivityDraft.mostCalls)
    let connects = reader.integer("connects", required: true, in: 0...ActivityDraft.mostCalls)
    let talk = reader.integer("talk_seconds", required: true, in: 0...ActivityDraft.mostTalkSeconds)
    if let calls, let connects, connects > calls {
      reader.fail("connects", "is \(connects)", allowed: "at most calls, which is \(calls)")
    }
    guard let id, let agent, let day, let calls, let connects, let talk, reader.faults.isEmpty else { return nil }
    self.init(
      id: id, agent: agent, day: day, calls: calls, connects: connects, talkSeconds: talk, path: reader.path)
  }
}

/// Points for conduct, as they were sent, not yet held against the floor.
public struct ConductDraft: MessageDraft {
  /// The sender's id.
  public var id: String
  /// An agent's identifier or exact name.
  public var agent: String
  /// The business day they count on; `nil`: today.
  public var day: CivilDate?
  /// For what.
  public var kind: Conduct.Kind
  /// How many; negative takes points back.
  public var points: Int64
  /// Why.
  public var reason: String
  /// Where it stood in its message.
  public var path = ""

  /// Most points given or taken at once: five times what a month expects of a person by the standard rules.
  public static let mostPoints: Int64 = 100
}

extension ConductDraft {
  /// Reads points from `reader`; `nil` if a field is missing or wrong, which `reader.faults` then names.
  public init?(_ reader: inout ObjectReader) {
    let id = reader.string("id", required: true, maximum: SaleDraft.idLimit)
    let agent = reader.string("agent", required: true, maximum: SaleDraft.textLimit)
    let day = reader.day("day")
    let kind = reader.word("for", required: true, of: Conduct.Kind.self)
    let most = ConductDraft.mostPoints
    let points = reader.integer("points", required: true, in: -most...most)
    let reason = reader.string("reason", required: true, maximum: SaleDraft.textLimit)
    if points == 0 { reader.fail("points", "is zero", allowed: "-\(most) to \(most), not 0") }
    guard let id, let agent, let kind, let points, let reason, reader.faults.isEmpty else { return nil }
    self.init(id: id, agent: agent, day: day, kind: kind, points: points, reason: reason, path: reader.path)
  }
}
