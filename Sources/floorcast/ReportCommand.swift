import ArgumentParser
import FloorcastServer
import Floor
import Foundation
import JSON
import Wire

/// `floorcast report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Print what a site did on a day, in a week or in a month, from a log no server has open.")

  @Option(help: "The folder of the log.") var data: String
  @Option(help: "The site; every site where it is not given.") var site: String?
  @Option(help: "A business day, e.g. 2026-11-21.") var day: String?
  @Option(help: "The week of this day.") var week: String?
  @Option(help: "The month of this day.") var month: String?
  @Option(help: "Every day, week or month in which something happened.") var every: Period.Kind?
  @Option(help: "Only sales of this product group.") var group: String?
  @Flag(help: "Standings as CSV instead of everything as JSON.") var csv = false

  func validate() throws {
    let given = [day, week, month].compactMap(\.self).count + (every == nil ? 0 : 1)
    if given != 1 { throw ValidationError("give one of --day, --week, --month and --every") }
  }

  func run() throws {
    do {
      let reader = try ReportReader(data: data, logger: makeLogger(level: .warning))
      let sites = site.map { [SiteID($0)] } ?? reader.sites
      let period = try period()
      for site in sites {
        let periods = try every.map { try reader.periods($0, of: site) } ?? period.map { [$0] } ?? []
        for period in periods {
          guard let report = try reader.report(site, period, group: group.map { GroupID($0) }) else {
            throw fail(
              "the site \(site) is not in the log (it has \(reader.sites.map(\.description).joined(separator: ", ")))")
          }
          print(csv ? report.csv : String(decoding: try JSON.encode(report), as: UTF8.self))
        }
      }
    } catch let error as StartError {
      throw fail(error)
    }
  }

  private func period() throws -> Period? {
    for (kind, text) in [(Period.Kind.day, day), (.week, week), (.month, month)] {
      guard let text else { continue }
      guard let day = CivilDate(text) else {
        throw ValidationError("--\(kind.rawValue) \(text) is not a day such as 2026-11-21")
      }
      return Period(kind, of: day)
    }
    return nil
  }
}

extension Period.Kind: ExpressibleByArgument {}
