import Floor

/// Draws the deals of the demo floor: some agents sell more than others, most deals are small, prices are rounded to the
/// hundred.
struct DemoMarket {
  /// What is sold, with its usual price in yuan.
  private static let products: [(name: String, price: Int)] = [
    ("企业云通信年费", 12_800), ("智能外呼套餐", 6_800), ("客服坐席标准版", 3_600), ("客服坐席旗舰版", 9_800), ("营销短信包", 1_200),
    ("数据看板", 4_500), ("呼叫中心一体机", 38_000), ("集团专线", 68_000),
  ]

  /// Who sells, the best first.
  let agents: [Agent]
  var random: SplitMix

  /// - Parameter seed: decides who sells what; the same seed sells the same.
  init(_ agents: [Agent], seed: UInt64) {
    random = SplitMix(state: seed)
    self.agents = agents.shuffled(using: &random)
  }

  /// A deal; `nil` where nobody sells.
  struct Deal {
    var agent: AgentID
    var product: String
    /// In major units.
    var price: Int
  }

  mutating func deal() -> Deal? {
    guard !agents.isEmpty else { return nil }
    let agent = agents[lower(of: agents.count)].id
    let product = DemoMarket.products[lower(of: DemoMarket.products.count)]
    let price = product.price * Int.random(in: 60...150, using: &random) / 10_000 * 100
    return Deal(agent: agent, product: product.name, price: max(price, 100))
  }

  /// The lower of two draws.
  private mutating func lower(of count: Int) -> Int {
    min(Int.random(in: 0..<count, using: &random), Int.random(in: 0..<count, using: &random))
  }
}

/// A small generator that can be seeded (SplitMix64).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
