import Floor
import JSON

/// A site's rules in the log. Everything that is in force is written, so that other standards in a later version change
/// no history; what entries of the first form do not say is as it was standard then.
struct StoredRules: StoredForm, Encodable {
  static let kind = "rules"
  var v = EntryCodec.version
  var kind = StoredRules.kind
  var site: String
  var bigDealTiers: [Int64]
  var groups: [StoredGroup]?
  var calendar: StoredCalendar?
  var value: StoredValue?
  var reward: StoredReward?

  enum CodingKeys: String, CodingKey {
    case v, kind, site
    case bigDealTiers = "big_deal_tiers"
    case groups, calendar, value, reward
  }

  struct StoredGroup: Codable {
    var id: String
    var name: StoredWording
    var products: [String]
  }

  struct StoredCalendar: Codable {
    var weekdays: [Int]
    /// Days off and make-up working days, ascending.
    var holidays, working: [String]
    /// Minutes since midnight, from and to.
    var hours: [[Int]]
  }

  struct StoredValue: Codable {
    var weights, expected: Scores
    var cap: Int64

    struct Scores: Codable {
      var amount, deals, conversion, calls, talk, conduct: Int64?
    }
  }

  struct StoredReward: Codable {
    var base, expectation, difficulty: Int64
    var below: Bool
  }

  init(_ site: SiteID, _ rules: Rules) {
    (self.site, bigDealTiers) = (site.description, rules.bigDealTiers)
    groups = rules.groups.map {
      StoredGroup(id: $0.id.description, name: StoredWording($0.name), products: $0.products)
    }
    calendar = StoredCalendar(rules.calendar)
    value = StoredValue(
      weights: StoredValue.Scores(rules.value.weights), expected: StoredValue.Scores(rules.value.expected),
      cap: rules.value.cap)
    reward = rules.reward.map {
      StoredReward(base: $0.base, expectation: $0.expectation, difficulty: $0.difficulty, below: $0.mayFallBelowBase)
    }
  }

  func entry() throws(EntryError) -> Entry {
    var rules = Rules(bigDealTiers: bigDealTiers)
    rules.groups = (groups ?? []).map {
      ProductGroup(id: GroupID($0.id), name: $0.name.wording, products: $0.products)
    }
    if let calendar { rules.calendar = try calendar.calendar() }
    if let value {
      rules.value = ValueRules(weights: value.weights.byComponent, expected: value.expected.byComponent, cap: value.cap)
    }
    rules.reward = reward.map {
      RewardRules(
        base: $0.base, expectation: $0.expectation, difficulty: $0.difficulty, mayFallBelowBase: $0.below)
    }
    return .rules(SiteID(site), rules)
  }
}

extension StoredRules.StoredCalendar {
  fileprivate init(_ calendar: WorkingCalendar) {
    func days(_ working: Bool) -> [String] {
      calendar.exceptions.filter { $0.value == working }.keys.sorted().map(\.description)
    }
    weekdays = calendar.weekdays.sorted()
    (holidays, working) = (days(false), days(true))
    hours = calendar.hours.map { [$0.lowerBound, $0.upperBound] }
  }

  fileprivate func calendar() throws(EntryError) -> WorkingCalendar {
    var calendar = WorkingCalendar(weekdays: Set(weekdays), hours: [])
    for holiday in holidays { calendar.exceptions[try day(holiday, "calendar.holidays")] = false }
    for extra in working { calendar.exceptions[try day(extra, "calendar.working")] = true }
    for pair in hours {
      guard pair.count == 2, pair[0] <= pair[1] else { throw EntryError("calendar.hours", "is no from and to") }
      calendar.hours.append(pair[0]..<pair[1])
    }
    return calendar
  }
}

extension StoredRules.StoredValue.Scores {
  fileprivate init(_ scores: [ValueRules.Component: Int64]) {
    (amount, deals, conversion) = (scores[.amount], scores[.deals], scores[.conversion])
    (calls, talk, conduct) = (scores[.calls], scores[.talk], scores[.conduct])
  }

  fileprivate var byComponent: [ValueRules.Component: Int64] {
    let scores: [ValueRules.Component: Int64?] = [
      .amount: amount, .deals: deals, .conversion: conversion, .calls: calls, .talk: talk, .conduct: conduct,
    ]
    return scores.compactMapValues(\.self)
  }
}

/// The company's rules in the log.
struct StoredCompany: StoredForm, Encodable {
  static let kind = "company"
  var v = EntryCodec.version
  var kind = StoredCompany.kind
  var currency: String
  /// In the order of their codes.
  var rates: [StoredRate]

  struct StoredRate: Codable {
    var currency, rate: String
  }

  init(_ rules: CompanyRules) {
    currency = rules.currency.description
    rates = rules.rates.map { StoredRate(currency: $0.key.description, rate: $0.value.description) }
      .sorted { $0.currency < $1.currency }
  }

  func rules() throws(EntryError) -> CompanyRules {
    var rules = CompanyRules(currency: try Wire.currency(currency, "currency"))
    for stored in rates {
      guard let rate = Rate(stored.rate) else { throw EntryError("rates.\(stored.currency)", "is no rate") }
      rules.rates[try Wire.currency(stored.currency, "rates")] = rate
    }
    return rules
  }

  func entry() throws(EntryError) -> Entry { .company(try rules()) }
}
