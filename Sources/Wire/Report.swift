import Floor

/// What a site did in a period, in full: for leaders and sales operations, never for a screen.
public struct Report: Encodable, Sendable {
  /// The most big deals, and the most voids, that one report lists; of more it says how many.
  public static let dealsShown = 300

  /// Whose, the kind of period and its first day.
  public var site, period, start: String
  /// What amounts are in.
  public var currency: String
  /// Only of these products.
  public var group: String?
  var total: Total
  var agents: [Row]
  var teams: [Row]
  var firstOrder: First?
  var bigDeals: [Deal]
  var moreBigDeals: Int?
  var voids: [Void]
  var moreVoids: Int?
  var awards: [AwardsView.Item]

  enum CodingKeys: String, CodingKey {
    case site, period, start, currency, group, total, agents, teams
    case firstOrder = "first_order"
    case bigDeals = "big_deals"
    case moreBigDeals = "more_big_deals"
    case voids
    case moreVoids = "more_voids"
    case awards
  }

  struct Total: Encodable, Sendable {
    var amount: Int64
    var deals: Int
    /// In the company's currency, where rates are known.
    var reporting: Int64?
    var reportingCurrency: String?
    var target: Int64?
    /// In 10,000ths.
    var completion: Int64?

    enum CodingKeys: String, CodingKey {
      case amount, deals, reporting
      case reportingCurrency = "reporting_currency"
      case target, completion
    }
  }

  /// A line of a standing. `team` is where an agent is now, absent for teams; `value` is in thousandths of a point.
  struct Row: Encodable, Sendable {
    var place: Int
    var id, name: String
    var team: String?
    var amount: Int64
    var deals: Int
    var target, completion, value, reward: Int64?
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

  /// The report of `site` over `period`, whose pages are at hand.
  /// - Parameter today: the site's business day, up to which targets of people who left count.
  public init(_ floor: FloorState, of site: Site, over period: Period, group: GroupID? = nil, today: CivilDate) {
    (self.site, self.period, start) = (site.id.description, period.kind.rawValue, period.start.description)
    (currency, self.group) = (site.currency.description, group?.description)
    let results = floor.tallies(of: site.id, over: period, group: group)
    let sheet = floor.targetSheet(of: site.id, over: period, group: group)
    let values = floor.valueSheet(of: site.id, over: period)
    total = Total(results, sheet, site.id, floor.company?.currency)
    func rows(_ contest: Contest) -> [Row] {
      floor.ranking(contest, over: period, group: group) { _ in today }.map { row in
        var line = Row(
          place: row.place, id: row.id.id, name: floor.roster.name(of: row.id), amount: row.amount, deals: row.deals)
        line.target = sheet.target(of: row.id)
        line.completion = completion(row.amount, of: line.target)
        if case .agent(let agent) = row.id {
          line.team = floor.roster[agent].flatMap { floor.roster[$0.team]?.name }
          let score = values.score(of: agent)
          (line.value, line.reward) = (score.score, values.reward(for: score))
        }
        return line
      }
    }
    (agents, teams) = (rows(.agents(site.id)), rows(.teams(site.id)))
    let deals = floor.bigDeals(of: site.id, over: period).filter { group == nil || $0.fate.group == group }
    bigDeals = deals.prefix(Report.dealsShown).map { Deal($0, floor.roster) }
    moreBigDeals = deals.count > Report.dealsShown ? deals.count - Report.dealsShown : nil
    let voided = floor.voids(of: site.id, over: period).filter { group == nil || $0.fate.group == group }
    voids = voided.prefix(Report.dealsShown).map { Void($0, floor.roster) }
    moreVoids = voided.count > Report.dealsShown ? voided.count - Report.dealsShown : nil
    let firsts = floor.firsts(of: site.id, over: period)
    firstOrder = firsts.announced.map { record in
      First(
        announced: Deal(record, floor.roster), voided: record.isVoided,
        stands: firsts.stands.map { Deal($0, floor.roster) })
    }
    awards = floor.awards.hallOfFame(of: site.id).filter { period.contains($0.award.on) }.map {
      AwardsView.Item($0, floor.roster, today)
    }
  }

  /// The standings as CSV (RFC 4180), one line per agent and team, with a header.
  public var csv: String {
    let lines =
      agents.map { line("agent", $0) } + teams.map { line("team", $0) } + [
        Report.csv(
          ["total", "", "", site, "", String(total.amount), String(total.deals), currency, period, start]
            + [total.target, total.completion, nil, nil].map { $0.map(String.init) ?? "" })
      ]
      + awards.map { award in
        Report.csv(
          ["award", "", award.id, award.who.joined(separator: ", "), award.team ?? "", "", "", "", period, award.on]
            + ["", "", "", ""] + [award.title.zhCN, award.citation])
      }
    let header = [
      "kind", "place", "id", "name", "team", "amount", "deals", "currency", "period", "start", "target", "completion",
      "value", "reward", "title", "citation",
    ]
    return ([Report.csv(header)] + lines).joined(separator: "\r\n") + "\r\n"
  }

  private func line(_ kind: String, _ row: Row) -> String {
    Report.csv(
      [
        kind, String(row.place), row.id, row.name, row.team ?? "", String(row.amount), String(row.deals), currency,
        period, start,
      ] + [row.target, row.completion, row.value, row.reward].map { $0.map(String.init) ?? "" })
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

extension Report.Total {
  init(_ results: Results, _ sheet: TargetSheet, _ site: SiteID, _ reporting: Currency?) {
    (amount, deals) = (results.total.amount, results.total.deals)
    (self.reporting, reportingCurrency) = (reporting.map { _ in results.total.reporting }, reporting?.description)
    target = sheet.target(of: .site(site))
    completion = Wire.completion(results.total.amount, of: target)
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
