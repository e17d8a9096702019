import Intake
import JSON
import Wire

/// What can be sent in, by HTTP under its address and over a WebSocket under its word: one table for both.
struct Noun: Sendable {
  /// The message's kind, and the member that holds it: `award_change`.
  let word: String
  /// The address it is posted to.
  let path: String
  /// What the sender must be allowed to do.
  let deed: Deed
  /// Reads the body of a request: one, or a batch where many may come at once.
  let readBody: @Sendable ([UInt8]) throws(Problem) -> (drafts: [Result<Submission, Problem>], isBatch: Bool)
  /// Reads the object in a message.
  let readNode: @Sendable (JSONNode, _ path: String) -> Result<Submission, Problem>

  /// Everything that can be sent in.
  static let all: [Noun] = [
    one("screen_pairing", "/api/v1/screens", .manageScreens, Submission.pairing),
    one("screen_change", "/api/v1/screens/changes", .manageScreens, Submission.screenChange),
    batch("sale", "/api/v1/sales", .recordSale, Submission.sale),
    one("correction", "/api/v1/corrections", .correct, Submission.correction),
    batch("target", "/api/v1/targets", .setTarget, Submission.target),
    batch("activity", "/api/v1/activity", .recordActivity, Submission.activity),
    one("conduct", "/api/v1/conduct", .giveConduct, Submission.conduct),
    one("award", "/api/v1/awards", .giveAward, Submission.award),
    one("award_change", "/api/v1/awards/changes", .changeAward, Submission.awardChange),
    one("roster", "/api/v1/roster", .editRoster, Submission.roster),
    one("applause", "/api/v1/applause", .applaud, Submission.applause),
    one("show_change", "/api/v1/shows/changes", .directShow, Submission.showChange),
    one("commentary", "/api/v1/commentaries", .writeCommentary, Submission.commentary),
    one("notice", "/api/v1/notices", .writeNotice, Submission.notice),
    one("notice_end", "/api/v1/notices/ends", .writeNotice, Submission.noticeEnd),
  ]

  private static func one<Draft: MessageDraft>(
    _ word: String, _ path: String, _ deed: Deed, _ submission: @escaping @Sendable (Draft) -> Submission
  ) -> Noun {
    Noun(
      word: word, path: path, deed: deed,
      readBody: { body throws(Problem) in ([Draft.read(body).map(submission)], false) },
      readNode: { node, path in Draft.read(node, path: path).map(submission) })
  }

  private static func batch<Draft: BatchDraft>(
    _ word: String, _ path: String, _ deed: Deed, _ submission: @escaping @Sendable (Draft) -> Submission
  ) -> Noun {
    Noun(
      word: word, path: path, deed: deed,
      readBody: { body throws(Problem) in
        switch try Body<Draft>(body) {
        case .one(let draft): ([draft.map(submission)], false)
        case .batch(let drafts): (drafts.map { $0.map(submission) }, true)
        }
      },
      readNode: { node, path in Draft.read(node, path: path).map(submission) })
  }
}
