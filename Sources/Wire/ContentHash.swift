import Crypto
import Floor
import JSON

/// What must be equal for two arrivals of one idempotency key to be the same thing: 32 bytes, SHA-256 of the content in
/// one canonical form.
public enum ContentHash {
  /// The hash of what a sale says. How it came in (`source`) and when are not part of it, so a deal that reaches us
  /// by webhook and by file is one deal.
  public static func of(_ sale: Sale) throws(JSONError) -> [UInt8] {
    try of(content: SaleContent(sale))
  }

  /// The hash of what somebody said, in the order of its fields.
  static func of(content: some Encodable) throws(JSONError) -> [UInt8] { try of(bytes: JSON.encode(content)) }

  /// The hash of `bytes`.
  public static func of(bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}

/// The fields of a sale that its id stands for, in the order in which they are hashed. Never reorder: the hashes in
/// every log were made from these bytes.
private struct SaleContent: Encodable {
  var id, agent, product: String
  var amount: Int64
  var currency: String
  var closed: String?
  var closedAt: Int64?
  var customer: String?

  enum CodingKeys: String, CodingKey {
    case id, agent, product, amount, currency, closed
    case closedAt = "closed_at"
    case customer
  }

  init(_ sale: Sale) {
    (id, agent, product) = (sale.id.description, sale.agent, sale.product)
    (amount, currency, customer) = (sale.amount.minorUnits, sale.amount.currency.description, sale.customer)
    switch sale.closed {
    case .day(let day): closed = day.description
    case .instant(let instant): closedAt = instant
    case nil: break
    }
  }
}
