/// A message that somebody puts on a site's screens by hand 通知: shown at once, and among the scenes until its time is up.
public struct Notice: Hashable, Sendable {
  /// Given by the sender: the same id is the same notice.
  public var id: String
  /// On whose screens.
  public var site: SiteID
  /// The words, in one language: shown as they are.
  public var text: String
  /// Whether the voice of each room reads it out.
  public var isSpoken: Bool
  /// Who wrote it: the name of their token.
  public var by: String
  /// Unix milliseconds, the server's clock.
  public var at: Int64
  /// When its time is up: Unix milliseconds, above `at`.
  public var until: Int64

  /// A notice.
  public init(id: String, site: SiteID, text: String, isSpoken: Bool = false, by: String, at: Int64, until: Int64) {
    (self.id, self.site, self.text, self.isSpoken) = (id, site, text, isSpoken)
    (self.by, self.at, self.until) = (by, at, until)
  }
}

/// A notice was taken down before its time was up.
public struct NoticeEnd: Hashable, Sendable {
  /// The notice's.
  public var id: String
  /// Who took it down: the name of their token.
  public var by: String
  /// Unix milliseconds, the server's clock.
  public var at: Int64

  /// The end of a notice.
  public init(id: String, by: String, at: Int64) { (self.id, self.by, self.at) = (id, by, at) }
}

/// A notice that was put up, and where the log has it.
public struct PostedNotice: Hashable, Sendable {
  /// The notice's entry.
  public var offset: Int64
  /// What it says.
  public var notice: Notice

  /// A notice that was put up at `offset`.
  public init(_ notice: Notice, offset: Int64) { (self.notice, self.offset) = (notice, offset) }
}

extension CueBook {
  /// Most notices that are up at one site at once: more of them nobody reads, and screens take each in turn.
  public static let noticesShown = 20

  /// The notices whose time is not up at `now` (Unix milliseconds), the newest last.
  public func notices(at now: Int64) -> [PostedNotice] { notices.filter { $0.notice.until > now } }

  /// Puts `notice` up, and forgets those whose time is up by then.
  /// - Returns: `false` if it is up already.
  mutating func post(_ notice: Notice, at offset: Int64) -> Bool {
    guard !notices.contains(where: { $0.notice.id == notice.id }) else { return false }
    notices.removeAll { $0.notice.until <= notice.at }
    notices.append(PostedNotice(notice, offset: offset))
    return true
  }

  /// Takes the notice `id` down.
  /// - Returns: what was taken down; `nil` if it is not up.
  mutating func takeDown(_ id: String) -> PostedNotice? {
    notices.firstIndex { $0.notice.id == id }.map { notices.remove(at: $0) }
  }
}

extension FloorState {
  /// The notice of that id, whose time may be up.
  public func notice(_ id: String) -> PostedNotice? {
    for book in cueBooks.values { if let found = book.notices.first(where: { $0.notice.id == id }) { return found } }
    return nil
  }

  mutating func apply(_ notice: Notice, at offset: Int64) -> Outcome {
    var book = cues(of: notice.site)
    guard book.post(notice, at: offset) else { return .nothing }
    _ = number(of: notice.site)
    cueBooks[notice.site] = book
    return .notice(PostedNotice(notice, offset: offset), isEnded: false)
  }

  mutating func apply(_ end: NoticeEnd) -> Outcome {
    guard let site = notice(end.id)?.notice.site, var book = cueBooks[site], let ended = book.takeDown(end.id) else {
      return .nothing
    }
    // A book in which nothing is left is as none.
    cueBooks[site] = book == CueBook() ? nil : book
    return .notice(ended, isEnded: true)
  }
}
