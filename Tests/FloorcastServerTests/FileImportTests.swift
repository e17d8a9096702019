import Floor
import Foundation
import Logging
import Testing

@testable import FloorcastServer

/// Imports an excerpt made for the test: the shape of a CRM export, with every way in which a row can be wrong.
struct FileImportTests {
  private static let team = "sales_agent,manager,regional_office\nAnna Berg,Boss One,East\nBen Cole,Boss Two,West\n"
  private static let pipeline = """
    account,opportunity_id,sales_agent,deal_stage,product,close_date,close_value
    Acme,W1,Anna Berg,Won,GTX,2017-05-06,500.0
    Acme,W2,Anna Berg,Lost,GTX,2017-05-06,0.0
    "Quoted, Inc",W3,Ben Cole,Won,GTX,2017-05-06,10000.00
    Acme,W4,Ben Cole,Won,GTX,2017-05-07,
    Acme,W5,Ben Cole,Won,GTX,2017-02-30,5
    Acme,W6,Nobody Known,Won,GTX,2017-05-08,7.5
    Acme,W1,Anna Berg,Won,GTX,2017-05-06,500.0
    Acme,W3,Ben Cole,Won,GTX,2017-05-06,11000.00
    Acme,W7,Ben Cole,Won,GTX
    ,W8,Ben Cole,Won,GTX,2017-05-08,-3

    """

  private let folder = FileManager.default.temporaryDirectory.appending(path: "floorcast-import-\(UUID().uuidString)")
  private let mapping =
    "id=opportunity_id,agent=sales_agent,product=product,amount=close_value,closed_at=close_date,customer=account"

  private func file(_ name: String, _ text: String) throws -> String {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let url = folder.appending(path: name)
    try text.write(to: url, atomically: true, encoding: .utf8)
    return url.path
  }

  private func run(isDryRun: Bool = false, _ text: String = pipeline) throws -> FileImport.Report {
    let usd = try #require(Currency("USD"))
    let roster = try RosterImport.read(
      file("teams.csv", Self.team),
      mapping: ColumnMapping("agent=sales_agent,team=manager,site=regional_office", required: RosterImport.fields),
      currency: usd, timeZone: "Asia/Shanghai")
    let fields = FileImport.Kind.sales.fields
    var options = FileImport.Options(
      mapping: try ColumnMapping(mapping, required: fields.required, optional: fields.optional))
    options.filters = [try RowFilter("deal_stage=Won")]
    options.currency = usd
    options.isDryRun = isDryRun
    var job = try FileImport(
      data: folder.appending(path: "data").path, config: nil, roster: roster, options: options,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    return try job.run(file("sales.csv", text)) { _ in }
  }

  private func expectGoodCount(_ report: FileImport.Report) {
    #expect(report.considered == 9)
    #expect(report.sales == 3)
    #expect(report.unresolved == 1)
    #expect(report.duplicates == 1)
    #expect(report.refused == 5)
    #expect(report.amount == 50_000 + 1_000_000 + 750)
    #expect(report.bigDeals == 1)
    #expect(report.refusals.map(\.line) == [5, 6, 9, 10, 11])
  }

  @Test("Good rows go in, bad rows are listed with line and reason, and importing again changes nothing")
  func importsTwice() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try run()
    expectGoodCount(first)
    let words = ["amount is missing", "closed_at is 2017-02-30", "with other content", "fields", "amount is negative"]
    for (refusal, word) in zip(first.refusals, words) { #expect(refusal.reason.contains(word)) }
    let second = try run()
    #expect(second.sales == 0)
    #expect(second.duplicates == 4)
    #expect(second.refused == 5)
    #expect(second.amount == 0)
  }

  @Test("A dry run tells the same and records nothing")
  func dryRun() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    expectGoodCount(try run(isDryRun: true))
    expectGoodCount(try run())
  }

  @Test(
    "What the command cannot use is said before anything is read",
    arguments: [
      "id=opportunity_id", "nonsense", "id=a,agent=b,product=c,amount=d,color=e",
      "id=a,id=b,agent=b,product=c,amount=d",
    ])
  func usage(mapping: String) {
    #expect(throws: ImportError.self) {
      try ColumnMapping(
        mapping, required: FileImport.Kind.sales.fields.required, optional: FileImport.Kind.sales.fields.optional)
    }
  }

  @Test("A mapping to a column that is not there names the columns that are")
  func missingColumn() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let error = #expect(throws: ImportError.self) { try run("a,b\n1,2\n") }
    #expect(error?.description.contains("it has a, b") == true)
  }

  @Test(
    "A roster is taken whole or not at all",
    arguments: [
      ("Anna,T,\n", "is empty"), ("Anna,T,East\nAnna,T,East\n", "named twice"),
      ("Anna,T,East\nBen,T,West\n", "two sites"), ("", "no agent"),
    ])
  func roster(rows: String, word: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = try file("teams.csv", "a,t,s\n" + rows)
    let mapping = try ColumnMapping("agent=a,team=t,site=s", required: RosterImport.fields)
    let error = #expect(throws: ImportError.self) {
      try RosterImport.read(path, mapping: mapping, currency: .cny, timeZone: "Asia/Shanghai")
    }
    #expect(error?.description.contains(word) == true)
  }
}
