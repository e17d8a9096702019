import Floor
import Wire

extension Admission {
  /// Honours are given for the past year, and promises kept within the next, in days.
  private static let awardDays: Int32 = 366

  /// Admits an award.
  /// - Parameters:
  ///   - caller: who gives it.
  ///   - now: Unix milliseconds.
  public func admit(_ draft: AwardDraft, by caller: Caller, now: Int64) throws(Problem) -> Award {
    try judging(draft.path) { () throws(Problem) in
      let (recipient, site) = try recipient(draft.recipient, caller)
      let today = momentOf(now, site).day
      var faults: [FieldFault] = []
      let honour = honours.first { $0.id == draft.honour }
      if honour == nil {
        faults.append(
          FieldFault("honour", "is \(draft.honour), which is no honour", allowed: listed(honours.map(\.id))))
      }
      let period = Period(draft.period?.kind ?? .day, of: draft.period?.day ?? today)
      if let day = draft.period?.day {
        check(day, in: today.advanced(by: -Admission.awardDays)...today, "period.day", &faults)
      }
      if let due = draft.reward?.due {
        check(due, in: today...today.advanced(by: Admission.awardDays), "reward.due", &faults)
      }
      guard let honour, faults.isEmpty else { throw .invalid(faults) }
      return Award(
        id: draft.id, site: site.id, honour: honour.id, title: honour.title, recipient: recipient, period: period,
        citation: draft.citation, reward: draft.reward ?? honour.reward?.promised(on: today), by: caller.name, at: now,
        on: today)
    }
  }

  private func recipient(_ draft: AwardDraft.Recipient, _ caller: Caller) throws(Problem) -> (Award.Recipient, Site) {
    switch draft {
    case .team(let id):
      let site = try team(id, "team").site
      try permit(caller, .giveAward, .team(id), "team")
      return (.team(id), site)
    case .agents(let references):
      let posts = try posts(references)
      for (i, post) in posts.enumerated() { try permit(caller, .giveAward, .agent(post.agent.id), "agents[\(i)]") }
      guard let site = posts.first?.site else { throw .invalid([FieldFault("agents", "is empty")]) }
      var faults: [FieldFault] = []
      for (i, post) in posts.enumerated() {
        if post.site.id != site.id {
          faults.append(FieldFault("agents[\(i)]", "works at site \(post.site.id)", allowed: "agents of one site"))
        }
        if posts[..<i].contains(where: { $0.agent.id == post.agent.id }) {
          faults.append(FieldFault("agents[\(i)]", "is named twice", allowed: "each agent once"))
        }
      }
      guard faults.isEmpty else { throw .invalid(faults) }
      return (.agents(posts.map(\.agent.id)), site)
    }
  }

  private func posts(_ references: [String]) throws(Problem) -> [Post] {
    var faults: [FieldFault] = []
    var posts: [Post] = []
    for (i, reference) in references.enumerated() {
      do { posts.append(try post(reference, "agents[\(i)]")) } catch { faults += error.errors }
    }
    guard faults.isEmpty else { throw .invalid(faults) }
    return posts
  }

  /// Admits what became of an award.
  /// - Parameters:
  ///   - caller: who says so.
  ///   - now: Unix milliseconds.
  public func admit(_ draft: AwardChangeDraft, by caller: Caller, now: Int64) throws(Problem) -> AwardChange {
    try judging(draft.path) { () throws(Problem) in
      guard let item = floor.awards[draft.award], let site = roster[item.award.site] else {
        throw .refused(.noSuchAward)
      }
      for owner in item.award.owners { try permit(caller, .changeAward, owner, "award") }
      let change = AwardChange(
        id: draft.id, award: draft.award, change: draft.change, by: caller.name, at: now, on: momentOf(now, site).day)
      // A repeated change is the journal's to answer; only a new one is held against the award as it stands.
      let isRepeated = [item.handedOver, item.revoked].contains { $0?.id == draft.id }
      if !isRepeated, let fault = floor.awards.fault(of: change) { throw .refused(fault) }
      return change
    }
  }
}

extension Award {
  /// Whose it is.
  fileprivate var owners: [Target.Scope] {
    switch recipient {
    case .team(let team): [.team(team)]
    case .agents(let agents): agents.map(Target.Scope.agent)
    }
  }
}

extension Problem {
  /// The change is readable but cannot be made: 404, or 409 as the award stands.
  static func refused(_ fault: AwardBook.Fault) -> Problem {
    let (status, words, allowed) =
      switch fault {
      case .noSuchAward: (404, "is not in the log", "the id of an award that was given")
      case .revoked: (409, "was revoked", "an award that stands")
      case .nothingOwed: (409, "has no promise that is still owed", "an award whose reward was not handed over yet")
      }
    return Problem(
      type: "urn:floorcast:problem:award", title: "The award cannot be changed so", status: status,
      detail: "award \(words); nothing was changed", errors: [FieldFault("award", words, allowed: allowed)])
  }
}
