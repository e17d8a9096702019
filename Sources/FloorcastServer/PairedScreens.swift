import Floor
import Hub

/// The paired screens, and which open pages are theirs: one value under one lock, so that no page comes in with a token
/// between its revocation and the list of those that are to be closed for it.
struct PairedScreens {
  /// A screen that is set otherwise, and the pages to be told.
  struct News {
    var id: ScreenID
    /// `nil`: it was revoked.
    var screen: Screen?
    /// It hangs at another site, whose pages hear other things.
    var isMoved: Bool
    var viewers: [ViewerID]
  }

  private(set) var book = ScreenBook()
  private var ids: [String: ScreenID] = [:]
  private var viewers: [ScreenID: [ViewerID]] = [:]

  init(_ book: ScreenBook) { _ = update(book) }

  /// The screen whose token has this hash.
  func screen(of tokenHash: String) -> (id: ScreenID, screen: Screen)? {
    guard let id = ids[tokenHash] else { return nil }
    return book[id]?.screen.map { (id, $0) }
  }

  /// The pages of a screen, in the order in which they came.
  func viewers(of id: ScreenID) -> [ViewerID] { viewers[id] ?? [] }

  /// Takes note of all screens as they are now.
  /// - Returns: those that are not as they were and have a page open.
  mutating func update(_ new: ScreenBook) -> [News] {
    var news: [News] = []
    for (id, open) in viewers where new[id]?.screen != book[id]?.screen {
      let (old, screen) = (book[id]?.screen, new[id]?.screen)
      news.append(News(id: id, screen: screen, isMoved: screen?.site != old?.site, viewers: open))
    }
    book = new
    ids = Dictionary(new.paired.map { ($0.screen.tokenHash, $0.id) }) { first, _ in first }
    return news
  }

  /// A page of a screen is open.
  /// - Returns: how the screen is set; `nil` if it was revoked meanwhile.
  mutating func enter(_ viewer: ViewerID, as id: ScreenID) -> Screen? {
    guard let screen = book[id]?.screen else { return nil }
    viewers[id, default: []].append(viewer)
    return screen
  }

  /// A page of a screen is gone.
  mutating func leave(_ viewer: ViewerID, _ id: ScreenID) {
    viewers[id]?.removeAll { $0 == viewer }
    if viewers[id]?.isEmpty == true { viewers[id] = nil }
  }
}

/// When the entries happened that walls show: what a receipt is measured against.
struct ShownTimes {
  /// Entries remembered: those of minutes in which a thousand deals come in at once.
  static let limit = 4_096

  /// Ascending, since the log is.
  private var times: [(offset: Int64, at: Int64)] = []

  /// Takes note of the entry at `offset`, made at `at` (Unix milliseconds).
  mutating func note(_ offset: Int64, at: Int64) {
    if times.count == 2 * ShownTimes.limit { times.removeFirst(ShownTimes.limit) }
    times.append((offset, at))
  }

  /// When the entry at `offset` was made; `nil` if it is not among the latest that are shown.
  func time(of offset: Int64) -> Int64? {
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return low < times.count && times[low].offset == offset ? times[low].at : nil
  }
}
