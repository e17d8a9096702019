import Floor
import JSON
import Wire

/// A sale as it was sent, its fields in order but not yet held against the roster.
public struct SaleDraft: BatchDraft {
  /// `a sale`.
  public static let singular = "a sale"
  /// `sales`.
  public static let plural = "sales"

  /// An amount as it was sent.
  public enum Amount: Hashable, Sendable {
    /// A whole number of minor units.
    case minorUnits(Int64)
    /// A decimal number of major units as text.
    case decimal(String)
  }

  /// The sender's id.
  public var id: SaleID
  /// An agent's identifier or exact name.
  public var agent: String
  /// What was sold.
  public var product: String
  /// How much.
  public var amount: Amount
  /// `nil`: the currency of the agent's site.
  public var currency: Currency?
  /// When it was closed, if the sender said so.
  public var closed: Closing?
  /// Who bought.
  public var customer: String?
  /// Where it stood in its message.
  public var path = ""

  /// A draft.
  public init(
    id: SaleID, agent: String, product: String, amount: Amount, currency: Currency? = nil, closed: Closing? = nil,
    customer: String? = nil
  ) {
    (self.id, self.agent, self.product, self.amount) = (id, agent, product, amount)
    (self.currency, self.closed, self.customer) = (currency, closed, customer)
  }

  /// Longest id, in bytes: any CRM's, and short enough for an index.
  public static let idLimit = 128
  /// Longest name or product, in bytes: some 60 Chinese characters, more than a wall can show.
  public static let textLimit = 200
}

extension SaleDraft {
  /// Reads a sale from `reader`; `nil` if a field is missing or wrong, which `reader.faults` then names.
  public init?(_ reader: inout ObjectReader) {
    let id = reader.string("id", required: true, maximum: SaleDraft.idLimit)
    let agent = reader.string("agent", required: true, maximum: SaleDraft.textLimit)
    let product = reader.string("product", required: true, maximum: SaleDraft.textLimit)
    let amount = SaleDraft.amount(&reader)
    let currency = SaleDraft.currency(&reader)
    let closed = SaleDraft.closing(&reader)
    let customer = reader.string("customer", maximum: SaleDraft.textLimit)
    guard let id, let agent, let product, let amount, reader.faults.isEmpty else { return nil }
    self.init(
      id: SaleID(id), agent: agent, product: product, amount: amount, currency: currency, closed: closed,
      customer: customer)
    path = reader.path
  }

  static func amount(_ reader: inout ObjectReader) -> Amount? {
    let allowed = "a whole number of minor units, or a decimal text such as \"12800.50\""
    guard let node = reader.node("amount", required: true, allowed: allowed) else { return nil }
    switch node.value {
    case .integer(let number): return .minorUnits(number)
    case .string(let text) where text.utf8.count <= textLimit: return .decimal(text)
    default:
      reader.fail("amount", "is \(node.typeName)", allowed: allowed)
      return nil
    }
  }

  private static func currency(_ reader: inout ObjectReader) -> Currency? {
    guard let code = reader.string("currency", maximum: textLimit) else { return nil }
    if let currency = Currency(code) { return currency }
    reader.fail("currency", "is \(code)", allowed: "an ISO 4217 code such as CNY")
    return nil
  }

  private static func closing(_ reader: inout ObjectReader) -> Closing? {
    guard let text = reader.string("closed_at", maximum: textLimit) else { return nil }
    if let closing = Closing(text) { return closing }
    reader.fail(
      "closed_at", "is \(text)", allowed: "a day such as 2026-11-21 or a time such as 2026-11-21T15:04:05+08:00")
    return nil
  }
}

extension Closing {
  /// Reads a day (`2026-11-21`) or an RFC 3339 time with its offset; `nil` for anything else.
  public init?(_ text: String) {
    if let day = CivilDate(text) {
      self = .day(day)
    } else if let instant = Timestamp.unixMilliseconds(text) {
      self = .instant(instant)
    } else {
      return nil
    }
  }
}

/// RFC 3339 times, read exactly.
enum Timestamp {
  /// `2026-11-21T15:04:05[.123](Z|+08:00)` in Unix milliseconds; `nil` for anything else. A leap second counts as the
  /// second before it.
  static func unixMilliseconds(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
      let day = CivilDate(String(text.prefix(10))), bytes[13] == colon, bytes[16] == colon,
      let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
      hour < 24, minute < 60, second <= 60
    else { return nil }
    var i = 19
    var milliseconds = 0
    if bytes[i] == UInt8(ascii: ".") {
      let digits = bytes[(i + 1)...].prefix { (48...57).contains($0) }
      guard !digits.isEmpty, digits.count <= 9 else { return nil }
      i += 1 + digits.count
      milliseconds = number((Array(digits) + [48, 48]).prefix(3)) ?? 0
    }
    guard let offset = offset(bytes[i...]) else { return nil }
    let seconds = Int64(day.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + min(second, 59) - offset)
    return seconds * 1000 + Int64(milliseconds)
  }

  private static let colon = UInt8(ascii: ":")

  /// Seconds east of Greenwich.
  private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
    let bytes = Array(bytes)
    if bytes == [UInt8(ascii: "Z")] || bytes == [UInt8(ascii: "z")] { return 0 }
    guard bytes.count == 6, bytes[3] == colon, let hours = number(bytes[1..<3]), let minutes = number(bytes[4..<6]),
      hours < 24, minutes < 60
    else { return nil }
    switch bytes[0] {
    case UInt8(ascii: "+"): return hours * 3600 + minutes * 60
    case UInt8(ascii: "-"): return -(hours * 3600 + minutes * 60)
    default: return nil
    }
  }

  private static func number(_ digits: some Sequence<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard (48...57).contains(digit) else { return nil }
      value = value * 10 + Int(digit - 48)
    }
    return value
  }
}
