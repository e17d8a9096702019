import Floor
import JSON

/// What the clock brings: phases, broadcasts, shows; and the clock itself.
extension ServerMessage {
  /// A phase of the day began.
  /// - Parameter offset: of the phase's entry.
  public static func phase(_ cue: PhaseCue, offset: Int64, prev: Int64) throws(JSONError) -> [UInt8] {
    try JSON.encode(PhaseBegan(offset: offset, prev: prev, phase: PhaseView(cue, offset: offset)))
  }

  /// The hour is told, or what was sold in a quiet time.
  /// - Parameter offset: of the broadcast's entry.
  public static func broadcast(
    _ broadcast: Broadcast, offset: Int64, prev: Int64, roster: Roster
  ) throws(JSONError) -> [UInt8] {
    try JSON.encode(Told(offset: offset, prev: prev, broadcast: BroadcastView(broadcast, offset: offset, roster)))
  }

  /// A show is on stage, or was directed: where it stands now.
  /// - Parameter offset: of the entry that says so; the show's own entry is in `stand`.
  public static func show(
    _ stand: Stand, offset: Int64, prev: Int64, roster: Roster
  ) throws(JSONError) -> [UInt8] {
    try JSON.encode(Staged(offset: offset, prev: prev, show: ShowView(stand, roster)))
  }

  /// The day has turned, or its timetable is another one.
  /// - Parameter offset: of the last entry that the channel has been told of.
  public static func rhythm(_ rhythm: RhythmView, offset: Int64, prev: Int64) throws(JSONError) -> [UInt8] {
    try JSON.encode(DayTurned(offset: offset, prev: prev, rhythm: rhythm))
  }

  /// Answers a page that asks for the time, so that it knows how far its clock is from the server's.
  /// - Parameters:
  ///   - sent: what the page sent with its question: it comes back as it was.
  ///   - time: the server's clock, Unix milliseconds.
  ///   - rate: how many times as fast as time itself the server's clock goes.
  public static func time(sent: SentNumber, time: Int64, rate: Int = 1) throws(JSONError) -> [UInt8] {
    try JSON.encode(Time(sent: sent, time: time, rate: said(rate)))
  }
}

/// A number of a page that comes back as it was sent: whole, or with decimals as a browser's own clock has them.
public enum SentNumber: Encodable, Hashable, Sendable {
  /// Within Int64.
  case whole(Int64)
  /// Any other number.
  case decimal(Double)

  /// Encodes the number.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .whole(let number): try number.encode(to: encoder)
    case .decimal(let number): try number.encode(to: encoder)
    }
  }
}

extension ObjectReader {
  /// A number of any size, which is given back as it was sent.
  public mutating func number(_ key: String, required: Bool = false) -> SentNumber? {
    guard let node = node(key, required: required, allowed: "a number") else { return nil }
    switch node.value {
    case .integer(let number): return .whole(number)
    case .number(let number) where number.isFinite: return .decimal(number)
    default:
      fail(key, "is \(node.typeName)", allowed: "a number", at: node.position)
      return nil
    }
  }
}

/// What the clock has brought to a site today, as a snapshot has it.
struct TodayView: Encodable {
  var rhythm: RhythmView?
  var phase: PhaseView?
  var broadcast: BroadcastView?
  var show: ShowView?
  var notices: [NoticeView]

  /// - Parameter time: Unix milliseconds; a show of yesterday that is still on stage then is today's too.
  init(_ floor: FloorState, of site: SiteID, on day: CivilDate, time: Int64, rhythm: RhythmView?) {
    let book = floor.cues(of: site)
    self.rhythm = rhythm
    if let cue = book.phase, cue.day == day { phase = PhaseView(cue, offset: book.phaseOffset) }
    if let told = book.broadcast, told.day == day {
      broadcast = BroadcastView(told, offset: book.broadcastOffset, floor.roster)
    }
    if let stand = book.stand, stand.show.day == day || stand.step(at: time) != nil {
      show = ShowView(stand, floor.roster)
    }
    notices = book.notices(at: time).map { NoticeView($0) }
  }
}

private struct PhaseBegan: Encodable {
  let kind = "phase"
  var offset, prev: Int64
  var phase: PhaseView
}

private struct Told: Encodable {
  let kind = "broadcast"
  var offset, prev: Int64
  var broadcast: BroadcastView
}

private struct Staged: Encodable {
  let kind = "show"
  var offset, prev: Int64
  var show: ShowView
}

private struct DayTurned: Encodable {
  let kind = "rhythm"
  var offset, prev: Int64
  var rhythm: RhythmView
}

private struct Time: Encodable {
  let kind = "time"
  var sent: SentNumber
  var time: Int64
  var rate: Int?
}
