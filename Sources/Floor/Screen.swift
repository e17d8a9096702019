/// A wall's device that was paired: what it is called, where it hangs and what it may sound like.
public struct Screen: Hashable, Sendable {
  /// In which language a screen shows and speaks.
  public enum Language: String, CaseIterable, Hashable, Sendable {
    /// Simplified Chinese.
    case zhCN = "zh-CN"
    /// English.
    case en
  }

  /// How a screen is coloured.
  public enum Theme: String, CaseIterable, Hashable, Sendable {
    /// Dark, calm.
    case night
    /// Red and gold.
    case festive
  }

  /// What people call it: 前台大屏.
  public var name: String
  /// Where it hangs, which decides what it shows.
  public var site: SiteID
  /// Whose it is; `nil`: everybody's.
  public var team: TeamID?
  /// The room: within one, only one screen is heard. `nil`: the site's one room.
  public var room: String?
  /// The hash of the token that its device shows.
  public var tokenHash: String
  /// What its main area shows in turn; `nil`: the first playlist that is configured.
  public var playlist: String?
  /// Its language.
  public var language: Language
  /// Its colours; `nil`: the company's.
  public var theme: Theme?
  /// How loud it is, one of `volumes`.
  public var volume: Int
  /// How loud a kind of sound is, where that is not `volume`.
  public var volumesByKind: [String: Int]
  /// Whether it is silent.
  public var isMuted: Bool
  /// Whether it is the one that is heard in its room.
  public var isVoice: Bool
  /// Unix milliseconds, the server's clock.
  public var pairedAt: Int64
  /// Who paired it: the name of their token.
  public var pairedBy: String

  /// Silent to as loud as the device can be.
  public static let volumes = 0...100
  /// How loud a screen is that nobody has set: heard over talk, with room to make a ceremony louder.
  public static let usualVolume = 80

  /// A screen as it is paired.
  public init(
    name: String, site: SiteID, team: TeamID? = nil, room: String? = nil, tokenHash: String, playlist: String? = nil,
    language: Language = .zhCN, pairedAt: Int64, pairedBy: String
  ) {
    (self.name, self.site, self.team, self.room, self.tokenHash) = (name, site, team, room, tokenHash)
    (self.playlist, self.language, self.pairedAt, self.pairedBy) = (playlist, language, pairedAt, pairedBy)
    (theme, volume, volumesByKind, isMuted, isVoice) = (nil, Screen.usualVolume, [:], false, false)
  }

  /// Whether both hang in one room.
  public func sharesRoom(with other: Screen) -> Bool { site == other.site && room == other.room }
}

/// A screen was paired, set otherwise or revoked.
public struct ScreenChange: Hashable, Sendable {
  /// Given by the server when it was paired.
  public var id: ScreenID
  /// Counts the changes of this screen, from 1: of two that were made on the same version, the first wins.
  public var version: Int
  /// All that is set from here on; `nil`: it was revoked, for ever.
  public var screen: Screen?
  /// Who did it: the name of their token.
  public var by: String
  /// Unix milliseconds, the server's clock.
  public var at: Int64

  /// A change.
  public init(id: ScreenID, version: Int, screen: Screen?, by: String, at: Int64) {
    (self.id, self.version, self.screen, self.by, self.at) = (id, version, screen, by, at)
  }
}

/// Names a paired screen; given by the server.
public typealias ScreenID = Identifier<Screen>
