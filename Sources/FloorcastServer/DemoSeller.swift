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
  private let agents: [Agent]
  private let sales, activity, applause: SaleClient?
  private let isOver = Mutex(false)
  private let market: Mutex<DemoMarket>
  /// Calls, connects and seconds so far, by agent.
  private let phone = Mutex<[String: (Int, Int, Int)]>([:])
  private let run = UInt32.random(in: .min ... .max)

  /// - Parameter seed: decides who sells what; the same seed sells the same.
  public init(_ roster: RosterChange, port: Int, seed: UInt64) {
    let market = DemoMarket(roster.agents, seed: seed)
    agents = market.agents
    func client(_ noun: String) -> SaleClient? {
      URL(string: "http://127.0.0.1:\(port)/api/v1/\(noun)").map { SaleClient(url: $0, token: nil) }
    }
    (sales, activity, applause) = (client("sales"), client("activity"), client("applause"))
    self.market = Mutex(market)
  }

  /// Starts selling, on a thread of its own.
  public func start() {
    let thread = Thread { [self] in
      var number = 0
      while !isOver.withLock({ $0 }) {
        number += 1
        sell("demo-\(run)-\(number)")
        let pause = market.withLock { Int.random(in: DemoSeller.pauses, using: &$0.random) }
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
    guard let deal = market.withLock({ $0.deal() }) else { return }
    let sale = OutgoingSale(
      id: id, agent: deal.agent.description, product: deal.product, amount: String(deal.price))
    for _ in 0..<DemoSeller.tries {
      guard let answer = try? sales?.send(sale), answer.isRecorded else { continue }
      let recorded = try? JSON.decode(Recorded.self, from: Array(answer.body.utf8))
      guard let recorded else { return }
      _ = try? activity?.send(calls(of: sale.agent, on: recorded.day, id))
      let crowd = market.withLock { Int.random(in: 0...(recorded.setOff.isEmpty ? 1 : 6), using: &$0.random) }
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
    market.withLock { market in
      let made = Int.random(in: 3...12, using: &market.random)
      let reached = Int.random(in: 1...made, using: &market.random)
      let talked = reached * Int.random(in: 60...300, using: &market.random)
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
}
