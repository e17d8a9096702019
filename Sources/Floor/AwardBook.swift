/// The awards and what became of them: the hall of fame, and the promises.
public struct AwardBook: Hashable, Sendable {
  /// An award and what became of it.
  public struct Item: Hashable, Sendable {
    /// What was given.
    public var award: Award
    /// How the promise was kept.
    public var handedOver: AwardChange?
    /// Why it counts no more.
    public var revoked: AwardChange?
  }

  /// How a promise stands on a day.
  public enum Promise: String, Hashable, Sendable {
    /// Promised for a later day.
    case owed
    /// To be handed over today.
    case due
    /// Its day has gone by.
    case overdue
    /// Kept.
    case handedOver = "handed_over"
  }

  /// Why a change of an award changes nothing.
  public enum Fault: Error, Hashable, Sendable {
    /// No award has that id.
    case noSuchAward
    /// It was revoked.
    case revoked
    /// It was handed over already, or nothing was promised with it.
    case nothingOwed
  }

  /// In the order in which they were given, the revoked ones among them.
  public private(set) var items: [Item] = []

  /// No awards.
  public init() {}

  /// The award of that id.
  public subscript(id: String) -> Item? { items.first { $0.award.id == id } }

  /// The awards of `site` that stand: its hall of fame, the newest last.
  public func hallOfFame(of site: SiteID) -> [Item] { items.filter { $0.award.site == site && $0.revoked == nil } }

  /// How the promise of `item` stands on `day`; `nil` where nothing was promised.
  public static func promise(of item: Item, on day: CivilDate) -> Promise? {
    guard let reward = item.award.reward, item.revoked == nil else { return nil }
    if item.handedOver != nil { return .handedOver }
    return reward.due > day ? .owed : reward.due == day ? .due : .overdue
  }

  /// Why `change` would change nothing; `nil` if it is in order.
  public func fault(of change: AwardChange) -> Fault? {
    guard let item = self[change.award] else { return .noSuchAward }
    if item.revoked != nil { return .revoked }
    if change.change == .handedOver, item.handedOver != nil || item.award.reward == nil { return .nothingOwed }
    return nil
  }

  mutating func give(_ award: Award) {
    if self[award.id] == nil { items.append(Item(award: award)) }
  }

  mutating func apply(_ change: AwardChange) {
    guard fault(of: change) == nil, let i = items.firstIndex(where: { $0.award.id == change.award }) else { return }
    switch change.change {
    case .handedOver: items[i].handedOver = change
    case .revoked: items[i].revoked = change
    }
  }

  /// Puts back what a checkpoint kept.
  public mutating func restore(_ items: [Item]) { self.items = items }
}
