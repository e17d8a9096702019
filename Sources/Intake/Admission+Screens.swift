import Floor
import Wire

extension Admission {
  /// Paired screens at once: the list of all of them fits into one answer (256 KiB).
  public static let screenLimit = 400

  /// Admits a pairing.
  /// - Parameters:
  ///   - caller: who typed the code.
  ///   - now: Unix milliseconds.
  public func admit(_ draft: PairingDraft, by caller: Caller, now: Int64) throws(Problem) -> ScreenChange {
    try judging(draft.path) { () throws(Problem) in
      let site = try site(draft.site, "site")
      try permit(caller, .manageScreens, .site(site.id), "site")
      guard let grant = draft.grant else { throw .noSuchCode }
      // A code that is sent again is the journal's to answer, unless its screen was revoked since.
      if let known = floor.screens[grant.id] {
        if known.screen == nil { throw .noSuchCode }
      } else if floor.screens.paired.count >= Admission.screenLimit {
        throw .screen(409, "code", "is of one screen too many", allowed: "\(Admission.screenLimit) screens: revoke one")
      }
      let screen = Screen(
        name: draft.name, site: site.id, team: draft.team, room: draft.room, tokenHash: grant.tokenHash,
        playlist: draft.playlist, language: draft.language ?? .zhCN, pairedAt: now, pairedBy: caller.name)
      try check(screen, after: nil)
      return ScreenChange(id: grant.id, version: 1, screen: screen, by: caller.name, at: now)
    }
  }

  /// Admits a change of a screen. Made on the version that the floor knows: of two such, the first wins.
  /// - Parameters:
  ///   - caller: who makes it.
  ///   - now: Unix milliseconds.
  public func admit(_ draft: ScreenChangeDraft, by caller: Caller, now: Int64) throws(Problem) -> ScreenChange {
    try judging(draft.path) { () throws(Problem) in
      guard let item = floor.screens[draft.id] else {
        throw .screen(404, "id", "is \(draft.id), which is no screen", allowed: "the id of a paired screen")
      }
      guard let current = item.screen else {
        // Revoked once more is the journal's to answer, who knows it.
        guard draft.isRevoked else {
          throw .screen(409, "id", "was revoked", allowed: "a paired screen")
        }
        if let problem = caller.problem(.manageScreens) { throw problem }
        return ScreenChange(id: item.id, version: item.version, screen: nil, by: caller.name, at: now)
      }
      try permit(caller, .manageScreens, .site(current.site), "id")
      var change = ScreenChange(id: item.id, version: item.version + 1, screen: nil, by: caller.name, at: now)
      if draft.isRevoked { return change }
      if let id = draft.site {
        try permit(caller, .manageScreens, .site(site(id, "site").id), "site")
      }
      let screen = draft.applied(to: current, roster: roster)
      try check(screen, after: current)
      change.screen = screen
      return change
    }
  }

  /// Throws unless what `screen` names is there; what it named before need not be there any more.
  private func check(_ screen: Screen, after before: Screen?) throws(Problem) {
    var faults: [FieldFault] = []
    if let team = screen.team, (team, screen.site) != (before?.team, before?.site), roster[team]?.site != screen.site {
      faults.append(
        .unknown("team", team, "team of site \(screen.site)", among: roster.teams(of: screen.site).map(\.id)))
    }
    if let playlist = screen.playlist, playlist != before?.playlist, !playlists.contains(playlist) {
      faults.append(
        FieldFault("playlist", "is \(playlist), which is no playlist", allowed: listed(playlists)))
    }
    guard faults.isEmpty else { throw .invalid(faults) }
  }
}

extension ScreenChangeDraft {
  /// The screen after the change. One that moves leaves its team behind where that does not work, and is not the voice of
  /// its new room unless it is asked to be.
  fileprivate func applied(to current: Screen, roster: Roster) -> Screen {
    var screen = current
    screen.name = name ?? current.name
    screen.site = site ?? current.site
    let isAtHome = current.team.flatMap { roster[$0]?.site } == screen.site
    screen.team = team.applied(to: isAtHome ? current.team : nil)
    screen.room = room.applied(to: current.room)
    screen.language = language ?? current.language
    screen.theme = theme.applied(to: current.theme)
    screen.playlist = playlist.applied(to: current.playlist)
    screen.volume = volume ?? current.volume
    screen.volumesByKind = volumes ?? current.volumesByKind
    screen.isMuted = isMuted ?? current.isMuted
    screen.isVoice = isVoice ?? (current.isVoice && screen.sharesRoom(with: current))
    return screen
  }
}

extension Problem {
  /// The message is readable but no screen can be set so.
  /// - Parameter status: 404 for what is not there, 409 for what is otherwise.
  public static func screen(_ status: Int, _ field: String, _ words: String, allowed: String) -> Problem {
    Problem(
      type: "urn:floorcast:problem:screen", title: "The screen cannot be set so", status: status,
      detail: "\(field) \(words); nothing was changed", errors: [FieldFault(field, words, allowed: allowed)])
  }

  fileprivate static let noSuchCode = screen(
    404, "code", "is not waiting", allowed: "a code that a screen shows now")
}
