import Dispatch
import Floor
import Foundation
import Journal
import Logging
import Rhythm
import Synchronization
import Wire

/// A day of a log, played again on screens at any speed (PRODUCT.md, "Explainable"). The log is read and never written; what
/// the replay works out lives in a temporary folder.
public final class Rerun: Sendable {
  /// What is played.
  public struct Plan: Sendable {
    /// The folder of the log, which no server may have open.
    public var data: String
    /// Which business day.
    public var day: CivilDate
    /// By whose calendar; the first site of the log where it is not given.
    public var site: SiteID?
    /// Where it begins: minutes since midnight by the clock, those before the day's start being of its night; `nil`: with
    /// the day. What was before is known already.
    public var minute: Int?
    /// How many times as fast as the day was, one of `RehearsalClock.rates`.
    public var speed: Int

    /// A plan.
    public init(data: String, day: CivilDate, site: SiteID? = nil, minute: Int? = nil, speed: Int = 1) {
      (self.data, self.day, self.site, self.minute, self.speed) = (data, day, site, minute, speed)
    }
  }

  private let server: FloorServer
  private let program: [Item]
  private let clock: RehearsalClock
  /// What the replay works out.
  private let folder: String
  private let isOver = Mutex(false)

  /// The port it listens on.
  public var port: Int { server.port }
  /// How many entries the day has from where it begins.
  public var count: Int { program.count }

  /// An entry of the day and when it was made.
  struct Item: Sendable {
    var at: Int64
    var entry: Entry
    var offset: Int64

    /// Whether it puts a show on stage.
    var beginsShow: Bool {
      if case .show(let show) = entry { show.startsAt != nil } else { false }
    }
  }

  /// Opens the log and serves the floor as it was when the day, or the minute of it, began.
  /// - Throws: `StartError`, also while a server has the log open, and for a site that the log does not know.
  public init(_ config: Config, _ plan: Plan, publicDirectory: String, logger: Logger) throws(StartError) {
    let clock = RehearsalClock(start: 0, speed: plan.speed)
    let program = Mutex<[Item]>([])
    let folder = FileManager.default.temporaryDirectory.appending(path: "floorcast-rerun-\(UUID().uuidString)").path
    let folders = FloorServer.Folders(media: "\(plan.data)/media", speech: "\(folder)/speech")
    server = try FloorServer(
      config, folders, publicDirectory: publicDirectory, clock: clock.clock, rerun: plan.day, logger: logger
    ) {
      health throws(StartError) in
      let past = try Past(plan, of: config, folder: folder, logger: logger)
      clock.set(to: past.start)
      program.withLock { $0 = past.program }
      return try Pipeline.open(past, config, clock: clock.clock, health: health, logger: logger)
    }
    (self.program, self.clock, self.folder) = (program.withLock { $0 }, clock, folder)
    start()
  }

  /// Waits for its end.
  /// - Returns: `nil` after `stop`, else why it cannot go on.
  public func wait() -> String? {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return server.wait()
  }

  /// Ends it.
  public func stop() {
    isOver.withLock { $0 = true }
    server.stop()
  }

  /// Plays entry after entry at its time, on a thread of its own.
  private func start() {
    let thread = Thread { [self] in
      var rest = program[...]
      while let next = rest.first, !isOver.withLock({ $0 }) {
        let now = clock.wall()
        let due = Rerun.upToShow(rest.prefix { $0.at <= now })
        if due.isEmpty {
          let wait = Double(next.at - now) / 1000 / Double(clock.rate)
          Thread.sleep(forTimeInterval: min(max(wait, 0.001), Rerun.longestNap))
        } else {
          rest = rest.dropFirst(due.count)
          // A fast clock has run past the show's beginning.
          if let show = due.last, show.beginsShow { clock.beginShow(at: show.at) }
          server.play(due.map { ($0.entry, $0.offset) })
        }
      }
    }
    thread.name = "rerun"
    thread.start()
  }

  /// `due` until a show begins: what follows happened while it was played, in real time.
  private static func upToShow(_ due: ArraySlice<Item>) -> ArraySlice<Item> {
    due.firstIndex(where: \.beginsShow).map { due[...$0] } ?? due
  }

  /// The longest sleep, in seconds: after it the clock's rate, which a show changes, is looked at again.
  private static let longestNap = 0.25
}

/// The floor of a log as it was when a day began, and what happened on it then.
struct Past {
  let journal: any Journal
  let ledger: Ledger
  /// Unix milliseconds at which the day begins.
  let start: Int64
  let program: [Rerun.Item]

  /// - Parameter folder: for the archive of the rerun; made here.
  init(_ plan: Rerun.Plan, of config: Config, folder: String, logger: Logger) throws(StartError) {
    let sites = config.roster.sites
    guard let site = plan.site.map({ id in sites.first { $0.id == id } }) ?? sites.first else {
      let known = sites.map(\.id.description).joined(separator: ", ")
      throw .journal("site is \(plan.site?.description ?? "missing") (allowed: \(known))")
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let log = try SQLiteJournal(existing: plan.data)
      var calendar = BusinessCalendar()
      let times = DayTimes(start: site.dayStart)
      let minute = plan.minute.map(times.minute(of:)) ?? site.dayStart
      start = calendar.instant(of: plan.day, minute: minute, zone: site.timeZone)
      let end = calendar.instant(of: plan.day.advanced(by: 1), minute: site.dayStart, zone: site.timeZone)
      let first = try log.firstOffset(notBefore: start)
      program = try log.items(from: first, before: end, startingAt: start)
      journal = Excerpt(log, head: first - 1)
      ledger = try Replay.ledger(of: journal, in: folder, logger: logger)
    } catch let error as StartError {
      throw error
    } catch let error as JournalError {
      throw .journal(error.description)
    } catch {
      throw .journal("\(error)")
    }
  }
}

/// The first entries of a log, to be read only. Its epoch is its own: what screens remember of the log is not of the rerun.
private final class Excerpt: Journal {
  private let journal: any Journal
  let head: Int64
  let epoch: Epoch

  init(_ journal: any Journal, head: Int64) {
    var generator = SystemRandomNumberGenerator()
    (self.journal, self.head, epoch) = (journal, head, Epoch(using: &generator))
  }

  func append(_ drafts: [Draft]) throws(JournalError) -> [Appended] { throw .full("a rerun records nothing") }

  func read(after offset: Int64, limit: Int) throws(JournalError) -> [StoredEntry] {
    try journal.read(after: offset, limit: Int(clamping: min(Int64(clamping: limit), head - offset)))
  }

  func bodies(after offset: Int64, limit: Int) throws(JournalError) -> Bodies {
    try journal.bodies(after: offset, limit: Int(clamping: min(Int64(clamping: limit), head - offset)))
  }

  func find(key: String) throws(JournalError) -> StoredEntry? { try journal.find(key: key) }
  func link(at offset: Int64) throws(JournalError) -> [UInt8]? { try journal.link(at: offset) }
  func close() { journal.close() }
}

extension Journal {
  /// The first entry that was made at `time` (Unix milliseconds) or later, found by halving; one behind the last if there is
  /// none. What comes right before it and does not say when was known by then: a log begins with who works where. Where a
  /// clock was set back, the entries around that moment may be taken for earlier or later ones.
  fileprivate func firstOffset(notBefore time: Int64) throws -> Int64 {
    var (low, high) = (Int64(1), head + 1)
    while low < high {
      let middle = (low + high) / 2
      if try (self.time(from: middle) ?? .max) < time { low = middle + 1 } else { high = middle }
    }
    while let entry = try read(after: low - 1, limit: 1).first, try EntryCodec.decode(entry.body)?.at == nil {
      low += 1
    }
    return low
  }

  /// When the first entry from `offset` on was made that says so.
  private func time(from offset: Int64) throws -> Int64? {
    var offset = offset - 1
    while offset < head {
      let entries = try read(after: offset, limit: 16)
      for entry in entries { if let at = try EntryCodec.decode(entry.body)?.at { return at } }
      offset += Int64(entries.count)
    }
    return nil
  }

  /// What was made from `offset` on and before `end`; what does not say when was made with what came before it.
  fileprivate func items(from offset: Int64, before end: Int64, startingAt start: Int64) throws -> [Rerun.Item] {
    var (items, after, last) = ([Rerun.Item](), offset - 1, start)
    while after < head {
      for stored in try read(after: after, limit: 1_000) {
        after = stored.offset
        guard let entry = try EntryCodec.decode(stored.body) else { continue }
        last = max(last, entry.at ?? last)
        if last >= end { return items }
        items.append(Rerun.Item(at: last, entry: entry, offset: stored.offset))
      }
    }
    return items
  }
}

extension Entry {
  /// When it was made, in Unix milliseconds of the server's clock; `nil` where the entry does not say.
  var at: Int64? {
    switch self {
    case .roster, .rules, .company: nil
    case .screen(let change): change.at
    case .sale(let sale): sale.acceptedAt
    case .correction(let correction): correction.at
    case .target(let target): target.at
    case .activity(let activity): activity.at
    case .conduct(let conduct): conduct.at
    case .award(let award): award.at
    case .awardChange(let change): change.at
    case .applause(let applause): applause.at
    case .phase(let cue): cue.at
    case .broadcast(let broadcast): broadcast.at
    case .show(let show): show.at
    case .showChange(let change): change.at
    case .commentary(let commentary): commentary.at
    case .notice(let notice): notice.at
    case .noticeEnd(let end): end.at
    }
  }
}
