import Floor
import Wire

extension Admission {
  /// Admits a notice.
  /// - Parameters:
  ///   - caller: who wrote it.
  ///   - now: Unix milliseconds.
  public func admit(_ draft: NoticeDraft, by caller: Caller, now: Int64) throws(Problem) -> Notice {
    try judging(draft.path) { () throws(Problem) in
      guard let wanted = draft.site ?? caller.home(in: roster) ?? roster.sites.first?.id else {
        throw .internalError("the roster has no site")
      }
      let site = try site(wanted, "site")
      try permit(caller, .writeNotice, .site(site.id), "site")
      let notice = Notice(
        id: draft.id, site: site.id, text: draft.text, isSpoken: draft.isSpoken, by: caller.name, at: now,
        until: now + draft.minutes * 60_000)
      // A repeated notice is the journal's to answer.
      let isFull = floor.cues(of: site.id).notices(at: now).count >= CueBook.noticesShown
      guard !isFull || isRecorded(EntryCodec.key(for: .notice(notice), after: 0)) else { throw .tooManyNotices }
      return notice
    }
  }

  /// Admits the end of a notice.
  /// - Parameters:
  ///   - caller: who takes it down.
  ///   - now: Unix milliseconds.
  public func admit(_ draft: NoticeEndDraft, by caller: Caller, now: Int64) throws(Problem) -> NoticeEnd {
    try judging(draft.path) { () throws(Problem) in
      let end = NoticeEnd(id: draft.id, by: caller.name, at: now)
      if let posted = floor.notice(draft.id), posted.notice.until > now {
        try permit(caller, .writeNotice, .site(posted.notice.site), "id")
      } else if !isRecorded(EntryCodec.key(for: .noticeEnd(end), after: 0)) {
        throw .noNotice(draft.id)
      }
      return end
    }
  }
}

extension Problem {
  private static var noticeType: String { "urn:floorcast:problem:notice" }

  /// As many notices are up as screens can show: 409.
  fileprivate static let tooManyNotices = Problem(
    type: noticeType, title: "Too many notices", status: 409,
    detail: "\(CueBook.noticesShown) notices are up at this site; take one down first")

  /// No such notice is up: 404.
  fileprivate static func noNotice(_ id: String) -> Problem {
    Problem(
      type: noticeType, title: "No such notice", status: 404, detail: "no notice \(id) is up; nothing was changed",
      errors: [FieldFault("id", "is \(id), and no such notice is up", allowed: "the id of a notice that is up")])
  }
}
