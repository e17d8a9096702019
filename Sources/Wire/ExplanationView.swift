import Floor

/// Why somebody stands where they stand, for whoever may ask.
public struct ExplanationView: Encodable, Sendable {
  /// The most sales that count, and the most that do not, which one answer lists; of more it says how many.
  public static let salesShown = 300

  var of, id, name: String
  var place: Int?
  var score: Int64?
  var unit, metric, period, start, site, currency: String
  var amount: Int64
  var deals: Int
  var gap: Int64?
  var counts: [Sold]
  var moreCounts: Int?
  var doesNotCount: [Missed]
  var moreDoNotCount: Int?
  var tie: Tie?
  var target: TargetPart?
  var improvement: ImprovementPart?
  var value: Value?
  var rules: RulesPart

  enum CodingKeys: String, CodingKey {
    case of, id, name, place, score, unit, metric, period, start, site, currency, amount, deals, gap, counts
    case moreCounts = "more_counts"
    case doesNotCount = "does_not_count"
    case moreDoNotCount = "more_do_not_count"
    case tie, target, improvement, value, rules
  }

  /// A sale that counts.
  struct Sold: Encodable, Sendable {
    var id: String
    var offset: Int64
    var product: String
    var amount: Int64
    var currency, day: String
    var at: Int64
    var group: String?
    var late, amended: Bool?
  }

  /// A sale that does not, and why.
  struct Missed: Encodable, Sendable {
    var id, product: String
    var amount: Int64
    var currency, day: String
    var at: Int64
    var why: String
    var to: String?
    var words: WordingView
    var reason, by: String?
  }

  struct Tie: Encodable, Sendable {
    var sharesWith: [String]
    var words: WordingView

    enum CodingKeys: String, CodingKey {
      case sharesWith = "shares_with"
      case words
    }
  }

  struct TargetPart: Encodable, Sendable {
    var target, achieved, expected: Int64
    var state, source: String
  }

  struct ImprovementPart: Encodable, Sendable {
    var before, expected: Int64
    var workingDaysBefore, workingDays: Int

    enum CodingKeys: String, CodingKey {
      case before, expected
      case workingDaysBefore = "working_days_before"
      case workingDays = "working_days"
    }
  }

  /// Points in thousandths.
  struct Value: Encodable, Sendable {
    var score: Int64
    var components: [Component]
    var conduct: [ConductPart]
    var reward: Int64?
  }
  struct Component: Encodable, Sendable {
    var component: String
    var actual, expectedThousandths, weight, points: Int64

    enum CodingKeys: String, CodingKey {
      case component, actual
      case expectedThousandths = "expected_thousandths"
      case weight, points
    }
  }
  struct ConductPart: Encodable, Sendable {
    var kind: String
    var points: Int64
    var reason, by, day: String

    enum CodingKeys: String, CodingKey {
      case kind = "for"
      case points, reason, by, day
    }
  }

  struct RulesPart: Encodable, Sendable {
    var bigDeals: [Int64]
    var weekdays: [Int]
    var words: [WordingView]

    enum CodingKeys: String, CodingKey {
      case bigDeals = "big_deals"
      case weekdays = "working_days"
      case words
    }
  }

  /// What `explanation` says, at `site` over `period`.
  public init(
    _ explanation: Explanation, at site: Site, over period: Period, by metric: Metric, floor: FloorState
  ) {
    (of, id, name) = (explanation.who.kind, explanation.who.id, floor.roster.name(of: explanation.who))
    (place, score, gap) = (explanation.row?.place, explanation.row?.score, explanation.row?.gap)
    (unit, self.metric) = (metric.unit, metric.rawValue)
    (self.period, start) = (period.kind.rawValue, period.start.description)
    (self.site, currency) = (site.id.description, site.currency.description)
    (amount, deals) = (explanation.tally.amount, explanation.tally.deals)
    let shown = ExplanationView.salesShown
    counts = explanation.counts.prefix(shown).map { Sold($0) }
    moreCounts = explanation.counts.count > shown ? explanation.counts.count - shown : nil
    doesNotCount = explanation.uncounted.prefix(shown).map { Missed($0, floor.roster) }
    moreDoNotCount = explanation.uncounted.count > shown ? explanation.uncounted.count - shown : nil
    // Who has nothing yet is nobody's business: a tie is told among results only.
    tie =
      explanation.row?.score == 0
      ? nil
      : explanation.tie.map { tie in
        Tie(sharesWith: tie.others.compactMap { floor.roster.screenName(of: $0.id) }, words: WordingView(Words.tie))
      }
    target = explanation.pace.map {
      TargetPart(
        target: $0.target, achieved: $0.achieved, expected: $0.expected, state: $0.state.rawValue,
        source: explanation.targetSource?.rawValue ?? "")
    }
    improvement = explanation.improvement.map {
      ImprovementPart(
        before: $0.before, expected: $0.expected, workingDaysBefore: $0.workingDaysBefore, workingDays: $0.workingDays)
    }
    value = explanation.value.map { Value($0, reward: explanation.reward) }
    rules = RulesPart(
      bigDeals: explanation.rules.bigDealTiers, weekdays: explanation.rules.calendar.weekdays.sorted(),
      words: Words.rules(metric).map { WordingView($0) })
  }
}

extension ExplanationView.Sold {
  init(_ record: SaleRecord) {
    (id, offset, product) = (record.sale.id.description, record.offset, record.product)
    (amount, currency) = (record.amount.minorUnits, record.amount.currency.description)
    (day, at, group) = (record.day.description, record.acceptedAt, record.fate.group?.description)
    late = record.isLate ? true : nil
    amended = record.amount != record.sale.amount || record.product != record.sale.product ? true : nil
  }
}

extension ExplanationView.Missed {
  init(_ missed: Uncounted, _ roster: Roster) {
    let record = missed.record
    (id, product, amount) = (record.sale.id.description, record.product, record.amount.minorUnits)
    (currency, day, at) = (record.amount.currency.description, record.day.description, record.acceptedAt)
    (why, words) = (missed.reason.word, WordingView(Words.reason(missed.reason, day: record.day)))
    switch missed.reason {
    case .givenAway(let agent): to = roster[agent]?.name ?? agent.description
    case .otherTeam(let team): to = roster[team]?.name ?? team.description
    case .otherGroup(let group): to = group?.description
    case .voided, .otherDay, .waits: break
    }
    (reason, by) = (missed.correction?.reason, missed.correction?.by)
  }
}

extension ExplanationView.Value {
  init(_ score: ValueScore, reward: Int64?) {
    (self.score, self.reward) = (score.score, reward)
    components = score.parts.map {
      ExplanationView.Component(
        component: $0.component.rawValue, actual: $0.actual, expectedThousandths: $0.expectedThousandths,
        weight: $0.weight, points: $0.points)
    }
    conduct = score.conducts.map {
      ExplanationView.ConductPart(
        kind: $0.kind.rawValue, points: $0.points, reason: $0.reason, by: $0.by, day: $0.day.description)
    }
  }
}

extension Uncounted.Reason {
  fileprivate var word: String {
    switch self {
    case .voided: "voided"
    case .givenAway: "given_away"
    case .otherDay: "other_day"
    case .otherGroup: "other_group"
    case .otherTeam: "other_team"
    case .waits: "waits"
    }
  }
}

/// The sentences of an explanation.
private enum Words {
  static let tie = Wording(
    zhCN: "成绩相同，名次并列；先达到的排在前面", en: "Equal results share the place; whoever got there first is listed first")

  static func reason(_ reason: Uncounted.Reason, day: CivilDate) -> Wording {
    switch reason {
    case .voided: Wording(zhCN: "这一单已作废", en: "This deal was voided")
    case .givenAway: Wording(zhCN: "这一单已改记给同事", en: "This deal was credited to a colleague")
    case .otherDay: Wording(zhCN: "这一单计入 \(day)", en: "This deal counts on \(day)")
    case .otherGroup: Wording(zhCN: "产品不在这个产品组", en: "The product is not in this group")
    case .otherTeam: Wording(zhCN: "这一单记在成交时所在的团队", en: "This deal counts for the team it was made in")
    case .waits: Wording(zhCN: "等待销售助理认领归属", en: "It waits until the assistant says whose it is")
    }
  }

  static func rules(_ metric: Metric) -> [Wording] {
    let common = Wording(
      zhCN: "名次按 1、2、2、4 排列：成绩相同名次并列，先达到的排在前面",
      en: "Places go 1, 2, 2, 4: equal results share a place, the earlier first")
    let own =
      switch metric {
      case .amount: Wording(zhCN: "按成交金额排名", en: "Ranked by the amount sold")
      case .deals: Wording(zhCN: "按成交单数排名", en: "Ranked by the number of deals")
      case .completion: Wording(zhCN: "按目标完成率排名：成交金额 ÷ 目标", en: "Ranked by completion: amount out of the target")
      case .improved:
        Wording(
          zhCN: "按进步排名：成交金额 − 前四周的日均 × 本期工作日",
          en: "Ranked by improvement: amount less the own average of the four weeks before")
      case .value:
        Wording(
          zhCN: "按价值分排名：各项成绩 ÷ 期望 × 权重，加上行为表现分，每一分都有依据",
          en:
            "Ranked by value: each result against what is expected, times its weight, plus conduct; every point has its reason"
        )
      }
    return [own, common]
  }
}
