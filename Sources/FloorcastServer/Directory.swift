import Floor
import Synchronization
import Wire

/// What the door knows of the floor: sites are fixed at the start, people come and go while the server runs. Written by the
/// pipeline, read by the loop.
final class Directory: Sendable {
  /// The sites; a site's channel has its number.
  let sites: [Site]
  /// The company's name.
  let company: Wording
  /// How the company's screens look.
  let look: Look
  /// How many agents a board names.
  let top: Int
  /// The log.
  let epoch: Epoch
  private let playlists: [Playlist]
  private let current: Mutex<Roster>

  init(_ roster: Roster, _ config: Config, epoch: Epoch) {
    sites = roster.sites
    current = Mutex(roster)
    (company, top, self.epoch) = (config.company, config.screens.top, epoch)
    (look, playlists) = (config.look, config.screens.playlists)
  }

  /// What a screen shows.
  /// - Parameter named: the playlist that it was given; the company's first without one, and in place of one that is gone.
  func playlist(for named: String? = nil) -> [PlaylistItem] {
    (playlists.first { $0.id == named } ?? playlists.first ?? .standard).scenes
  }

  /// Who works where now.
  var roster: Roster { current.withLock { $0 } }

  /// Where `agent` works; `nil` for somebody who is not there.
  func site(of agent: AgentID) -> SiteID? {
    let roster = roster
    return roster[agent].flatMap { $0.hasLeft ? nil : roster[$0.team]?.site }
  }

  /// Takes note of who works where now.
  func update(_ roster: Roster) { current.withLock { $0 = roster } }
}
