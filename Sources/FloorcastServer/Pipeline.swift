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
  let journal: any Journal
  let ledger: Ledger
  var stage: Stage
  /// What brings the day's cues; `nil` for a rerun, whose log has them.
  let timekeeper: Timekeeper?
  private let library: Library
  private let calendar = BusinessDays()
  private let honours: [Honour]
  let directory: Directory
  let clock: Clock
  let health: Health
  let logger: Logger
  /// The way to the loop; `nil` until the loop runs.
  private(set) var submit: (([Outgoing]) -> Void)?

  /// A pipeline over an open journal whose entries `ledger` and `stage` have been through.
  init(
    journal: any Journal, ledger: Ledger, stage: Stage, timekeeper: Timekeeper?, honours: [Honour],
    directory: Directory, clock: Clock, health: Health, logger: Logger
  ) {
    (self.journal, self.ledger, self.stage, self.honours) = (journal, ledger, stage, honours)
    (self.timekeeper, self.directory, self.clock) = (timekeeper, directory, clock)
    (self.health, self.logger) = (health, logger)
    library = Library(ledger, calendar, clock)
  }

  /// Takes what waits, until it is told to stop.
  /// - Throws: `JournalError` when the outcome of a commit is unknown: the process must end and read its log again.
  func run(_ crossing: Crossing<Command>) throws(JournalError) {
    var waiting: [Recording] = []
    var questions: [(Query, Caller, RequestID)] = []
    while let commands = crossing.take(until: nextDue) {
      var isStopping = false
      for command in commands {
        switch command {
        case .record(let recording): waiting.append(recording)
        case .ask(let query, let caller, let request): questions.append((query, caller, request))
        case .watch(let agent, let slot): stage.watch(agent, slot)
        case .unwatch(let agent): stage.unwatch(agent)
        case .play(let entries): try play(entries)
        case .open(let submit): self.submit = submit
        case .stop: isStopping = true
        }
      }
      // What comes before the loop is open waits for it: its answers could not leave.
      if submit != nil || isStopping {
        if submit != nil { try keepTime() }
        for turn in Pipeline.turns(waiting) { try take(turn) }
        if !questions.isEmpty {
          submit?(questions.map { query, caller, request in .respond(request, library.answer(query, for: caller)) })
        }
        (waiting, questions) = ([], [])
        if ledger.isCheckpointDue { try checkpoint() }
        clock.showIsOn(ledger.floor.showIsOn(at: clock.wall()))
      }
      if isStopping {
        try checkpoint()
        ledger.close()
        return journal.close()
      }
    }
  }

  /// When there is something to do even if nothing arrives.
  private var nextDue: DispatchTime {
    guard submit != nil else { return .distantFuture }
    return min(stage.nextDue(clock), timekeeper?.nextLook ?? .distantFuture)
  }

  private func checkpoint() throws(JournalError) {
    if let link = try journal.link(at: journal.head) { ledger.checkpoint(link: link) }
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
      let isCut = sales > turnSales || recording.isAlone || turns.last?.last?.isAlone == true
      if isCut, turns.last?.isEmpty == false {
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
      for (recording, submissions) in zip(recordings, admitted) {
        var answers: [Answer] = []
        for submission in submissions {
          switch submission {
          case .success(let admitted): answers.append(try answer(admitted, verdicts.removeFirst(), &frames))
          case .failure(let problem): answers.append(.failure(problem))
          }
        }
        frames.append(recording.reply.outgoing(answers))
      }
    } catch .full(let reason) {
      logger.error("the journal stored nothing", metadata: ["reason": "\(reason)"])
      health.reportFull()
      frames = zip(recordings, admitted).map { recording, submissions in
        recording.reply.outgoing(submissions.map { $0.flatMap { _ in .failure(.full) } })
      }
    }
    frames += stage.due(ledger.floor, calendar, clock) { [ledger, logger] site, days in
      // Screens do without yesterday rather than without today.
      do { try ledger.recall(site, days) } catch {
        logger.error("the archive cannot be read", metadata: ["reason": "\(error)"])
      }
      return ledger.floor
    }
    if !frames.isEmpty { submit?(frames) }
  }

  /// The door: what each submission becomes if the journal takes it.
  private func admit(_ recording: Recording, now: Int64) -> [Result<Admitted, Problem>] {
    let admission = Admission(
      floor: ledger.floor, honours: honours, playlists: directory.playlists.map(\.id),
      recordOf: { [ledger, journal] sale in try? ledger.record(of: sale, in: journal) },
      momentOf: { [calendar] in Moment(calendar.moment(at: $0, $1)) },
      showOf: { [ledger, timekeeper, clock] kind, site, day, now, by in
        // A site without a timetable has no shows; one without a ceremony or a greeting in it can still have them by hand.
        guard let timekeeper, timekeeper.timetable(of: site.id) != nil else { return nil }
        // A clock that is ahead of time itself must not be ahead of the show; if there is none, this turn's end says so.
        clock.showIsOn(true)
        let startsAt = clock.wall() + Timekeeper.prelude
        return try? timekeeper.show(kind, of: site.id, on: day, at: now, by: by, startsAt: startsAt, ledger)
      },
      isRecorded: { [journal] in (try? journal.find(key: $0)) != nil })
    return recording.drafts.map { draft in
      draft.flatMap { submission in
        Result { () throws(Problem) in
          try Admitted(admission.entry(of: submission, by: recording.caller, source: recording.source, now: now))
        }
      }
    }
  }

  /// The floor: applies what is durable now, says what it set off, and puts what screens are told among `frames`.
  private func answer(
    _ admitted: Admitted, _ verdict: Appended, _ frames: inout [Outgoing]
  ) throws(JournalError) -> Answer {
    switch verdict {
    case .conflict(let offset): return .failure(.conflict(id: admitted.entry.id, offset: offset))
    case .duplicate(let offset): return try result(of: admitted.entry, at: offset, isDuplicate: true)
    case .appended(let offset):
      frames += try follow(admitted.entry, at: offset)
      return try result(of: admitted.entry, at: offset, isDuplicate: false)
    }
  }

  private func result(of entry: Entry, at offset: Int64, isDuplicate: Bool) throws(JournalError) -> Answer {
    let (epoch, floor) = (journal.epoch, ledger.floor)
    switch entry {
    case .sale(let accepted):
      var record = isDuplicate ? nil : floor.record(at: offset, on: accepted.closedOn)
      if record == nil { record = try ledger.record(of: accepted.sale.id, in: journal) }
      if let record {
        return .success(.sale(SaleResult(record, duplicate: isDuplicate, epoch: epoch, roster: floor.roster)))
      }
    case .correction(let correction):
      if let record = try ledger.record(of: correction.sale, in: journal) {
        return .success(
          .correction(
            CorrectionResult(correction, record, duplicate: isDuplicate, epoch: epoch, roster: floor.roster)))
      }
    default: return .success(.entry(EntryResult(entry, at: offset, duplicate: isDuplicate)))
    }
    return .failure(.internalError("\(entry.id) is not in the floor"))
  }
}
