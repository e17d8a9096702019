import Floor
import Wire

extension Admission {
  /// A commentary can be put right for a week after its day: as long as the ceremony of that day may still be recorded.
  private static let commentaryDaysBack: Int32 = 7

  /// Admits a commentary.
  /// - Parameters:
  ///   - caller: who wrote it.
  ///   - now: Unix milliseconds.
  public func admit(_ draft: CommentaryDraft, by caller: Caller, now: Int64) throws(Problem) -> Commentary {
    try judging(draft.path) { () throws(Problem) in
      let site = try site(draft.site, "site")
      try permit(caller, .writeCommentary, .site(site.id), "site")
      let today = momentOf(now, site).day
      var faults: [FieldFault] = []
      let days = today.advanced(by: -Admission.commentaryDaysBack)...today.advanced(by: CueBook.daysAhead)
      check(draft.day ?? today, in: days, "day", &faults)
      guard faults.isEmpty else { throw .invalid(faults) }
      return Commentary(
        id: draft.id, site: site.id, day: draft.day ?? today, text: draft.text, by: caller.name, at: now)
    }
  }

  /// Admits what somebody wants to happen to a show.
  /// - Parameters:
  ///   - caller: who directs.
  ///   - now: Unix milliseconds.
  /// - Returns: a show that begins, or the change of the one that is on stage.
  public func admit(_ draft: ShowChangeDraft, by caller: Caller, now: Int64) throws(Problem) -> Entry {
    try judging(draft.path) { () throws(Problem) in
      let site = try site(draft.site, "site")
      try permit(caller, .directShow, .site(site.id), "site")
      switch draft.wish {
      case .start(let kind): return .show(try start(kind, site, by: caller, now: now))
      case .direct(let action): return .showChange(try direct(action, site, id: draft.id, by: caller, now: now))
      }
    }
  }

  /// Today's show of `kind`, from now on.
  private func start(_ kind: Show.Kind, _ site: Site, by caller: Caller, now: Int64) throws(Problem) -> Show {
    let today = momentOf(now, site).day
    let key =
      switch kind {
      case .ceremony: CueKey.ceremony(site: site.id, day: today)
      case .greeting: CueKey.greeting(site: site.id, month: Period(.month, of: today).start)
      }
    if floor.cues(of: site.id).has(key) { throw .held(kind) }
    guard let show = showOf(kind, site, today, now, caller.name) else {
      let fault = FieldFault(
        "show", "is \(kind.rawValue), which site \(site.id) does not have",
        allowed: "a show of a site with a rhythm in its configuration")
      throw .invalid([fault])
    }
    return show
  }

  /// `action` on the latest show of `site`.
  private func direct(
    _ action: ShowChange.Action, _ site: Site, id: String, by caller: Caller, now: Int64
  ) throws(Problem) -> ShowChange {
    let stand = floor.cues(of: site.id).stand
    var change = ShowChange(
      id: id, show: stand?.show.key ?? "", site: site.id, action: action, anchor: stand?.anchor, by: caller.name,
      at: now)
    do throws(ShowFault) {
      guard let stand else { throw .over }
      change.anchor = try stand.anchor(after: action, at: now)
    } catch {
      // A repeated change is the journal's to answer; only a new one is held against the show as it stands.
      guard isRecorded(EntryCodec.key(for: .showChange(change), after: 0)) else { throw .refused(action, error, stand) }
    }
    return change
  }
}

extension Problem {
  /// The show is readable but cannot be directed so, as it stands: 409.
  private static func show(_ field: String, _ words: String, allowed: String) -> Problem {
    Problem(
      type: "urn:floorcast:problem:show", title: "The show cannot be directed so", status: 409,
      detail: "\(field) \(words); nothing was changed", errors: [FieldFault(field, words, allowed: allowed)])
  }

  fileprivate static func held(_ kind: Show.Kind) -> Problem {
    switch kind {
    case .ceremony: show("show", "is ceremony, which was held today", allowed: "repeat, which plays it once more")
    case .greeting: show("show", "is greeting, which was held this month", allowed: "repeat, which plays it once more")
    }
  }

  fileprivate static func refused(_ action: ShowChange.Action, _ fault: ShowFault, _ stand: Stand?) -> Problem {
    let (words, allowed) =
      switch fault {
      case .over where stand == nil: ("and no show was held here", "start")
      case .over: ("and no show is on stage", "start, repeat")
      case .held: ("and the show is held already", "resume, skip, back, repeat, abort")
      case .running: ("and the show is not held", "hold, skip, back, repeat, abort")
      }
    return show("action", "is \(action.rawValue), \(words)", allowed: allowed)
  }
}
