import Floor
import JSON
import Journal
import Logging
import Wire

/// A journal together with the fold of all its entries.
struct OpenFloor {
  /// Entries read at once: enough to keep SQLite busy, little enough to stay in the cache.
  private static let page = 1_000
  /// Agents in one roster entry, so that every entry stays far below what is read back in one piece.
  private static let rosterChunk = 500

  /// The log.
  let journal: any Journal
  /// What it means.
  private(set) var floor = FloorState()
  private var sawUnknownKind = false

  /// Reads the whole of `journal`.
  /// - Parameter visit: called with what each sale became, in the order of the log.
  init(replaying journal: any Journal, logger: Logger, visit: (SaleRecord) -> Void = { _ in }) throws(StartError) {
    self.journal = journal
    var offset: Int64 = 0
    while offset < journal.head {
      do {
        for stored in try journal.read(after: offset, limit: OpenFloor.page) {
          offset = stored.offset
          guard let entry = try EntryCodec.decode(stored.body) else { sawUnknownKind = true; continue }
          switch floor.apply(entry, at: stored.offset) {
          case .sale(let record, _), .corrected(let record, _, _): visit(record)
          case .nothing, .changed: break
          }
        }
      } catch let error as JSONError {
        throw .journal("entry \(offset) cannot be read: \(error)")
      } catch let error as JournalError {
        throw .journal(error.description)
      } catch {
        throw .journal("\(error)")
      }
    }
    if sawUnknownKind {
      logger.warning("the log holds entries of a newer version; they are kept and change nothing here")
    }
  }

  /// Brings roster and rules of the log up to the configuration: what differs becomes entries, so that history keeps
  /// what was in force.
  mutating func adopt(_ roster: RosterChange, rules: [SiteID: Rules]) throws(StartError) {
    try append(changes(roster, rules: rules))
  }

  /// The same in memory only: for a dry run.
  mutating func pretend(_ roster: RosterChange, rules: [SiteID: Rules]) {
    for entry in changes(roster, rules: rules) { floor.apply(entry, at: floor.offset + 1) }
  }

  private func changes(_ roster: RosterChange, rules: [SiteID: Rules]) -> [Entry] {
    let change = floor.roster.difference(to: roster)
    var entries: [Entry] = []
    if !change.sites.isEmpty || !change.teams.isEmpty {
      entries.append(.roster(RosterChange(sites: change.sites, teams: change.teams)))
    }
    for start in stride(from: 0, to: change.agents.count, by: OpenFloor.rosterChunk) {
      let end = min(start + OpenFloor.rosterChunk, change.agents.count)
      entries.append(.roster(RosterChange(agents: Array(change.agents[start..<end]))))
    }
    for (site, rules) in rules.sorted(by: { $0.key < $1.key }) where floor.recordedRules(of: site) != rules {
      entries.append(.rules(site, rules))
    }
    return entries
  }

  private mutating func append(_ entries: [Entry]) throws(StartError) {
    guard !entries.isEmpty else { return }
    do {
      let drafts = try entries.enumerated().map { i, entry in try Draft(entry, after: journal.head + Int64(i)) }
      for (entry, verdict) in zip(entries, try journal.append(drafts)) {
        if case .appended(let offset) = verdict { floor.apply(entry, at: offset) }
      }
    } catch {
      throw .journal("the roster cannot be written: \(error)")
    }
  }
}

/// Why a server or a command did not start.
public enum StartError: Error, CustomStringConvertible {
  /// The log cannot be opened or read.
  case journal(String)
  /// The address or the folder of files cannot be served.
  case loop(String)

  /// A sentence for the person who started it.
  public var description: String {
    switch self {
    case .journal(let text), .loop(let text): text
    }
  }
}
