import Floor
import Testing

/// A floor that lets old pages go and takes them back when they are needed, against one that keeps everything.
struct PagesPropertyTests {
  /// A floor with an archive, as a server keeps them.
  private struct Archived {
    var floor = FloorState()
    var archive: [PageID: DayPage] = [:]
    var recalls = 0

    mutating func next(_ entry: Entry) -> Outcome {
      if let needed = floor.page(neededBy: entry) { recall(needed) }
      defer { for page in floor.takeChanged() { archive[page.id] = page } }
      return floor.next(entry)
    }

    mutating func recall(_ page: PageID) {
      floor.recall(archive[page] ?? DayPage(page))
      recalls += 1
    }
  }

  @Test(
    "A floor that retires its old pages and recalls them when needed answers as one that never did",
    arguments: 1...4 as ClosedRange<UInt64>)
  func retiring(seed: UInt64) {
    let entries = History.entries(seed: seed, count: 400, days: 150, latest: 120)
    var kept = FloorState()
    var archived = Archived()
    for (i, entry) in entries.enumerated() {
      #expect(archived.next(entry) == kept.next(entry))
      if i % 5 == 0 { archived.floor.retire() }
    }
    archived.floor.retire()
    #expect(archived.recalls > 0, "some sales were late enough")
    let days = [Floors.bj, Floors.sh].flatMap { site in kept.days(of: site).map { PageID(site: site, day: $0) } }
    #expect(days.contains { archived.floor.needs($0) })
    for page in days where archived.floor.needs(page) { archived.recall(page) }
    for page in days { #expect(archived.floor.page(page) == kept.page(page)) }
    compare(archived.floor, kept, days)
  }

  private func compare(_ a: FloorState, _ b: FloorState, _ days: [PageID]) {
    for id in Set(days.flatMap { page in Period.all(of: page.day).map { BoardID(site: page.site, period: $0) } }) {
      #expect(a.board(id) == b.board(id))
      #expect(a.firsts(of: id.site, over: id.period) == b.firsts(of: id.site, over: id.period))
      #expect(a.targetSheet(of: id.site, over: id.period) == b.targetSheet(of: id.site, over: id.period))
      for metric in Metric.allCases {
        #expect(
          a.ranking(.agents(id.site), over: id.period, by: metric) { _ in id.period.end }
            == b.ranking(.agents(id.site), over: id.period, by: metric) { _ in id.period.end })
      }
      let agent = Contender.agent("a2")
      let (why, expected) = [a, b].map {
        $0.explanation(of: agent, at: id.site, over: id.period, at: id.period.end, minute: 600)
      }.pair
      #expect(why.counts == expected.counts && why.uncounted == expected.uncounted)
      let (show, expectedShow) = [a, b].map { floor in
        let make = id.period.kind == .month ? floor.greeting : floor.ceremony
        return make(id.site, id.period.end, 1, nil, 2, History.plan)
      }.pair
      #expect(show == expectedShow)
    }
    #expect(a.toSortOut == b.toSortOut && a.awards == b.awards && a.targets == b.targets)
    for site in [Floors.bj, Floors.sh] {
      #expect(a.cues(of: site) == b.cues(of: site))
      guard let today = b.latestDay(of: site) else { continue }
      #expect(a.announcements(of: site, on: today) == b.announcements(of: site, on: today))
    }
  }
}

extension Array {
  fileprivate var pair: (Element, Element) { (self[0], self[1]) }
}
