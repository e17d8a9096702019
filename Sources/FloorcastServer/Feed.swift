import Floor
import Hub
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
  /// Whether the board has changed since it was last shown.
  var isDirty = true
  private let people: [Desk.Person]
  private var sales: [SaleRecord] = []
  private var products: [String] = []

  init(_ site: SiteID, _ channel: ChannelID, roster: Roster, pinyin: Pinyin) {
    (self.site, self.channel) = (site, channel)
    let teams = Set(roster.teams.filter { $0.site == site }.map(\.id))
    people = roster.agents.filter { teams.contains($0.team) }.map {
      Desk.Person($0, team: roster[$0.team], pinyin: $0.pinyin ?? pinyin.reading(of: $0.name))
    }
  }

  /// The next frame of the channel, which tells what is known as of `offset`.
  mutating func publication(
    _ offset: Int64, _ payload: (_ prev: Int64) throws(JSONError) -> [UInt8]
  ) throws(JSONError) -> Publication {
    let publication = Publication(channel: channel, offset: offset, payload: try payload(head))
    head = offset
    return publication
  }

  /// Turns the board to `day`.
  mutating func turn(to day: CivilDate) {
    if day != self.day { (self.day, isDirty) = (day, true) }
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
  func desk(_ floor: FloorState) -> Desk {
    Desk(site: site, people: people, sales: sales, products: products, floor: floor)
  }
}
