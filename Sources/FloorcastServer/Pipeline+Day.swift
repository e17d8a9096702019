import Floor
import Journal
import Loop

/// The path of what the clock brings: the same as a sale's, but for the door.
extension Pipeline {
  /// Records everything that has come due, and what follows from it.
  ///
  /// Each is a commit of its own, so that it tells of everything before it and of nothing after. Where the journal is full,
  /// it is due again at the next look.
  func keepTime() throws(JournalError) {
    guard let timekeeper, clock.monotonic() >= timekeeper.nextLook else { return }
    for due in timekeeper.due(ledger.floor) {
      guard let entry = try timekeeper.entry(of: due, ledger) else { continue }
      guard try record([entry]) else { break }
    }
    // Shows give awards, which are entries of their own: also those that a crash left out.
    let awards = ledger.floor.pendingAwards
    if !awards.isEmpty { _ = try record(awards.map(Entry.award)) }
  }

  /// Appends the server's own `entries` and shows what they set off.
  /// - Returns: whether they are in the log.
  private func record(_ entries: [Entry]) throws(JournalError) -> Bool {
    var frames: [Outgoing] = []
    do {
      let drafts = try entries.map(draft)
      for (entry, verdict) in zip(entries, try journal.append(drafts)) {
        // Whoever was first has said it: this process, before a crash, or another one.
        guard case .appended(let offset) = verdict else { continue }
        frames += try follow(entry, at: offset)
      }
    } catch .full(let reason) {
      logger.error("the journal stored nothing", metadata: ["reason": "\(reason)"])
      health.reportFull()
      return false
    }
    health.report(head: journal.head)
    if !frames.isEmpty { submit?(frames) }
    return true
  }

  private func draft(_ entry: Entry) throws(JournalError) -> Draft {
    do { return try Draft(entry, after: journal.head) } catch {
      throw .unknownOutcome("an entry of the server's own cannot be written: \(error)")
    }
  }

  /// Applies what a log says happened next, and shows it: a rerun.
  func play(_ entries: [(entry: Entry, offset: Int64)]) throws(JournalError) {
    var frames: [Outgoing] = []
    for (entry, offset) in entries { frames += try follow(entry, at: offset) }
    if !frames.isEmpty { submit?(frames) }
  }
}
