import Floor
import Hub
import Testing
import Wire

@testable import FloorcastServer

/// What door and pipeline know of screens together.
struct PairedScreensTests {
  static func screen(_ name: String, volume: Int = 80) -> Screen {
    var screen = Screen(name: name, site: Floors.bj, tokenHash: "hash of \(name)", pairedAt: 1, pairedBy: "ops")
    screen.volume = volume
    return screen
  }

  static func viewer(_ index: UInt32) -> ViewerID { ViewerID(index: index, generation: 0) }

  /// The book after `changes`, each the next of its screen.
  static func book(_ changes: (String, Screen?)...) -> ScreenBook {
    var floor = FloorState()
    for (id, screen) in changes {
      let change = ScreenChange(id: ScreenID(id), version: 0, screen: screen, by: "ops", at: 1).placed(in: floor)
      floor.next(.screen(change))
    }
    return floor.screens
  }

  @Test("A token's hash names the screen until it is revoked")
  func token() {
    var screens = PairedScreens(Self.book(("a", Self.screen("a")), ("b", Self.screen("b"))))
    #expect(screens.screen(of: "hash of b")?.id == ScreenID("b"))
    #expect(screens.screen(of: "hash of c") == nil)
    _ = screens.update(Self.book(("a", Self.screen("a")), ("b", Self.screen("b")), ("b", nil)))
    #expect(screens.screen(of: "hash of b") == nil && screens.screen(of: "hash of a") != nil)
  }

  @Test("Told are the pages of those screens that are set otherwise, and of those that are revoked")
  func news() {
    var screens = PairedScreens(
      Self.book(("a", Self.screen("a")), ("b", Self.screen("b")), ("c", Self.screen("c"))))
    #expect(screens.enter(Self.viewer(1), as: ScreenID("a")) != nil)
    #expect(screens.enter(Self.viewer(2), as: ScreenID("a")) != nil)
    #expect(screens.enter(Self.viewer(3), as: ScreenID("c")) != nil)
    let news = screens.update(
      Self.book(
        ("a", Self.screen("a")), ("b", Self.screen("b")), ("c", Self.screen("c")), ("a", nil),
        ("b", Self.screen("b", volume: 1))))
    #expect(news.count == 1, "b has no page open, and c is as it was")
    #expect(news.first?.id == ScreenID("a") && news.first?.screen == nil)
    var away = Self.screen("c")
    away.site = SiteID("elsewhere")
    let book = Self.book(("a", Self.screen("a")), ("c", away), ("a", nil))
    #expect(screens.update(book).map(\.isMoved) == [true])
    away.volume = 7
    #expect(screens.update(Self.book(("a", Self.screen("a")), ("c", away), ("a", nil))).map(\.isMoved) == [false])
    #expect(news.first?.viewers == [Self.viewer(1), Self.viewer(2)])
    #expect(screens.enter(Self.viewer(4), as: ScreenID("a")) == nil, "it came too late")
  }

  @Test("A page that left is told nothing more")
  func left() {
    var screens = PairedScreens(Self.book(("a", Self.screen("a"))))
    _ = screens.enter(Self.viewer(1), as: ScreenID("a"))
    _ = screens.enter(Self.viewer(2), as: ScreenID("a"))
    screens.leave(Self.viewer(1), ScreenID("a"))
    #expect(screens.viewers(of: ScreenID("a")) == [Self.viewer(2)])
    screens.leave(Self.viewer(2), ScreenID("a"))
    #expect(screens.viewers(of: ScreenID("a")).isEmpty)
    #expect(screens.update(Self.book(("a", Self.screen("a")), ("a", nil))).isEmpty)
  }

  @Test("The times of the latest entries are known, those of all others are not")
  func times() {
    var times = ShownTimes()
    #expect(times.time(of: 1) == nil)
    let last = Int64(5 * ShownTimes.limit)
    for offset in 1...last { times.note(2 * offset, at: offset + 7) }
    for offset in (last - Int64(ShownTimes.limit) + 1)...last {
      #expect(times.time(of: 2 * offset) == offset + 7)
      #expect(times.time(of: 2 * offset + 1) == nil)
    }
    #expect(times.time(of: 2) == nil && times.time(of: -1) == nil)
  }

  @Test("Half of the latencies are no longer than the median, and only the latest count")
  func quantiles() {
    var wall = LiveScreen(since: 5)
    #expect(wall.view(isOnline: true).latency == nil && wall.view(isOnline: true).receipts == nil)
    func note(_ latency: Int64) { wall.note(.init(offset: latency, painted: 0, latency: latency)) }
    note(-3)
    #expect(wall.view(isOnline: true).latency == .init(p50: -3, p99: -3, count: 1))
    note(10)
    #expect(wall.view(isOnline: true).latency == .init(p50: -3, p99: 10, count: 2))
    for latency in (1...300).shuffled() { note(Int64(latency)) }
    #expect(wall.view(isOnline: true).latency?.count == LiveScreen.latenciesKept)
    for latency in Int64(1)...200 { note(latency) }
    let view = wall.view(isOnline: true)
    #expect(view.latency == .init(p50: 100, p99: 198, count: 200))
    #expect(view.receipts?.map(\.offset) == Array(181...200))
  }
}
