import Floor
import Wire

/// What somebody wants to happen to a show, not yet held against where it stands.
public struct ShowChangeDraft: MessageDraft {
  /// What is wanted.
  public enum Wish: Hashable, Sendable {
    /// That today's show of a kind begins now.
    case start(Show.Kind)
    /// That the show on stage is directed.
    case direct(ShowChange.Action)
  }

  /// The sender's id.
  public var id: String
  /// Where.
  public var site: SiteID
  /// What is wanted.
  public var wish: Wish
  /// Where it stood in its message.
  public var path = ""

  /// What a sender may say; to put a show right after the clock was set is the server's own.
  enum Word: String, CaseIterable {
    case start, hold, resume, skip, back
    case `repeat`
    case abort
  }
}

extension ShowChangeDraft {
  /// Reads a wish from `reader`; `nil` if a field is missing or wrong, which `reader.faults` then names.
  public init?(_ reader: inout ObjectReader) {
    let id = reader.string("id", required: true, maximum: SaleDraft.idLimit)
    let site = reader.string("site", required: true, maximum: RosterDraft.idLimit)
    let word = reader.word("action", required: true, of: Word.self)
    let kind = word == .start ? reader.word("show", required: true, of: Show.Kind.self) : nil
    guard let id, let site, let word, reader.faults.isEmpty else { return nil }
    guard let wish = kind.map(Wish.start) ?? word.action.map(Wish.direct) else { return nil }
    self.init(id: id, site: SiteID(site), wish: wish, path: reader.path)
  }
}

extension ShowChangeDraft.Word {
  /// What it does to a show that is on stage.
  var action: ShowChange.Action? {
    switch self {
    case .start: nil
    case .hold: .hold
    case .resume: .resume
    case .skip: .skip
    case .back: .back
    case .repeat: .repeat
    case .abort: .abort
    }
  }
}
