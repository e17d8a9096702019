/// How much more somebody sells in a period than in the four weeks before it (PRODUCT.md, "Live standings").
public struct Improvement: Hashable, Sendable {
  /// What they sold in the four weeks before the period, in minor units.
  public internal(set) var before: Int64
  /// The last entry that made one of those sales count.
  public internal(set) var reachedAt: Int64
  /// Working days of those four weeks.
  public let workingDaysBefore: Int
  /// Working days of the period so far, today's among them.
  public let workingDays: Int

  /// Days before a period against which improvement is measured: four weeks.
  public static let daysBefore: Int32 = 28

  /// What they would have sold in the period so far at the pace of the four weeks before, in minor units.
  public var expected: Int64 {
    Int64(clamping: Int128(before) * Int128(workingDays) / Int128(max(workingDaysBefore, 1)))
  }
}

extension FloorState {
  /// Against what the people, the teams and the site are measured: for whoever had a sale at `site` in the four weeks before
  /// `period`. Nobody is where those weeks had no working day. Improved is: sold in the period, less `expected`.
  /// - Parameter isCompany: counts in the company's currency instead of the site's.
  public func improvements(
    of site: SiteID, over period: Period, group: GroupID? = nil, today: CivilDate, isCompany: Bool = false
  ) -> [Contender: Improvement] {
    let calendar = rules(of: site, on: period.end).calendar
    let earlier = (-Improvement.daysBefore..<0).map(period.start.advanced(by:))
    let workedBefore = calendar.workingDays(in: earlier).count
    guard workedBefore > 0 else { return [:] }
    let worked = calendar.workingDays(in: period.days.filter { $0 <= today }).count
    let pages = floor(of: site)?.pages.filter { earlier[0] <= $0.id.day && $0.id.day < period.start } ?? []
    let before = Results(of: pages, group: group, isCompany: isCompany)
    func improvement(_ tally: Tally) -> Improvement {
      Improvement(
        before: tally.amount, reachedAt: tally.reachedAt, workingDaysBefore: workedBefore, workingDays: worked)
    }
    var improvements: [Contender: Improvement] = [:]
    for (id, tally) in before.agents { improvements[.agent(id)] = improvement(tally) }
    for (id, tally) in before.teams { improvements[.team(id)] = improvement(tally) }
    for (id, tally) in before.sites { improvements[.site(id)] = improvement(tally) }
    return improvements
  }
}
