/// The screens that were paired, in the order in which they were. Those that were revoked stay as names, so that what is
/// sent again about them is known for what it is.
public struct ScreenBook: Hashable, Sendable {
  /// A screen and how often it was set.
  public struct Item: Hashable, Sendable {
    /// Which.
    public var id: ScreenID
    /// Its last change.
    public var version: Int
    /// As it is set now; `nil`: it was revoked.
    public var screen: Screen?

    /// A screen as its `version`-th change left it.
    public init(id: ScreenID, version: Int, screen: Screen?) {
      (self.id, self.version, self.screen) = (id, version, screen)
    }
  }

  /// All of them.
  public private(set) var items: [Item] = []

  /// No screens.
  public init() {}

  /// The screen of that name, revoked or not.
  public subscript(id: ScreenID) -> Item? { items.first { $0.id == id } }

  /// The screens that were not revoked.
  public var paired: [(id: ScreenID, screen: Screen)] {
    items.compactMap { item in item.screen.map { (item.id, $0) } }
  }

  /// Applies a change, if it is the next one of its screen.
  ///
  /// A screen that becomes the voice takes it from the others of its room; the first one of a room becomes its voice, and
  /// where the voice goes away the earliest of those that stay does.
  /// - Returns: whether anything is different now.
  mutating func apply(_ change: ScreenChange) -> Bool {
    let i = items.firstIndex { $0.id == change.id }
    let before = i.map { items[$0] }
    guard change.version == (before?.version ?? 0) + 1, before == nil || before?.screen != nil else { return false }
    let item = Item(id: change.id, version: change.version, screen: change.screen)
    let place = i ?? items.endIndex
    if let i { items[i] = item } else { items.append(item) }
    let (old, new) = (before?.screen, change.screen)
    if let old, old.isVoice, new?.sharesRoom(with: old) != true {
      if let heir = roommates(of: old, except: place).first { items[heir].screen?.isVoice = true }
    }
    guard let new else { return true }
    let others = roommates(of: new, except: place)
    if others.isEmpty, old?.sharesRoom(with: new) != true { items[place].screen?.isVoice = true }
    if new.isVoice { for other in others { items[other].screen?.isVoice = false } }
    return true
  }

  /// The paired screens in the room of `screen`, the earliest first, except the one at a place.
  private func roommates(of screen: Screen, except place: Int) -> [Int] {
    items.indices.filter { $0 != place && items[$0].screen?.sharesRoom(with: screen) == true }
  }

  /// Puts back what a checkpoint kept.
  public mutating func restore(_ items: [Item]) { self.items = items }
}
