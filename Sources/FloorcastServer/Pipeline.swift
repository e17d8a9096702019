import Dispatch
import Floor
import Intake
import Journal
import Logging
import Loop
import Wire

/// The path of a sale, top to bottom: door, journal, floor, wire, hub.
///
/// One thread owns the journal and the floor's state together, so memory never runs ahead of the disk: what waits is
/// admitted, appended in one transaction, and only when that is durable applied, encoded once and handed to the loop -
/// announcements and answers in one batch, without a step between commit and hand-over at which anything else could run.
final class Pipeline {
  private let journal: any Journal
  private var floor: FloorState
  private var stage: Stage
  private var calendar = BusinessDays()
  private let clock: Clock
  private let health: Health
  private let logger: Logger
  /// The way to the loop; `nil` until the loop runs.
  private var submit: (([Outgoing]) -> Void)?

  /// A pipeline over an open journal whose entries `floor` and `stage` have been through.
  init(journal: any Journal, floor: FloorState, stage: Stage, clock: Clock, health: Health, logger: Logger) {
    (self.journal, self.floor, self.stage) = (journal, floor, stage)
    (self.clock, self.health, self.logger) = (clock, health, logger)
  }

  /// Takes what waits, until it is told to stop.
  /// - Throws: `JournalError` when the outcome of a commit is unknown: the process must end and read its log again.
  func run(_ crossing: Crossing<Command>) throws(JournalError) {
    var waiting: [Recording] = []
    while let commands = crossing.take(until: submit == nil ? .distantFuture : stage.nextDue(clock)) {
      var isStopping = false
      for command in commands {
        switch command {
        case .record(let recording): waiting.append(recording)
        case .watch(let agent, let slot): stage.watch(agent, slot)
        case .unwatch(let agent): stage.unwatch(agent)
        case .open(let submit): self.submit = submit
        case .stop: isStopping = true
        }
      }
      // What comes before the loop is open waits for it: its answers could not leave.
      if submit != nil || isStopping {
        for turn in Pipeline.turns(waiting) { try take(turn) }
        waiting = []
      }
      if isStopping { return journal.close() }
    }
  }

  /// The most sales in one commit and one hand-over: enough to share an fdatasync among many, few enough for the rings
  /// of the hub and for whoever waits for an answer.
  private static let turnSales = 1_000

  /// `recordings` in their order, cut into turns; there is always one, since boards may be due without a sale.
  private static func turns(_ recordings: [Recording]) -> [[Recording]] {
    var turns: [[Recording]] = [[]]
    var sales = 0
    for recording in recordings {
      sales += recording.drafts.count
      if sales > turnSales, turns.last?.isEmpty == false {
        turns.append([])
        sales = recording.drafts.count
      }
      turns[turns.count - 1].append(recording)
    }
    return turns
  }

  /// One turn: everything that arrived together is one commit and one hand-over.
  private func take(_ recordings: [Recording]) throws(JournalError) {
    let now = clock.wall()
    let admitted = recordings.map { admit($0, now: now) }
    let drafts = admitted.joined().compactMap { try? $0.get().draft }
    var frames: [Outgoing] = []
    do {
      var verdicts = (drafts.isEmpty ? [] : try journal.append(drafts))[...]
      if !drafts.isEmpty { health.report(head: journal.head) }
      for (recording, sales) in zip(recordings, admitted) {
        let answers = sales.map { sale in
          sale.flatMap { admitted in answer(admitted, verdicts.removeFirst(), &frames) }
        }
        frames.append(recording.reply.outgoing(answers))
      }
    } catch .full(let reason) {
      logger.error("the journal stored nothing", metadata: ["reason": "\(reason)"])
      health.reportFull()
      frames = zip(recordings, admitted).map { recording, sales in
        recording.reply.outgoing(sales.map { sale in sale.flatMap { _ in .failure(.full) } })
      }
    }
    frames += stage.due(floor, calendar, clock)
    if !frames.isEmpty { submit?(frames) }
  }

  /// The door: what each submission becomes if the journal takes it.
  private func admit(_ recording: Recording, now: Int64) -> [Result<Admitted, Problem>] {
    let admission = Admission(floor: floor) { [calendar] in calendar.day(at: $0, $1) }
    let caller = recording.caller
    return recording.drafts.map { draft in
      draft.flatMap { submission in
        Result { () throws(Problem) in
          switch submission {
          case .sale(let sale):
            try Admitted(.sale(admission.admit(sale, site: caller.site, now: now, source: recording.source)))
          case .correction(let correction):
            try Admitted(.correction(admission.admit(correction, site: caller.site, by: caller.name, now: now)))
          }
        }
      }
    }
  }

  /// The floor: applies what is durable now, says what it set off, and puts what screens are told among `frames`.
  private func answer(_ admitted: Admitted, _ verdict: Appended, _ frames: inout [Outgoing]) -> Answer {
    var isDuplicate = false
    switch verdict {
    case .conflict(let offset): return .failure(.conflict(id: admitted.entry.id, offset: offset))
    case .appended(let offset): frames += stage.show(floor.apply(admitted.entry, at: offset), at: offset)
    case .duplicate: isDuplicate = true
    }
    return result(of: admitted.entry, isDuplicate: isDuplicate)
  }

  private func result(of entry: Entry, isDuplicate: Bool) -> Answer {
    switch entry {
    case .sale(let accepted):
      if let record = floor.record(of: accepted.sale.id) {
        return .success(
          .sale(SaleResult(record, duplicate: isDuplicate, epoch: journal.epoch, roster: floor.roster)))
      }
    case .correction(let correction):
      if let record = floor.record(of: correction.sale) {
        return .success(
          .correction(
            CorrectionResult(correction, record, duplicate: isDuplicate, epoch: journal.epoch, roster: floor.roster)))
      }
    case .roster, .rules: break
    }
    return .failure(.internalError("\(entry.id) is not in the floor"))
  }
}

extension Entry {
  /// What its sender called it.
  fileprivate var id: String {
    switch self {
    case .sale(let accepted): accepted.sale.id.description
    case .correction(let correction): correction.id
    case .roster, .rules: ""
    }
  }
}
