import Floor
import Hub
import Intake
import JSON
import Wire

/// The frames of one site in their order, and what its consoles need at hand.
struct Feed {
  /// The products that the console proposes.
  private static let productsKept = 50

  let site: SiteID
  let channel: ChannelID
  /// The offset of the channel's last frame: what the next one names as `prev`.
  private(set) var head: Int64 = 0
  /// The business day on the board; `nil` before the first look at the clock.
  private(set) var day: CivilDate?
  /// Minutes since midnight at the site.
  private(set) var minute = 0
  /// Whether the board has changed since it was last shown.
  var isDirty = true
  /// The day whose timetable screens were told.
  var toldDay: CivilDate?
  /// Whether what was said before the next snapshot is told to nobody who joins after it.
  var forgets = false
  private var people: [Desk.Person] = []
  private var sales: [SaleRecord] = []
  private var products: [String] = []

  init(_ site: SiteID, _ channel: ChannelID) { (self.site, self.channel) = (site, channel) }

  /// Takes note of who works at the site now.
  mutating func update(_ roster: Roster, _ pinyin: Pinyin) {
    let teams = Set(roster.teams(of: site).map(\.id))
    people = roster.agents.filter { teams.contains($0.team) && !$0.hasLeft }.map {
      Desk.Person($0, team: roster[$0.team], pinyin: $0.pinyin ?? pinyin.reading(of: $0.name))
    }
    isDirty = true
  }

  /// The next frame of the channel, which tells what is known as of `offset`.
  mutating func publication(
    _ offset: Int64, _ payload: (_ prev: Int64) throws(JSONError) -> [UInt8]
  ) throws(JSONError) -> Publication {
    let publication = Publication(channel: channel, offset: offset, payload: try payload(head))
    head = offset
    return publication
  }

  /// Turns the board to `moment`: with the hour, movement begins anew.
  mutating func turn(to moment: (day: CivilDate, minute: Int)) {
    if moment.day != day || moment.minute / 60 != minute / 60 { isDirty = true }
    (day, minute) = moment
  }

  /// Takes note of a sale.
  mutating func remember(_ record: SaleRecord) {
    isDirty = true
    if let i = sales.firstIndex(where: { $0.sale.id == record.sale.id }) {
      sales[i] = record
      return
    }
    sales.insert(record, at: 0)
    if sales.count > Desk.salesShown { sales.removeLast() }
    products.removeAll { $0 == record.sale.product }
    products.insert(record.sale.product, at: 0)
    if products.count > Feed.productsKept { products.removeLast() }
  }

  /// The console's desk.
  func desk(_ floor: FloorState, _ honours: [Honour]) -> Desk {
    Desk(
      site: site, people: people, sales: sales, products: products, honours: honours, floor: floor, day: day)
  }
}
