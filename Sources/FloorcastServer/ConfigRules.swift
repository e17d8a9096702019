import Floor
import Intake
import Wire

/// The rules of a site, whose keys stand among the site's own.
extension ObjectReader {
  /// Most product groups of a site, and products of a group: what a person still finds in a list.
  private static let mostGroups = 50, mostProducts = 500
  /// Most weight of a component and most of what is expected: far from where sums of points could overflow.
  private static let mostWeight: Int64 = 1_000, mostExpected: Int64 = 1_000_000_000

  mutating func rules(_ currency: Currency, _ times: DayTimes) -> Rules {
    var rules = Rules.standard
    if let texts = strings("big_deals") {
      rules.bigDealTiers = tiers("big_deals", texts, currency) ?? rules.bigDealTiers
    }
    rules.groups = objects("groups", maximum: ObjectReader.mostGroups, ObjectReader.group) ?? []
    refuseRepeated("groups", rules.groups.map(\.id.description))
    rules.calendar = calendar(times)
    rules.value = object("value") { value in value.value(currency) } ?? .standard
    rules.reward = object("reward") { reward in reward.reward(currency) }
    return rules
  }

  /// One to three amounts in major units, ascending.
  private mutating func tiers(_ key: String, _ texts: [String], _ currency: Currency) -> [Int64]? {
    let amounts = texts.compactMap { try? Money(decimal: $0, currency: currency).minorUnits }
    let isAscending = zip(amounts, amounts.dropFirst()).allSatisfy { $0 < $1 }
    if amounts.count == texts.count, (1...3).contains(amounts.count), isAscending { return amounts }
    fail(key, "is not a list of tiers", allowed: "one to three ascending amounts such as \"10000.00\"")
    return nil
  }

  private static func group(_ reader: inout ObjectReader) -> ProductGroup? {
    let id = reader.string("id", required: true, maximum: RosterDraft.idLimit)
    let name = reader.object("name", required: true) { name in name.wording() }
    let allowed = "a product's name, or the beginning of one and a * behind it"
    let products = reader.values("products", required: true, some: true, maximum: mostProducts, allowed: allowed) {
      node -> String? in
      guard case .string(let text) = node.value, (1...SaleDraft.textLimit).contains(text.utf8.count),
        !text.dropLast().contains("*")
      else { return nil }
      return text
    }
    reader.refuseUnknownKeys()
    guard let id, let name, let products, reader.faults.isEmpty else { return nil }
    return ProductGroup(id: GroupID(id), name: name, products: products)
  }

  private mutating func value(_ currency: Currency) -> ValueRules? {
    var rules = ValueRules.standard
    let components = ValueRules.Component.allCases
    _ = object("weights") { weights in
      for component in components {
        let weight = weights.integer(component.rawValue, in: 0...ObjectReader.mostWeight)
        rules.weights[component] = weight ?? rules.weights[component]
      }
      weights.refuseUnknownKeys()
      return true
    }
    rules.weights = rules.weights.filter { $0.value > 0 }
    _ = object("expected") { expected in
      for component in components {
        let amount =
          component == .amount
          ? expected.money(component.rawValue, currency)
          : expected.integer(component.rawValue, in: 1...ObjectReader.mostExpected)
        rules.expected[component] = amount ?? rules.expected[component]
      }
      expected.refuseUnknownKeys()
      return true
    }
    rules.cap = integer("cap", in: 100...1_000) ?? rules.cap
    refuseUnknownKeys()
    return rules
  }

  private mutating func reward(_ currency: Currency) -> RewardRules? {
    let base = money("base", required: true, currency, allowsZero: true)
    let expectation = integer("expectation", required: true, in: 0...ObjectReader.mostWeight)
    let difficulty = money("difficulty", required: true, currency, allowsZero: true)
    let mayFall = bool("may_fall_below_base") ?? false
    refuseUnknownKeys()
    guard let base, let expectation, let difficulty else { return nil }
    return RewardRules(base: base, expectation: expectation, difficulty: difficulty, mayFallBelowBase: mayFall)
  }
}
