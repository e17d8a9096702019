import ArgumentParser
import FloorcastServer
import Floor
import Foundation
import JSON

/// `floorcast import`.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Record the rows of a CSV file as sales, or as agents' activity.",
    discussion:
      "No server may run on the same data meanwhile. Bad rows are listed, good rows go in; running it again changes nothing."
  )

  @Argument(help: "The CSV file; its first line names the columns.") var file: String
  @Option(help: "The folder of the log.") var data: String
  @Option(help: "What the rows are.") var of: FileImport.Kind = .sales
  @Option(
    help:
      "Which column holds which field. Sales: id=...,agent=...,product=...,amount=... and optionally closed_at, customer, currency. Activity: agent=...,day=...,calls=...,connects=...,talk_seconds=... and optionally id."
  )
  var map: String
  @Option(
    name: .customLong("where"), help: "Only rows in which the column holds the value: column=value. May be repeated.")
  var filters: [String] = []
  @Option(help: "The currency of the amounts, where no column names it.") var currency: String?
  @Option(help: "A CSV file with one agent per row, to know them first.") var roster: String?
  @Option(help: "Which column of the roster holds which field: agent=...,team=...,site=...") var rosterMap: String?
  @Option(help: "The time zone of the roster's sites.") var timeZone = "Asia/Shanghai"
  @Option(help: "A configuration whose roster and rules to know first.") var config: String?
  @Flag(help: "Judge everything, record nothing.") var dryRun = false
  @Flag(help: "Print the result as one JSON object.") var json = false

  func run() throws {
    do {
      let settings = try self.config.map { path throws(ConfigFaults) in try Config(file: path) }
      let currency = try currency.map(known)
      let people = try people(currency ?? .cny)
      var options = FileImport.Options(
        of, mapping: try ColumnMapping(map, required: of.fields.required, optional: of.fields.optional))
      options.filters = try filters.map { text throws(ImportError) in try RowFilter(text) }
      options.currency = currency
      options.isDryRun = dryRun
      var job = try FileImport(
        data: data, config: settings, roster: people, options: options, logger: makeLogger(level: .warning))
      let bar = ProgressBar()
      let report = try job.run(file) { bar.show($0) }
      bar.end()
      try show(report)
    } catch let error as ImportError {
      throw fail(error)
    } catch let error as ConfigFaults {
      throw fail(error)
    }
  }

  private func known(_ code: String) throws(ImportError) -> Currency {
    guard let currency = Currency(code) else { throw .usage("--currency \(code) is no ISO 4217 code") }
    return currency
  }

  private func people(_ currency: Currency) throws(ImportError) -> RosterChange? {
    guard let roster else { return nil }
    guard let rosterMap else { throw .usage("--roster needs --roster-map") }
    let mapping = try ColumnMapping(rosterMap, required: RosterImport.fields)
    return try RosterImport.read(roster, mapping: mapping, currency: currency, timeZone: timeZone)
  }

  private func show(_ report: FileImport.Report) throws {
    if json {
      print(String(decoding: try JSON.encode(report), as: UTF8.self))
      return
    }
    print(
      """
      \(report.dryRun ? "Dry run, nothing was recorded.\n" : "")considered  \(report.considered)
      activity    \(report.activities)
      sales       \(report.sales), worth \(report.amount) minor units
      big deals   \(report.bigDeals)
      unresolved  \(report.unresolved)
      duplicates  \(report.duplicates)
      refused     \(report.refused)
      """)
    for refusal in report.refusals { print("  line \(refusal.line): \(refusal.reason)") }
  }
}

/// A bar on standard error, where that is a terminal.
private struct ProgressBar {
  private let isShown = isatty(STDERR_FILENO) != 0
  private let width = 40

  func show(_ share: Double) {
    guard isShown else { return }
    let done = Int(share * Double(width))
    let bar = String(repeating: "█", count: done) + String(repeating: "░", count: width - done)
    FileHandle.standardError.write(Data("\r\(bar) \(Int(share * 100)) %".utf8))
  }

  func end() { if isShown { FileHandle.standardError.write(Data("\n".utf8)) } }
}

extension FileImport.Kind: ExpressibleByArgument {}
