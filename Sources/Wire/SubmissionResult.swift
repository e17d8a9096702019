import Floor

/// The answer to whatever was sent in.
public enum SubmissionResult: Encodable, Sendable {
  /// A sale's.
  case sale(SaleResult)
  /// A correction's.
  case correction(CorrectionResult)
  /// Anything else's.
  case entry(EntryResult)
  /// An order's, which is not in the log.
  case order(OrderResult)

  /// Whether it was in the log already.
  public var isDuplicate: Bool {
    switch self {
    case .sale(let result): result.duplicate
    case .correction(let result): result.duplicate
    case .entry(let result): result.duplicate
    case .order: false
    }
  }

  /// Whether it is a sale of an agent nobody knows.
  public var isUnresolved: Bool { if case .sale(let result) = self { result.status == "unresolved" } else { false } }

  /// Encodes the answer itself: which kind it is shows in its fields.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .sale(let result): try result.encode(to: encoder)
    case .correction(let result): try result.encode(to: encoder)
    case .entry(let result): try result.encode(to: encoder)
    case .order(let result): try result.encode(to: encoder)
    }
  }
}

/// The answer to an order: it is on its way.
public struct OrderResult: Encodable, Sendable {
  let status = "sent"
  let kind = "screen_order"
  /// The screen, or the wall that is not paired.
  var id: String
  var order: String

  /// The answer to `order` for the screen or viewer `id`.
  public init(_ id: String, _ order: ScreenOrder) { (self.id, self.order) = (id, order.rawValue) }
}

/// The answer to an entry that has no result of its own: it is in the log.
public struct EntryResult: Encodable, Sendable {
  let status = "recorded"
  /// Whether it was in the log already.
  public var duplicate: Bool
  /// What it is: `screen`, `target`, `activity`, `conduct`, `award`, `award_change`, `roster`, `applause`,
  /// `show`, `show_change`, `commentary`, `notice`, `notice_end`.
  public var kind: String
  /// What its sender called it.
  public var id: String
  /// Its place in the log.
  public var offset: Int64

  /// The answer to `entry`, which is at `offset`.
  public init(_ entry: Entry, at offset: Int64, duplicate: Bool) {
    (kind, id, self.offset, self.duplicate) = (entry.kind, entry.id, offset, duplicate)
  }
}

extension Entry {
  /// The name of its kind in messages.
  public var kind: String {
    switch self {
    case .roster: "roster"
    case .rules: "rules"
    case .company: "company"
    case .screen: "screen"
    case .sale: "sale"
    case .correction: "correction"
    case .target: "target"
    case .activity: "activity"
    case .conduct: "conduct"
    case .award: "award"
    case .awardChange: "award_change"
    case .applause: "applause"
    case .phase: "phase"
    case .broadcast: "broadcast"
    case .show: "show"
    case .showChange: "show_change"
    case .commentary: "commentary"
    case .notice: "notice"
    case .noticeEnd: "notice_end"
    }
  }

  /// What its sender called it; what happens at its time is called by its key. Empty for changes of the configuration.
  public var id: String {
    switch self {
    case .roster(let change): if case .edit(let id, _) = change.origin { id } else { "" }
    case .rules, .company: ""
    case .screen(let change): change.id.description
    case .sale(let accepted): accepted.sale.id.description
    case .correction(let correction): correction.id
    case .target(let target): target.id
    case .activity(let activity): activity.id
    case .conduct(let conduct): conduct.id
    case .award(let award): award.id
    case .awardChange(let change): change.id
    case .applause(let applause): "\(applause.announcement)/\(applause.agent)"
    case .phase(let cue): cue.key
    case .broadcast(let broadcast): broadcast.key
    case .show(let show): show.key
    case .showChange(let change): change.id
    case .commentary(let commentary): commentary.id
    case .notice(let notice): notice.id
    case .noticeEnd(let end): end.id
    }
  }
}
