import Floor

/// What a site did in a period, in full: for leaders and sales operations, never for a screen.
public struct Report: Encodable, Sendable {
  /// Whose, the kind of period and its first day.
  public var site, period, start: String
  /// What amounts are in.
  public var currency: String
  var total: Total
  var agents: [Row]
  var teams: [Row]
  var firstOrder: First?
  var bigDeals: [Deal]
  var voids: [Void]

  enum CodingKeys: String, CodingKey {
    case site, period, start, currency, total, agents, teams
    case firstOrder = "first_order"
    case bigDeals = "big_deals"
    case voids
  }

  struct Total: Encodable, Sendable {
    var amount: Int64
    var deals: Int
  }

  /// A line of a standing. `team` is where an agent is now, absent for teams.
  struct Row: Encodable, Sendable {
    var place: Int
    var id, name: String
    var team: String?
    var amount: Int64
    var deals: Int
  }

  /// The period's first order as it was announced, and the earliest sale that stands.
  struct First: Encodable, Sendable {
    var announced: Deal
    var voided: Bool
    var stands: Deal?
  }

  struct Deal: Encodable, Sendable {
    var id: String
    var offset: Int64
    var agent, team, product: String
    var amount: Int64
    var day: String
    var tier: Int?
  }

  struct Void: Encodable, Sendable {
    var sale: Deal
    var reason, by: String
    var at: Int64
  }

  /// The report of a board.
  public init(_ floor: FloorState, _ id: BoardID, currency: Currency) {
    let board = floor.board(id)
    (site, period, start) = (id.site.description, id.period.kind.rawValue, id.period.start.description)
    self.currency = currency.description
    total = Total(amount: board.amount, deals: board.deals)
    agents = board.agents.top(.max).map { place, row in
      let agent = floor.roster[row.id]
      let team = agent.flatMap { floor.roster[$0.team]?.name }
      return Row(
        place: place, id: row.id.description, name: agent?.name ?? row.id.description, team: team, amount: row.amount,
        deals: row.deals)
    }
    teams = board.teams.top(.max).map { place, row in
      Row(
        place: place, id: row.id.description, name: floor.roster[row.id]?.name ?? row.id.description,
        amount: row.amount, deals: row.deals)
    }
    let counted = board.sales.compactMap { floor.record(of: $0) }.sorted { $0.offset < $1.offset }
    bigDeals = counted.filter { $0.tier != nil }.map { Deal($0, floor.roster) }
    voids = board.voided.compactMap { floor.record(of: $0) }.map { Void($0, floor.roster) }
    firstOrder = board.first.flatMap { floor.record(of: $0) }.map { record in
      First(
        announced: Deal(record, floor.roster), voided: record.isVoided,
        stands: counted.first { !$0.isLate }.map { Deal($0, floor.roster) })
    }
  }

  /// The standings as CSV (RFC 4180), one line per agent and team, with a header.
  public var csv: String {
    let lines =
      agents.map { line("agent", $0) } + teams.map { line("team", $0) } + [
        Report.csv(["total", "", "", site, "", String(total.amount), String(total.deals), currency, period, start])
      ]
    let header = ["kind", "place", "id", "name", "team", "amount", "deals", "currency", "period", "start"]
    return ([Report.csv(header)] + lines).joined(separator: "\r\n") + "\r\n"
  }

  private func line(_ kind: String, _ row: Row) -> String {
    Report.csv([
      kind, String(row.place), row.id, row.name, row.team ?? "", String(row.amount), String(row.deals), currency,
      period,
      start,
    ])
  }

  /// One line; a field that a spreadsheet would take for a formula gets an apostrophe in front.
  private static func csv(_ fields: [String]) -> String {
    fields.map { field in
      let harmless = field.first.map { "=+-@\t\r".contains($0) } == true && Int64(field) == nil ? "'" + field : field
      let isPlain = !harmless.contains { "\",\r\n".contains($0) }
      return isPlain ? harmless : "\"" + harmless.replacing("\"", with: "\"\"") + "\""
    }.joined(separator: ",")
  }
}

extension Report.Deal {
  fileprivate init(_ record: SaleRecord, _ roster: Roster) {
    (id, offset, day) = (record.sale.id.description, record.offset, record.day.description)
    agent = record.agent.flatMap { roster[$0]?.name } ?? record.sale.agent
    team = record.team.flatMap { roster[$0]?.name } ?? ""
    (product, amount, tier) = (record.product, record.amount.minorUnits, record.tier)
  }
}

extension Report.Void {
  fileprivate init(_ record: SaleRecord, _ roster: Roster) {
    let void = record.corrections.last { $0.change == .void }
    sale = Report.Deal(record, roster)
    (reason, by, at) = (void?.reason ?? "", void?.by ?? "", void?.at ?? 0)
  }
}
