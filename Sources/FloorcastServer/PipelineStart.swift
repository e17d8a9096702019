import Floor
import Journal
import Logging

extension Pipeline {
  /// Opens the log in the folder `data`, replays it, and records what the configuration changed.
  static func open(
    _ config: Config, data: String, renewingEpoch: Bool, clock: Clock, health: Health, logger: Logger
  ) throws(StartError) -> (Pipeline, Directory) {
    let journal: SQLiteJournal
    do { journal = try SQLiteJournal(directory: data, renewEpoch: renewingEpoch) } catch {
      throw .journal(error.description)
    }
    let ledger = try Replay.ledger(of: journal, in: data, logger: logger)
    try ledger.adopt(config, into: journal, clock: clock)
    var stage = Stage(ledger.floor, config, epoch: journal.epoch, clock: clock, logger: logger)
    stage.remember(ledger.floor.latestSales(Stage.salesRemembered))
    health.report(head: journal.head)
    let directory = Directory(ledger.floor, config, epoch: journal.epoch)
    let pipeline = Pipeline(
      journal: journal, ledger: ledger, stage: stage, timekeeper: Timekeeper(config.timetables, clock: clock),
      honours: config.honours, directory: directory, clock: clock, health: health, logger: logger)
    return (pipeline, directory)
  }

  /// Opens a rerun: nothing of the configuration is recorded, and nothing comes due but by the log.
  static func open(
    _ past: Past, _ config: Config, clock: Clock, health: Health, logger: Logger
  ) throws(StartError) -> (Pipeline, Directory) {
    var stage = Stage(past.ledger.floor, config, epoch: past.journal.epoch, clock: clock, logger: logger)
    stage.remember(past.ledger.floor.latestSales(Stage.salesRemembered))
    health.report(head: past.journal.head)
    let directory = Directory(past.ledger.floor, config, epoch: past.journal.epoch)
    let pipeline = Pipeline(
      journal: past.journal, ledger: past.ledger, stage: stage, timekeeper: nil, honours: config.honours,
      directory: directory, clock: clock, health: health, logger: logger)
    return (pipeline, directory)
  }

  /// Runs to the end.
  /// - Returns: why it cannot go on; `nil` if it was told to stop.
  func end(of crossing: Crossing<Command>) -> String? {
    do throws(JournalError) {
      try run(crossing)
      return nil
    } catch {
      return error.description
    }
  }
}

extension Ledger {
  /// Brings the log up to the configuration.
  func adopt(_ config: Config, into journal: any Journal, clock: Clock) throws(StartError) {
    let now = clock.wall()
    guard let site = floor.roster.sites.first ?? config.roster.sites.first else { return }
    let day = BusinessDays().day(at: now, site)
    try record(Adoption(onto: floor, day: day, now: now).entries(of: config), in: journal)
  }

  /// Appends entries of the server's own and applies them.
  func record(_ entries: [Entry], in journal: any Journal) throws(StartError) {
    guard !entries.isEmpty else { return }
    do {
      let drafts = try entries.enumerated().map { i, entry in try Draft(entry, after: journal.head + Int64(i)) }
      for (entry, verdict) in zip(entries, try journal.append(drafts)) {
        if case .appended(let offset) = verdict { try apply(entry, at: offset) }
      }
    } catch {
      throw .journal("the configuration cannot be recorded: \(error)")
    }
  }
}

extension FloorState {
  /// The last sales at hand of all sites, oldest first, about `count` of each.
  func latestSales(_ count: Int) -> [SaleRecord] {
    var latest = toSortOut
    for site in roster.sites {
      var records: [SaleRecord] = []
      for day in days(of: site.id).reversed() where records.count < count {
        records = page(PageID(site: site.id, day: day)).records + records
      }
      latest += records.suffix(count)
    }
    return latest.sorted { $0.offset < $1.offset }
  }
}

/// Why a server or a command did not start.
public enum StartError: Error, CustomStringConvertible {
  /// The log cannot be opened or read.
  case journal(String)
  /// The address or the folder of files cannot be served.
  case loop(String)
  /// A folder for files beside the log cannot be made.
  case files(String)

  /// A sentence for the person who started it.
  public var description: String {
    switch self {
    case .journal(let text), .loop(let text), .files(let text): text
    }
  }
}
