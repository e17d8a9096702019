import Dispatch
import Floor
import Hub
import JSON
import Logging
import Loop
import Wire

/// What the screens are shown: turns what happened on the floor into frames, each encoded once whatever the number of
/// screens. Announcements leave with the commit that made them; standings are coalesced.
struct Stage {
  /// Standings of one site at most four times a second: more than eyes can follow, little enough for a TV stick.
  static let standingsInterval = DispatchTimeInterval.milliseconds(250)
  /// A pulse every two seconds: a screen that misses two of them says that it is cut off (5 s).
  static let tickInterval = DispatchTimeInterval.seconds(2)

  private let epoch: Epoch
  private let top: Int
  private let logger: Logger
  private var feeds: [Feed]
  private var slots: [AgentID: SlotID] = [:]
  private var newcomers: Set<AgentID> = []
  /// Slots nobody looks at any more: cleared, so that whoever comes back is not shown an old day first.
  private var left: [SlotID] = []
  private var nextTick: DispatchTime
  private var nextStandings: DispatchTime

  /// A stage for the sites of `roster`, each the channel of its number.
  init(roster: Roster, epoch: Epoch, top: Int, clock: Clock, logger: Logger) {
    (self.epoch, self.top, self.logger) = (epoch, top, logger)
    let pinyin = Pinyin()
    feeds = roster.sites.enumerated().map { Feed($1.id, ChannelID($0), roster: roster, pinyin: pinyin) }
    nextTick = clock.monotonic()
    nextStandings = nextTick
  }

  /// When `due` has something to say even if nothing happens.
  func nextDue(_ clock: Clock) -> DispatchTime {
    feeds.contains { $0.isDirty } || !newcomers.isEmpty ? min(nextTick, nextStandings) : nextTick
  }

  /// Shows the agent's own day in `slot`.
  mutating func watch(_ agent: AgentID, _ slot: SlotID) {
    slots[agent] = slot
    newcomers.insert(agent)
  }

  /// Stops showing the agent's own day.
  mutating func unwatch(_ agent: AgentID) {
    if let slot = slots.removeValue(forKey: agent) { left.append(slot) }
    newcomers.remove(agent)
  }

  /// What screens are told of `outcome`, which the entry at `offset` had; its boards will follow.
  mutating func show(_ outcome: Outcome, at offset: Int64) -> [Outgoing] {
    switch outcome {
    case .nothing, .changed: return []
    case .sale(let record, let announcement):
      remember(record)
      return announcement.map { announce($0) } ?? []
    case .corrected(let record, _, let announcement):
      remember(record)
      // A sale that waited at one site may turn out to be another's.
      for i in feeds.indices { feeds[i].isDirty = true }
      guard let announcement else { return [] }
      return announcement.offset == offset ? announce(announcement) : replace(announcement, at: offset)
    }
  }

  private mutating func announce(_ announcement: Announcement) -> [Outgoing] {
    publish(announcement.site, announcement.offset) { prev throws(JSONError) in
      try ServerMessage.announcement(announcement, prev: prev)
    }
  }

  private mutating func replace(_ announcement: Announcement, at offset: Int64) -> [Outgoing] {
    publish(announcement.site, offset) { prev throws(JSONError) in
      try ServerMessage.correction(announcement, offset: offset, prev: prev)
    }
  }

  private mutating func publish(
    _ site: SiteID, _ offset: Int64, _ payload: (_ prev: Int64) throws(JSONError) -> [UInt8]
  ) -> [Outgoing] {
    guard let i = feeds.firstIndex(where: { $0.site == site }) else { return [] }
    return encoded { () throws(JSONError) in try .publish(feeds[i].publication(offset, payload)) }
  }

  /// Takes note of a sale for the desk of its site.
  mutating func remember(_ record: SaleRecord) {
    for i in feeds.indices where feeds[i].site == record.site { feeds[i].remember(record) }
  }

  /// Everything whose time has come: boards that changed, the pulse.
  mutating func due(_ floor: FloorState, _ days: BusinessDays, _ clock: Clock) -> [Outgoing] {
    let now = clock.monotonic()
    for i in feeds.indices {
      guard let site = floor.roster[feeds[i].site] else { continue }
      feeds[i].turn(to: days.day(at: clock.wall(), site))
    }
    var frames = left.map { Outgoing.latest($0, payload: []) }
    left = []
    if now >= nextStandings, feeds.contains(where: \.isDirty) || !newcomers.isEmpty {
      frames += boards(floor, clock.wall())
      nextStandings = now + Stage.standingsInterval
    }
    if now >= nextTick {
      frames += feeds.flatMap { feed in
        encoded { () throws(JSONError) in
          try .tick(channel: feed.channel, payload: ServerMessage.tick(offset: feed.head, time: clock.wall()))
        }
      }
      nextTick = now + Stage.tickInterval
    }
    return frames
  }

  /// The boards that changed, the desks and own days that go with them, and the own days of newcomers.
  private mutating func boards(_ floor: FloorState, _ time: Int64) -> [Outgoing] {
    var frames: [Outgoing] = []
    var changed: Set<SiteID> = []
    for i in feeds.indices where feeds[i].isDirty {
      changed.insert(feeds[i].site)
      frames += board(&feeds[i], floor, time)
      feeds[i].isDirty = false
    }
    for (agent, slot) in slots {
      guard let agent = floor.roster[agent], let site = floor.roster[agent.team]?.site,
        changed.contains(site) || newcomers.contains(agent.id),
        let day = feeds.first(where: { $0.site == site })?.day
      else { continue }
      frames += encoded { () throws(JSONError) in try .latest(slot, payload: ServerMessage.own(floor, agent, day: day))
      }
    }
    newcomers.removeAll(keepingCapacity: true)
    return frames
  }

  private func board(_ feed: inout Feed, _ floor: FloorState, _ time: Int64) -> [Outgoing] {
    guard let day = feed.day else { return [] }
    let (board, top, epoch) = (BoardID(site: feed.site, day: day), top, epoch)
    let (channel, desk) = (feed.channel, feed.desk(floor))
    return encoded { () throws(JSONError) in
      try .publish(
        feed.publication(floor.offset) { prev throws(JSONError) in
          try ServerMessage.standings(floor, board, prev: prev, top: top)
        })
    }
      + encoded { () throws(JSONError) in
        try .snapshot(
          Snapshot(
            channel: channel, offset: floor.offset,
            payload: ServerMessage.snapshot(floor, board, epoch: epoch, top: top, time: time)))
      }
      + encoded { () throws(JSONError) in
        try .latest(Stage.deskSlot(channel), payload: ServerMessage.desk(desk))
      }
  }

  /// The slot of the desk that belongs to a channel: the first slots are the desks'.
  static func deskSlot(_ channel: ChannelID) -> SlotID { SlotID(channel.rawValue) }

  /// The frame, or none if it cannot be written, which no input should bring about: texts are checked at the door.
  private func encoded(_ frame: () throws(JSONError) -> Outgoing) -> [Outgoing] {
    do { return [try frame()] } catch {
      logger.error("a frame could not be written", metadata: ["reason": "\(error)"])
      return []
    }
  }
}
