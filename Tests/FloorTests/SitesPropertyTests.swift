import Floor
import Testing

/// Sites know nothing of each other: in whatever order their entries arrive, each of them tells the same.
struct SitesPropertyTests {
  /// Entries about one site alone.
  private static func own(_ site: SiteID, _ agents: [String], seed: UInt64, prefix: String) -> [Entry] {
    var random = Seeded(seed)
    return (1..<120).flatMap { i in
      let now = History.Now(i: i, day: Floors.day.advanced(by: Int32(i / 30)), minute: i % 30 * 48)
      let entry = History.entry(now, agents, sites: [site], &random, prefix: prefix)
      // The company's rules are everybody's.
      let isOwn = if case .company = entry { false } else { true }
      return [History.cue(now, sites: [site], seed: seed, prefix: prefix), isOwn ? entry : nil].compactMap(\.self)
    }
  }

  /// What a site tells, without the offsets, which are the whole log's.
  private struct Told: Equatable {
    var rows: [[String]] = []
    var announcements: [String] = []

    init(_ floor: FloorState, _ site: SiteID) {
      for period in BoardPropertyTests.periods {
        let board = floor.board(BoardID(site: site, period: period))
        rows.append(board.agents.top(.max).map { "\($0.place) \($0.row.id) \($0.row.amount) \($0.row.deals)" })
        rows.append(board.teams.top(.max).map { "\($0.place) \($0.row.id) \($0.row.amount) \($0.row.deals)" })
        for metric in Metric.allCases {
          let rows = floor.ranking(.agents(site), over: period, by: metric) { _ in period.end }
          self.rows.append(rows.map { "\($0.place) \($0.id) \($0.score) \($0.gap ?? -1)" })
        }
        let firsts = floor.firsts(of: site, over: period)
        rows.append([firsts.announced?.sale.id.description ?? "-", firsts.stands?.sale.id.description ?? "-"])
        rows.append(floor.voids(of: site, over: period).map(\.sale.id.description))
        let tallies = floor.tallies(of: site, over: period)
        rows.append(tallies.agents.map { "\($0) \($1.amount) \($1.reporting) \($1.deals)" }.sorted())
        let sheet = floor.targetSheet(of: site, over: period)
        rows.append(sheet.plans.map { "\($0) \($1)" }.sorted())
      }
      let book = floor.cues(of: site)
      rows.append(book.keys.keys.sorted() + book.commentaries.map { "\($0) \($1.text)" }.sorted())
      rows.append([book.phase?.key ?? "-", book.broadcast.map { Phrases.words(for: $0, in: floor.roster).zhCN } ?? "-"])
      if let stand = book.stand {
        rows.append(["\(stand.anchor.map { "\($0)" } ?? "-")"] + stand.show.awards.map { "\($0)" })
        rows.append(stand.show.steps.map { Phrases.words(for: $0, of: stand.show, in: floor.roster).zhCN })
      }
      for day in floor.days(of: site) {
        let announced = floor.announcements(of: site, on: day)
        announcements += announced.map {
          "\($0.reasons) \($0.tier ?? 0) \($0.agent.id) \($0.team.id) \($0.amount) \($0.applause) \($0.isVoided)"
        }
        rows.append(["\(floor.page(PageID(site: site, day: day)).announced)"])
      }
    }
  }

  @Test(
    "In any order of two sites' entries each site has the same standings, firsts, announcements and results",
    arguments: FoldPropertyTests.seeds)
  func interleaved(seed: UInt64) {
    let rates = CompanyRules(currency: Currency("USD")!, rates: [.cny: Rate("0.1392")!])
    let opening: [Entry] = [.roster(Floors.roster), .company(rates)]
    let bj = Self.own(Floors.bj, ["a1", "a2", "a3", "赵六", "nobody-bj"], seed: seed, prefix: "bj-")
    let sh = Self.own(Floors.sh, ["b1", "孙七", "nobody-sh"], seed: seed &+ 1_000, prefix: "sh-")
    var random = Seeded(seed &* 77)
    var told: [[Told]] = []
    for order in 0..<5 {
      var floor = FoldPropertyTests.fold(opening)
      var (left, right) = (bj[...], sh[...])
      while !left.isEmpty || !right.isEmpty {
        let takesLeft = right.isEmpty || !left.isEmpty && (order == 0 || order > 1 && .random(using: &random))
        if let entry = takesLeft ? left.popFirst() : right.popFirst() { _ = floor.located(entry) }
      }
      told.append([Told(floor, Floors.bj), Told(floor, Floors.sh)])
    }
    // Told in full it would fill pages.
    let isSame = told.allSatisfy { $0 == told[0] }
    #expect(isSame)
    #expect(told[0].allSatisfy { !$0.announcements.isEmpty })
  }
}
