import Floor

/// The kinds of which a log holds millions, in bytes: the version of the form, the kind, and the fields. A JSON entry
/// begins with `{`, so the first byte says which of the two it is.
extension EntryCodec {
  /// The version of the binary form that is written.
  static let form: UInt8 = 1

  private enum Kind {
    static let sale: UInt8 = 1
    static let activity: UInt8 = 2
  }

  /// What of a sale is there, or is not as usual.
  private struct SaleFlags: OptionSet {
    var rawValue: UInt8
    static let closedDay = SaleFlags(rawValue: 1)
    static let closedInstant = SaleFlags(rawValue: 2)
    static let customer = SaleFlags(rawValue: 4)
    static let late = SaleFlags(rawValue: 8)
    static let known: SaleFlags = [.closedDay, .closedInstant, .customer, .late]
  }

  /// Room for a sale of usual length, in bytes.
  private static let usualLength = 160

  static func encode(_ accepted: AcceptedSale) -> [UInt8] {
    let sale = accepted.sale
    var flags: SaleFlags = accepted.closedOn == accepted.acceptedOn ? [] : .late
    if sale.customer != nil { flags.insert(.customer) }
    switch sale.closed {
    case .day: flags.insert(.closedDay)
    case .instant: flags.insert(.closedInstant)
    case nil: break
    }
    var writer = ByteWriter(reserving: usualLength)
    writer.byte(form)
    writer.byte(Kind.sale)
    writer.byte(flags.rawValue)
    writer.text(sale.id)
    writer.text(sale.agent)
    writer.text(sale.product)
    writer.signed(sale.amount.minorUnits)
    writer.currency(sale.amount.currency)
    writer.text(sale.source)
    writer.text(accepted.site)
    writer.signed(accepted.acceptedAt)
    writer.day(accepted.acceptedOn)
    writer.count(accepted.minute)
    if flags.contains(.late) { writer.day(accepted.closedOn, from: accepted.acceptedOn) }
    switch sale.closed {
    case .day(let day): writer.day(day, from: accepted.acceptedOn)
    case .instant(let instant): writer.signed(instant, from: accepted.acceptedAt)
    case nil: break
    }
    if let customer = sale.customer { writer.text(customer) }
    return writer.bytes
  }

  static func encode(_ activity: Activity) -> [UInt8] {
    var writer = ByteWriter(reserving: usualLength)
    writer.byte(form)
    writer.byte(Kind.activity)
    writer.text(activity.id)
    writer.text(activity.agent)
    writer.day(activity.day)
    writer.signed(activity.calls)
    writer.signed(activity.connects)
    writer.signed(activity.talkSeconds)
    writer.signed(activity.at)
    return writer.bytes
  }

  /// The entry in `bytes`, whose first byte is a version; `nil` for a kind that this version does not know.
  static func decodeBinary(
    _ bytes: UnsafeRawBufferPointer, _ cache: inout TextCache
  ) throws(EntryError) -> Entry? {
    var reader = ByteReader(bytes)
    let version = try reader.byte("v")
    guard version == form else { throw EntryError("v", "is \(version): written by a newer version of Floorcast") }
    switch try reader.byte("kind") {
    case Kind.sale: return .sale(try sale(&reader, &cache))
    case Kind.activity: return .activity(try activity(&reader))
    default: return nil
    }
  }

  /// Appends the sale in `bytes` to `stretch`; `false` for bytes of another kind.
  static func decodeSale(
    _ bytes: UnsafeRawBufferPointer, _ cache: inout TextCache, onto stretch: inout Stretch
  ) throws(EntryError) -> Bool {
    guard bytes.count >= 2, bytes[0] == form, bytes[1] == Kind.sale else { return false }
    var reader = ByteReader(UnsafeRawBufferPointer(rebasing: bytes.dropFirst(2)))
    stretch.append(try sale(&reader, &cache))
    return true
  }

  @inline(__always)
  private static func sale(
    _ reader: inout ByteReader, _ cache: inout TextCache
  ) throws(EntryError) -> AcceptedSale {
    let flags = SaleFlags(rawValue: try reader.byte("flags"))
    guard flags.isSubset(of: .known), !flags.isSuperset(of: [.closedDay, .closedInstant]) else {
      throw reader.fault("flags", "are not known")
    }
    let id = try reader.text("id")
    let agent = try reader.text("agent", &cache)
    let product = try reader.text("product", &cache)
    let amount = try reader.signed("amount")
    let currency = try reader.currency("currency")
    let source = try reader.text("source", &cache)
    let site = try reader.text("site", &cache)
    let acceptedAt = try reader.signed("accepted_at")
    let acceptedOn = try reader.day("accepted_on")
    let minute = try reader.count("minute")
    let accepted = Int64(acceptedOn.daysSinceEpoch)
    let closedOn = flags.contains(.late) ? try reader.day("closed_on", from: accepted) : acceptedOn
    var closed: Closing?
    if flags.contains(.closedDay) { closed = .day(try reader.day("closed", from: accepted)) }
    if flags.contains(.closedInstant) { closed = .instant(try reader.signed("closed_at", from: acceptedAt)) }
    let customer = flags.contains(.customer) ? try reader.text("customer") : nil
    try reader.end()
    return AcceptedSale(
      sale: Sale(
        id: SaleID(id), agent: agent, product: product, amount: Money(minorUnits: amount, currency: currency),
        closed: closed, customer: customer, source: source),
      site: SiteID(site), acceptedAt: acceptedAt, acceptedOn: acceptedOn, closedOn: closedOn, minute: minute)
  }

  private static func activity(_ reader: inout ByteReader) throws(EntryError) -> Activity {
    let activity = Activity(
      id: try reader.text("id"), agent: AgentID(try reader.text("agent")), day: try reader.day("day"),
      calls: try reader.signed("calls"), connects: try reader.signed("connects"),
      talkSeconds: try reader.signed("talk_seconds"), at: try reader.signed("at"))
    try reader.end()
    return activity
  }
}
