/// What decides how a site's sales are celebrated, compared and valued. Recorded in the log: the rules in force when
/// something happened decide, so that a changed configuration changes no history.
public struct Rules: Hashable, Sendable {
  /// Amounts in the site's minor unit from which a sale is a big deal of tier 1, 2, 3; ascending, none twice.
  public var bigDealTiers: [Int64]
  /// The groups by which standings, targets and reports can be cut; the first that holds a product has it.
  public var groups: [ProductGroup] = []
  /// The days and hours that targets are shared out over.
  public var calendar: WorkingCalendar = .standard
  /// How a person's value is scored.
  public var value: ValueRules = .standard
  /// How the period report's reward follows from the value; `nil`: the site gives none.
  public var reward: RewardRules?

  /// Rules of a site.
  public init(bigDealTiers: [Int64]) { self.bigDealTiers = bigDealTiers }

  /// 10,000.00, 50,000.00 and 100,000.00 of a currency with two decimals.
  public static let standard = Rules(bigDealTiers: [1_000_000, 5_000_000, 10_000_000])

  /// The tier of a sale of `minorUnits`, from 1; `nil` below the threshold.
  public func tier(of minorUnits: Int64) -> Int? {
    let reached = bigDealTiers.count { minorUnits >= $0 }
    return reached == 0 ? nil : reached
  }

  /// The group that `product` belongs to.
  public func group(of product: String) -> GroupID? { groups.first { $0.holds(product) }?.id }
}

/// Rules and the first business day whose results they measure.
public struct RulesVersion: Hashable, Sendable {
  /// The day; `nil`: from ever.
  public var since: CivilDate?
  /// The rules.
  public var rules: Rules

  /// Rules that work from `since` on.
  public init(since: CivilDate?, rules: Rules) { (self.since, self.rules) = (since, rules) }
}

/// Names a group of products.
public typealias GroupID = Identifier<ProductGroup>

/// Products that are looked at together.
public struct ProductGroup: Hashable, Sendable {
  /// Its name in messages and configuration.
  public var id: GroupID
  /// Its name on pages.
  public var name: Wording
  /// Exact names, or beginnings of names with a `*` behind.
  public var products: [String]

  /// A group.
  public init(id: GroupID, name: Wording, products: [String]) {
    (self.id, self.name, self.products) = (id, name, products)
  }

  func holds(_ product: String) -> Bool {
    products.contains { $0.hasSuffix("*") ? product.hasPrefix($0.dropLast()) : product == $0 }
  }
}

/// How a person's value is scored: results, which make the larger part, and conduct (PRODUCT.md, "Recognition").
///
/// Each component is worth its weight when what is expected is reached, more or less in proportion, and never more than
/// `cap` per cent of the weight.
public struct ValueRules: Hashable, Sendable {
  /// What is scored.
  public enum Component: String, CaseIterable, Hashable, Sendable {
    /// Amount against the person's target, or against `expected` where they have none.
    case amount
    /// Number of sales.
    case deals
    /// Sales for 10,000 connected calls.
    case conversion
    /// Calls made.
    case calls
    /// Seconds on the phone.
    case talk
    /// Points for conduct.
    case conduct
  }

  /// Points for reaching what is expected; a component that is not named is not scored.
  public var weights: [Component: Int64]
  /// What is expected of a person in a month of `amount` (minor units), `deals`, `conversion`, `calls`, `talk` and
  /// `conduct`; shared out over working days, but for `conversion`. A component without an expectation is not scored.
  public var expected: [Component: Int64]
  /// The most a component can bring, in per cent of its weight.
  public var cap: Int64

  /// Rules of the score.
  public init(weights: [Component: Int64], expected: [Component: Int64], cap: Int64 = 200) {
    (self.weights, self.expected, self.cap) = (weights, expected, cap)
  }

  /// Results 65 of 100 points, conduct 35.
  public static let standard = ValueRules(
    weights: [.amount: 35, .deals: 10, .conversion: 8, .calls: 6, .talk: 6, .conduct: 35],
    expected: [.deals: 20, .conversion: 500, .calls: 1_600, .talk: 144_000, .conduct: 20])
}

/// Reward = base + (value - expectation) x difficulty.
public struct RewardRules: Hashable, Sendable {
  /// Minor units of the site's currency.
  public var base: Int64
  /// The value, in points, that earns the base.
  public var expectation: Int64
  /// Minor units for each point above or below.
  public var difficulty: Int64
  /// Whether a value below the expectation may bring less than the base.
  public var mayFallBelowBase: Bool

  /// Rules of the reward.
  public init(base: Int64, expectation: Int64, difficulty: Int64, mayFallBelowBase: Bool = false) {
    (self.base, self.expectation, self.difficulty) = (base, expectation, difficulty)
    self.mayFallBelowBase = mayFallBelowBase
  }

  /// The reward for a value in thousandths of a point, in minor units.
  public func reward(for value: Int64) -> Int64 {
    let extra = Int128(value - expectation * 1000) * Int128(difficulty) / 1000
    let reward = Int64(clamping: Int128(base) + extra)
    return mayFallBelowBase ? reward : max(base, reward)
  }
}
