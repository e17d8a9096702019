import Floor
import Testing

/// The boards that are kept while a period runs, the tallies of pages and the standings tell the same.
struct BoardPropertyTests {
  static let periods = Period.all(of: Floors.day) + Period.all(of: Floors.day.advanced(by: 3))

  /// Looks at a floor after every few entries of a history.
  private func look(_ seed: UInt64, _ check: (FloorState, SiteID, Period) -> Void) {
    var floor = FloorState()
    for (i, entry) in History.entries(seed: seed).enumerated() {
      floor.next(entry)
      guard i % 17 == 0 else { continue }
      for site in [Floors.bj, Floors.sh] { for period in Self.periods { check(floor, site, period) } }
    }
  }

  @Test(
    "The live boards are those that a floor without boards makes from the pages", arguments: FoldPropertyTests.seeds)
  func rebuilt(seed: UInt64) {
    look(seed) { floor, site, period in
      var pagesAlone = FloorState()
      for page in floor.pages(of: site, over: period) { pagesAlone.recall(page) }
      let id = BoardID(site: site, period: period)
      #expect(pagesAlone.board(id) == floor.board(id))
    }
  }

  @Test("The standings by amount are the live board: places, order and gaps", arguments: FoldPropertyTests.seeds)
  func ranking(seed: UInt64) {
    look(seed) { floor, site, period in
      let board = floor.board(BoardID(site: site, period: period))
      let agents = floor.ranking(.agents(site), over: period) { _ in Floors.day }
      let teams = floor.ranking(.teams(site), over: period) { _ in Floors.day }
      #expect(
        agents.map(Line.init)
          == board.agents.top(.max).map { Line($0.place, .agent($0.row.id), $0.row, board.agents.gap(of: $0.row.id)) })
      #expect(
        teams.map(Line.init)
          == board.teams.top(.max).map { Line($0.place, .team($0.row.id), $0.row, board.teams.gap(of: $0.row.id)) })
    }
  }

  private struct Line: Equatable {
    var id: Contender
    var numbers: [Int64?]

    init(_ row: RankedRow) {
      id = row.id
      numbers = [Int64(row.place), row.score, row.amount, Int64(row.deals), row.reachedAt, row.gap]
    }

    init<ID>(_ place: Int, _ id: Contender, _ row: Standings<ID>.Row, _ gap: Int64?) {
      self.id = id
      numbers = [Int64(place), row.amount, row.amount, Int64(row.deals), row.reachedAt, gap]
    }
  }

  @Test("Agents, teams, the site and its board tell the same sum", arguments: FoldPropertyTests.seeds)
  func sums(seed: UInt64) {
    look(seed) { floor, site, period in
      let results = floor.tallies(of: site, over: period)
      let board = floor.board(BoardID(site: site, period: period))
      for sum in [
        results.agents.values.map(\.self), results.teams.values.map(\.self), results.sites.values.map(\.self),
      ] {
        #expect(sum.reduce(0) { $0 + $1.amount } == board.amount)
        #expect(sum.reduce(0) { $0 + $1.deals } == board.deals)
        #expect(sum.reduce(0) { $0 + $1.reporting } == results.total.reporting)
        #expect(sum.map(\.reachedAt).max() ?? 0 == results.total.reachedAt)
      }
      #expect(results.total.amount == board.amount && results.total.deals == board.deals)
    }
  }

  @Test("The days of a period add up to it, and what the sales say to the tallies", arguments: FoldPropertyTests.seeds)
  func days(seed: UInt64) {
    look(seed) { floor, site, period in
      let whole = floor.tallies(of: site, over: period)
      let days = period.days.map { floor.tallies(of: site, over: .day($0)).total }
      #expect(days.reduce(0) { $0 + $1.amount } == whole.total.amount)
      #expect(days.reduce(0) { $0 + $1.reporting } == whole.total.reporting)
      let records = floor.pages(of: site, over: period).flatMap(\.records).filter(\.counts)
      for (agent, tally) in whole.agents {
        let own = records.filter { $0.agent == agent }
        #expect(tally.amount == own.reduce(0) { $0 + $1.amount.minorUnits })
        #expect(tally.reporting == own.reduce(0) { $0 + ($1.fate.reporting?.minorUnits ?? 0) })
        #expect(tally.reachedAt == own.map(\.fate.countedBy).max())
      }
      #expect(Set(whole.agents.keys) == Set(records.compactMap(\.agent)))
    }
  }

  @Test("Product groups, and what belongs to none, add up to everything", arguments: FoldPropertyTests.seeds)
  func groups(seed: UInt64) {
    look(seed) { floor, site, period in
      let records = floor.pages(of: site, over: period).flatMap(\.records).filter(\.counts)
      var rest = floor.tallies(of: site, over: period).total
      for group in [GroupID("课程"), GroupID("年费")] {
        let total = floor.tallies(of: site, over: period, group: group).total
        #expect(total.deals == records.count { $0.fate.group == group })
        rest.amount -= total.amount
        rest.deals -= total.deals
      }
      let ungrouped = records.filter { $0.fate.group == nil }
      #expect(rest.deals == ungrouped.count)
      #expect(rest.amount == ungrouped.reduce(0) { $0 + $1.amount.minorUnits })
    }
  }

  @Test("The company is the sum of its sites, in its own currency", arguments: FoldPropertyTests.seeds)
  func company(seed: UInt64) {
    look(seed) { floor, _, period in
      let company = floor.companyTallies(over: period)
      let sites = floor.roster.sites.map { floor.tallies(of: $0.id, over: period).total }
      #expect(company.total.amount == sites.reduce(0) { $0 + $1.reporting })
      #expect(company.total.deals == sites.reduce(0) { $0 + $1.deals })
      #expect(company.agents.values.reduce(0) { $0 + $1.amount } == company.total.amount)
    }
  }
}
