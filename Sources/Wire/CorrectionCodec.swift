import Floor
import JSON

/// What a correction's id stands for; who sent it and when are not part of it.
struct CorrectionContent: Codable {
  var id, sale, change: String
  var amount: Int64?
  var currency, product, customer, agent: String?
  var reason: String

  init(_ correction: Correction) {
    (id, sale, reason) = (correction.id, correction.sale.description, correction.reason)
    change = correction.change.word
    switch correction.change {
    case .void: break
    case .amend(let amount, let product, let customer):
      (self.amount, currency) = (amount?.minorUnits, amount?.currency.description)
      (self.product, self.customer) = (product, customer)
    case .assign(let agent): self.agent = agent.description
    }
  }
}

/// A correction as the journal keeps it. `minute`, `page` and `sale_offset` are absent in logs of the first form.
struct StoredCorrection: StoredForm, Encodable {
  static let kind = "correction"
  var v = EntryCodec.version
  var kind = StoredCorrection.kind
  var what: CorrectionContent
  var by: String
  var at: Int64
  var on: String
  var minute: Int?
  var page: StoredPage?
  var saleOffset: Int64?

  enum CodingKeys: String, CodingKey {
    case v, kind, what, by, at, on, minute, page
    case saleOffset = "sale_offset"
  }

  init(_ correction: Correction) {
    what = CorrectionContent(correction)
    (by, at, on) = (correction.by, correction.at, correction.on.description)
    minute = correction.minute == 0 ? nil : correction.minute
    (page, saleOffset) = (correction.page.map { StoredPage($0) }, correction.saleOffset)
  }

  func entry() throws(EntryError) -> Entry {
    .correction(
      Correction(
        id: what.id, sale: SaleID(what.sale), change: try what.decoded(), reason: what.reason, by: by, at: at,
        on: try day(on, "on"), minute: minute ?? 0, page: try page?.page(), saleOffset: saleOffset))
  }
}

extension CorrectionContent {
  fileprivate func decoded() throws(EntryError) -> Correction.Change {
    switch change {
    case "void": return .void
    case "assign":
      guard let agent else { throw EntryError("what.agent", "is missing") }
      return .assign(AgentID(agent))
    case "amend":
      guard let minorUnits = amount else { return .amend(amount: nil, product: product, customer: customer) }
      let money = Money(minorUnits: minorUnits, currency: try Wire.currency(currency ?? "", "what.currency"))
      return .amend(amount: money, product: product, customer: customer)
    default: throw EntryError("what.change", "is not known")
    }
  }
}

extension Correction.Change {
  /// The change's name in messages and in the journal.
  public var word: String {
    switch self {
    case .void: "void"
    case .amend: "amend"
    case .assign: "assign"
    }
  }
}
