import Dispatch
import Floor
import Hub
import Intake
import JSON
import Logging
import Loop
import Rhythm
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
  private let honours: [Honour]
  private let timetables: [SiteID: Timetable]
  private let logger: Logger
  private let pinyin = Pinyin()
  private var feeds: [Feed]
  private var galleries: Galleries
  private var slots: [AgentID: SlotID] = [:]
  private var newcomers: Set<AgentID> = []
  /// Slots nobody looks at any more: cleared, so that whoever comes back is not shown an old day first.
  private var left: [SlotID] = []
  private var nextTick: DispatchTime
  private var nextStandings: DispatchTime

  /// A stage for the sites of `floor`, each the channel of its number.
  init(_ floor: FloorState, _ config: Config, epoch: Epoch, clock: Clock, logger: Logger) {
    (self.epoch, self.logger) = (epoch, logger)
    (top, honours, timetables) = (config.screens.top, config.honours, config.timetables)
    feeds = floor.roster.sites.enumerated().map { Feed($1.id, ChannelID($0)) }
    galleries = Galleries(top: config.screens.top)
    nextTick = clock.monotonic()
    nextStandings = nextTick
    update(floor.roster)
  }

  /// Takes note of who works where now.
  mutating func update(_ roster: Roster) {
    for i in feeds.indices { feeds[i].update(roster, pinyin) }
    galleries.forget()
  }

  /// Takes note of a changed roster, and says every recent announcement anew of somebody whom screens call or show
  /// otherwise now.
  /// Whoever joins later gets the snapshot of this turn, not what was said before.
  mutating func rename(_ floor: FloorState, since before: Roster, at offset: Int64) -> [Outgoing] {
    update(floor.roster)
    var frames: [Outgoing] = []
    for i in feeds.indices {
      guard let day = feeds[i].day else { continue }
      let renamed = floor.announcements(of: feeds[i].site, on: day).filter {
        !$0.agent.looks(like: before[$0.agent.id])
      }
      feeds[i].forgets = feeds[i].forgets || !renamed.isEmpty
      for announcement in renamed { frames += replace(announcement, at: offset) }
    }
    nextStandings = DispatchTime(uptimeNanoseconds: 1)
    return frames
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

  /// What screens are told of `outcome`, which the entry at `offset` had on `floor`; its boards will follow.
  mutating func show(_ outcome: Outcome, at offset: Int64, on floor: FloorState) -> [Outgoing] {
    switch outcome {
    case .nothing, .screens: return []
    case .changed, .noted:
      for i in feeds.indices { feeds[i].isDirty = true }
      if outcome == .changed { galleries.forget() }
      return []
    case .sale(let record, let announcement):
      remember(record)
      return announcement.map { announce($0) } ?? []
    case .corrected(let record, _, let announcement):
      remember(record)
      // A sale that waited at one site may turn out to be another's.
      for i in feeds.indices { feeds[i].isDirty = true }
      guard let announcement else { return [] }
      return announcement.offset == offset ? announce(announcement) : replace(announcement, at: offset)
    case .phase(let cue):
      return tell(cue.site, offset) { prev throws(JSONError) in
        try ServerMessage.phase(cue, offset: offset, prev: prev)
      }
    case .broadcast(let broadcast):
      return tell(broadcast.site, offset) { prev throws(JSONError) in
        try ServerMessage.broadcast(broadcast, offset: offset, prev: prev, roster: floor.roster)
      }
    case .show(let stand):
      return tell(stand.show.site, offset) { prev throws(JSONError) in
        try ServerMessage.show(stand, offset: offset, prev: prev, roster: floor.roster)
      }
    case .notice(let posted, let isEnded):
      return tell(posted.notice.site, offset) { prev throws(JSONError) in
        try ServerMessage.notice(posted, isEnded: isEnded, offset: offset, prev: prev)
      }
    case .applauded(let announcement):
      for i in feeds.indices where feeds[i].site == announcement.site { feeds[i].isDirty = true }
      return applaud(announcement, at: offset)
    }
  }

  /// Tells what the clock brought; whoever joins finds it in the next snapshot.
  private mutating func tell(
    _ site: SiteID, _ offset: Int64, _ payload: (_ prev: Int64) throws(JSONError) -> [UInt8]
  ) -> [Outgoing] {
    for i in feeds.indices where feeds[i].site == site { feeds[i].isDirty = true }
    return publish(site, offset, payload)
  }

  private mutating func applaud(_ announcement: Announcement, at offset: Int64) -> [Outgoing] {
    publish(announcement.site, offset) { prev throws(JSONError) in
      try ServerMessage.applause(announcement, offset: offset, prev: prev)
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

  /// As many sales as the desks of all sites may list.
  static let salesRemembered = 1_000

  /// Takes note of what was sold before the start.
  mutating func remember(_ records: [SaleRecord]) { for record in records { remember(record) } }

  /// Takes note of a sale for the desk of its site.
  mutating func remember(_ record: SaleRecord) {
    galleries.note(record)
    for i in feeds.indices where feeds[i].site == record.site { feeds[i].remember(record) }
  }

  /// Everything whose time has come: boards that changed, the pulse, and with it galleries that changed.
  /// - Parameter recalled: the floor with these days of a site at hand.
  mutating func due(
    _ floor: FloorState, _ days: BusinessDays, _ clock: Clock, recalled: (SiteID, [CivilDate]) -> FloorState
  ) -> [Outgoing] {
    let now = clock.monotonic()
    for i in feeds.indices {
      guard let site = floor.roster[feeds[i].site] else { continue }
      feeds[i].turn(to: days.moment(at: clock.wall(), site))
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
          try .tick(
            channel: feed.channel,
            payload: ServerMessage.tick(offset: feed.head, time: clock.wall(), rate: clock.rate()))
        }
      }
      do { frames += try galleries.frames(floor, of: feeds, days, recalled: recalled) } catch { lose(error) }
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
    for feed in feeds { frames += own(floor, feed, isChanged: changed.contains(feed.site)) }
    newcomers.removeAll(keepingCapacity: true)
    return frames
  }

  /// The agents' own pages at one site: all of them if something changed there, else those of newcomers.
  private func own(_ floor: FloorState, _ feed: Feed, isChanged: Bool) -> [Outgoing] {
    let watched = slots.compactMap { id, slot in
      isChanged || newcomers.contains(id) ? floor.roster[id].map { (agent: $0, slot: slot) } : nil
    }.filter { floor.roster[$0.agent.team]?.site == feed.site }
    guard let day = feed.day, !watched.isEmpty else { return [] }
    let pages = OwnPages(floor, of: feed.site, on: day, minute: feed.minute)
    return watched.flatMap { agent, slot in
      encoded { () throws(JSONError) in try .latest(slot, payload: ServerMessage.own(pages.page(of: agent))) }
    }
  }

  private func board(_ feed: inout Feed, _ floor: FloorState, _ time: Int64) -> [Outgoing] {
    guard let day = feed.day else { return [] }
    let (board, top, epoch, hour) = (BoardID(site: feed.site, day: day), top, epoch, feed.minute / 60)
    let (channel, desk, forgets) = (feed.channel, feed.desk(floor, honours), feed.forgets)
    feed.forgets = false
    let rhythm = rhythm(of: feed.site, on: day, floor)
    var frames: [Outgoing] = []
    if let rhythm, feed.toldDay != day {
      feed.toldDay = day
      frames = encoded { () throws(JSONError) in
        try .publish(
          feed.publication(floor.offset) { prev throws(JSONError) in
            try ServerMessage.rhythm(rhythm, offset: floor.offset, prev: prev)
          })
      }
    }
    return frames
      + encoded { () throws(JSONError) in
        try .publish(
          feed.publication(floor.offset) { prev throws(JSONError) in
            try ServerMessage.standings(floor, board, prev: prev, top: top, hour: hour)
          })
      }
      + encoded { () throws(JSONError) in
        try .snapshot(
          Snapshot(
            channel: channel, offset: floor.offset,
            payload: ServerMessage.snapshot(
              floor, board, epoch: epoch, top: top, hour: hour, time: time, rhythm: rhythm),
            replacesPast: forgets))
      }
      + encoded { () throws(JSONError) in
        try .latest(Stage.deskSlot(channel), payload: ServerMessage.desk(desk))
      }
  }

  /// The phases of the site's day; `nil` where nothing is scheduled.
  private func rhythm(of site: SiteID, on day: CivilDate, _ floor: FloorState) -> RhythmView? {
    guard let timetable = timetables[site], let site = floor.roster[site] else { return nil }
    return RhythmView(timetable, at: site, on: day, floor.rules(of: site.id).calendar)
  }

  /// The slot of the desk that belongs to a channel: the first slots are the desks'.
  static func deskSlot(_ channel: ChannelID) -> SlotID { SlotID(channel.rawValue) }

  /// The slot of a site's gallery: behind the desks'.
  static func gallerySlot(_ channel: ChannelID, of sites: Int) -> SlotID { SlotID(sites + channel.rawValue) }

  /// The first slot that belongs to no site.
  static func firstFreeSlot(of sites: Int) -> Int { 2 * sites }

  /// The frame, or none if it cannot be written, which no input should bring about: texts are checked at the door.
  private func encoded(_ frame: () throws(JSONError) -> Outgoing) -> [Outgoing] {
    do { return [try frame()] } catch {
      lose(error)
      return []
    }
  }

  private func lose(_ error: JSONError) {
    logger.error("a frame could not be written", metadata: ["reason": "\(error)"])
  }
}
