import Floor
import Journal
import Loop
import Wire

/// What follows from an entry once it is durable, whoever brought it.
extension Pipeline {
  /// Applies an entry of the log, and lets the door know what it needs of it.
  /// - Returns: what pages are told of it.
  func follow(_ entry: Entry, at offset: Int64) throws(JournalError) -> [Outgoing] {
    let roster = ledger.floor.roster
    let outcome = try ledger.apply(entry, at: offset)
    directory.note(outcome, at: offset)
    var frames: [Outgoing] = []
    if case .roster = entry {
      directory.update(ledger.floor.roster)
      frames = stage.rename(ledger.floor, since: roster, at: offset)
    }
    if case .screens = outcome { frames = directory.update(ledger.floor.screens).flatMap { $0.frames(directory) } }
    return frames + stage.show(outcome, at: offset, on: ledger.floor)
  }
}

extension PairedScreens.News {
  /// What the pages of the screen are told: how it is set now, to come back as a page of another site, or to forget its
  /// token.
  fileprivate func frames(_ directory: Directory) -> [Outgoing] {
    guard let screen else { return viewers.map { .close($0, .revoked) } }
    if isMoved { return viewers.map { .close($0, .restart) } }
    let playlist = directory.playlist(for: screen.playlist)
    guard let payload = try? ServerMessage.screen(ScreenView(id, screen), playlist: playlist) else { return [] }
    return viewers.map { .send($0, payload: payload) }
  }
}
