import Floor
import Wire

/// What sales operations write for a day's ceremony, not yet held against the floor.
public struct CommentaryDraft: MessageDraft {
  /// The sender's id.
  public var id: String
  /// Where.
  public var site: SiteID
  /// The business day it is about; `nil`: today.
  public var day: CivilDate?
  /// The words; empty takes an earlier commentary back.
  public var text: String
  /// Where it stood in its message.
  public var path = ""

  /// Longest commentary, in bytes: some 200 Chinese characters, which is what is read in the time of the last picture.
  public static let textLimit = 600
}

extension CommentaryDraft {
  /// Reads a commentary from `reader`; `nil` if a field is missing or wrong, which `reader.faults` then names.
  public init?(_ reader: inout ObjectReader) {
    let id = reader.string("id", required: true, maximum: SaleDraft.idLimit)
    let site = reader.string("site", required: true, maximum: RosterDraft.idLimit)
    let day = reader.day("day")
    let text = CommentaryDraft.text(&reader)
    guard let id, let site, let text, reader.faults.isEmpty else { return nil }
    self.init(id: id, site: SiteID(site), day: day, text: text, path: reader.path)
  }

  /// Only this text may be empty, which is not the same as missing.
  private static func text(_ reader: inout ObjectReader) -> String? {
    if case .string("")? = reader.node("text")?.value { return "" }
    return reader.string("text", required: true, maximum: textLimit)
  }
}
