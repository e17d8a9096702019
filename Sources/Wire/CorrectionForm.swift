import Floor

/// The record whose correction is read.
struct CorrectionBase {
  var sale: SaleID
  var page: PageID
  var offset: Int64
  /// Unix milliseconds.
  var at: Int64
}

/// What of a correction is there, or is not as usual.
private struct CorrectionFlags: OptionSet {
  var rawValue: UInt8
  static let otherSale = CorrectionFlags(rawValue: 1)
  /// It says where the sale is kept, which is where the record is.
  static let page = CorrectionFlags(rawValue: 2)
  static let otherPage = CorrectionFlags(rawValue: 4)
  static let saleOffset = CorrectionFlags(rawValue: 8)
  static let otherOffset = CorrectionFlags(rawValue: 16)
  static let known = CorrectionFlags(rawValue: 31)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ correction: Correction, of record: SaleRecord) {
    rawValue = 0
    if correction.sale != record.sale.id { insert(.otherSale) }
    if let page = correction.page { insert(page == record.page ? .page : .otherPage) }
    if let offset = correction.saleOffset { insert(offset == record.offset ? .saleOffset : .otherOffset) }
  }
}

/// A correction's change, as the byte in front of it.
private enum ChangeCode {
  static let void: UInt8 = 0
  static let amend: UInt8 = 1
  static let assign: UInt8 = 2
}

extension ByteWriter {
  mutating func correction(_ correction: Correction, of record: SaleRecord) {
    let flags = CorrectionFlags(correction, of: record)
    byte(flags.rawValue)
    text(correction.id)
    if flags.contains(.otherSale) { text(correction.sale) }
    switch correction.change {
    case .void: byte(ChangeCode.void)
    case .amend(let amount, let product, let customer):
      byte(ChangeCode.amend)
      optional(amount) { $0.money($1) }
      optional(product) { $0.shared($1) }
      optional(customer) { $0.text($1) }
    case .assign(let agent):
      byte(ChangeCode.assign)
      shared(agent)
    }
    text(correction.reason)
    shared(correction.by)
    signed(correction.at, from: record.acceptedAt)
    day(correction.on, from: record.day)
    count(correction.minute)
    if let page = correction.page, flags.contains(.otherPage) { self.page(page) }
    if let offset = correction.saleOffset, flags.contains(.otherOffset) { signed(offset, from: record.offset) }
  }
}

extension ByteReader {
  mutating func correction(_ base: CorrectionBase) throws(EntryError) -> Correction {
    let flags = CorrectionFlags(rawValue: try byte("flags"))
    guard flags.isSubset(of: .known) else { throw fault("flags", "are not known") }
    var correction = Correction(
      id: try text("id"), sale: flags.contains(.otherSale) ? SaleID(try text("sale")) : base.sale,
      change: try change(), reason: try text("reason"), by: try shared("by"), at: try signed("at", from: base.at),
      on: try day("on", from: Int64(base.page.day.daysSinceEpoch)), minute: try count("minute"))
    if flags.contains(.page) { correction.page = base.page }
    if flags.contains(.otherPage) { correction.page = try page("page") }
    if flags.contains(.saleOffset) { correction.saleOffset = base.offset }
    if flags.contains(.otherOffset) { correction.saleOffset = try signed("sale_offset", from: base.offset) }
    return correction
  }

  private mutating func change() throws(EntryError) -> Correction.Change {
    switch try byte("change") {
    case ChangeCode.void: return .void
    case ChangeCode.assign: return .assign(AgentID(try shared("agent")))
    case ChangeCode.amend:
      return .amend(
        amount: try optional("amount") { reader throws(EntryError) in try reader.money("amount") },
        product: try optional("product") { reader throws(EntryError) in try reader.shared("product") },
        customer: try optional("customer") { reader throws(EntryError) in try reader.text("customer") })
    case let other: throw fault("change", "is \(other), which is not known")
    }
  }
}
