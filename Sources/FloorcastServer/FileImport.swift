import Floor
import Intake
import JSON
import Journal
import Logging
import Wire

/// Records the rows of a CSV file as sales or as agents' activity, through the same door as any other.
///
/// It opens the log itself, so no server may run on it meanwhile. Importing a file again changes nothing: every row is
/// known by its id.
public struct FileImport {
  /// What the rows of a file are.
  public enum Kind: String, CaseIterable, Sendable {
    /// A sale each.
    case sales
    /// What an agent did on the phone on one day.
    case activity

    /// The fields that a mapping must name, and those it may name.
    public var fields: (required: [String], optional: [String]) {
      switch self {
      case .sales: (["id", "agent", "product", "amount"], ["closed_at", "customer", "currency"])
      case .activity: (["agent", "day", "calls", "connects", "talk_seconds"], ["id"])
      }
    }

    /// The fields that are whole numbers; everything else is a text.
    var numbers: Set<String> { self == .activity ? ["calls", "connects", "talk_seconds"] : [] }
  }

  /// Rows in one commit.
  private static let commitRows = 500

  /// What an import is told.
  public struct Options: Sendable {
    /// What the rows are.
    public var kind: Kind
    /// Which column holds which field.
    public var mapping: ColumnMapping
    /// Only rows that pass all of these are considered.
    public var filters: [RowFilter] = []
    /// The currency of rows without one; `nil`: that of the agent's site.
    public var currency: Currency?
    /// Judge everything, record nothing.
    public var isDryRun = false

    /// Options.
    public init(_ kind: Kind = .sales, mapping: ColumnMapping) { (self.kind, self.mapping) = (kind, mapping) }
  }

  /// What an import did, as `--json` prints it.
  public struct Report: Encodable, Sendable {
    /// Rows that passed the filter.
    public var considered = 0
    /// Sales that were recorded (in a dry run: would have been).
    public var sales = 0
    /// Agents' days of activity that were recorded.
    public var activities = 0
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
      case considered, sales, activities, unresolved, duplicates, refused, amount
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
  private let ledger: Ledger
  private var report = Report()
  private let days = BusinessDays()
  /// What a dry run has let in.
  private var pretended: [String: (hash: [UInt8], offset: Int64)] = [:]

  /// An import into the log in the folder `data`.
  /// - Parameters:
  ///   - config: a configuration to adopt first.
  ///   - roster: agents to know before the first row, besides those the log knows.
  public init(
    data: String, config: Config?, roster: RosterChange?, options: Options, clock: Clock = .system, logger: Logger
  ) throws(ImportError) {
    (self.options, self.clock) = (options, clock)
    do {
      journal = try SQLiteJournal(directory: data)
      ledger = try Replay.ledger(of: journal, in: data, logger: logger)
      try prepare(config, roster)
    } catch {
      throw .journal("\(error)")
    }
    report.dryRun = options.isDryRun
    guard !ledger.floor.roster.sites.isEmpty else {
      throw .usage("the log in \(data) has no roster yet: give one with --roster and --roster-map, or with --config")
    }
  }

  /// Brings the log up to the configuration and the roster of the command; in a dry run only what is known of it.
  private func prepare(_ config: Config?, _ roster: RosterChange?) throws {
    let now = clock.wall()
    var entries: [Entry] = []
    if let config, let site = config.roster.sites.first {
      entries += Adoption(onto: ledger.floor, day: days.day(at: now, site), now: now).entries(of: config)
    }
    if let roster {
      let origin = RosterChange.Origin.edit(id: "import/\(journal.head)", by: "import")
      let news = ledger.floor.roster.difference(to: roster)
      entries += Adoption.entries(of: news, origin: origin, day: nil)
      let unruled = roster.sites.map(\.id).filter { ledger.floor.recordedRules(of: $0) == nil }
      if config == nil { entries += unruled.map { Entry.rules($0, .standard) } }
    }
    if options.isDryRun {
      for entry in entries { try ledger.pretend(entry) }
    } else {
      try ledger.record(entries, in: journal)
    }
  }

  /// Reads the file at `path` to its end, and closes the log.
  /// - Parameter progress: called now and then with the share of the file that is done, from 0 to 1.
  public mutating func run(_ path: String, progress: (Double) -> Void) throws(ImportError) -> Report {
    defer {
      ledger.close()
      journal.close()
    }
    var table = try Table(path: path)
    let columns = try Columns(options, in: table)
    var waiting: [(line: Int, admitted: Admitted)] = []
    while let row = try table.next() {
      if case .success(let fields) = row.fields, !columns.passes(fields) { continue }
      report.considered += 1
      switch admit(row, columns) {
      case .success(let admitted): waiting.append((row.line, admitted))
      case .failure(let problem): refuse(row.line, problem)
      }
      if waiting.count == FileImport.commitRows {
        try record(&waiting)
        progress(table.progress)
      }
    }
    try record(&waiting)
    try checkpoint()
    report.refusals.sort { $0.line < $1.line }
    progress(1)
    return report
  }

  private func admit(_ row: Table.Row, _ columns: Columns) -> Result<Admitted, Problem> {
    row.fields.mapError { Problem.invalid([FieldFault("", $0.description)]) }.flatMap { fields in
      Result { () throws(Problem) in
        let node = try columns.node(fields, line: row.line)
        let submission: Submission =
          switch options.kind {
          case .sales: .sale(try SaleDraft.read(node, path: "").get())
          case .activity: .activity(try ActivityDraft.read(node, path: "").get())
          }
        let admission = Admission(
          floor: ledger.floor, recordOf: { [ledger, journal] in try? ledger.record(of: $0, in: journal) },
          momentOf: { [days] in Moment(days.moment(at: $0, $1)) })
        let caller = Caller(role: .admin, name: "import")
        return try Admitted(admission.entry(of: submission, by: caller, source: "import", now: clock.wall()))
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

  private mutating func record(_ waiting: inout [(line: Int, admitted: Admitted)]) throws(ImportError) {
    let drafts = waiting.map(\.admitted.draft)
    let verdicts =
      try options.isDryRun ? judge(drafts) : journaling { () throws(JournalError) in try journal.append(drafts) }
    for ((line, admitted), verdict) in zip(waiting, verdicts) {
      switch verdict {
      case .duplicate: report.duplicates += 1
      case .conflict(let offset): refuse(line, .conflict(id: admitted.entry.id, offset: offset))
      case .appended(let offset):
        count(try journaling { () throws(JournalError) in try ledger.apply(admitted.entry, at: offset) })
      }
    }
    waiting.removeAll(keepingCapacity: true)
    if ledger.isCheckpointDue { try checkpoint() }
  }

  private func checkpoint() throws(ImportError) {
    guard !options.isDryRun else { return }
    if let link = try journaling({ () throws(JournalError) in try journal.link(at: journal.head) }) {
      ledger.checkpoint(link: link)
    }
  }

  private func journaling<T>(_ body: () throws(JournalError) -> T) throws(ImportError) -> T {
    do { return try body() } catch { throw .journal(error.description) }
  }

  /// What the journal would say, the rows before each one taken.
  private mutating func judge(_ drafts: [Draft]) throws(ImportError) -> [Appended] {
    var offset = ledger.floor.offset
    var verdicts: [Appended] = []
    for draft in drafts {
      let stored = try journaling { () throws(JournalError) in try journal.find(key: draft.key) }
      if let known = pretended[draft.key] ?? stored.map({ ($0.hash, $0.offset) }) {
        verdicts.append(known.hash == draft.hash ? .duplicate(offset: known.offset) : .conflict(offset: known.offset))
      } else {
        offset += 1
        pretended[draft.key] = (draft.hash, offset)
        verdicts.append(.appended(offset: offset))
      }
    }
    return verdicts
  }

  private mutating func count(_ outcome: Outcome) {
    guard case .sale(let record, _) = outcome else {
      report.activities += 1
      return
    }
    report.sales += 1
    report.amount += record.sale.amount.minorUnits
    if record.tier != nil { report.bigDeals += 1 }
    if record.agent == nil { report.unresolved += 1 }
  }
}

/// Where the fields stand in a row.
private struct Columns {
  private let fields: [(name: String, index: Int)]
  private let filters: [(index: Int, value: String)]
  private let currency: Currency?
  private let kind: FileImport.Kind

  init(_ options: FileImport.Options, in table: Table) throws(ImportError) {
    fields = try options.mapping.columns.sorted { $0.key < $1.key }.map { name, column throws(ImportError) in
      (name, try table.column(column))
    }
    filters = try options.filters.map { filter throws(ImportError) in (try table.column(filter.column), filter.value) }
    (currency, kind) = (options.kind == .sales ? options.currency : nil, options.kind)
  }

  func passes(_ row: [String]) -> Bool { filters.allSatisfy { row[$0.index] == $0.value } }

  /// The row as the door reads anything; an empty field is an absent one.
  func node(_ row: [String], line: Int) throws(Problem) -> JSONNode {
    let position = SourcePosition(line: line, column: 1)
    var values: [(name: String, value: JSONNode.Value)] = []
    for (name, index) in fields where !row[index].isEmpty {
      guard kind.numbers.contains(name) else {
        values.append((name, .string(row[index])))
        continue
      }
      guard let number = Int64(row[index]) else {
        throw .invalid([FieldFault(name, "is \(row[index])", allowed: "a whole number")])
      }
      values.append((name, .integer(number)))
    }
    if let currency, !values.contains(where: { $0.name == "currency" }) {
      values.append(("currency", .string(currency.description)))
    }
    // A row of activity is known by what it says: the same row again is the same.
    if kind == .activity, !values.contains(where: { $0.name == "id" }) {
      values.append(("id", .string("csv/" + fields.map { row[$0.index] }.joined(separator: "/"))))
    }
    return JSONNode(
      value: .object(
        values.map { (key: $0.name, keyPosition: position, value: JSONNode(value: $0.value, position: position)) }),
      position: position)
  }
}
