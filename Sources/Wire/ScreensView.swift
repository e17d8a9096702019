import Floor

/// Every screen, and how it is: the answer to whoever looks after them.
public struct ScreensView: Encodable, Sendable {
  var time: Int64
  /// Those that were paired.
  public var screens: [Item]
  /// Walls that are open without being paired.
  public var unpaired: [Unpaired]
  var playlists: [Playlist]
  var assets: String?

  /// - Parameters:
  ///   - time: of the answer, Unix milliseconds.
  ///   - playlists: what a screen can be given: id and name.
  ///   - assets: the version of the files that walls load; `nil` where it is not known.
  public init(
    time: Int64, screens: [Item], unpaired: [Unpaired], playlists: [(id: String, name: Wording)], assets: String?
  ) {
    (self.time, self.screens, self.unpaired, self.assets) = (time, screens, unpaired, assets)
    self.playlists = playlists.map { Playlist(id: $0.id, name: WordingView($0.name)) }
  }

  struct Playlist: Encodable, Sendable {
    var id: String
    var name: WordingView
  }

  /// A paired screen.
  public struct Item: Encodable, Sendable {
    var view: ScreenView
    var playlist: String?
    var pairedAt: Int64
    var pairedBy: String
    /// How it is.
    public var live: LiveView

    enum CodingKeys: String, CodingKey {
      case playlist
      case pairedAt = "paired_at"
      case pairedBy = "paired_by"
    }

    /// The screen of that name.
    public init(_ id: ScreenID, _ screen: Screen, _ live: LiveView) {
      (view, playlist, self.live) = (ScreenView(id, screen), screen.playlist, live)
      (pairedAt, pairedBy) = (screen.pairedAt, screen.pairedBy)
    }

    /// Encodes what is set and how it is as one object.
    public func encode(to encoder: any Encoder) throws {
      try view.encode(to: encoder)
      var object = encoder.container(keyedBy: CodingKeys.self)
      try object.encodeIfPresent(playlist, forKey: .playlist)
      try object.encode(pairedAt, forKey: .pairedAt)
      try object.encode(pairedBy, forKey: .pairedBy)
      try live.encode(to: encoder)
    }
  }

  /// A wall that is open without being paired.
  public struct Unpaired: Encodable, Sendable {
    var viewer, site: String
    /// How it is.
    public var live: LiveView

    enum CodingKeys: CodingKey { case viewer, site }

    /// - Parameter viewer: by what orders name it while it is open.
    public init(viewer: String, site: SiteID, _ live: LiveView) {
      (self.viewer, self.site, self.live) = (viewer, site.description, live)
    }

    /// Encodes where it is and how it is as one object.
    public func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: CodingKeys.self)
      try object.encode(viewer, forKey: .viewer)
      try object.encode(site, forKey: .site)
      try live.encode(to: encoder)
    }
  }
}

/// How a wall is: what it says of itself, and how fast it shows what happens.
public struct LiveView: Encodable, Sendable {
  var online: Bool
  var since, seen: Int64?
  var status: ScreenStatus?
  /// Of its newest receipts.
  public var latency: Latency?
  /// The newest, oldest first; left out where the answer would be too long.
  public var receipts: [Receipt]?

  /// How long it took from the server's knowing something to its being painted, less what it waited for its turn, in ms.
  public struct Latency: Encodable, Hashable, Sendable {
    /// What half of them did not exceed, and what ninety-nine in a hundred did not.
    public var p50, p99: Int64
    /// How many they are.
    public var count: Int

    /// Of `count` receipts.
    public init(p50: Int64, p99: Int64, count: Int) { (self.p50, self.p99, self.count) = (p50, p99, count) }
  }

  /// One thing that was painted.
  public struct Receipt: Encodable, Hashable, Sendable {
    /// Its entry.
    public var offset: Int64
    /// Unix milliseconds by what the page takes for the server's clock.
    public var painted: Int64
    /// Milliseconds; negative where the page's clock is behind.
    public var latency: Int64

    /// A receipt.
    public init(offset: Int64, painted: Int64, latency: Int64) {
      (self.offset, self.painted, self.latency) = (offset, painted, latency)
    }
  }

  /// - Parameters:
  ///   - since: since when it is online, Unix milliseconds.
  ///   - seen: when it last said something, Unix milliseconds.
  public init(
    online: Bool, since: Int64?, seen: Int64?, status: ScreenStatus?, latency: Latency?, receipts: [Receipt]?
  ) {
    (self.online, self.since, self.seen) = (online, since, seen)
    (self.status, self.latency, self.receipts) = (status, latency, receipts)
  }
}

/// What a wall says of itself.
public struct ScreenStatus: Encodable, Hashable, Sendable {
  /// Whether its sounds are heard.
  public enum Sound: String, CaseIterable, Hashable, Sendable { case ready, blocked, off }
  /// Who speaks.
  public enum Voice: String, CaseIterable, Hashable, Sendable { case browser, server, none }

  /// What its main area shows.
  public var scene: String
  /// The version of the files that it loaded.
  public var version: String
  /// Milliseconds since it last painted.
  public var frameAge: Int64
  /// Whether its sounds are heard.
  public var sound: Sound
  /// Who speaks.
  public var voice: Voice
  /// Bytes that its page takes; 0 where the browser does not say.
  public var memory: Int64
  /// Elements of its page.
  public var nodes: Int64
  /// Whether its browser trusts the connection, keeps the screen awake, and shows the page.
  public var isSecure, holdsWakeLock, isVisible: Bool
  /// In pixels: `1920x1080`.
  public var size: String
  /// How much it missed and took to the ticker.
  public var caughtUp: Int64

  enum CodingKeys: String, CodingKey {
    case scene, version
    case frameAge = "frame_age"
    case sound, voice, memory, nodes
    case isSecure = "secure"
    case holdsWakeLock = "wake_lock"
    case isVisible = "visible"
    case size
    case caughtUp = "caught_up"
  }

  /// A status.
  public init(
    scene: String, version: String, frameAge: Int64, sound: Sound, voice: Voice, memory: Int64, nodes: Int64,
    isSecure: Bool, holdsWakeLock: Bool, isVisible: Bool, size: String, caughtUp: Int64
  ) {
    (self.scene, self.version, self.frameAge, self.sound) = (scene, version, frameAge, sound)
    (self.voice, self.memory, self.nodes) = (voice, memory, nodes)
    (self.isSecure, self.holdsWakeLock, self.isVisible) = (isSecure, holdsWakeLock, isVisible)
    (self.size, self.caughtUp) = (size, caughtUp)
  }
}

extension ScreenStatus.Sound: Encodable {}
extension ScreenStatus.Voice: Encodable {}
