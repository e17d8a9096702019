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

  /// Borrows the record: an initializer would take a copy of it, which costs as much as writing it.
  init(of record: borrowing SaleRecord, on page: PageID) {
    rawValue = 0
    set(.byIdentifier, record.fate.agent == AgentID(record.sale.agent))
    set(.agent, record.fate.agent != nil && !contains(.byIdentifier))
    set(.team, record.fate.team != nil)
    set(.announced, record.fate.announcement == record.offset && record.fate.announcedAt == record.acceptedAt)
    set(.announcement, record.fate.announcement != nil && !contains(.announced))
    set(.announcedAt, record.fate.announcedAt != nil && !contains(.announced))
    set(.place, record.fate.place != nil)
    set(.group, record.fate.group != nil)
    set(.customer, record.sale.customer != nil)
    set(.reportedAsIs, record.fate.reporting == record.fate.amount)
    set(.reported, record.fate.reporting != nil && !contains(.reportedAsIs))
    set(.setOff, !record.fate.setOff.isEmpty)
    set(.tier, record.fate.tier != nil)
    if let closed = record.sale.closed { set(closed.isDay ? .closedDay : .closedInstant, true) }
    set(.late, record.acceptedOn != record.day)
    set(.applause, record.fate.applause != 0)
    set(.otherAmount, record.fate.amount != record.sale.amount)
    set(.otherProduct, Identifier<Sale>(record.fate.product) != Identifier<Sale>(record.sale.product))
    set(.countedBy, record.fate.countedBy != record.offset)
    set(.voidedBy, record.fate.voidedBy != nil)
    set(.corrections, !record.fate.corrections.isEmpty)
    set(.elsewhere, record.page != page)
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

  /// - Parameter base: becomes the base of the next record.
  mutating func record(_ record: SaleRecord, _ base: inout RecordBase) {
    let flags = RecordFlags(of: record, on: base.page)
    varint(flags.rawValue)
    signed(record.offset, from: base.offset)
    signed(record.acceptedAt, from: base.acceptedAt)
    (base.offset, base.acceptedAt) = (record.offset, record.acceptedAt)
    if flags.contains(.elsewhere) { page(record.page) }
    if flags.contains(.late) { day(record.acceptedOn, from: record.day) }
    text(record.sale.id)
    shared(record.sale.agent)
    shared(record.sale.product)
    shared(record.sale.source)
    money(record.sale.amount)
    switch record.sale.closed {
    case .day(let closed): day(closed, from: record.day)
    case .instant(let instant): signed(instant, from: record.acceptedAt)
    case nil: break
    }
    if let customer = record.sale.customer { text(customer) }
    fate(of: record, flags)
  }

  private mutating func fate(of record: SaleRecord, _ flags: RecordFlags) {
    if let agent = record.fate.agent, flags.contains(.agent) { shared(agent) }
    if let team = record.fate.team { shared(team) }
    if let group = record.fate.group { shared(group) }
    if let place = record.fate.place { count(place) }
    if let tier = record.fate.tier { count(tier) }
    if flags.contains(.setOff) { list(record.fate.setOff) { $0.code($1) } }
    if flags.contains(.otherAmount) { money(record.fate.amount) }
    if flags.contains(.otherProduct) { shared(record.fate.product) }
    if let reporting = record.fate.reporting, flags.contains(.reported) { money(reporting) }
    if let announcement = record.fate.announcement, flags.contains(.announcement) {
      signed(announcement, from: record.offset)
    }
    if let announcedAt = record.fate.announcedAt, flags.contains(.announcedAt) {
      signed(announcedAt, from: record.acceptedAt)
    }
    if flags.contains(.countedBy) { signed(record.fate.countedBy, from: record.offset) }
    if let voidedBy = record.fate.voidedBy { signed(voidedBy, from: record.offset) }
    if flags.contains(.applause) { count(record.fate.applause) }
    if flags.contains(.corrections) { list(record.fate.corrections) { $0.correction($1, of: record) } }
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
    var fate = SaleRecord.Fate.blank
    (fate.amount, fate.product, fate.countedBy) = (sale.amount, sale.product, offset)
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
    if flags.contains(.otherProduct) { fate.product = try shared("amended_product") }
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

extension SaleRecord.Fate {
  /// What every fate is read into. Making one from its sale copies the whole sale: some 30 of 740 ns a record.
  fileprivate static let blank = SaleRecord.Fate(
    Sale(id: SaleID(""), agent: "", product: "", amount: Money(minorUnits: 0, currency: .cny), source: ""), at: 0)
}
