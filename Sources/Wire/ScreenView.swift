import Floor
import JSON

/// A paired screen as its own wall is told what it is; what is as usual is left out.
public struct ScreenView: Encodable, Sendable {
  /// Its identifier.
  public let id: String
  var name, site: String
  var team, room: String?
  var lang: String
  var theme: String?
  var volume: Int
  var volumes: Volumes?
  var muted, voice: Bool?

  /// The screen of that name.
  public init(_ id: ScreenID, _ screen: Screen) {
    (self.id, name, site) = (id.description, screen.name, screen.site.description)
    (team, room, lang) = (screen.team?.description, screen.room, screen.language.rawValue)
    (theme, volume) = (screen.theme?.rawValue, screen.volume)
    volumes = screen.volumesByKind.isEmpty ? nil : Volumes(byKind: screen.volumesByKind)
    (muted, voice) = (screen.isMuted ? true : nil, screen.isVoice ? true : nil)
  }

  /// `{"big_deal":100}`.
  struct Volumes: Encodable, Sendable {
    var byKind: [String: Int]

    private struct Kind: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init(_ kind: String) { stringValue = kind }
      init?(stringValue: String) { self.init(stringValue) }
      init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Kind.self)
      for (kind, volume) in byKind.sorted(by: { $0.key < $1.key }) { try object.encode(volume, forKey: Kind(kind)) }
    }
  }
}

/// What paired screens are told besides the log.
extension ServerMessage {
  /// A screen is set otherwise from here on. Not in the log's sequence: it is said of one screen.
  /// - Parameter playlist: what it shows one after the other.
  public static func screen(_ screen: ScreenView, playlist: [PlaylistItem]) throws(JSONError) -> [UInt8] {
    try JSON.encode(ScreenSet(screen: screen, playlist: playlist))
  }

  /// Somebody at the console wants something of this screen now.
  public static func order(_ order: ScreenOrder) throws(JSONError) -> [UInt8] {
    try JSON.encode(Ordered(order: order.rawValue))
  }
}

/// What can be asked of a screen that is not recorded.
public enum ScreenOrder: String, CaseIterable, Hashable, Sendable {
  /// Show its name, large.
  case identify
  /// Load its page anew.
  case reload
  /// Play a sound.
  case testSound = "test_sound"
}

private struct ScreenSet: Encodable {
  let kind = "screen"
  var screen: ScreenView
  var playlist: [PlaylistItem]
}

private struct Ordered: Encodable {
  let kind = "order"
  var order: String
}
