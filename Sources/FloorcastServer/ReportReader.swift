import Floor
import Journal
import Logging
import Wire

/// Reads reports from a log on disk, without a server.
public struct ReportReader {
  private let floor: FloorState

  /// Opens the log in the folder `data`, replays it and lets it go.
  /// - Throws: `StartError`, also while a server has the log open.
  public init(data: String, logger: Logger) throws(StartError) {
    let journal: SQLiteJournal
    do { journal = try SQLiteJournal(directory: data) } catch { throw .journal(error.description) }
    defer { journal.close() }
    floor = try OpenFloor(replaying: journal, logger: logger).floor
  }

  /// The sites of the log.
  public var sites: [SiteID] { floor.roster.sites.map(\.id) }

  /// The report of `site` over `period`; `nil` for a site nobody knows.
  public func report(_ site: SiteID, _ period: Period) -> Report? {
    floor.roster[site].map { Report(floor, BoardID(site: site, period: period), currency: $0.currency) }
  }

  /// The reports of every period of `kind` in which something happened, the earliest first.
  public func reports(_ kind: Period.Kind, of site: SiteID) -> [Report] {
    floor.periods(kind, at: site).compactMap { report(site, $0) }
  }
}
