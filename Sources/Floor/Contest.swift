/// Who is ranked.
public typealias Contender = Target.Scope

/// Who is compared with whom.
public enum Contest: Hashable, Sendable {
  /// The agents who sell at a site.
  case agents(SiteID)
  /// The teams of a site.
  case teams(SiteID)
  /// All agents; amounts in the company's currency.
  case companyAgents
  /// All teams; amounts in the company's currency.
  case companyTeams
  /// The sites; amounts in the company's currency.
  case companySites

  /// The site it is about; `nil` for the company.
  public var site: SiteID? {
    switch self {
    case .agents(let site), .teams(let site): site
    case .companyAgents, .companyTeams, .companySites: nil
    }
  }

  func admits(_ who: Contender) -> Bool {
    switch (self, who) {
    case (.agents, .agent), (.companyAgents, .agent), (.teams, .team), (.companyTeams, .team), (.companySites, .site):
      true
    default: false
    }
  }
}

/// By what contenders are ranked (PRODUCT.md, "Live standings").
public enum Metric: String, CaseIterable, Hashable, Sendable {
  /// Minor units sold. Whoever has a sale is ranked.
  case amount
  /// Number of sales. Whoever has one is ranked.
  case deals
  /// Amount out of the target, in 10,000ths. Whoever has a target and is there is ranked.
  case completion
  /// Minor units sold above the own average of the four weeks before. Whoever had a sale in them is ranked.
  case improved
  /// The value score, in thousandths of a point. Whoever is there is ranked.
  case value
}

/// A contender's place.
public struct RankedRow: Hashable, Sendable {
  /// From 1; equal scores share one (1, 2, 2, 4).
  public let place: Int
  /// Who.
  public let id: Contender
  /// By which they are ranked, in the unit of the metric.
  public let score: Int64
  /// What they sold in the period, in minor units of the site's or the company's currency.
  public let amount: Int64
  /// Number of sales.
  public let deals: Int
  /// The last entry that made one of their sales count: within a place the earlier is listed first. `nil` without one.
  public let reachedAt: Int64?
  /// What is missing to the score of the next place above; `nil` for the first.
  public let gap: Int64?
}

/// Somebody before they are given a place.
struct Entrant {
  let id: Contender
  let score: Int64
  let tally: Tally
  let reachedAt: Int64?

  /// - Parameter reachedAt: for somebody without a sale in the period.
  init(_ id: Contender, _ score: Int64, _ tally: Tally, reachedAt: Int64? = nil) {
    (self.id, self.score, self.tally) = (id, score, tally)
    self.reachedAt = tally.deals > 0 ? tally.reachedAt : reachedAt
  }

  /// The order of a standing: more first, then whoever had it earlier, then by identifier.
  func isAhead(of other: Entrant) -> Bool {
    if score != other.score { return score > other.score }
    let (mine, theirs) = (reachedAt ?? .max, other.reachedAt ?? .max)
    guard mine == theirs else { return mine < theirs }
    return id.name.unicodeScalars.lexicographicallyPrecedes(other.id.name.unicodeScalars)
  }
}

extension RankedRow {
  /// Gives places to `entrants`: equal results share a place (1, 2, 2, 4), within a place the earlier achiever is listed
  /// first.
  static func rows(of entrants: some Sequence<Entrant>) -> [RankedRow] {
    var rows: [RankedRow] = []
    var above: Int64?
    for (i, entrant) in entrants.sorted(by: { $0.isAhead(of: $1) }).enumerated() {
      let shares = rows.last.flatMap { $0.score == entrant.score ? $0 : nil }
      if shares == nil { above = rows.last?.score }
      rows.append(
        RankedRow(
          place: shares?.place ?? i + 1, id: entrant.id, score: entrant.score, amount: entrant.tally.amount,
          deals: entrant.tally.deals, reachedAt: entrant.reachedAt,
          gap: above.map { Int64(clamping: Int128($0) - Int128(entrant.score)) }))
    }
    return rows
  }
}

extension Contender {
  /// The text of the identifier.
  fileprivate var name: String {
    switch self {
    case .agent(let id): id.description
    case .team(let id): id.description
    case .site(let id): id.description
    }
  }
}
