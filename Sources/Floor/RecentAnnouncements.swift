/// An announcement that screens may still show, by the sale it is about.
public struct RecentAnnouncement: Hashable, Sendable {
  /// Its identity.
  public var offset: Int64
  /// The sale.
  public var sale: SaleID
  /// The sale's entry.
  public var saleOffset: Int64
  /// Where the sale is kept.
  public var page: PageID

  /// An announcement.
  public init(offset: Int64, sale: SaleID, saleOffset: Int64, page: PageID) {
    (self.offset, self.sale, self.saleOffset, self.page) = (offset, sale, saleOffset, page)
  }
}

/// The newest announcements of a site's day, as many as a screen's ticker takes and as can be applauded.
struct RecentAnnouncements: Hashable, Sendable {
  /// Announcements kept for screens that join.
  static let limit = 50

  /// Up to twice as many as are kept: dropping the oldest moves all others, so it is done for many at once.
  private var kept: [RecentAnnouncement]

  init(_ newest: [RecentAnnouncement] = []) { kept = newest }

  /// Oldest first.
  var newest: ArraySlice<RecentAnnouncement> { kept.suffix(RecentAnnouncements.limit) }

  mutating func append(_ announcement: RecentAnnouncement) {
    if kept.count == 2 * RecentAnnouncements.limit { kept.removeFirst(RecentAnnouncements.limit) }
    kept.append(announcement)
  }

  mutating func removeAll() { kept.removeAll(keepingCapacity: true) }

  static func == (a: Self, b: Self) -> Bool { a.newest == b.newest }

  func hash(into hasher: inout Hasher) { hasher.combine(newest) }
}
