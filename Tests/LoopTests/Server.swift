import Floor
import Foundation
import Hub
import Synchronization

@testable import Loop

/// A loop for one test, with a handler whose words are in `Script`.
final class Server {
  static let epoch = Epoch("0123456789abcdef0123456789abcdef")

  /// What the handler saw, for the test's thread.
  struct Seen: Sendable {
    var requests: [RequestID] = []
    var last: HTTPRequest?
    var opened: [ViewerID] = []
    var closed: [ViewerID] = []
    var upgrades: [UpgradeRequest] = []
    var messages: [String] = []
  }

  /// Turned by a test; stands still otherwise.
  final class Clock: Sendable {
    private let time = Mutex<Milliseconds>(1_000_000)
    var now: Milliseconds { time.withLock { $0 } }
    func advance(_ by: Milliseconds) { time.withLock { $0 += by } }
  }

  let loop: RunningLoop
  private let isSecure: Bool
  let seen: Box
  var port: Int { loop.port }

  final class Box: Sendable {
    private let value = Mutex(Seen())
    var now: Seen { value.withLock { $0 } }
    func change(_ change: (inout Seen) -> Void) { value.withLock { change(&$0) } }
  }

  init(base: Int64 = 0, _ configure: (inout Configuration) throws -> Void = { _ in }) throws {
    var configuration = Configuration()
    configuration.limits.messages = nil
    configuration.limits.connectionsPerAddress = nil
    // Most clients here do not answer a close.
    configuration.limits.stopDeadline = 100
    try configure(&configuration)
    let seen = Box()
    self.seen = seen
    isSecure = configuration.tls != nil
    let epoch = try requireEpoch()
    loop = try LoopThread.start(configuration, epoch: epoch, base: base, channels: 2) { _ in Script(seen, epoch) }
  }

  deinit {
    loop.stop()
    loop.join()
  }

  /// Whether the loop answers; a freeze lasts for ever, or for the five seconds of libwebsockets' own timers.
  func isHealthy() throws -> Bool {
    let start = Date()
    let answer = try Client.get(port, "/health", tls: isSecure)
    return answer.hasPrefix("HTTP/1.1 200 OK") && answer.hasSuffix("fine") && -start.timeIntervalSinceNow < 4
  }

  func submit(_ items: Outgoing...) { loop.submitter.submit(items) }

  func publish(_ offset: Int64, _ text: String, channel: Int = 0) {
    submit(.publish(Publication(channel: ChannelID(channel), offset: offset, payload: Array(text.utf8))))
  }

  func snapshot(_ offset: Int64, _ text: String, channel: Int = 0) {
    submit(.snapshot(Snapshot(channel: ChannelID(channel), offset: offset, payload: Array(text.utf8))))
  }
}

func requireEpoch() throws -> Epoch {
  guard let epoch = Server.epoch else { throw Client.Gone() }
  return epoch
}

/// Waits for a condition; `false` if it does not come true in time.
func eventually(within seconds: Double = 10, _ condition: () throws -> Bool) rethrows -> Bool {
  let deadline = Date(timeIntervalSinceNow: seconds)
  while try !condition() {
    guard deadline.timeIntervalSinceNow > 0 else { return false }
    usleep(2_000)
  }
  return true
}

/// The handler: does what the messages say.
private final class Script: LoopHandler {
  private let seen: Server.Box
  private let epoch: Epoch

  init(_ seen: Server.Box, _ epoch: Epoch) {
    self.seen = seen
    self.epoch = epoch
  }

  func serves(host: String) -> Bool { host != "evil.example" }

  func handle(_ request: HTTPRequest, id: RequestID) -> HTTPResponse? {
    seen.change {
      $0.requests.append(id)
      $0.last = request
    }
    switch request.path {
    case "/health": return HTTPResponse(status: 200, body: Array("fine".utf8))
    case "/echo": return HTTPResponse(status: 200, body: request.body)
    case "/later": return nil
    case "/big": return HTTPResponse(status: 200, body: [UInt8](repeating: 65, count: 250_000))
    case "/huge": return HTTPResponse(status: 200, body: [UInt8](repeating: 65, count: 262_145))
    case "/split": return HTTPResponse(status: 200, headers: [("X-Name", "a\r\nX-Evil: 1")])
    default: return HTTPResponse(status: 404)
    }
  }

  func admits(_ upgrade: UpgradeRequest) -> Int? {
    upgrade.origin == "http://localhost" || upgrade.authorization == "Bearer sesame" ? nil : 403
  }

  func opened(_ viewer: ViewerID, _ upgrade: UpgradeRequest) -> [Reaction] {
    seen.change {
      $0.opened.append(viewer)
      $0.upgrades.append(upgrade)
    }
    return []
  }

  func received(_ message: UnsafeRawBufferPointer, from viewer: ViewerID) -> [Reaction] {
    let text = String(decoding: message, as: UTF8.self)
    seen.change { $0.messages.append(text) }
    let words = text.split(separator: " ")
    let join = { (slot: SlotID?, join: Join) -> [Reaction] in
      [
        .send(Array("welcome".utf8)),
        .join(ChannelID(0), slot: slot, join) { from, to in Array("resumed \(from) \(to)".utf8) },
      ]
    }
    switch words.first {
    case "join": return join(words.count > 1 ? Int(words[1]).map { SlotID($0) } : nil, .fresh)
    case "resume": return join(nil, .resume(Position(epoch: epoch, offset: Int64(words[1]) ?? -1)))
    case "echo": return [.send(Array(message.dropFirst(5)))]
    case "leave": return [.close(.forbidden), .send(Array("never".utf8))]
    default: return []
    }
  }

  func closed(_ viewer: ViewerID) { seen.change { $0.closed.append(viewer) } }
}
