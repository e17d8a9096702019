import Floor
import JSON
import Wire

/// What of a screen is to be set otherwise, not yet held against the floor. What is not named stays.
public struct ScreenChangeDraft: MessageDraft {
  /// What becomes of something that need not be there.
  public enum Edit<Value: Hashable & Sendable>: Hashable, Sendable {
    /// Nothing.
    case keep
    /// It is not there any more: `null` or an empty text.
    case clear
    /// It is this.
    case set(Value)

    /// What is there after the edit of `value`.
    func applied(to value: Value?) -> Value? {
      switch self {
      case .keep: value
      case .clear: nil
      case .set(let new): new
      }
    }
  }

  /// Which screen.
  public var id: ScreenID
  /// Whether its device is a stranger from here on; then nothing else counts.
  public var isRevoked = false
  /// What people call it.
  public var name: String?
  /// Where it hangs.
  public var site: SiteID?
  /// Whose it is.
  public var team: Edit<TeamID> = .keep
  /// In which room.
  public var room: Edit<String> = .keep
  /// Its language.
  public var language: Screen.Language?
  /// Its colours.
  public var theme: Edit<Screen.Theme> = .keep
  /// What it shows in turn.
  public var playlist: Edit<String> = .keep
  /// How loud it is.
  public var volume: Int?
  /// How loud each kind of sound is: all of them.
  public var volumes: [String: Int]?
  /// Whether it is silent.
  public var isMuted: Bool?
  /// Whether it is heard in its room.
  public var isVoice: Bool?
  /// Where it stood in its message.
  public var path = ""

  /// Kinds of sound that may have a volume of their own: more than there are.
  public static let kindLimit = 16
}

extension ScreenChangeDraft {
  /// Reads a change from `reader`; `nil` if a field is missing or wrong, which `reader.faults` then names.
  public init?(_ reader: inout ObjectReader) {
    guard let id = reader.string("id", required: true, maximum: RosterDraft.idLimit) else { return nil }
    self.init(id: ScreenID(id), path: reader.path)
    isRevoked = reader.bool("revoked") ?? false
    name = reader.string("name", maximum: RosterDraft.nameLimit)
    site = reader.string("site", maximum: RosterDraft.idLimit).map { SiteID($0) }
    team = reader.edit("team") { reader in reader.string("team", maximum: RosterDraft.idLimit).map { TeamID($0) } }
    room = reader.edit("room") { reader in reader.string("room", maximum: PairingDraft.roomLimit) }
    language = reader.word("lang", of: Screen.Language.self)
    theme = reader.edit("theme") { reader in reader.word("theme", of: Screen.Theme.self) }
    playlist = reader.edit("playlist") { reader in reader.string("playlist", maximum: RosterDraft.idLimit) }
    volume = reader.volume("volume")
    volumes = reader.volumes("volumes")
    isMuted = reader.bool("muted")
    isVoice = reader.bool("voice")
    if reader.faults.isEmpty, self == ScreenChangeDraft(id: self.id, path: path) {
      reader.fail("", "changes nothing", allowed: "something to set, or revoked", at: reader.position)
    }
    guard reader.faults.isEmpty else { return nil }
  }
}

extension ObjectReader {
  /// What becomes of the member `key`, which is taken away by `null` or an empty text.
  fileprivate mutating func edit<Value>(
    _ key: String, _ read: (inout ObjectReader) -> Value?
  ) -> ScreenChangeDraft.Edit<Value> {
    if isNull(key) { return .clear }
    if case .string("")? = node(key)?.value { return .clear }
    return read(&self).map { .set($0) } ?? .keep
  }

  fileprivate mutating func volume(_ key: String) -> Int? {
    let range = Int64(Screen.volumes.lowerBound)...Int64(Screen.volumes.upperBound)
    return integer(key, in: range).map(Int.init)
  }

  /// `{"big_deal":100}`: a kind is a word of small letters.
  fileprivate mutating func volumes(_ key: String) -> [String: Int]? {
    object(key) { reader in
      var volumes: [String: Int] = [:]
      for kind in reader.names {
        if kind.wholeMatch(of: /[a-z][a-z_]{0,23}/) == nil {
          reader.fail(kind, "is no kind of sound", allowed: "small letters and _, at most 24")
        } else if let volume = reader.volume(kind) {
          volumes[kind] = volume
        }
      }
      if volumes.count > ScreenChangeDraft.kindLimit {
        reader.fail("", "has \(volumes.count) kinds", allowed: "at most \(ScreenChangeDraft.kindLimit)")
      }
      return volumes
    }
  }
}
