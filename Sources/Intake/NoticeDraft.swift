import Floor
import Wire

/// A message for a site's screens, not yet held against the floor.
public struct NoticeDraft: MessageDraft {
  /// The sender's id; one that nothing else has where the sender gave none.
  public var id: String
  /// On whose screens; `nil`: the caller's site, else the first.
  public var site: SiteID?
  /// The words.
  public var text: String
  /// For how many minutes it is up.
  public var minutes: Int64
  /// Whether the voice of each room reads it out.
  public var isSpoken: Bool
  /// Where it stood in its message.
  public var path = ""

  /// Longest notice, in characters: what is read from eight metres while it is on stage.
  public static let textLimit = 200
  /// The same in bytes: characters of the languages that are written here have at most four.
  static let textBytes = 4 * textLimit
  /// How long a notice may be up, in minutes: ten hours, a day at work.
  public static let minutesAllowed: ClosedRange<Int64> = 1...600
  /// How long it is up if nothing is said.
  public static let usualMinutes: Int64 = 30
}

extension NoticeDraft {
  /// Reads a notice from `reader`; `nil` if a field is missing or wrong, which `reader.faults` then names.
  public init?(_ reader: inout ObjectReader) {
    let id = reader.string("id", maximum: SaleDraft.idLimit)
    let site = reader.string("site", maximum: RosterDraft.idLimit)
    let text = reader.string("text", required: true, maximum: NoticeDraft.textBytes)
    let minutes = reader.integer("minutes", in: NoticeDraft.minutesAllowed)
    let isSpoken = reader.bool("spoken") ?? false
    if let text, text.count > NoticeDraft.textLimit {
      reader.fail(
        "text", "is \(text.count) characters long", allowed: "a text of 1 to \(NoticeDraft.textLimit) characters")
    }
    guard let text, reader.faults.isEmpty else { return nil }
    self.init(
      id: id ?? NoticeDraft.newID(), site: site.map { SiteID($0) }, text: text,
      minutes: minutes ?? NoticeDraft.usualMinutes, isSpoken: isSpoken, path: reader.path)
  }

  /// An id that no other notice has: 128 random bits.
  private static func newID() -> String {
    (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 36) }.joined(separator: "-")
  }
}

/// Somebody takes a notice down, not yet held against the floor.
public struct NoticeEndDraft: MessageDraft {
  /// The notice's.
  public var id: String
  /// Where it stood in its message.
  public var path = ""

  /// Reads the end of a notice from `reader`; `nil` if the id is missing or wrong, which `reader.faults` then says.
  public init?(_ reader: inout ObjectReader) {
    guard let id = reader.string("id", required: true, maximum: SaleDraft.idLimit) else { return nil }
    (self.id, path) = (id, reader.path)
  }
}
