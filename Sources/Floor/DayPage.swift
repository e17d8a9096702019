/// Everything that counts at one site on one business day: the unit in which the past is kept.
public struct DayPage: Hashable, Sendable {
  /// Whose, and which day.
  public let id: PageID
  /// Its sales in the order of the log, the voided ones among them.
  public private(set) var records: [SaleRecord] = []
  /// What each contributor's sales come to; worked out each time between `addLater` and `putInOrder`.
  public var tallies: [Contributor: Tally] { isInOrder ? sums : DayPage.tallies(of: records) }
  private var sums: [Contributor: Tally] = [:]
  /// Whether `sums` is what the records come to.
  private var isInOrder = true
  /// What agents did on the phone.
  public internal(set) var activities: [AgentID: Activity] = [:]
  /// Points for conduct, in the order of the log.
  public internal(set) var conducts: [Conduct] = []
  /// Targets that were set for this day.
  public internal(set) var targets: [TargetKey: Target] = [:]
  /// How many announcements the site had on this day.
  public internal(set) var announced = 0

  /// Whose sales are added up: an agent in a team, selling products of a group.
  public struct Contributor: Hashable, Sendable {
    var agent: AgentID
    var team: TeamID
    var group: GroupID?
  }

  /// A day on which nothing happened yet.
  public init(_ id: PageID) { self.id = id }

  /// A day on which nothing happened yet, with room for so many sales.
  init(_ id: PageID, reserving sales: Int) {
    self.id = id
    records.reserveCapacity(sales)
  }

  /// A day as it was kept.
  public init(
    _ id: PageID, records: [SaleRecord], activities: [Activity], conducts: [Conduct], targets: [Target], announced: Int
  ) {
    (self.id, self.records, self.conducts, self.announced) = (id, records, conducts, announced)
    for activity in activities { self.activities[activity.agent] = activity }
    for target in targets { self.targets[TargetKey(target)] = target }
    sums = DayPage.tallies(of: records)
  }

  /// The sale whose entry is at `offset`.
  public func record(at offset: Int64) -> SaleRecord? { position(of: offset).map { records[$0] } }

  /// Keeps `record`, in the place of the one it was before.
  mutating func put(_ record: consuming SaleRecord) {
    if let last = records.last?.offset, last < record.offset { return records.append(record) }
    let i = firstPosition(from: record.offset)
    if i < records.count, records[i].offset == record.offset {
      records[i] = record
    } else {
      records.insert(record, at: i)
    }
  }

  /// Adds up a sale that counts.
  mutating func add(_ record: SaleRecord) {
    guard isInOrder, let contributor = Contributor.of(record) else { return }
    sums[contributor, default: Tally()].add(record.fate)
  }

  /// Leaves adding up to `putInOrder`: a long replay lets go of most pages before anybody asks what they come to.
  mutating func addLater() { isInOrder = false }

  /// Takes back what `add` did; `record` is as it was then, and not in the page any more or not counted.
  mutating func subtract(_ record: SaleRecord) {
    guard isInOrder, let contributor = Contributor.of(record), var tally = sums[contributor] else { return }
    tally.subtract(record)
    tally.reachedAt = reachedAt { Contributor.of($0) == contributor && $0.offset != record.offset } ?? 0
    sums[contributor] = tally.deals == 0 ? nil : tally
  }

  /// Adds up what `addLater` left.
  mutating func putInOrder() {
    if !isInOrder { (sums, isInOrder) = (DayPage.tallies(of: records), true) }
  }

  private static func tallies(of records: [SaleRecord]) -> [Contributor: Tally] {
    var tallies: [Contributor: Tally] = [:]
    // By index, since `for record in records` copies each.
    for i in records.indices where records[i].fate.voidedBy == nil {
      guard let agent = records[i].fate.agent, let team = records[i].fate.team else { continue }
      let contributor = Contributor(agent: agent, team: team, group: records[i].fate.group)
      tallies[contributor, default: Tally()].add(records[i].fate)
    }
    return tallies
  }

  /// The last entry that made one of the sales count that `isMeant`.
  func reachedAt(_ isMeant: (SaleRecord) -> Bool) -> Int64? {
    records.reduce(nil) { latest, record in
      record.counts && isMeant(record) ? max(latest ?? 0, record.fate.countedBy) : latest
    }
  }

  private func position(of offset: Int64) -> Int? {
    let i = firstPosition(from: offset)
    return i < records.count && records[i].offset == offset ? i : nil
  }

  private func firstPosition(from offset: Int64) -> Int {
    var (low, high) = (0, records.count)
    while low < high {
      let middle = (low + high) / 2
      if records[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension DayPage.Contributor {
  /// Who contributes `record`; `nil` while nobody is credited.
  static func of(_ record: SaleRecord) -> Self? {
    guard let agent = record.agent, let team = record.team else { return nil }
    return Self(agent: agent, team: team, group: record.fate.group)
  }
}

/// What some sales come to.
public struct Tally: Hashable, Sendable {
  /// Minor units of the site's currency.
  public var amount: Int64 = 0
  /// Minor units of the company's currency; sales without a rate add nothing.
  public var reporting: Int64 = 0
  /// Number of sales.
  public var deals = 0
  /// The last entry that made one of them count: the tie-break.
  public var reachedAt: Int64 = 0

  /// Nothing yet.
  public init() {}

  mutating func add(_ sale: SaleRecord.Fate) {
    amount = saturatingSum(amount, sale.amount.minorUnits)
    reporting = saturatingSum(reporting, sale.reporting?.minorUnits ?? 0)
    deals += 1
    reachedAt = max(reachedAt, sale.countedBy)
  }

  mutating func subtract(_ record: SaleRecord) {
    amount -= record.amount.minorUnits
    reporting -= record.fate.reporting?.minorUnits ?? 0
    deals -= 1
  }

  static func + (a: Tally, b: Tally) -> Tally {
    var sum = a
    sum.amount = saturatingSum(a.amount, b.amount)
    sum.reporting = saturatingSum(a.reporting, b.reporting)
    sum.deals += b.deals
    sum.reachedAt = max(a.reachedAt, b.reachedAt)
    return sum
  }
}

/// What a target is about: whose, and of which products.
public struct TargetKey: Hashable, Sendable {
  /// Whose.
  public var scope: Target.Scope
  /// Of which products; `nil`: of all.
  public var group: GroupID?

  /// What a target of `scope` and `group` is about.
  public init(_ scope: Target.Scope, _ group: GroupID? = nil) { (self.scope, self.group) = (scope, group) }

  init(_ target: Target) { self.init(target.scope, target.group) }
}
