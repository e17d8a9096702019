import Floor

/// How the sites stand beside each other on a day 各地战果, in the company's currency: those with a sale by place, then the
/// others, who share the place after them. A site whose currency has no rate is left out.
public struct SitesView: Encodable, Sendable {
  var currency: String
  var rows: [Row]

  struct Row: Encodable, Sendable {
    var place: Int
    var id: String
    var name: WordingView
    var amount: Int64
    var deals: Int
    var completion: Int64?
  }

  /// `nil` for a company with one site.
  /// - Parameter target: what a site is to sell on `day`, in its own currency.
  public init?(_ floor: FloorState, on day: CivilDate, target: (SiteID) -> Int64?) {
    guard floor.roster.sites.count > 1, let company = floor.company else { return nil }
    currency = company.currency.description
    let ranking = floor.ranking(.companySites, over: .day(day)) { _ in day }
    let places = Dictionary(ranking.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let order = ranking.map(\.id) + floor.roster.sites.map { .site($0.id) }.filter { places[$0] == nil }
    rows = order.compactMap { who in
      guard case .site(let id) = who, let site = floor.roster[id] else { return nil }
      guard company.convert(Money(minorUnits: 0, currency: site.currency)) != nil else { return nil }
      let row = places[who]
      // What was reached is told of the site's own amount: a rate that changes does not change it.
      let own = floor.board(BoardID(site: id, day: day)).amount
      return Row(
        place: row?.place ?? ranking.count + 1, id: id.description, name: WordingView(site.name),
        amount: row?.amount ?? 0, deals: row?.deals ?? 0, completion: completion(own, of: target(id)))
    }
  }
}
