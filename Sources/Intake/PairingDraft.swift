import Floor
import Wire

/// The pairing of a device whose code somebody typed, not yet held against the floor.
public struct PairingDraft: MessageDraft {
  /// What the door found behind a code: what the device is going to be.
  public struct Grant: Hashable, Sendable {
    /// What it is called for ever.
    public var id: ScreenID
    /// Of the token that the device gets.
    public var tokenHash: String

    /// A grant.
    public init(id: ScreenID, tokenHash: String) { (self.id, self.tokenHash) = (id, tokenHash) }
  }

  /// As it was typed.
  public var code: String
  /// What the door found behind it; `nil`: nothing.
  public var grant: Grant?
  /// What people call the screen.
  public var name: String
  /// Where it hangs.
  public var site: SiteID
  /// Whose it is.
  public var team: TeamID?
  /// In which room.
  public var room: String?
  /// Its language; `nil`: the first market's.
  public var language: Screen.Language?
  /// What it shows in turn.
  public var playlist: String?
  /// Where it stood in its message.
  public var path = ""

  /// Longest name of a room, in bytes.
  public static let roomLimit = 64
  /// Longest code as somebody may type it, with dashes and spaces, in bytes.
  public static let codeLimit = 40
}

extension PairingDraft {
  /// Reads a pairing from `reader`; `nil` if a field is missing or wrong, which `reader.faults` then names.
  public init?(_ reader: inout ObjectReader) {
    let code = reader.string("code", required: true, maximum: PairingDraft.codeLimit)
    let name = reader.string("name", required: true, maximum: RosterDraft.nameLimit)
    let site = reader.string("site", required: true, maximum: RosterDraft.idLimit)
    let team = reader.string("team", maximum: RosterDraft.idLimit).map { TeamID($0) }
    let room = reader.string("room", maximum: PairingDraft.roomLimit)
    let language = reader.word("lang", of: Screen.Language.self)
    let playlist = reader.string("playlist", maximum: RosterDraft.idLimit)
    guard let code, let name, let site, reader.faults.isEmpty else { return nil }
    self.init(
      code: code, name: name, site: SiteID(site), team: team, room: room, language: language, playlist: playlist,
      path: reader.path)
  }
}
