import Floor
import Intake
import Wire

/// The scenes that a screen shows one after the other.
public struct Playlist: Hashable, Sendable {
  /// Its name in messages and configuration.
  public var id: String
  /// Its name in the console.
  public var name: Wording
  /// The scenes in their order; those with nothing to say are left out by the screen.
  public var scenes: [PlaylistItem]

  /// A playlist.
  public init(id: String, name: Wording, scenes: [PlaylistItem]) {
    (self.id, self.name, self.scenes) = (id, name, scenes)
  }

  /// The playlist of a company that configures none.
  public static let standard = Playlist(
    id: "standard", name: Wording(zhCN: "标准轮播", en: "Standard"),
    scenes: [
      PlaylistItem(.standings, seconds: 40), PlaylistItem(.podium, seconds: 15), PlaylistItem(.teams, seconds: 20),
      PlaylistItem(.pace, seconds: 20), PlaylistItem(.sites, seconds: 15), PlaylistItem(.feed, seconds: 15),
      PlaylistItem(.fame, seconds: 15), PlaylistItem(.honours, seconds: 15), PlaylistItem(.message, seconds: 15),
    ])
}

extension ObjectReader {
  /// Most playlists of a company, and scenes of one: what a person still finds in a list.
  private static let mostPlaylists = 50, mostScenes = 50
  /// How long a scene is shown, in seconds: less cannot be read, more is a picture on the wall.
  private static let sceneSeconds: ClosedRange<Int64> = 5...600

  /// The playlists that screens can be given; the first is the one of a screen that was given none.
  mutating func playlists(_ key: String) -> [Playlist]? {
    let playlists = objects(key, maximum: ObjectReader.mostPlaylists) { playlist in playlist.playlist() }
    refuseEmpty(key, allowed: "at least one playlist")
    refuseRepeated(key, playlists?.map(\.id) ?? [])
    return playlists
  }

  private mutating func playlist() -> Playlist? {
    let id = string("id", required: true, maximum: RosterDraft.idLimit)
    let name = object("name", required: true) { name in name.wording() }
    let scenes = objects("scenes", required: true, maximum: ObjectReader.mostScenes) { scene in scene.playlistItem() }
    refuseEmpty("scenes", allowed: "at least one scene")
    refuseUnknownKeys()
    guard let id, let name, let scenes else { return nil }
    return Playlist(id: id, name: name, scenes: scenes)
  }

  private mutating func playlistItem() -> PlaylistItem? {
    let scene = word("scene", required: true, of: PlaylistItem.Scene.self)
    let seconds = integer("seconds", required: true, in: ObjectReader.sceneSeconds)
    refuseUnknownKeys()
    guard let scene, let seconds else { return nil }
    return PlaylistItem(scene, seconds: Int(seconds))
  }

  private mutating func refuseEmpty(_ key: String, allowed: String) {
    if case .array(let elements)? = node(key)?.value, elements.isEmpty { fail(key, "is empty", allowed: allowed) }
  }
}
