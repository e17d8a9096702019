import Dispatch
import Floor
import Foundation
import Journal
import Logging
import Rhythm
import Synchronization
import Wire

@testable import FloorcastServer

/// A server without sockets on a disk in memory, with a clock that the test moves: it can die at any moment and start again.
final class Machine {
  /// The clocks of a machine: the one on the wall can be set, the other only goes on.
  final class Time: Sendable {
    private let now: Mutex<(wall: Int64, gone: UInt64)>

    init(wall: Int64) { now = Mutex((wall, 1_000_000_000)) }

    var wall: Int64 { now.withLock { $0.wall } }
    func advance(_ milliseconds: Int64) {
      now.withLock { ($0.wall, $0.gone) = ($0.wall + milliseconds, $0.gone + UInt64(milliseconds) * 1_000_000) }
    }
    func set(_ wall: Int64) { now.withLock { $0.wall = wall } }

    var clock: Clock {
      Clock(
        wall: { self.wall }, monotonic: { self.now.withLock { DispatchTime(uptimeNanoseconds: $0.gone) } })
    }
  }

  /// A journal whose process can die at an append: before anything is stored, or right after.
  final class Mortal: Journal {
    private let inner: MemoryJournal
    /// Appends until death, and whether the last of them is still stored.
    var dies: (after: Int, isStored: Bool)?

    init(_ store: MemoryJournal.Store) throws(JournalError) { inner = try MemoryJournal(reopening: store) }

    var epoch: Epoch { inner.epoch }
    var head: Int64 { inner.head }
    func append(_ drafts: [Draft]) throws(JournalError) -> [Appended] {
      guard let death = dies else { return try inner.append(drafts) }
      dies = (death.after - 1, death.isStored)
      guard death.after <= 1 else { return try inner.append(drafts) }
      if death.isStored { _ = try inner.append(drafts) }
      throw .unknownOutcome("the machine died")
    }
    func read(after offset: Int64, limit: Int) throws(JournalError) -> [StoredEntry] {
      try inner.read(after: offset, limit: limit)
    }
    func close() { inner.close() }
  }

  static let zone = "Asia/Shanghai"
  static let config: Config = {
    var config = Config()
    config.roster = Floors.roster
    config.rules = [Floors.bj: .standard]
    var plan = ShowPlan()
    plan.honours[.day] = Honour(id: "top_sales", title: Wording(zhCN: "开拓能手", en: "Top Sales"))
    config.timetables = [
      Floors.bj: Timetable(
        phases: [
          Phase(id: "work", name: Wording(zhCN: "决战", en: "Work"), from: 540, to: 750),
          Phase(id: "rest", name: Wording(zhCN: "小憩", en: "Rest"), from: 750, to: 775, isQuiet: true),
          Phase(id: "close", name: Wording(zhCN: "收官", en: "Close"), from: 775, to: 1080, sound: .chime),
        ], ceremony: CeremonyPlan(minute: 1080, plan: plan))
    ]
    return config
  }()

  let time: Time
  private let store: MemoryJournal.Store
  private let folder: String
  private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  private(set) var journal: Mortal
  private(set) var ledger: Ledger
  private(set) var pipeline: Pipeline

  /// Starts on `day` at `minute` and `second`.
  init(on day: CivilDate, at minute: Int, _ second: Int = 0) throws {
    var calendar = BusinessCalendar()
    time = Time(wall: calendar.instant(of: day, minute: minute, zone: Machine.zone) + Int64(second) * 1_000)
    store = MemoryJournal.Store()
    folder = FileManager.default.temporaryDirectory.appending(path: "floorcast-machine-\(UUID().uuidString)").path
    (journal, ledger, pipeline) = try Machine.boot(store, folder, time, logger)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private static func boot(
    _ store: MemoryJournal.Store, _ folder: String, _ time: Time, _ logger: Logger
  ) throws -> (Mortal, Ledger, Pipeline) {
    // What is derived is lost with the machine.
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let journal = try Mortal(store)
    let ledger = try Replay.ledger(of: journal, in: folder, logger: logger)
    try ledger.adopt(config, into: journal, clock: time.clock)
    let stage = Stage(ledger.floor, config, epoch: journal.epoch, clock: time.clock, logger: logger)
    let pipeline = Pipeline(
      journal: journal, ledger: ledger, stage: stage, timekeeper: Timekeeper(config.timetables, clock: time.clock),
      honours: config.honours, directory: Directory(ledger.floor, config, epoch: journal.epoch),
      clock: time.clock, health: Health(), logger: logger)
    return (journal, ledger, pipeline)
  }

  /// The machine goes off without a word and starts again.
  func restart() throws {
    journal.close()
    (journal, ledger, pipeline) = try Machine.boot(store, folder, time, logger)
  }

  /// One look at the clock.
  /// - Returns: `false` if the machine died over it.
  func look() -> Bool {
    do { try pipeline.keepTime() } catch { return false }
    return true
  }

  /// Looks at the clock every second for so long.
  func run(seconds: Int) -> Bool {
    for _ in 0..<seconds {
      time.advance(1_000)
      guard look() else { return false }
    }
    return true
  }

  /// A sale of now.
  func sell(_ id: String, by agent: String = "a1", _ minorUnits: Int64 = 100_000) throws {
    var calendar = BusinessCalendar()
    let (day, minute) = calendar.moment(at: time.wall, zone: Machine.zone)
    guard case .sale(var sale) = Floors.sale(id, by: agent, minorUnits, accepted: day, minute: minute) else { return }
    sale.acceptedAt = time.wall
    for case .appended(let offset) in try journal.append([try Draft(.sale(sale), after: journal.head)]) {
      try ledger.apply(.sale(sale), at: offset)
    }
  }

  /// Directs the show, as the console would.
  func direct(_ action: ShowChange.Action) throws {
    guard let stand = floor.cues(of: Floors.bj).stand else { return }
    let change = ShowChange(
      id: "\(action)-\(journal.head)", show: stand.show.key, site: Floors.bj, action: action,
      anchor: try stand.anchor(after: action, at: time.wall), by: "test", at: time.wall)
    for case .appended(let offset) in try journal.append([try Draft(.showChange(change), after: journal.head)]) {
      try ledger.apply(.showChange(change), at: offset)
    }
  }

  /// What is known now.
  var floor: FloorState { ledger.floor }
  /// The step that is on stage.
  var step: Int? { floor.cues(of: Floors.bj).stand?.step(at: time.wall)?.index }

  /// Every entry of the log.
  var entries: [Entry] {
    get throws { try journal.read(after: 0, limit: .max).compactMap { try EntryCodec.decode($0.body) } }
  }
  /// Every show of the log.
  var shows: [Show] {
    get throws { try entries.compactMap { if case .show(let show) = $0 { show } else { nil } } }
  }
  /// Every broadcast of the log.
  var broadcasts: [Broadcast] {
    get throws { try entries.compactMap { if case .broadcast(let broadcast) = $0 { broadcast } else { nil } } }
  }
  /// Every award of the log.
  var awards: [Award] {
    get throws { try entries.compactMap { if case .award(let award) = $0 { award } else { nil } } }
  }
}
