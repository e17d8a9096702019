import Dispatch
import Floor
import Foundation
import JSON
import Synchronization

/// The people of the demo floor: they make calls, sign a deal every few seconds and applaud each other, through the same
/// door as everyone.
public final class DemoSeller: Sendable {
  /// The longest pause between two deals, in milliseconds: whoever opens the wall sees one announced within 10 s.
  private static let pauses = 3_000...7_000
  /// A sale that fails is sent again with its id, as a CRM would, so many times.
  private static let tries = 3
  /// What is sold, with its usual price in yuan.
  private static let products: [(name: String, price: Int)] = [
    ("企业云通信年费", 12_800), ("智能外呼套餐", 6_800), ("客服坐席标准版", 3_600), ("客服坐席旗舰版", 9_800), ("营销短信包", 1_200),
    ("数据看板", 4_500), ("呼叫中心一体机", 38_000), ("集团专线", 68_000),
  ]

  private let agents: [Agent]
  private let sales, activity, applause: SaleClient?
  private let isOver = Mutex(false)
  private let random: Mutex<SplitMix>
  /// Calls, connects and seconds so far, by agent.
  private let phone = Mutex<[String: (Int, Int, Int)]>([:])
  private let run = UInt32.random(in: .min ... .max)

  /// - Parameter seed: decides who sells what; the same seed sells the same.
  public init(_ roster: RosterChange, port: Int, seed: UInt64) {
    var generator = SplitMix(state: seed)
    agents = roster.agents.shuffled(using: &generator)
    func client(_ noun: String) -> SaleClient? {
      URL(string: "http://127.0.0.1:\(port)/api/v1/\(noun)").map { SaleClient(url: $0, token: nil) }
    }
    (sales, activity, applause) = (client("sales"), client("activity"), client("applause"))
    random = Mutex(generator)
  }

  /// Starts selling, on a thread of its own.
  public func start() {
    let thread = Thread { [self] in
      var number = 0
      while !isOver.withLock({ $0 }) {
        number += 1
        sell("demo-\(run)-\(number)")
        let pause = random.withLock { Int.random(in: DemoSeller.pauses, using: &$0) }
        Thread.sleep(forTimeInterval: Double(pause) / 1000)
      }
    }
    thread.name = "demo"
    thread.start()
  }

  /// Stops after the deal that is under way.
  public func stop() { isOver.withLock { $0 = true } }

  /// A deal, the calls that led to it, and the applause of a few colleagues.
  private func sell(_ id: String) {
    guard let sale = random.withLock({ deal(id, &$0) }) else { return }
    for _ in 0..<DemoSeller.tries {
      guard let answer = try? sales?.send(sale), answer.isRecorded else { continue }
      let recorded = try? JSON.decode(Recorded.self, from: Array(answer.body.utf8))
      guard let recorded else { return }
      _ = try? activity?.send(calls(of: sale.agent, on: recorded.day, id))
      let crowd = random.withLock { Int.random(in: 0...(recorded.setOff.isEmpty ? 1 : 6), using: &$0) }
      for colleague in agents.shuffled().prefix(crowd) where colleague.id.description != sale.agent {
        _ = try? applause?.send(Clap(announcement: recorded.offset, agent: colleague.id.description))
      }
      return
    }
  }

  /// What a server says of a sale.
  private struct Recorded: Decodable {
    var offset: Int64
    var day: String
    var setOff: [String]

    enum CodingKeys: String, CodingKey {
      case offset, day
      case setOff = "set_off"
    }
  }

  private struct Clap: Encodable {
    var announcement: Int64
    var agent: String
  }

  /// What an agent did on the phone so far today.
  private struct Calls: Encodable {
    var id, agent, day: String
    var calls, connects, talkSeconds: Int

    enum CodingKeys: String, CodingKey {
      case id, agent, day, calls, connects
      case talkSeconds = "talk_seconds"
    }
  }

  private func calls(of agent: String, on day: String, _ id: String) -> Calls {
    random.withLock { random in
      let made = Int.random(in: 3...12, using: &random)
      let reached = Int.random(in: 1...made, using: &random)
      let talked = reached * Int.random(in: 60...300, using: &random)
      let sum = phone.withLock { phone in
        let before = phone[agent] ?? (0, 0, 0)
        phone[agent] = (before.0 + made, before.1 + reached, before.2 + talked)
        return phone[agent] ?? before
      }
      return Calls(
        id: "\(id)-calls", agent: agent, day: day, calls: sum.0, connects: sum.1,
        talkSeconds: min(sum.2, DemoSeller.secondsADay))
    }
  }

  private static let secondsADay = 86_400

  /// A deal: some agents sell more than others, most deals are small, prices are rounded to the hundred.
  private func deal(_ id: String, _ random: inout SplitMix) -> OutgoingSale? {
    let luck = min(
      Int.random(in: 0..<max(agents.count, 1), using: &random), Int.random(in: 0..<max(agents.count, 1), using: &random)
    )
    guard agents.indices.contains(luck) else { return nil }
    let popular = min(
      Int.random(in: 0..<DemoSeller.products.count, using: &random),
      Int.random(in: 0..<DemoSeller.products.count, using: &random))
    let product = DemoSeller.products[popular]
    let price = product.price * Int.random(in: 60...150, using: &random) / 10_000 * 100
    return OutgoingSale(
      id: id, agent: agents[luck].id.description, product: product.name, amount: String(max(price, 100)))
  }
}

/// A small generator that can be seeded (SplitMix64).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
