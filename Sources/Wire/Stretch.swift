import Floor

/// Neighbouring entries of the log on their way into a floor. The sales, of which there are millions, lie side by side, where
/// they are read and folded in place: an `Entry` of each would be moved a dozen times on the way.
public struct Stretch: Sendable {
  /// The sales among them.
  public private(set) var sales: [AcceptedSale] = []
  /// The other entries, and how many of the sales come before each; `nil` stands for one of a newer version.
  public private(set) var others: [(sales: Int, entry: Entry?)] = []

  /// No entries yet, with room for `count` sales.
  public init(reserving count: Int) { sales.reserveCapacity(count) }

  /// Whether there is an entry of a newer version.
  public var holdsUnknown: Bool { others.contains { $0.entry == nil } }

  @inline(__always)
  mutating func append(_ sale: AcceptedSale) { sales.append(sale) }

  mutating func append(_ other: Entry?) { others.append((sales.count, other)) }
}
