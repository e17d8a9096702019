/// How a company's screens look.
public struct ThemeView: Encodable, Hashable, Sendable {
  var name: String
  var accent, logo: String?

  /// - Parameters:
  ///   - name: the theme's.
  ///   - accent: `#rrggbb`, in place of the theme's own.
  ///   - logo: the address of the company's sign.
  public init(name: String, accent: String? = nil, logo: String? = nil) {
    (self.name, self.accent, self.logo) = (name, accent, logo)
  }
}

/// A scene of a playlist, and how long it is on the screen.
public struct PlaylistItem: Encodable, Hashable, Sendable {
  /// What the screen's main area shows.
  public enum Scene: String, CaseIterable, Hashable, Sendable {
    case standings, podium, teams, pace, sites, feed, fame, honours, message, morning, greeting, quiet
  }

  var scene: String
  var seconds: Int

  /// `scene` for so many seconds.
  public init(_ scene: Scene, seconds: Int) { (self.scene, self.seconds) = (scene.rawValue, seconds) }
}
