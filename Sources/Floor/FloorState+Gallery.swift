/// What scenes show of a site beside its boards.
extension FloorState {
  /// What the sales of `day` at `site` came to by each of `instants` (Unix milliseconds, ascending), in minor units: by the
  /// time at which they were signed, where their sender said so, else by the one at which they came in.
  public func amounts(of site: SiteID, on day: CivilDate, by instants: [Int64]) -> [Int64] {
    var amounts = instants.map { _ in Int64(0) }
    guard let last = instants.last, let page = floor(of: site)?.page(day) else { return amounts }
    for record in page.records where record.counts && record.signedAt <= last {
      let i = instants.firstIndex { record.signedAt <= $0 } ?? amounts.count - 1
      amounts[i] = saturatingSum(amounts[i], record.amount.minorUnits)
    }
    for i in amounts.indices.dropFirst() { amounts[i] = saturatingSum(amounts[i - 1], amounts[i]) }
    return amounts
  }

  /// Who sold on `day` for each team of `site`, by what they sold for that team, best first: the places within the teams.
  public func placesWithinTeams(of site: SiteID, on day: CivilDate) -> [TeamID: [RankedRow]] {
    guard let page = floor(of: site)?.page(day) else { return [:] }
    var teams: [TeamID: [AgentID: Tally]] = [:]
    for (contributor, tally) in page.tallies {
      teams[contributor.team, default: [:]][contributor.agent, default: Tally()] += tally
    }
    return teams.mapValues { people in RankedRow.rows(of: people.map { Entrant(.agent($0), $1.amount, $1) }) }
  }

  /// How many days back a selling day is looked for: what lies further back is not yesterday to anybody.
  public static let sellingDaysBack: Int32 = 31

  /// The last working day of `site` before `day` on which something was sold that counts; of pages that are at hand.
  public func sellingDay(before day: CivilDate, at site: SiteID) -> CivilDate? {
    let calendar = rules(of: site).calendar
    let recent = day.advanced(by: -FloorState.sellingDaysBack)
    return floor(of: site)?.pages.last {
      (recent..<day).contains($0.id.day) && calendar.isWorking($0.id.day) && !$0.tallies.isEmpty
    }?.id.day
  }
}

extension SaleRecord {
  /// Unix milliseconds at which the customer signed, as far as anybody said: never after the sale came in.
  public var signedAt: Int64 {
    if case .instant(let at) = sale.closed { min(at, acceptedAt) } else { acceptedAt }
  }
}

extension WorkingCalendar {
  /// The full hours at whose end work was done, and the end of the last working time: minutes since midnight, ascending.
  public var hourMarks: [Int] {
    guard let first = hours.first?.lowerBound, let end = hours.last?.upperBound else { return [] }
    let full = (first / 60 + 1...max(first / 60 + 1, end / 60)).map { $0 * 60 }
    return full.filter { hour in hour < end && hours.contains { $0.lowerBound < hour && hour <= $0.upperBound } } + [
      end
    ]
  }
}
