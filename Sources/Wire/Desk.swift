import Floor

/// What a console works with: whom one can enter a deal for, what was sold lately, what waits to be sorted out.
public struct Desk: Encodable, Sendable {
  /// The newest deals that a console lists.
  public static let salesShown = 20
  /// The newest unresolved sales that a console lists.
  public static let unresolvedShown = 50

  let kind = "desk"
  var agents: [Person]
  var products: [String]
  var toSortOut: [Waiting]
  var sales: [SaleView]

  enum CodingKeys: String, CodingKey {
    case kind, agents, products
    case toSortOut = "to_sort_out"
    case sales
  }

  /// An agent in the type-ahead.
  public struct Person: Encodable, Sendable {
    var id, name, team, pinyin, initials: String

    /// `pinyin` is the name as typed, syllables apart: `zhang san`; its initials are `zs`.
    public init(_ agent: Agent, team: Team?, pinyin: String) {
      (id, name, self.team, self.pinyin) = (agent.id.description, agent.name, team?.name ?? "", pinyin)
      initials = String(pinyin.split(separator: " ").compactMap(\.first))
    }
  }

  struct Waiting: Encodable, Sendable {
    var offset: Int64
    var id, agent, product: String
    var amount: Int64
    var currency: String
    var at: Int64
  }

  /// The desk of a site.
  /// - Parameters:
  ///   - site: whose; of the sales to sort out it lists those that came to this site.
  ///   - people: whom one can enter a deal for.
  ///   - sales: the newest sales, newest first.
  public init(site: SiteID, people: [Person], sales: [SaleRecord], products: [String], floor: FloorState) {
    (agents, self.products) = (people, products)
    self.sales = sales.map { SaleView($0, roster: floor.roster) }
    toSortOut = floor.toSortOut.filter { $0.site == site }.suffix(Desk.unresolvedShown).reversed().map {
      Waiting(
        offset: $0.offset, id: $0.sale.id.description, agent: $0.sale.agent, product: $0.sale.product,
        amount: $0.sale.amount.minorUnits, currency: $0.sale.amount.currency.description, at: $0.acceptedAt)
    }
  }
}
