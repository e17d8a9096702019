/// Who is ahead: contenders ordered by amount, the highest first.
///
/// Equal amounts share a place (1, 2, 2, 4); within a place whoever reached the amount earlier is listed first, by the
/// order of the log. An update moves one row past the rows it overtakes and touches nothing else.
public struct Standings<ID: Hashable & Sendable>: Hashable, Sendable {
  /// What one contender has achieved.
  public struct Row: Hashable, Sendable {
    /// Who.
    public let id: ID
    /// Minor units.
    public fileprivate(set) var amount: Int64
    /// Number of sales.
    public fileprivate(set) var deals: Int
    /// The offset of the entry with which `amount` was reached: the tie-break.
    public fileprivate(set) var reachedAt: Int64
  }

  /// The contenders with at least one sale, best first.
  public private(set) var rows: [Row] = []
  private var index: [ID: Int] = [:]

  /// Nobody yet.
  public init() {}

  /// Credits one sale of `amount` minor units, the entry at `offset`.
  public mutating func credit(_ amount: Int64, to id: ID, at offset: Int64) {
    let i = index[id] ?? rows.count
    if i == rows.count {
      rows.append(Row(id: id, amount: 0, deals: 0, reachedAt: offset))
      index[id] = i
    }
    rows[i].amount = saturatingSum(rows[i].amount, amount)
    rows[i].deals += 1
    rows[i].reachedAt = max(rows[i].reachedAt, offset)
    settle(i)
  }

  /// Takes one sale of `amount` minor units back. Whoever has none left leaves the standings.
  /// - Parameter reachedAt: the offset with which the contender reached what remains.
  public mutating func debit(_ amount: Int64, from id: ID, reachedAt: Int64?) {
    guard let i = index[id] else { return }
    rows[i].amount -= amount
    rows[i].deals -= 1
    guard rows[i].deals > 0, let reachedAt else { return remove(i) }
    rows[i].reachedAt = reachedAt
    settle(i)
  }

  /// The contender's row.
  public subscript(id: ID) -> Row? { index[id].map { rows[$0] } }

  /// The contender's place from 1; shared by equal amounts.
  public func place(of id: ID) -> Int? {
    index[id].map { firstRow(from: rows[$0].amount) + 1 }
  }

  /// What is missing to the result of the next place above, in minor units; `nil` for the first place.
  public func gap(of id: ID) -> Int64? {
    guard let i = index[id] else { return nil }
    let first = firstRow(from: rows[i].amount)
    return first == 0 ? nil : rows[first - 1].amount - rows[i].amount
  }

  /// The first `count` rows with their places.
  public func top(_ count: Int) -> [(place: Int, row: Row)] {
    var place = 0
    var last: Int64?
    return rows.prefix(count).enumerated().map { i, row in
      if row.amount != last { (place, last) = (i + 1, row.amount) }
      return (place, row)
    }
  }

  /// The index of the first row whose amount is at most `amount`: rows are sorted, so half of them are skipped a step.
  private func firstRow(from amount: Int64) -> Int {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].amount > amount { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Moves the row at `start` past every row it now belongs before or behind.
  private mutating func settle(_ start: Int) {
    let row = rows[start]
    var i = start
    while i > 0, row.isAhead(of: rows[i - 1]) {
      put(rows[i - 1], at: i)
      i -= 1
    }
    while i + 1 < rows.count, rows[i + 1].isAhead(of: row) {
      put(rows[i + 1], at: i)
      i += 1
    }
    put(row, at: i)
  }

  private mutating func put(_ row: Row, at i: Int) {
    rows[i] = row
    index[row.id] = i
  }

  private mutating func remove(_ start: Int) {
    index[rows[start].id] = nil
    rows.remove(at: start)
    for i in start..<rows.count { index[rows[i].id] = i }
  }
}

extension Standings.Row {
  /// The order of the standings: more first, within an amount whoever had it earlier.
  fileprivate func isAhead(of other: Self) -> Bool {
    amount == other.amount ? reachedAt < other.reachedAt : amount > other.amount
  }
}

/// Adds without overflow: a sum past `Int64` stays at the largest value, since a fold must never stop.
func saturatingSum(_ a: Int64, _ b: Int64) -> Int64 {
  let (sum, overflow) = a.addingReportingOverflow(b)
  return overflow ? .max : sum
}
