import Floor
import Wire

extension Admission {
  /// Admits what an agent did on the phone.
  /// - Parameters:
  ///   - caller: who reports it.
  ///   - now: Unix milliseconds.
  public func admit(_ draft: ActivityDraft, by caller: Caller, now: Int64) throws(Problem) -> Activity {
    try judging(draft.path) { () throws(Problem) in
      let post = try post(draft.agent, "agent")
      try permit(caller, .recordActivity, .agent(post.agent.id), "agent")
      var faults: [FieldFault] = []
      check(draft.day, in: reportable(momentOf(now, post.site).day), "day", &faults)
      guard faults.isEmpty else { throw .invalid(faults) }
      return Activity(
        id: draft.id, agent: post.agent.id, day: draft.day, calls: draft.calls, connects: draft.connects,
        talkSeconds: draft.talkSeconds, at: now)
    }
  }

  /// Admits points for conduct.
  /// - Parameters:
  ///   - caller: who gives them.
  ///   - now: Unix milliseconds.
  public func admit(_ draft: ConductDraft, by caller: Caller, now: Int64) throws(Problem) -> Conduct {
    try judging(draft.path) { () throws(Problem) in
      let post = try post(draft.agent, "agent")
      try permit(caller, .giveConduct, .agent(post.agent.id), "agent")
      let today = momentOf(now, post.site).day
      var faults: [FieldFault] = []
      check(draft.day ?? today, in: reportable(today), "day", &faults)
      guard faults.isEmpty else { throw .invalid(faults) }
      return Conduct(
        id: draft.id, agent: post.agent.id, day: draft.day ?? today, kind: draft.kind, points: draft.points,
        reason: draft.reason, by: caller.name, at: now)
    }
  }
}
