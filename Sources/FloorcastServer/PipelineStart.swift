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
    var latest = LatestSales()
    var open = try OpenFloor(replaying: journal, logger: logger) { latest.remember($0) }
    try open.adopt(config.roster, rules: config.rules)
    var stage = Stage(
      roster: open.floor.roster, epoch: journal.epoch, top: config.screens.top, clock: clock, logger: logger)
    for record in latest.records { stage.remember(record) }
    health.report(head: journal.head)
    let pipeline = Pipeline(
      journal: journal, floor: open.floor, stage: stage, clock: clock, health: health, logger: logger)
    return (pipeline, Directory(open.floor.roster, config, epoch: journal.epoch))
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

/// The last sales of a log: as many as the desks of all sites may list.
private struct LatestSales {
  private static let kept = 1_000
  private(set) var records: [SaleRecord] = []

  mutating func remember(_ record: SaleRecord) {
    records.append(record)
    if records.count >= 2 * LatestSales.kept { records.removeFirst(LatestSales.kept) }
  }
}
