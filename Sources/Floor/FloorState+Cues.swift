extension FloorState {
  /// What `site` remembers of its day.
  public func cues(of site: SiteID) -> CueBook { cueBooks[site] ?? CueBook() }

  mutating func apply(_ cue: PhaseCue, at offset: Int64) -> Outcome {
    guard note(cue.key, of: cue.site, on: cue.day, { ($0.phase, $0.phaseOffset) = (cue, offset) }) else {
      return .nothing
    }
    return .phase(cue)
  }

  mutating func apply(_ broadcast: Broadcast, at offset: Int64) -> Outcome {
    let isNew = note(broadcast.key, of: broadcast.site, on: broadcast.day) {
      ($0.broadcast, $0.broadcastOffset) = (broadcast, offset)
    }
    return isNew ? .broadcast(broadcast) : .nothing
  }

  /// The awards of a show are entries of their own, which follow: until then they are pending.
  mutating func apply(_ show: Show, at offset: Int64) -> Outcome {
    let pending = show.awards.filter { awards[$0.id] == nil }
    var stand: Stand?
    let isNew = note(show.key, of: show.site, on: show.day) { book in
      stand = book.stage(show, at: offset)
      book.pendingAwards += pending
    }
    return isNew ? stand.map(Outcome.show) ?? .changed : .nothing
  }

  mutating func apply(_ change: ShowChange) -> Outcome {
    guard var book = cueBooks[change.site], let stand = book.direct(change) else { return .nothing }
    cueBooks[change.site] = book
    return .show(stand)
  }

  mutating func apply(_ commentary: Commentary) -> Outcome {
    var book = cues(of: commentary.site)
    book.write(commentary)
    _ = number(of: commentary.site)
    // A book in which nothing is left is as none.
    cueBooks[commentary.site] = book == CueBook() ? nil : book
    return .changed
  }

  /// The award of that id is in the log.
  mutating func settle(_ award: String) {
    for site in cueBooks.keys { cueBooks[site]?.pendingAwards.removeAll { $0.id == award } }
  }

  /// Takes note of what happens once, and of what else it changes.
  private mutating func note(
    _ key: String, of site: SiteID, on day: CivilDate, _ change: (inout CueBook) -> Void
  ) -> Bool {
    var book = cues(of: site)
    guard book.note(key, on: day) else { return false }
    change(&book)
    _ = number(of: site)
    cueBooks[site] = book
    return true
  }
}
