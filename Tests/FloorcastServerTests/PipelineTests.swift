import Dispatch
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
import Wire

@testable import FloorcastServer

/// A journal in memory that can be told to fail, and counts its commits.
private final class WatchedJournal: Journal {
  private let inner: MemoryJournal
  var trouble: JournalError?
  var commits: [Int] = []

  init(_ store: MemoryJournal.Store) throws { inner = try MemoryJournal(reopening: store) }

  var epoch: Epoch { inner.epoch }
  var head: Int64 { inner.head }
  func append(_ drafts: [Draft]) throws(JournalError) -> [Appended] {
    if let trouble { throw trouble }
    commits.append(drafts.count)
    return try inner.append(drafts)
  }
  func read(after offset: Int64, limit: Int) throws(JournalError) -> [StoredEntry] {
    try inner.read(after: offset, limit: limit)
  }
  func close() { inner.close() }
}

/// Everything that left a pipeline, one element for each hand-over.
private final class Outbox: Sendable {
  let handovers = Mutex<[[Outgoing]]>([])
  var all: [Outgoing] { handovers.withLock { $0.flatMap(\.self) } }
}

struct PipelineTests {
  private let store = MemoryJournal.Store()
  private let crossing = Crossing<Command>(limit: 10_000)
  private let outbox = Outbox()
  private static let noon: Int64 = 1_795_233_600_000  // 2026-11-21T04:00:00Z, noon in Beijing

  private static let roster = RosterChange(
    sites: [
      Site(id: SiteID("BJ"), name: Wording(zhCN: "北京", en: "Beijing"), timeZone: "Asia/Shanghai", currency: .cny)
    ],
    teams: [Team(id: TeamID("t1"), site: SiteID("BJ"), name: "飞虎队")],
    agents: [
      Agent(id: AgentID("a1"), team: TeamID("t1"), name: "张三"),
      Agent(id: AgentID("a2"), team: TeamID("t1"), name: "李四"),
    ])

  /// Opens the log that all pipelines of the test share.
  private func open(at time: Int64 = noon) throws -> (Pipeline, WatchedJournal) {
    let journal = try WatchedJournal(store)
    let clock = Clock(wall: { time }, monotonic: { .now() })
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    var config = Config()
    (config.roster, config.rules) = (Self.roster, [SiteID("BJ"): .standard])
    let folder = FileManager.default.temporaryDirectory.appending(path: "floorcast-pipeline-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let ledger = try Replay.ledger(of: journal, in: folder, logger: logger)
    try ledger.adopt(config, into: journal, clock: clock)
    let stage = Stage(ledger.floor, config, epoch: journal.epoch, clock: clock, logger: logger)
    let directory = Directory(ledger.floor, config, epoch: journal.epoch)
    return (
      Pipeline(
        journal: journal, ledger: ledger, stage: stage, timekeeper: nil, honours: config.honours,
        directory: directory, clock: clock, health: Health(), logger: logger),
      journal
    )
  }

  /// Runs a pipeline over everything that was put, to its end.
  private func run(_ pipeline: Pipeline) throws {
    let outbox = outbox
    _ = crossing.put(.open { frames in outbox.handovers.withLock { $0.append(frames) } })
    _ = crossing.put(.stop)
    try pipeline.run(crossing)
  }

  private static let caller = Caller(role: .admin, name: "test")

  private func correct(_ sale: String, _ change: String, id: String) throws {
    let json = #"{"id":"\#(id)","sale":"\#(sale)","reason":"r",\#(change)}"#
    let draft = CorrectionDraft.read(Array(json.utf8)).map(Submission.correction)
    let reply = Recording.Reply.viewer(ViewerID(index: 1, generation: 1), ref: id)
    _ = crossing.put(.record(Recording(drafts: [draft], caller: Self.caller, source: "test", reply: reply)))
  }

  private func put(_ id: String, by agent: String = "a1", _ amount: Int64 = 100, ref: String? = nil) {
    let draft = SaleDraft(id: SaleID(id), agent: agent, product: "课程", amount: .minorUnits(amount))
    let reply = Recording.Reply.viewer(ViewerID(index: 1, generation: 1), ref: ref ?? id)
    _ = crossing.put(
      .record(Recording(drafts: [.success(.sale(draft))], caller: Self.caller, source: "test", reply: reply)))
  }

  private var answers: [[String: Any]] {
    outbox.all.compactMap { item in
      guard case .send(_, let payload) = item else { return nil }
      return (try? JSONSerialization.jsonObject(with: Data(payload))) as? [String: Any]
    }
  }

  private var published: [[String: Any]] {
    outbox.all.compactMap { item in
      guard case .publish(let publication) = item else { return nil }
      return (try? JSONSerialization.jsonObject(with: Data(publication.payload))) as? [String: Any]
    }
  }

  @Test("Everything that waits is one commit and one hand-over, the answers behind the announcements")
  func groupCommit() throws {
    for i in 1...50 { put("s\(i)") }
    let (pipeline, journal) = try open()
    try run(pipeline)
    #expect(journal.commits.last == 50)
    #expect(outbox.handovers.withLock { $0.count } == 1)
    let frames = outbox.all
    let firstAnswer = try #require(frames.firstIndex { if case .send = $0 { true } else { false } })
    let firstAnnouncement = try #require(frames.firstIndex { if case .publish = $0 { true } else { false } })
    #expect(firstAnnouncement < firstAnswer)
    #expect(answers.count == 50)
    #expect(published.filter { $0["kind"] as? String == "announcement" }.count == 50)
  }

  @Test("Each frame of a channel names the offset of the one before it")
  func contiguity() throws {
    for i in 1...20 { put("s\(i)") }
    try run(open().0)
    var last = 0
    for frame in published {
      #expect(frame["prev"] as? Int == last)
      last = try #require(frame["offset"] as? Int)
    }
  }

  @Test("A repeated sale is answered like the first, other content under its id is refused, within one commit too")
  func duplicates() throws {
    put("s1", ref: "first")
    put("s1", ref: "again")
    put("s1", 999, ref: "other")
    try run(open().0)
    let byRef = Dictionary(uniqueKeysWithValues: answers.map { ($0["ref"] as? String ?? "", $0) })
    let first = try #require(byRef["first"]?["result"] as? [String: Any])
    let again = try #require(byRef["again"]?["result"] as? [String: Any])
    #expect(again["duplicate"] as? Bool == true)
    #expect(first["offset"] as? Int == again["offset"] as? Int)
    #expect((byRef["other"]?["problem"] as? [String: Any])?["status"] as? Int == 409)
    #expect(published.filter { $0["kind"] as? String == "announcement" }.count == 1)
  }

  @Test("On a full disk nothing is applied or told, everyone is answered 507, and the next sale goes in")
  func diskFull() throws {
    let (pipeline, journal) = try open()
    journal.trouble = .full("no space")
    put("s1")
    try run(pipeline)
    #expect((answers.first?["problem"] as? [String: Any])?["status"] as? Int == 507)
    #expect(
      published.allSatisfy { $0["kind"] as? String == "standings" && ($0["total"] as? [String: Int])?["deals"] == 0 })
    put("s1", ref: "again")
    try run(open().0)
    #expect((answers.last?["result"] as? [String: Any])?["duplicate"] as? Bool == false)
  }

  @Test("When a commit's outcome is unknown nobody is answered and the pipeline ends")
  func unknownOutcome() throws {
    let (pipeline, journal) = try open()
    journal.trouble = .unknownOutcome("I/O error")
    put("s1")
    #expect(throws: JournalError.unknownOutcome("I/O error")) { try run(pipeline) }
    #expect(outbox.all.isEmpty)
  }

  @Test("Before the loop runs nothing is shown, so that no first snapshot is lost")
  func openingLate() throws {
    let (pipeline, _) = try open()
    put("s1")
    let outbox = outbox
    let opener = Thread { [crossing] in
      _ = crossing.put(.open { frames in outbox.handovers.withLock { $0.append(frames) } })
      _ = crossing.put(.stop)
    }
    opener.start()
    try pipeline.run(crossing)
    let snapshots = outbox.all.count { if case .snapshot = $0 { true } else { false } }
    #expect(snapshots == 1)
  }

  @Test("An unknown agent's sale is answered as unresolved and announced to nobody")
  func unresolved() throws {
    put("s1", by: "谁")
    try run(open().0)
    #expect((answers.first?["result"] as? [String: Any])?["status"] as? String == "unresolved")
    #expect(published.allSatisfy { $0["kind"] as? String == "standings" })
  }

  @Test("After a restart the snapshot is the one from before, and the next day begins empty")
  func restart() throws {
    put("s1", 1_280_000)
    try run(open().0)
    func snapshot() throws -> [String: Any] {
      let payload = outbox.all.compactMap { if case .snapshot(let snapshot) = $0 { snapshot.payload } else { nil } }
        .last
      let bytes = try #require(payload)
      return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }
    let before = try snapshot()
    try run(open().0)
    var after = try snapshot()
    #expect(NSDictionary(dictionary: after) == NSDictionary(dictionary: before))
    try run(open(at: Self.noon + 86_400_000).0)
    after = try snapshot()
    #expect(after["day"] as? String == "2026-11-22")
    #expect((after["total"] as? [String: Int])?["deals"] == 0)
    #expect((after["announcements"] as? [Any])?.isEmpty == true)
  }

  @Test("A void is told to screens, answered, and answered again when it is repeated, also after a restart")
  func void() throws {
    put("s1", 1_280_000)
    try run(open().0)
    try correct("s1", #""change":"void""#, id: "c1")
    try run(open().0)
    try correct("s1", #""change":"void""#, id: "c1")
    try correct("s1", #""change":"void""#, id: "c2")
    try run(open().0)
    let told = published.filter { $0["kind"] as? String == "correction" }.compactMap {
      $0["announcement"] as? [String: Any]
    }
    #expect(told.map { $0["voided"] as? Bool } == [true])
    #expect((published.last?["total"] as? [String: Int])?["deals"] == 0)
    let results = answers.filter { $0["ref"] as? String == "c1" }.compactMap { $0["result"] as? [String: Any] }
    #expect(results.map { $0["duplicate"] as? Bool } == [false, true])
    #expect(results.allSatisfy { $0["voided"] as? Bool == true })
    #expect((answers.last?["problem"] as? [String: Any])?["status"] as? Int == 409)
  }

  @Test("A sale that waited is announced when someone says whose it is")
  func sortOut() throws {
    put("s1", by: "谁", 1_280_000)
    try run(open().0)
    try correct("s1", #""change":"assign","agent":"a2""#, id: "c1")
    try run(open().0)
    let announced = published.filter { $0["kind"] as? String == "announcement" }.compactMap {
      $0["announcement"] as? [String: Any]
    }
    #expect(announced.count == 1)
    #expect((announced.first?["agent"] as? [String: Any])?["id"] as? String == "a2")
    #expect((published.last?["total"] as? [String: Int])?["deals"] == 1)
  }

  @Test("What the configuration changed becomes entries, once")
  func adoption() throws {
    for _ in 1...2 {
      let journal = try open().1
      #expect(journal.head == 4)
      journal.close()
    }
  }
}
