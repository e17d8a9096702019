import Floor
import Foundation
import Hub
import Intake
import JSON
import Journal
import Logging
import Loop
import Synchronization
import Testing

@testable import FloorcastServer

/// Door and pipeline of one server without sockets, on a clock that the test moves: the pipeline has its turn when the door
/// has let something across.
final class Entrance {
  /// Everything that left.
  private final class Outbox: Sendable {
    let items = Mutex<[Outgoing]>([])
    func put(_ more: [Outgoing]) { items.withLock { $0 += more } }
    func take() -> [Outgoing] {
      items.withLock { items in
        defer { items = [] }
        return items
      }
    }
  }

  let time = Machine.Time(wall: 1_795_233_600_000)
  let door: Door
  /// What left in the last turn, but for answers.
  private(set) var sent: [Outgoing] = []
  private let config: Config
  private let store = MemoryJournal.Store()
  private let crossing = Crossing<Command>(limit: 10_000)
  private let outbox = Outbox()
  private let directory: Directory
  private let folder: String
  private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  private var requests: UInt64 = 0

  /// - Parameter callers: by the hash of their token; none: everybody may do everything.
  init(callers: [String: Caller] = [:]) throws {
    var config = Config()
    (config.roster, config.rules, config.callers) = (Floors.roster, [Floors.bj: .standard], callers)
    self.config = config
    folder = FileManager.default.temporaryDirectory.appending(path: "floorcast-entrance-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let journal = try MemoryJournal(reopening: store)
    let ledger = try Replay.ledger(of: journal, in: folder, logger: logger)
    try ledger.adopt(config, into: journal, clock: time.clock)
    directory = Directory(ledger.floor, config, epoch: journal.epoch)
    ledger.close()
    journal.close()
    let outbox = outbox
    door = Door(
      config, directory: directory, assets: "", crossing: crossing, clock: time.clock, health: Health(),
      media: try MediaStore(in: "\(folder)/media", logger: logger),
      speech: try Speech([:], folder: "\(folder)/speech", logger: logger), submit: { outbox.put($0) }, viewers: { 0 })
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Everything that waits is recorded, as after a restart that the door did not notice.
  private func turn() throws {
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let journal = try MemoryJournal(reopening: store)
    let ledger = try Replay.ledger(of: journal, in: folder, logger: logger)
    let stage = Stage(ledger.floor, config, epoch: journal.epoch, clock: time.clock, logger: logger)
    let pipeline = Pipeline(
      journal: journal, ledger: ledger, stage: stage, timekeeper: nil, honours: config.honours, directory: directory,
      clock: time.clock, health: Health(), logger: logger)
    let outbox = outbox
    _ = crossing.put(.open { outbox.put($0) }, weight: 0)
    _ = crossing.put(.stop, weight: 0)
    try pipeline.run(crossing)
  }

  /// Asks something, and waits for the answer if the pipeline has it.
  func ask(
    _ method: String, _ path: String, _ body: String = "", query: String = "", token: String? = nil,
    origin: String? = nil, peer: String = "10.0.0.1"
  ) throws -> (status: Int, json: [String: Any]) {
    requests += 1
    let request = HTTPRequest(
      method: method, path: "/api/v1/\(path)", query: query, host: "wall.lan:8080", origin: origin,
      authorization: token.map { "Bearer \($0)" }, contentType: "application/json", body: Array(body.utf8), peer: peer)
    var response = door.handle(request, id: RequestID(requests))
    if response == nil {
      try turn()
      sent = []
      for item in outbox.take() {
        if case .respond(let id, let answer) = item, id == RequestID(requests) {
          response = answer
        } else {
          sent.append(item)
        }
      }
    }
    let answer = try #require(response)
    return (answer.status, try Entrance.object(answer.body))
  }

  /// What the pages of others were told since the last question.
  func takeSent() -> [Outgoing] { outbox.take() }

  /// A page opens and says hello.
  func hello(_ index: UInt32, role: String = "screen", token: String? = nil, site: String? = nil) throws -> [Reaction] {
    let viewer = Entrance.viewer(index)
    _ = door.opened(viewer, UpgradeRequest(host: "wall.lan:8080", origin: "http://wall.lan:8080", subprotocol: "x"))
    let members = [("kind", "hello"), ("role", role), ("token", token), ("site", site)] as [(String, String?)]
    let text = members.compactMap { key, value in value.map { "\"\(key)\":\"\($0)\"" } }.joined(separator: ",")
    return say("{\(text)}", as: index)
  }

  /// A page says something.
  func say(_ text: String, as index: UInt32) -> [Reaction] {
    Array(text.utf8).withUnsafeBytes { door.received($0, from: Entrance.viewer(index)) }
  }

  static func viewer(_ index: UInt32) -> ViewerID { ViewerID(index: index, generation: 0) }

  static func object(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  /// What a page is told at once.
  static func told(_ reactions: [Reaction]) throws -> [[String: Any]] {
    try reactions.compactMap { if case .send(let payload) = $0 { try object(payload) } else { nil } }
  }

  /// How a page is closed.
  static func closed(_ reactions: [Reaction]) -> CloseCode? {
    reactions.compactMap { if case .close(let code) = $0 { code } else { nil } }.first
  }
}
