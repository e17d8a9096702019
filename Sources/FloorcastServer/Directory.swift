import Floor
import Hub
import Intake
import Synchronization
import Wire

/// What the door knows of the floor: sites are fixed at the start, people and screens come and go while the server runs.
/// Written by the pipeline, read by the loop; which pages belong to which screen is written by the loop.
final class Directory: Sendable {
  /// The sites; a site's channel has its number.
  let sites: [Site]
  /// The company's name.
  let company: Wording
  /// How the company's screens look.
  let look: Look
  /// How many agents a board names.
  let top: Int
  /// What screens can be given to show in turn.
  let playlists: [Playlist]
  /// The log.
  let epoch: Epoch
  private let current: Mutex<Roster>
  private let screens: Mutex<PairedScreens>
  private let shown = Mutex(ShownTimes())

  init(_ floor: FloorState, _ config: Config, epoch: Epoch) {
    sites = floor.roster.sites
    current = Mutex(floor.roster)
    screens = Mutex(PairedScreens(floor.screens))
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

  // MARK: Screens

  /// The screens as the log has them.
  var book: ScreenBook { screens.withLock { $0.book } }

  /// The paired screen whose device holds `token`.
  func caller(holding token: String) -> Caller? {
    // What has not the form of a token costs no hash.
    guard Token.isSecret(token) else { return nil }
    let hash = Token.hash(of: token)
    return screens.withLock { $0.screen(of: hash) }.map { Caller($0.id, $0.screen) }
  }

  /// The open pages of a screen.
  func viewers(of id: ScreenID) -> [ViewerID] { screens.withLock { $0.viewers(of: id) } }

  /// Takes note of the screens as they are now.
  /// - Returns: those whose pages are to be told.
  func update(_ book: ScreenBook) -> [PairedScreens.News] { screens.withLock { $0.update(book) } }

  /// A page of a screen is open.
  /// - Returns: how the screen is set; `nil` if it was revoked meanwhile.
  func enter(_ viewer: ViewerID, as id: ScreenID) -> Screen? { screens.withLock { $0.enter(viewer, as: id) } }

  /// A page of a screen is gone.
  func leave(_ viewer: ViewerID, _ id: ScreenID) { screens.withLock { $0.leave(viewer, id) } }

  // MARK: What was shown

  /// Takes note of something that walls are about to show.
  func note(_ outcome: Outcome, at offset: Int64) {
    if let at = outcome.shownAt(offset) { shown.withLock { $0.note(offset, at: at) } }
  }

  /// When the entry at `offset` was made, if walls may still say that they painted it; Unix milliseconds.
  func time(of offset: Int64) -> Int64? { shown.withLock { $0.time(of: offset) } }
}

extension Outcome {
  /// When it happened (Unix milliseconds), if a wall shows it at once and says so.
  fileprivate func shownAt(_ offset: Int64) -> Int64? {
    switch self {
    case .sale(_, let announcement?): announcement.at
    case .corrected(_, _, let announcement?) where announcement.offset == offset: announcement.at
    case .phase(let cue): cue.at
    case .broadcast(let broadcast): broadcast.at
    // Shows have an appointment of their own.
    case .notice(let posted, isEnded: false): posted.notice.at
    case .nothing, .changed, .noted, .screens, .notice, .sale, .corrected, .applauded, .show: nil
    }
  }
}
