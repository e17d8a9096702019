import Floor
import JSON

/// What a screen's version stands for. Never reorder: the hashes in every log were made from these bytes.
struct ScreenContent: Codable {
  var id: String
  var version: Int
  /// Absent: it was revoked.
  var screen: Settings?

  /// What somebody set, without what the server added.
  struct Settings: Codable {
    var name, site: String
    var team, room: String?
    var token: String
    var playlist: String?
    var lang: String
    var theme: String?
    var volume: Int
    /// By kind, alphabetically; absent where there are none.
    var volumes: [Volume]?
    /// `true` or absent.
    var muted, voice: Bool?
  }

  struct Volume: Codable {
    var kind: String
    var volume: Int
  }

  init(_ change: ScreenChange) {
    (id, version, screen) = (change.id.description, change.version, change.screen.map { Settings($0) })
  }
}

extension ScreenContent.Settings {
  init(_ screen: Screen) {
    (name, site, team) = (screen.name, screen.site.description, screen.team?.description)
    (room, token, playlist) = (screen.room, screen.tokenHash, screen.playlist)
    (lang, theme, volume) = (screen.language.rawValue, screen.theme?.rawValue, screen.volume)
    let kinds = screen.volumesByKind.sorted { Identifier<Self>($0.key) < Identifier<Self>($1.key) }
    volumes = kinds.isEmpty ? nil : kinds.map { .init(kind: $0.key, volume: $0.value) }
    (muted, voice) = (screen.isMuted ? true : nil, screen.isVoice ? true : nil)
  }

  func screen(pairedAt: Int64, by: String) throws(EntryError) -> Screen {
    guard let language = Screen.Language(rawValue: lang) else { throw EntryError("what.screen.lang", "is not known") }
    var screen = Screen(
      name: name, site: SiteID(site), team: team.map { TeamID($0) }, room: room, tokenHash: token, playlist: playlist,
      language: language, pairedAt: pairedAt, pairedBy: by)
    if let theme {
      screen.theme = Screen.Theme(rawValue: theme)
      if screen.theme == nil { throw EntryError("what.screen.theme", "is not known") }
    }
    screen.volume = try volume(volume, "what.screen.volume")
    for kind in volumes ?? [] {
      screen.volumesByKind[kind.kind] = try volume(kind.volume, "what.screen.volumes.\(kind.kind)")
    }
    (screen.isMuted, screen.isVoice) = (muted ?? false, voice ?? false)
    return screen
  }

  private func volume(_ volume: Int, _ field: String) throws(EntryError) -> Int {
    guard Screen.volumes.contains(volume) else { throw EntryError(field, "is \(volume), which is no volume") }
    return volume
  }
}

/// A change of a screen in the log.
struct StoredScreen: StoredForm, Encodable {
  static let kind = "screen"
  var v = EntryCodec.version
  var kind = StoredScreen.kind
  var what: ScreenContent
  var pairedAt: Int64?
  var pairedBy: String?
  var by: String
  var at: Int64

  enum CodingKeys: String, CodingKey {
    case v, kind, what
    case pairedAt = "paired_at"
    case pairedBy = "paired_by"
    case by, at
  }

  init(_ change: ScreenChange) {
    (what, by, at) = (ScreenContent(change), change.by, change.at)
    (pairedAt, pairedBy) = (change.screen?.pairedAt, change.screen?.pairedBy)
  }

  func entry() throws(EntryError) -> Entry {
    guard what.version > 0 else { throw EntryError("what.version", "is \(what.version)") }
    var screen: Screen?
    if let settings = what.screen {
      guard let pairedAt, let pairedBy else { throw EntryError("paired_at and paired_by", "must be said") }
      screen = try settings.screen(pairedAt: instant(pairedAt, "paired_at"), by: pairedBy)
    }
    return .screen(
      ScreenChange(id: ScreenID(what.id), version: what.version, screen: screen, by: by, at: try instant(at, "at")))
  }
}

/// The book of screens in a checkpoint: each as the log would have it. Who changed it last is in the log alone.
extension ByteWriter {
  mutating func screens(_ book: ScreenBook) throws(EntryError) {
    try list(book.items) { writer, item throws(EntryError) in
      try writer.entry(
        .screen(ScreenChange(id: item.id, version: item.version, screen: item.screen, by: "", at: 0)))
    }
  }
}

extension ByteReader {
  mutating func screens() throws(EntryError) -> ScreenBook {
    var book = ScreenBook()
    book.restore(
      try list("screens") { reader throws(EntryError) in
        let change = try reader.entry("screen") { if case .screen(let change) = $0 { change } else { nil } }
        return ScreenBook.Item(id: change.id, version: change.version, screen: change.screen)
      })
    return book
  }
}
