import Floor
import Hub
import Intake
import Loop
import Wire

/// What crosses from the loop to the pipeline.
enum Command: Sendable {
  /// Something to record.
  case record(Recording)
  /// Something to look up, which changes nothing.
  case ask(Query, Caller, RequestID)
  /// From now on the slot shows the agent's own day.
  case watch(AgentID, SlotID)
  /// Nobody looks at the agent's own day any more.
  case unwatch(AgentID)
  /// What a log says happened next, for a rerun.
  case play([(entry: Entry, offset: Int64)])
  /// Everything that leaves goes here from now on.
  case open(@Sendable ([Outgoing]) -> Void)
  /// End after what came before.
  case stop
}

/// What somebody wants recorded.
enum Submission: Sendable {
  case pairing(PairingDraft)
  case screenChange(ScreenChangeDraft)
  case sale(SaleDraft)
  case correction(CorrectionDraft)
  case target(TargetDraft)
  case activity(ActivityDraft)
  case conduct(ConductDraft)
  case award(AwardDraft)
  case awardChange(AwardChangeDraft)
  case roster(RosterDraft)
  case applause(ApplauseDraft)
  case showChange(ShowChangeDraft)
  case commentary(CommentaryDraft)
  case notice(NoticeDraft)
  case noticeEnd(NoticeEndDraft)
  case media(MediaDraft)
}

/// What arrived together, and who waits for the answer.
struct Recording: Sendable {
  /// What was sent, each readable or refused already.
  var drafts: [Result<Submission, Problem>]
  /// Who sent it, which decides what they may touch.
  var caller: Caller
  /// How it came in.
  var source: String
  /// Who waits.
  var reply: Reply

  /// Whether it must see everything that was recorded before it: an entry that says everything of an agent or a screen as
  /// they are.
  var isAlone: Bool {
    drafts.contains {
      switch $0 {
      case .success(.media), .success(.pairing), .success(.screenChange): true
      default: false
      }
    }
  }

  /// Who waits for the answer.
  enum Reply: Sendable {
    /// A request with one submission.
    case one(RequestID)
    /// A request with a batch.
    case batch(RequestID)
    /// A request that brought a file, and what it is called.
    case media(RequestID, hash: String)
    /// A message on a WebSocket.
    case viewer(ViewerID, ref: String?)
  }
}

/// How a submission was answered.
typealias Answer = Result<SubmissionResult, Problem>

extension Recording.Reply {
  /// The answers to what was sent, on their way.
  func outgoing(_ answers: [Answer]) -> Outgoing {
    switch self {
    case .viewer(let viewer, let ref):
      .send(viewer, payload: Recording.Reply.message(answers.first, ref: ref))
    case .one(let request):
      .respond(request, answers.first.map(HTTPResponse.init(one:)) ?? HTTPResponse(.internalError("no answer")))
    case .media(let request, let hash):
      .respond(request, HTTPResponse(kept: hash, answers.first ?? .failure(.internalError("no answer"))))
    case .batch(let request):
      .respond(request, HTTPResponse(batch: answers))
    }
  }

  private static func message(_ answer: Answer?, ref: String?) -> [UInt8] {
    let message: [UInt8]? =
      switch answer {
      case .success(let result): try? ServerMessage.ack(ref: ref, result)
      case .failure(let problem): try? ServerMessage.error(ref: ref, problem)
      case nil: nil
      }
    return message ?? Problem.internalError("the answer could not be written").bytes
  }
}
