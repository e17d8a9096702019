/// Who is ahead: contenders ordered by amount, the highest first.
///
/// Equal amounts share a place (1, 2, 2, 4); within a place whoever reached the amount earlier is listed first, by the
/// order of the log, and at the same entry by identifier, so that the order is total.
///
/// Kept as a sorted array: an update looks its contender up once, finds the old and the new row by halving, and moves
/// the numbers in between as one block of memory. Up to the size of a company that is faster than any tree.
public struct Standings<ID: Hashable & Comparable & Sendable>: Sendable {
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

  /// Where a contender is in `members`. Half the width of an index, since these are what an update moves.
  private typealias Handle = Int32

  /// Everybody who ever had a sale here; whoever has none left keeps the handle, to be found again.
  private var handles: [ID: Handle] = [:]
  /// By handle.
  private var members: [Row] = []
  /// The contenders with at least one sale, best first.
  private var order: [Handle] = []
  /// The amounts of `order`, side by side, so that a search reads nothing else.
  private var amounts: [Int64] = []

  /// Nobody yet.
  public init() {}

  /// The contenders with at least one sale, best first. Made anew each time.
  public var rows: [Row] { order.map { members[Int($0)] } }

  /// Credits one sale of `amount` minor units, the entry at `offset`.
  public mutating func credit(_ amount: Int64, to id: ID, at offset: Int64) {
    let handle = handles[id] ?? admit(id)
    let member = Int(handle)
    let row = members[member].deals > 0 ? self.row(of: member) : append(handle, at: offset)
    members[member].amount = saturatingSum(members[member].amount, amount)
    members[member].deals += 1
    members[member].reachedAt = max(members[member].reachedAt, offset)
    settle(member, from: row)
  }

  /// Takes one sale of `amount` minor units back. Whoever has none left leaves the standings.
  /// - Parameter reachedAt: the offset with which the contender reached what remains.
  public mutating func debit(_ amount: Int64, from id: ID, reachedAt: Int64?) {
    guard let member = member(id) else { return }
    let row = self.row(of: member)
    members[member].amount -= amount
    members[member].deals -= 1
    guard members[member].deals > 0, let reachedAt else {
      members[member].deals = 0
      order.remove(at: row)
      amounts.remove(at: row)
      return
    }
    members[member].reachedAt = reachedAt
    settle(member, from: row)
  }

  /// The contender's row.
  public subscript(id: ID) -> Row? { member(id).map { members[$0] } }

  /// The contender's place from 1; shared by equal amounts.
  public func place(of id: ID) -> Int? {
    member(id).map { firstRow(from: members[$0].amount) + 1 }
  }

  /// What is missing to the result of the next place above, in minor units; `nil` for the first place.
  public func gap(of id: ID) -> Int64? {
    guard let member = member(id) else { return nil }
    let first = firstRow(from: members[member].amount)
    return first == 0 ? nil : amounts[first - 1] - members[member].amount
  }

  /// The first `count` rows with their places.
  public func top(_ count: Int) -> [(place: Int, row: Row)] {
    var place = 0
    var last: Int64?
    return order.prefix(count).enumerated().map { i, handle in
      let row = members[Int(handle)]
      if row.amount != last { (place, last) = (i + 1, row.amount) }
      return (place, row)
    }
  }

  /// The contender's index in `members`, unless he has no sale.
  private func member(_ id: ID) -> Int? {
    guard let handle = handles[id], members[Int(handle)].deals > 0 else { return nil }
    return Int(handle)
  }

  private mutating func admit(_ id: ID) -> Handle {
    let handle = Handle(members.count)
    members.append(Row(id: id, amount: 0, deals: 0, reachedAt: 0))
    handles[id] = handle
    return handle
  }

  private mutating func append(_ handle: Handle, at offset: Int64) -> Int {
    members[Int(handle)].amount = 0
    members[Int(handle)].reachedAt = offset
    order.append(handle)
    amounts.append(0)
    return order.count - 1
  }

  /// The index of the first row whose amount is at most `amount`: rows are sorted, so half of them are skipped a step.
  private func firstRow(from amount: Int64) -> Int {
    amounts.firstIndex(in: 0..<amounts.count) { $0 <= amount }
  }

  /// The row at which the member is listed.
  private func row(of member: Int) -> Int {
    let amount = members[member].amount
    let first = firstRow(from: amount)
    if Int(order[first]) == member { return first }
    let behind = amounts.firstIndex(in: first..<amounts.count) { $0 < amount }
    return order.firstIndex(in: first..<behind) { !members[Int($0)].isAhead(of: members[member]) }
  }

  /// Moves the member's row from `start` past every row it now belongs before or behind.
  private mutating func settle(_ member: Int, from start: Int) {
    let amount = members[member].amount
    amounts[start] = amount
    var end = start
    if start > 0, isAhead(member, of: start - 1) {
      end = place(member, in: 0..<start)
    } else if start + 1 < order.count, !isAhead(member, of: start + 1) {
      end = place(member, in: start + 1..<order.count) - 1
    }
    order.moveElement(from: start, to: end)
    amounts.moveElement(from: start, to: end)
  }

  /// The first of the rows that the member is ahead of.
  private func place(_ member: Int, in rows: Range<Int>) -> Int {
    let amount = members[member].amount
    let first = amounts.firstIndex(in: rows) { $0 <= amount }
    guard first < rows.upperBound, amounts[first] == amount else { return first }
    let behind = amounts.firstIndex(in: first..<rows.upperBound) { $0 < amount }
    return order.firstIndex(in: first..<behind) { members[member].isAhead(of: members[Int($0)]) }
  }

  private func isAhead(_ member: Int, of row: Int) -> Bool {
    members[member].isAhead(of: members[Int(order[row])])
  }
}

extension Standings: Hashable {
  /// Equal if the rows are, whatever the way that led there.
  public static func == (a: Self, b: Self) -> Bool {
    a.amounts == b.amounts && zip(a.order, b.order).allSatisfy { a.members[Int($0)] == b.members[Int($1)] }
  }

  /// Feeds the rows, best first.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(order.count)
    for handle in order { hasher.combine(members[Int(handle)]) }
  }
}

extension Standings.Row {
  /// The order of the standings: more first, within an amount whoever had it earlier.
  fileprivate func isAhead(of other: Self) -> Bool {
    if amount != other.amount { return amount > other.amount }
    return reachedAt == other.reachedAt ? id < other.id : reachedAt < other.reachedAt
  }
}

extension Array {
  /// The first index in `range` whose element passes, where all behind one that passes do too.
  fileprivate func firstIndex(in range: Range<Int>, where passes: (Element) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if passes(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Takes the element at `start` out and puts it back at `end`; those between shift by one, as one block of memory.
  fileprivate mutating func moveElement(from start: Int, to end: Int) {
    guard start != end else { return }
    withUnsafeMutableBufferPointer { elements in
      guard let base = elements.baseAddress else { return }
      let element = base[start]
      if end < start {
        (base + end + 1).update(from: base + end, count: start - end)
      } else {
        (base + start).update(from: base + start + 1, count: end - start)
      }
      base[end] = element
    }
  }
}

/// Adds without overflow: a sum past `Int64` stays at the largest value, since a fold must never stop.
func saturatingSum(_ a: Int64, _ b: Int64) -> Int64 {
  let (sum, overflow) = a.addingReportingOverflow(b)
  return overflow ? .max : sum
}
