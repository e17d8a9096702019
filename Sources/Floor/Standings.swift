/// Who is ahead: contenders ordered by amount, the highest first.
///
/// Equal amounts share a place (1, 2, 2, 4); within a place whoever reached the amount earlier is listed first, by the
/// order of the log, and at the same entry by identifier, so that the order is total.
///
/// Kept as a sorted array: an update looks its contender up once, finds the row by halving, and moves what is between
/// the old and the new row as a block of memory. Up to 100,000 contenders that needs no tree (`make bench`).
///
/// Inlinable, because other modules would otherwise run the generic code, which takes ten times as long.
public struct Standings<ID: Hashable & Comparable & Sendable>: Sendable {
  /// What one contender has achieved.
  public struct Row: Hashable, Sendable {
    /// Who.
    public let id: ID
    /// Minor units.
    public let amount: Int64
    /// Number of sales.
    public let deals: Int
    /// The offset of the entry with which `amount` was reached: the tie-break.
    public let reachedAt: Int64

    @inlinable init(_ id: ID, _ figures: Figures) {
      (self.id, amount, deals, reachedAt) = (id, figures.amount, figures.deals, figures.reachedAt)
    }
  }

  /// An index of `ids` and `figures`; of half an index's width, since it is what an update moves.
  /// More than 2^31 contenders do not fit, nor into any memory.
  @usableFromInline typealias Member = Int32

  @usableFromInline var members: [ID: Member] = [:]
  /// Everybody who ever had a sale here, in no order; whoever has none left stays, with zeroes, and may return.
  @usableFromInline var ids: [ID] = []
  @usableFromInline var figures: [Figures] = []
  /// Those with at least one sale, best first.
  @usableFromInline var order: [Member] = []
  /// The amounts of `order`, side by side, so that a search reads hardly anything else.
  @usableFromInline var amounts: [Int64] = []
  /// Whether `order` and `amounts` are as the figures say; not between `creditOutOfOrder` and `putInOrder`.
  @usableFromInline var isInOrder = true

  /// Nobody yet.
  @inlinable public init() {}

  /// The contenders with at least one sale, best first; made anew each time.
  @inlinable public var rows: [Row] { order.map(row) }

  /// Credits one sale of `amount` minor units, the entry at `offset`.
  @inlinable public mutating func credit(_ amount: Int64, to id: ID, at offset: Int64) {
    var unknown: Member?
    credit(amount, to: id, at: offset, remembering: &unknown)
  }

  /// Credits one sale like `credit(_:to:at:)`, for whoever keeps what it remembers of the contender: the next look-up is saved.
  @inlinable mutating func credit(_ amount: Int64, to id: ID, at offset: Int64, remembering known: inout Member?) {
    putInOrder()
    let member = known ?? members[id] ?? admit(id)
    known = member
    let start = figures[Int(member)].deals > 0 ? position(of: member) : append(member)
    figures[Int(member)].credit(amount, at: offset)
    settle(member, from: start)
  }

  /// Credits one sale without looking where it leads: a long replay asks for the order once, at its end. Nothing may be asked
  /// before `putInOrder`.
  @inlinable mutating func creditOutOfOrder(
    _ amount: Int64, to id: ID, at offset: Int64, remembering known: inout Member?
  ) {
    let member = known ?? members[id] ?? admit(id)
    known = member
    if figures[Int(member)].deals == 0 { _ = append(member) }
    figures[Int(member)].credit(amount, at: offset)
    isInOrder = false
  }

  /// Brings the order up to what was credited.
  @inlinable mutating func putInOrder() {
    if !isInOrder { sort() }
  }

  @inlinable mutating func sort() {
    // Whoever is compared is looked at by position, among the amounts too.
    amounts = order.map { figures[Int($0)].amount }
    order = order.indices.sorted { isListed($0, before: order[$1]) }.map { order[$0] }
    amounts = order.map { figures[Int($0)].amount }
    isInOrder = true
  }

  /// The place of a contender that `credit` remembered, who has a sale.
  @inlinable func place(of member: Member) -> Int { firstPosition(of: figures[Int(member)].amount) + 1 }

  /// Takes one sale of `amount` minor units back. Whoever has none left leaves the standings.
  /// - Parameter reachedAt: the offset with which the contender reached what remains.
  @inlinable public mutating func debit(_ amount: Int64, from id: ID, reachedAt: Int64?) {
    guard let member = listed(id) else { return }
    putInOrder()
    let start = position(of: member)
    if let reachedAt, figures[Int(member)].deals > 1 {
      figures[Int(member)].debit(amount, reachedAt: reachedAt)
      settle(member, from: start)
    } else {
      figures[Int(member)] = Figures()
      order.remove(at: start)
      amounts.remove(at: start)
    }
  }

  /// The contender's row.
  @inlinable public subscript(id: ID) -> Row? { listed(id).map(row) }

  /// The contender's place from 1; shared by equal amounts.
  @inlinable public func place(of id: ID) -> Int? {
    guard let member = listed(id) else { return nil }
    return firstPosition(of: figures[Int(member)].amount) + 1
  }

  /// What is missing to the result of the next place above, in minor units; `nil` for the first place.
  @inlinable public func gap(of id: ID) -> Int64? {
    guard let member = listed(id) else { return nil }
    let amount = figures[Int(member)].amount
    let first = firstPosition(of: amount)
    return first == 0 ? nil : amounts[first - 1] - amount
  }

  /// The first `count` rows with their places.
  @inlinable public func top(_ count: Int) -> [(place: Int, row: Row)] {
    let count = min(count, order.count)
    return [(place: Int, row: Row)](unsafeUninitializedCapacity: count) { result, initialized in
      var place = 0
      for i in 0..<count {
        if i == 0 || amounts[i] != amounts[i - 1] { place = i + 1 }
        result.initializeElement(at: i, to: (place, row(order[i])))
      }
      initialized = count
    }
  }
}

extension Standings: Hashable {
  /// Equal if the rows are, whichever way led there.
  public static func == (a: Self, b: Self) -> Bool { a.amounts == b.amounts && a.rows == b.rows }

  /// Feeds the rows, best first.
  public func hash(into hasher: inout Hasher) { hasher.combine(rows) }
}

extension Standings {
  @inlinable func row(_ member: Member) -> Row { Row(ids[Int(member)], figures[Int(member)]) }

  @inlinable func listed(_ id: ID) -> Member? {
    guard let member = members[id], figures[Int(member)].deals > 0 else { return nil }
    return member
  }

  @inlinable mutating func admit(_ id: ID) -> Member {
    let member = Member(ids.count)
    members[id] = member
    ids.append(id)
    figures.append(Figures())
    return member
  }

  /// Lists the member behind all others, to be settled.
  @inlinable mutating func append(_ member: Member) -> Int {
    order.append(member)
    amounts.append(0)
    return order.count - 1
  }

  /// Where the member is listed.
  @inlinable func position(of member: Member) -> Int {
    let first = firstPosition(of: figures[Int(member)].amount)
    if order[first] == member { return first }
    return firstPosition(in: first..<order.count) { !isListed($0, before: member) }
  }

  /// The first position whose amount is at most `amount`.
  @inlinable func firstPosition(of amount: Int64) -> Int {
    firstPosition(in: 0..<amounts.count) { amounts[$0] <= amount }
  }

  /// The first position that passes, given that all behind it do: half of them are skipped at each step.
  @inlinable func firstPosition(in range: Range<Int>, where passes: (Int) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if passes(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  @inlinable func isListed(_ position: Int, before member: Member) -> Bool {
    let own = figures[Int(member)]
    guard amounts[position] == own.amount else { return amounts[position] > own.amount }
    let other = order[position]
    let reachedAt = figures[Int(other)].reachedAt
    return reachedAt == own.reachedAt ? ids[Int(other)] < ids[Int(member)] : reachedAt < own.reachedAt
  }

  /// Moves the member from `start` past everybody it now belongs before or behind.
  @inlinable mutating func settle(_ member: Member, from start: Int) {
    let end = destination(of: member, from: start)
    order.move(from: start, to: end)
    amounts.move(from: start, to: end)
    amounts[end] = figures[Int(member)].amount
  }

  /// Looked for beside `start` first and then twice as far each time, since most updates overtake few.
  @inlinable func destination(of member: Member, from start: Int) -> Int {
    var reach = 1
    if start > 0, !isListed(start - 1, before: member) {
      while reach < start, !isListed(start - reach, before: member) { reach *= 2 }
      return firstPosition(in: max(0, start - reach)..<start) { !isListed($0, before: member) }
    }
    while start + reach < order.count, isListed(start + reach, before: member) { reach *= 2 }
    let end = min(order.count, start + reach)
    return firstPosition(in: start + 1..<end) { !isListed($0, before: member) } - 1
  }
}

extension Standings {
  /// A row without its identifier.
  @usableFromInline struct Figures: Sendable {
    @usableFromInline var amount: Int64 = 0
    @usableFromInline var deals = 0
    @usableFromInline var reachedAt = Int64.min

    @inlinable init() {}

    @inlinable mutating func credit(_ amount: Int64, at offset: Int64) {
      self.amount = saturatingSum(self.amount, amount)
      deals += 1
      reachedAt = max(reachedAt, offset)
    }

    @inlinable mutating func debit(_ amount: Int64, reachedAt: Int64) {
      self.amount -= amount
      deals -= 1
      self.reachedAt = reachedAt
    }
  }
}

extension Array where Element: BitwiseCopyable {
  /// Takes the element at `start` out and puts it in at `end`; those between shift by one as a block of memory.
  @inlinable mutating func move(from start: Int, to end: Int) {
    let element = self[start]
    withUnsafeMutableBufferPointer { elements in
      guard let base = elements.baseAddress else { return }
      if end < start {
        (base + end + 1).update(from: base + end, count: start - end)
      } else {
        (base + start).update(from: base + start + 1, count: end - start)
      }
    }
    self[end] = element
  }
}

/// Adds without overflow: a sum past `Int64` stays at the largest value, since a fold must never stop.
@inlinable func saturatingSum(_ a: Int64, _ b: Int64) -> Int64 {
  let (sum, overflow) = a.addingReportingOverflow(b)
  return overflow ? .max : sum
}
