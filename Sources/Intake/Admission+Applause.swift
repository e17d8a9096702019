import Floor
import Wire

extension Admission {
  /// Admits a hand for an announcement. A second one of the same agent is the journal's to answer.
  /// - Parameters:
  ///   - caller: who sends it.
  ///   - now: Unix milliseconds.
  public func admit(_ draft: ApplauseDraft, by caller: Caller, now: Int64) throws(Problem) -> Applause {
    try judging(draft.path) { () throws(Problem) in
      let post = try post(draft.agent, "agent")
      try permit(caller, .applaud, .agent(post.agent.id), "agent")
      guard let recent = floor.recentAnnouncement(draft.announcement),
        let record = recordOf(recent.sale)
      else {
        throw .unheard(404, "announcement", "is not among the latest", "one that screens still list")
      }
      if record.isVoided { throw .unheard(409, "announcement", "is of a sale that was voided", "a sale that counts") }
      if record.site != post.site.id {
        throw .unheard(422, "agent", "works at another site", "agents of site \(record.site)")
      }
      if record.agent == post.agent.id { throw .unheard(422, "agent", "made the sale", "a colleague's sale") }
      if post.agent.hasLeft { throw .unheard(422, "agent", "works here no more", "agents who work here") }
      return Applause(
        announcement: draft.announcement, page: recent.page, sale: recent.sale, saleOffset: recent.saleOffset,
        agent: post.agent.id, at: now)
    }
  }
}

extension Problem {
  /// The applause is readable but goes nowhere.
  fileprivate static func unheard(_ status: Int, _ field: String, _ words: String, _ allowed: String) -> Problem {
    Problem(
      type: "urn:floorcast:problem:applause", title: "The announcement cannot be applauded so", status: status,
      detail: "\(field) \(words); nothing was changed", errors: [FieldFault(field, words, allowed: allowed)])
  }
}
