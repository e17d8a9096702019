import Floor

/// What a notice's id stands for: what its sender said. Never reorder: the hashes in every log were made from these bytes.
struct NoticeContent: Codable {
  var id, site, text: String
  /// `true` or absent.
  var spoken: Bool?
  /// For how long it is up, in milliseconds.
  var lasts: Int64

  init(_ notice: Notice) {
    (id, site, text) = (notice.id, notice.site.description, notice.text)
    (spoken, lasts) = (notice.isSpoken ? true : nil, notice.until - notice.at)
  }
}

/// A notice in the log.
struct StoredNotice: StoredForm, Encodable {
  static let kind = "notice"
  var v = EntryCodec.version
  var kind = StoredNotice.kind
  var what: NoticeContent
  var by: String
  var at: Int64

  init(_ notice: Notice) { (what, by, at) = (NoticeContent(notice), notice.by, notice.at) }

  func entry() throws(EntryError) -> Entry {
    let (at, lasts) = (try instant(at, "at"), try instant(what.lasts, "what.lasts"))
    guard lasts > 0 else { throw EntryError("what.lasts", "is \(lasts), which is no time") }
    return .notice(
      Notice(
        id: what.id, site: SiteID(what.site), text: what.text, isSpoken: what.spoken ?? false, by: by, at: at,
        until: at + lasts))
  }
}

/// What the end of a notice stands for.
struct NoticeEndContent: Encodable {
  var id: String
}

/// The end of a notice in the log.
struct StoredNoticeEnd: StoredForm, Encodable {
  static let kind = "notice_end"
  var v = EntryCodec.version
  var kind = StoredNoticeEnd.kind
  var id, by: String
  var at: Int64

  init(_ end: NoticeEnd) { (id, by, at) = (end.id, end.by, end.at) }

  func entry() throws(EntryError) -> Entry { .noticeEnd(NoticeEnd(id: id, by: by, at: try instant(at, "at"))) }
}
