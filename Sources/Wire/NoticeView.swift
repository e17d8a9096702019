import Floor
import JSON

/// A notice as screens show it, until its time is up by the server's clock.
struct NoticeView: Encodable {
  var offset: Int64
  var id: String
  var at, until: Int64
  var text: String
  /// `true` or absent.
  var spoken, ended: Bool?
  var by: String

  init(_ posted: PostedNotice, isEnded: Bool = false) {
    let notice = posted.notice
    (offset, id, at, until) = (posted.offset, notice.id, notice.at, notice.until)
    (text, spoken, ended, by) = (notice.text, notice.isSpoken ? true : nil, isEnded ? true : nil, notice.by)
  }
}

extension ServerMessage {
  /// A notice was put up, or taken down.
  /// - Parameter offset: of the entry that says so; the notice's own is in `posted`.
  public static func notice(
    _ posted: PostedNotice, isEnded: Bool, offset: Int64, prev: Int64
  ) throws(JSONError) -> [UInt8] {
    try JSON.encode(Noticed(offset: offset, prev: prev, notice: NoticeView(posted, isEnded: isEnded)))
  }
}

private struct Noticed: Encodable {
  let kind = "notice"
  var offset, prev: Int64
  var notice: NoticeView
}
