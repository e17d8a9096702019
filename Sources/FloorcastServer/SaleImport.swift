import Floor
import Intake
import JSON
import Journal
import Logging
import Wire

/// Records the rows of a CSV file as sales, through the same door as any other sale.
///
/// It opens the log itself, so no server may run on it meanwhile. Importing a file again changes nothing: every sale
/// it holds is known by its id.
public struct SaleImport {
  /// The fields that a mapping must name, and those it may name.
  public static let fields = (
    required: ["id", "agent", "product", "amount"], optional: ["closed_at", "customer", "currency"]
  )
  /// Rows in one commit.
  private static let commitRows = 500

  /// What an import is told.
  public struct Options: Sendable {
    /// Which column holds which field.
    public var mapping: ColumnMapping
    /// Only rows that pass all of these are considered.
    public var filters: [RowFilter] = []
    /// The currency of rows without one; `nil`: that of the agent's site.
    public var currency: Currency?
    /// Judge everything, record nothing.
    public var isDryRun = false

    /// Options.
    public init(mapping: ColumnMapping) { self.mapping = mapping }
  }

  /// What an import did, as `--json` prints it.
  public struct Report: Encodable, Sendable {
    /// Rows that passed the filter.
    public var considered = 0
    /// Sales that were recorded (in a dry run: would have been).
    public var sales = 0
    /// Of those, sales of agents nobody knows: they wait to be sorted out.
    public var unresolved = 0
    /// Rows whose sale was in the log already.
    public var duplicates = 0
    /// Rows that were refused.
    public var refused = 0
    /// The worth of `sales`, in minor units.
    public var amount: Int64 = 0
    /// How many of `sales` reached the threshold of their site.
    public var bigDeals = 0
    /// Whether anything was recorded.
    public var dryRun = false
    /// The refused rows, in the order of the file.
    public var refusals: [Refusal] = []

    enum CodingKeys: String, CodingKey {
      case considered, sales, unresolved, duplicates, refused, amount
      case bigDeals = "big_deals"
      case dryRun = "dry_run"
      case refusals
    }

    /// A refused row.
    public struct Refusal: Encodable, Sendable {
      /// Where the row begins in the file, from 1.
      public var line: Int
      /// What is wrong, field by field.
      public var reason: String
    }
  }

  private let options: Options
  private let clock: Clock
  private let journal: any Journal
  private var floor: FloorState
  private var report = Report()
  private let days = BusinessDays()

  /// An import into the log in the folder `data`.
  /// - Parameters:
  ///   - roster: agents to know before the first row, besides those the log knows.
  ///   - rules: the rules of sites.
  public init(
    data: String, roster: RosterChange, rules: [SiteID: Rules], options: Options, clock: Clock = .system, logger: Logger
  ) throws(ImportError) {
    (self.options, self.clock) = (options, clock)
    do {
      journal = try SQLiteJournal(directory: data)
      var open = try OpenFloor(replaying: journal, logger: logger)
      if options.isDryRun { open.pretend(roster, rules: rules) } else { try open.adopt(roster, rules: rules) }
      floor = open.floor
    } catch {
      throw .journal("\(error)")
    }
    report.dryRun = options.isDryRun
    guard !floor.roster.sites.isEmpty else {
      throw .usage("the log in \(data) has no roster yet: give one with --roster and --roster-map, or with --config")
    }
  }

  /// Reads the file at `path` to its end, and closes the log.
  /// - Parameter progress: called now and then with the share of the file that is done, from 0 to 1.
  public mutating func run(_ path: String, progress: (Double) -> Void) throws(ImportError) -> Report {
    defer { journal.close() }
    var table = try Table(path: path)
    let columns = try Columns(options, in: table)
    var waiting: [(line: Int, sale: AdmittedSale)] = []
    while let row = try table.next() {
      if case .success(let fields) = row.fields, !columns.passes(fields) { continue }
      report.considered += 1
      switch admit(row, columns) {
      case .success(let sale): waiting.append((row.line, sale))
      case .failure(let problem): refuse(row.line, problem)
      }
      if waiting.count == SaleImport.commitRows {
        try record(&waiting)
        progress(table.progress)
      }
    }
    try record(&waiting)
    report.refusals.sort { $0.line < $1.line }
    progress(1)
    return report
  }

  private func admit(_ row: Table.Row, _ columns: Columns) -> Result<AdmittedSale, Problem> {
    row.fields.mapError { Problem.invalid([FieldFault("", $0.description)]) }.flatMap { fields in
      Result { () throws(Problem) in
        let draft = try SaleBody.draft(columns.sale(fields, line: row.line), path: "").get()
        let admission = Admission(floor: floor) { [days] in days.day(at: $0, $1) }
        let entry = try admission.admit(draft, site: nil, now: clock.wall(), source: "import")
        return AdmittedSale(entry: entry, draft: try Admitted(.sale(entry)).draft)
      }
    }
  }

  private mutating func refuse(_ line: Int, _ problem: Problem) {
    report.refused += 1
    report.refusals.append(
      Report.Refusal(
        line: line,
        reason: problem.errors.count > 1 ? problem.errors.map(\.description).joined(separator: "; ") : problem.detail))
  }

  private mutating func record(_ waiting: inout [(line: Int, sale: AdmittedSale)]) throws(ImportError) {
    let verdicts = try options.isDryRun ? nil : append(waiting.map(\.sale.draft))
    for (i, (line, sale)) in waiting.enumerated() {
      switch verdicts?[i] ?? judge(sale) {
      case .duplicate: report.duplicates += 1
      case .conflict(let offset): refuse(line, .conflict(id: sale.entry.sale.id.description, offset: offset))
      case .appended(let offset): count(floor.apply(.sale(sale.entry), at: offset))
      }
    }
    waiting.removeAll(keepingCapacity: true)
  }

  private func append(_ drafts: [Draft]) throws(ImportError) -> [Appended] {
    do { return try journal.append(drafts) } catch { throw .journal(error.description) }
  }

  /// What the journal would say, the rows before this one applied.
  private func judge(_ sale: AdmittedSale) -> Appended {
    guard let record = floor.record(of: sale.entry.sale.id) else { return .appended(offset: floor.offset + 1) }
    return record.sale.isSameContent(as: sale.entry.sale)
      ? .duplicate(offset: record.offset) : .conflict(offset: record.offset)
  }

  private mutating func count(_ outcome: Outcome) {
    guard case .sale(let record, _) = outcome else { return }
    report.sales += 1
    report.amount += record.sale.amount.minorUnits
    if record.tier != nil { report.bigDeals += 1 }
    if record.agent == nil { report.unresolved += 1 }
  }
}

/// A row that passed the door.
private struct AdmittedSale {
  var entry: AcceptedSale
  var draft: Draft
}

/// Where the fields of a sale stand in a row.
private struct Columns {
  private let fields: [(name: String, index: Int)]
  private let filters: [(index: Int, value: String)]
  private let currency: Currency?

  init(_ options: SaleImport.Options, in table: Table) throws(ImportError) {
    fields = try options.mapping.columns.sorted { $0.key < $1.key }.map { name, column throws(ImportError) in
      (name, try table.column(column))
    }
    filters = try options.filters.map { filter throws(ImportError) in (try table.column(filter.column), filter.value) }
    currency = options.currency
  }

  func passes(_ row: [String]) -> Bool { filters.allSatisfy { row[$0.index] == $0.value } }

  /// The row as the door reads any sale; an empty field is an absent one.
  func sale(_ row: [String], line: Int) -> JSONNode {
    let position = SourcePosition(line: line, column: 1)
    var members = fields.filter { !row[$0.index].isEmpty }.map { name, index in
      (key: name, keyPosition: position, value: JSONNode(value: .string(row[index]), position: position))
    }
    if let currency, !members.contains(where: { $0.key == "currency" }) {
      let code = JSONNode(value: .string(currency.description), position: position)
      members.append((key: "currency", keyPosition: position, value: code))
    }
    return JSONNode(value: .object(members), position: position)
  }
}

extension Sale {
  /// Whether `other` says the same: everything but how it came in.
  fileprivate func isSameContent(as other: Sale) -> Bool {
    var other = other
    other.source = source
    return self == other
  }
}
