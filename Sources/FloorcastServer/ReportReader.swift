import Floor
import Foundation
import Journal
import Logging
import Rhythm
import Wire

/// Reads reports from a log on disk, without a server.
public struct ReportReader {
  let ledger: Ledger
  private let days = BusinessDays()
  private let clock: Clock

  /// Opens the log in the folder `data` and lets it go; its archive stays open.
  /// - Throws: `StartError`, also while a server has the log open.
  public init(data: String, clock: Clock = .system, logger: Logger) throws(StartError) {
    let journal = try SQLiteJournal(existing: data)
    defer { journal.close() }
    ledger = try Replay.ledger(of: journal, in: data, logger: logger)
    self.clock = clock
  }

  /// The sites of the log.
  public var sites: [SiteID] { ledger.floor.roster.sites.map(\.id) }

  /// The report of `id` over `period`; `nil` for a site nobody knows.
  public func report(_ id: SiteID, _ period: Period, group: GroupID? = nil) throws(StartError) -> Report? {
    guard let site = ledger.floor.roster[id] else { return nil }
    do { try ledger.recall(id, period.days) } catch { throw .journal(error.description) }
    defer { ledger.retire() }
    return Report(
      ledger.floor, of: site, over: period, group: group, today: days.day(at: clock.wall(), site))
  }

  /// The periods of `kind` in which something happened at `site`, the earliest first.
  public func periods(_ kind: Period.Kind, of site: SiteID) throws(StartError) -> [Period] {
    do {
      return try ledger.days(of: site).reduce(into: []) { periods, day in
        let period = Period(kind, of: day)
        if periods.last != period { periods.append(period) }
      }
    } catch {
      throw .journal(error.description)
    }
  }
}

extension SQLiteJournal {
  /// Opens the log in the folder `data`, where there must be one: whoever only reads makes none.
  convenience init(existing data: String) throws(StartError) {
    guard FileManager.default.fileExists(atPath: data + "/" + SQLiteJournal.fileName) else {
      throw .journal("\(data) holds no log (allowed: the folder that `floorcast serve --data` was given)")
    }
    do { try self.init(directory: data) } catch { throw .journal(error.description) }
  }
}
