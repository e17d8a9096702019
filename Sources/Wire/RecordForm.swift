import Floor

/// What of a record is there, or is not as usual; what is usual has the low bits, so that the flags of most records take
/// two bytes.
private struct RecordFlags: OptionSet {
  var rawValue: UInt64
  static let agent = RecordFlags(rawValue: 1 << 0)
  static let team = RecordFlags(rawValue: 1 << 1)
  /// The announcement is the sale's own entry, at the time at which the sale was accepted.
  static let announced = RecordFlags(rawValue: 1 << 2)
  static let place = RecordFlags(rawValue: 1 << 3)
  static let group = RecordFlags(rawValue: 1 << 4)
  static let customer = RecordFlags(rawValue: 1 << 5)
  /// The company counts in the sale's currency.
  static let reportedAsIs = RecordFlags(rawValue: 1 << 6)
  static let reported = RecordFlags(rawValue: 1 << 7)
  static let setOff = RecordFlags(rawValue: 1 << 8)
  static let tier = RecordFlags(rawValue: 1 << 9)
  static let closedDay = RecordFlags(rawValue: 1 << 10)
  static let closedInstant = RecordFlags(rawValue: 1 << 11)
  static let late = RecordFlags(rawValue: 1 << 12)
  static let applause = RecordFlags(rawValue: 1 << 22)
  static let otherAmount = RecordFlags(rawValue: 1 << 14)
  static let otherProduct = RecordFlags(rawValue: 1 << 15)
  static let announcement = RecordFlags(rawValue: 1 << 16)
  static let announcedAt = RecordFlags(rawValue: 1 << 17)
  static let countedBy = RecordFlags(rawValue: 1 << 18)
  static let voidedBy = RecordFlags(rawValue: 1 << 19)
  static let corrections = RecordFlags(rawValue: 1 << 20)
  static let elsewhere = RecordFlags(rawValue: 1 << 21)
  /// The sale named the agent who is credited by the identifier.
  static let byIdentifier = RecordFlags(rawValue: 1 << 13)
  static let known = RecordFlags(rawValue: 1 << 23 - 1)

  init(rawValue: UInt64) { self.rawValue = rawValue }

  /// - Parameter record: looked at where it lies: a copy of it costs as much as writing it.
  init(of record: UnsafePointer<SaleRecord>, on page: PageID) {
    rawValue = 0
    set(.byIdentifier, record.pointee.fate.agent == AgentID(record.pointee.sale.agent))
    set(.agent, record.pointee.fate.agent != nil && !contains(.byIdentifier))
    set(.team, record.pointee.fate.team != nil)
    set(
      .announced,
      record.pointee.fate.announcement == record.pointee.offset
        && record.pointee.fate.announcedAt == record.pointee.acceptedAt)
    set(.announcement, record.pointee.fate.announcement != nil && !contains(.announced))
    set(.announcedAt, record.pointee.fate.announcedAt != nil && !contains(.announced))
    set(.place, record.pointee.fate.place != nil)
    set(.group, record.pointee.fate.group != nil)
    set(.customer, record.pointee.sale.customer != nil)
    set(.reportedAsIs, record.pointee.fate.reporting == record.pointee.fate.amount)
    set(.reported, record.pointee.fate.reporting != nil && !contains(.reportedAsIs))
    set(.setOff, !record.pointee.fate.setOff.isEmpty)
    set(.tier, record.pointee.fate.tier != nil)
    if let closed = record.pointee.sale.closed { set(closed.isDay ? .closedDay : .closedInstant, true) }
    set(.late, record.pointee.acceptedOn != record.pointee.day)
    set(.applause, record.pointee.fate.applause != 0)
    set(.otherAmount, record.pointee.fate.amount != record.pointee.sale.amount)
    set(.otherProduct, record.pointee.fate.amendedProduct != nil)
    set(.countedBy, record.pointee.fate.countedBy != record.pointee.offset)
    set(.voidedBy, record.pointee.fate.voidedBy != nil)
    set(.corrections, !record.pointee.fate.corrections.isEmpty)
    set(.elsewhere, record.pointee.day != page.day || record.pointee.site != page.site)
  }

  private mutating func set(_ flag: RecordFlags, _ isThere: Bool) { if isThere { insert(flag) } }
}

extension Closing {
  fileprivate var isDay: Bool { if case .day = self { true } else { false } }
}

/// Where a record is written, and what is near its numbers.
struct RecordBase {
  var page: PageID
  var offset: Int64 = 0
  /// Unix milliseconds.
  var acceptedAt: Int64

  /// The first record of `page`.
  init(_ page: PageID) {
    self.page = page
    acceptedAt = Int64(page.day.daysSinceEpoch) * 86_400_000
  }
}

extension ByteWriter {
  mutating func money(_ money: Money) {
    signed(money.minorUnits)
    currency(money.currency)
  }

  /// - Parameters:
  ///   - record: written from where it lies: a copy of it costs as much as writing it.
  ///   - base: becomes the base of the next record.
  mutating func record(_ record: UnsafePointer<SaleRecord>, _ base: inout RecordBase) {
    let flags = RecordFlags(of: record, on: base.page)
    varint(flags.rawValue)
    signed(record.pointee.offset, from: base.offset)
    signed(record.pointee.acceptedAt, from: base.acceptedAt)
    (base.offset, base.acceptedAt) = (record.pointee.offset, record.pointee.acceptedAt)
    if flags.contains(.elsewhere) { page(record.pointee.page) }
    if flags.contains(.late) { day(record.pointee.acceptedOn, from: record.pointee.day) }
    text(record.pointee.sale.id)
    shared(record.pointee.sale.agent)
    shared(record.pointee.sale.product)
    shared(record.pointee.sale.source)
    money(record.pointee.sale.amount)
    switch record.pointee.sale.closed {
    case .day(let closed): day(closed, from: record.pointee.day)
    case .instant(let instant): signed(instant, from: record.pointee.acceptedAt)
    case nil: break
    }
    if let customer = record.pointee.sale.customer { text(customer) }
    fate(of: record, flags)
  }

  private mutating func fate(of record: UnsafePointer<SaleRecord>, _ flags: RecordFlags) {
    if let agent = record.pointee.fate.agent, flags.contains(.agent) { shared(agent) }
    if let team = record.pointee.fate.team { shared(team) }
    if let group = record.pointee.fate.group { shared(group) }
    if let place = record.pointee.fate.place { count(place) }
    if let tier = record.pointee.fate.tier { count(tier) }
    if flags.contains(.setOff) { list(record.pointee.fate.setOff) { $0.code($1) } }
    if flags.contains(.otherAmount) { money(record.pointee.fate.amount) }
    if let product = record.pointee.fate.amendedProduct { shared(product) }
    if let reporting = record.pointee.fate.reporting, flags.contains(.reported) { money(reporting) }
    if let announcement = record.pointee.fate.announcement, flags.contains(.announcement) {
      signed(announcement, from: record.pointee.offset)
    }
    if let announcedAt = record.pointee.fate.announcedAt, flags.contains(.announcedAt) {
      signed(announcedAt, from: record.pointee.acceptedAt)
    }
    if flags.contains(.countedBy) { signed(record.pointee.fate.countedBy, from: record.pointee.offset) }
    if let voidedBy = record.pointee.fate.voidedBy { signed(voidedBy, from: record.pointee.offset) }
    if flags.contains(.applause) { count(record.pointee.fate.applause) }
    if flags.contains(.corrections) { list(record.pointee.fate.corrections) { $0.correction($1, of: record.pointee) } }
  }
}

extension ByteReader {
  mutating func money(_ field: StaticString) throws(EntryError) -> Money {
    Money(minorUnits: try signed(field), currency: try currency(field))
  }

  /// - Parameter base: becomes the base of the next record.
  mutating func record(_ base: inout RecordBase) throws(EntryError) -> SaleRecord {
    let flags = RecordFlags(rawValue: try varint("flags"))
    guard flags.isSubset(of: .known) else { throw fault("flags", "are not known") }
    let offset = try signed("offset", from: base.offset)
    let acceptedAt = try signed("accepted_at", from: base.acceptedAt)
    (base.offset, base.acceptedAt) = (offset, acceptedAt)
    let page = flags.contains(.elsewhere) ? try page("page") : base.page
    let epochDay = Int64(page.day.daysSinceEpoch)
    let acceptedOn = flags.contains(.late) ? try day("accepted_on", from: epochDay) : page.day
    let id = SaleID(try text("id"))
    let agent = try shared("agent")
    let product = try shared("product")
    let source = try shared("source")
    let amount = try money("amount")
    var closed: Closing?
    if flags.contains(.closedDay) { closed = .day(try day("closed", from: epochDay)) }
    if flags.contains(.closedInstant) { closed = .instant(try signed("closed_at", from: acceptedAt)) }
    let customer = flags.contains(.customer) ? try text("customer") : nil
    let sale = Sale(
      id: id, agent: agent, product: product, amount: amount, closed: closed, customer: customer, source: source)
    return SaleRecord(
      sale: sale, offset: offset, acceptedAt: acceptedAt, acceptedOn: acceptedOn, day: page.day, site: page.site,
      fate: try fate(of: sale, flags, CorrectionBase(sale: id, page: page, offset: offset, at: acceptedAt)))
  }

  @inline(__always)
  private mutating func fate(
    of sale: Sale, _ flags: RecordFlags, _ base: CorrectionBase
  ) throws(EntryError) -> SaleRecord.Fate {
    let (offset, acceptedAt) = (base.offset, base.at)
    var fate = SaleRecord.Fate(amount: sale.amount, countedBy: offset)
    if flags.contains(.byIdentifier) { fate.agent = AgentID(sale.agent) }
    if flags.contains(.agent) { fate.agent = AgentID(try shared("credited")) }
    if flags.contains(.team) { fate.team = TeamID(try shared("team")) }
    if flags.contains(.group) { fate.group = GroupID(try shared("group")) }
    if flags.contains(.place) { fate.place = try count("place") }
    if flags.contains(.tier) { fate.tier = try count("tier") }
    if flags.contains(.setOff) {
      fate.setOff = try list("set_off") { reader throws(EntryError) in try reader.code("reason") }
    }
    if flags.contains(.otherAmount) { fate.amount = try money("amended_amount") }
    if flags.contains(.otherProduct) { fate.amendedProduct = try shared("amended_product") }
    if flags.contains(.reported) { fate.reporting = try money("reporting") }
    if flags.contains(.reportedAsIs) { fate.reporting = fate.amount }
    if flags.contains(.announcement) { fate.announcement = try signed("announcement", from: offset) }
    if flags.contains(.announcedAt) { fate.announcedAt = try signed("announced_at", from: acceptedAt) }
    if flags.contains(.announced) { (fate.announcement, fate.announcedAt) = (offset, acceptedAt) }
    if flags.contains(.countedBy) { fate.countedBy = try signed("counted_by", from: offset) }
    if flags.contains(.voidedBy) { fate.voidedBy = try signed("voided_by", from: offset) }
    if flags.contains(.applause) { fate.applause = try count("applause") }
    if flags.contains(.corrections) {
      fate.corrections = try list("corrections") { reader throws(EntryError) in try reader.correction(base) }
    }
    return fate
  }
}
