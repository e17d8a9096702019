import Floor
import JSON

/// The messages from server to pages (WebSocket, subprotocol `floorcast.v1`, one JSON object each): times are Unix
/// milliseconds of the server, days ISO dates, money whole minor units. A message that belongs to the log carries
/// `offset`; one that is part of a channel's sequence also `prev`, the offset of the message before it, so that a
/// screen can prove it has no gap.
public enum ServerMessage {
  /// Answers `hello`.
  /// - Parameters:
  ///   - rate: how many times as fast as time itself the server's clock goes.
  ///   - assets: names the version of the files for browsers; empty where it is not known.
  ///   - playlist: what a screen shows one after the other.
  ///   - speech: whether the server can speak for a screen without a voice.
  ///   - screen: what a paired screen is; `nil` for everybody else.
  public static func welcome(
    role: String, version: String, time: Int64, tick: Int, site: Site, company: Wording, top: Int, rate: Int = 1,
    assets: String = "", theme: ThemeView? = nil, playlist: [PlaylistItem]? = nil, speech: Bool = false,
    screen: ScreenView? = nil
  ) throws(JSONError) -> [UInt8] {
    try JSON.encode(
      Welcome(
        role: role, version: version, time: time, rate: said(rate), tick: tick, site: SiteView(site),
        company: WordingView(company), top: top, assets: assets.isEmpty ? nil : assets, theme: theme,
        playlist: playlist, speech: speech ? true : nil, screen: screen))
  }

  /// The whole board as of `floor.offset`, with the day's newest announcements, and what the clock has brought.
  /// - Parameter rhythm: the phases of the site's day; `nil` where nothing is scheduled.
  public static func snapshot(
    _ floor: FloorState, _ board: BoardID, epoch: Epoch, top: Int, hour: Int, time: Int64, rhythm: RhythmView? = nil
  ) throws(JSONError) -> [UInt8] {
    try JSON.encode(
      Snapshot(
        epoch: epoch.description, offset: floor.offset, time: time,
        board: BoardView(floor, board, top: top, hour: hour),
        announcements: floor.announcements(of: board.site, on: board.period.start).map(AnnouncementView.init),
        announced: floor.page(PageID(site: board.site, day: board.period.start)).announced,
        today: TodayView(floor, of: board.site, on: board.period.start, time: time, rhythm: rhythm)))
  }

  /// The whole board as of `floor.offset`; it replaces the one before.
  public static func standings(
    _ floor: FloorState, _ board: BoardID, prev: Int64, top: Int, hour: Int
  ) throws(JSONError) -> [UInt8] {
    try JSON.encode(Standings(offset: floor.offset, prev: prev, board: BoardView(floor, board, top: top, hour: hour)))
  }

  /// Something to celebrate.
  public static func announcement(_ announcement: Announcement, prev: Int64) throws(JSONError) -> [UInt8] {
    try JSON.encode(
      Announced(offset: announcement.offset, prev: prev, announcement: AnnouncementView(announcement)))
  }

  /// An announcement that screens may have stands differently now: withdraw it if it is voided, else replace it.
  public static func correction(
    _ announcement: Announcement, offset: Int64, prev: Int64
  ) throws(JSONError) -> [UInt8] {
    try JSON.encode(Corrected(offset: offset, prev: prev, announcement: AnnouncementView(announcement)))
  }

  /// Colleagues applaud an announcement.
  public static func applause(_ announcement: Announcement, offset: Int64, prev: Int64) throws(JSONError) -> [UInt8] {
    try JSON.encode(
      Applauded(offset: offset, prev: prev, announcement: announcement.offset, applause: announcement.applause))
  }

  /// Answers a `hello` with a position from which everything missed follows.
  public static func resumed(from: Position, to head: Int64, time: Int64) throws(JSONError) -> [UInt8] {
    try JSON.encode(Resumed(epoch: from.epoch.description, from: from.offset, to: head, time: time))
  }

  /// The server's pulse, with the offset up to which a screen must have seen its channel.
  /// - Parameter rate: how many times as fast as time itself the server's clock goes.
  public static func tick(offset: Int64, time: Int64, rate: Int = 1) throws(JSONError) -> [UInt8] {
    try JSON.encode(Tick(offset: offset, time: time, rate: said(rate)))
  }

  /// A rate is said only where it is not the usual one.
  static func said(_ rate: Int) -> Int? { rate == 1 ? nil : rate }

  /// An agent's own page.
  public static func own(_ own: Own) throws(JSONError) -> [UInt8] { try JSON.encode(own) }

  /// What a console works with.
  public static func desk(_ desk: Desk) throws(JSONError) -> [UInt8] { try JSON.encode(desk) }

  /// The slow data of a site's scenes.
  public static func gallery(_ gallery: Gallery) throws(JSONError) -> [UInt8] { try JSON.encode(gallery) }

  /// Answers a sale or a correction.
  public static func ack(ref: String?, _ result: SubmissionResult) throws(JSONError) -> [UInt8] {
    try JSON.encode(Ack(ref: ref, result: result))
  }

  /// Refuses a message.
  public static func error(ref: String?, _ problem: Problem) throws(JSONError) -> [UInt8] {
    try JSON.encode(Refusal(ref: ref, problem: problem))
  }
}

private struct SiteView: Encodable {
  var id: String
  var name: WordingView
  var timeZone, currency: String
  /// Minutes since midnight; absent for midnight.
  var dayStart: Int?

  enum CodingKeys: String, CodingKey {
    case id, name
    case timeZone = "time_zone"
    case currency
    case dayStart = "day_start"
  }

  init(_ site: Site) {
    (id, name, timeZone) = (site.id.description, WordingView(site.name), site.timeZone)
    currency = site.currency.description
    dayStart = site.dayStart == 0 ? nil : site.dayStart
  }
}

private struct Welcome: Encodable {
  let kind = "welcome"
  var role, version: String
  var time: Int64
  var rate: Int?
  var tick: Int
  var site: SiteView
  var company: WordingView
  var top: Int
  var assets: String?
  var theme: ThemeView?
  var playlist: [PlaylistItem]?
  var speech: Bool?
  var screen: ScreenView?
}

private struct Snapshot: Encodable {
  var epoch: String
  var offset, time: Int64
  var board: BoardView
  var announcements: [AnnouncementView]
  var announced: Int
  var today: TodayView

  enum CodingKeys: CodingKey { case kind, epoch, offset, time, day, total, agents, teams, announcements, announced }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    try object.encode("snapshot", forKey: .kind)
    try object.encode(epoch, forKey: .epoch)
    try object.encode(offset, forKey: .offset)
    try object.encode(time, forKey: .time)
    try object.encode(board.day, forKey: .day)
    try object.encode(board.total, forKey: .total)
    try object.encode(board.agents, forKey: .agents)
    try object.encode(board.teams, forKey: .teams)
    try object.encode(announcements, forKey: .announcements)
    try object.encode(announced, forKey: .announced)
    try today.encode(to: encoder)
  }
}

private struct Standings: Encodable {
  var offset, prev: Int64
  var board: BoardView

  enum CodingKeys: CodingKey { case kind, offset, prev, day, total, agents, teams }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    try object.encode("standings", forKey: .kind)
    try object.encode(offset, forKey: .offset)
    try object.encode(prev, forKey: .prev)
    try object.encode(board.day, forKey: .day)
    try object.encode(board.total, forKey: .total)
    try object.encode(board.agents, forKey: .agents)
    try object.encode(board.teams, forKey: .teams)
  }
}

private struct Announced: Encodable {
  let kind = "announcement"
  var offset, prev: Int64
  var announcement: AnnouncementView
}

private struct Corrected: Encodable {
  let kind = "correction"
  var offset, prev: Int64
  var announcement: AnnouncementView
}

private struct Applauded: Encodable {
  let kind = "applause"
  var offset, prev, announcement: Int64
  var applause: Int
}

private struct Resumed: Encodable {
  let kind = "resumed"
  var epoch: String
  var from, to, time: Int64
}

private struct Tick: Encodable {
  let kind = "tick"
  var offset, time: Int64
  var rate: Int?
}

private struct Ack: Encodable {
  let kind = "ack"
  var ref: String?
  var result: SubmissionResult
}

private struct Refusal: Encodable {
  let kind = "error"
  var ref: String?
  var problem: Problem
}
