import Floor
import Hub
import JSON
import Loop
import Wire

/// The slow data of every site's scenes, made at most once a pulse of the stage and only where something changed.
///
/// What a gallery stands on - yesterday, last month, targets, fame - is kept until something other than a sale of today
/// happens, or the day turns.
struct Galleries {
  private let top: Int
  private var halls: [SiteID: Hall] = [:]
  /// The day's targets of sites, as far as they were looked at.
  private var sheets: [BoardID: TargetSheet] = [:]

  /// The gallery of one site.
  private struct Hall {
    var ground: GalleryGround?
    /// As of which entry, day and minute it was made last.
    var made: Moment?
    /// What screens have.
    var shown: [UInt8] = []

    struct Moment: Equatable {
      var offset: Int64
      var day: CivilDate
      var minute: Int
    }
  }

  /// - Parameter top: how many agents a wall's board names.
  init(top: Int) { self.top = top }

  /// Takes note that people, targets, rules or awards changed.
  mutating func forget() {
    sheets = [:]
    for site in halls.keys { halls[site]?.ground = nil }
  }

  /// Takes note of a sale, which may count on a day before.
  mutating func note(_ record: SaleRecord) {
    if record.day != halls[record.site]?.ground?.day { halls[record.site]?.ground = nil }
  }

  /// The galleries that changed, each encoded once.
  /// - Parameter recalled: the floor with these days of a site at hand.
  mutating func frames(
    _ floor: FloorState, of feeds: [Feed], _ days: BusinessDays, recalled: (SiteID, [CivilDate]) -> FloorState
  ) throws(JSONError) -> [Outgoing] {
    var frames: [Outgoing] = []
    var compared: [CivilDate: SitesView] = [:]
    for feed in feeds {
      guard let day = feed.day, let site = floor.roster[feed.site] else { continue }
      var hall = halls.removeValue(forKey: site.id) ?? Hall()
      defer { halls[site.id] = hall }
      let now = Hall.Moment(offset: floor.offset, day: day, minute: feed.minute)
      guard now != hall.made else { continue }
      if hall.ground?.day != day { hall.ground = ground(of: site, on: day, days, recalled) }
      guard let ground = hall.ground else { continue }
      let sites = compared[day] ?? compare(floor, on: day)
      compared[day] = sites
      let gallery = Gallery(floor, on: ground, minute: feed.minute, top: top, sites: sites)
      let payload = try ServerMessage.gallery(gallery)
      hall.made = now
      guard payload != hall.shown else { continue }
      hall.shown = payload
      frames.append(.latest(Stage.gallerySlot(feed.channel, of: feeds.count), payload: payload))
    }
    return frames
  }

  private mutating func ground(
    of site: Site, on day: CivilDate, _ days: BusinessDays, _ recalled: (SiteID, [CivilDate]) -> FloorState
  ) -> GalleryGround {
    let floor = recalled(site.id, (1...GalleryGround.daysBack).map { day.advanced(by: -$0) })
    // Of days that are over nobody asks again.
    sheets = sheets.filter { $0.key.site != site.id || $0.key.period == .day(day) }
    return GalleryGround(
      floor, of: site.id, on: day, sheet: sheet(BoardID(site: site.id, day: day), floor),
      instant: { days.instant(of: day, minute: $0, site) }, minute: { days.moment(at: $0, site).minute })
  }

  private mutating func compare(_ floor: FloorState, on day: CivilDate) -> SitesView? {
    guard floor.roster.sites.count > 1 else { return nil }
    let targets = floor.roster.sites.map { site in
      (site.id, sheet(BoardID(site: site.id, day: day), floor).target(of: .site(site.id)))
    }
    let known = Dictionary(targets, uniquingKeysWith: { first, _ in first })
    return SitesView(floor, on: day) { known[$0] ?? nil }
  }

  private mutating func sheet(_ id: BoardID, _ floor: FloorState) -> TargetSheet {
    if let known = sheets[id] { return known }
    let sheet = floor.targetSheet(of: id.site, over: id.period)
    sheets[id] = sheet
    return sheet
  }
}
