import Floor
import JSON

/// The fields of a correction that its id stands for; who sent it and when are not part of them.
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

/// A correction as the journal keeps it.
struct StoredCorrection: Codable {
  static let kind = "correction"
  var v = EntryCodec.version
  var kind = StoredCorrection.kind
  var what: CorrectionContent
  var by: String
  var at: Int64
  var on: String

  init(_ correction: Correction) {
    what = CorrectionContent(correction)
    (by, at, on) = (correction.by, correction.at, correction.on.description)
  }

  func entry() throws(JSONError) -> Correction {
    guard let on = CivilDate(on) else { throw unreadable("on", "is no day") }
    return Correction(
      id: what.id, sale: SaleID(what.sale), change: try change(), reason: what.reason, by: by, at: at, on: on)
  }

  private func change() throws(JSONError) -> Correction.Change {
    switch what.change {
    case "void": return .void
    case "assign":
      guard let agent = what.agent else { throw unreadable("what.agent", "is missing") }
      return .assign(AgentID(agent))
    case "amend":
      let currency = what.currency.flatMap(Currency.init)
      if what.amount != nil, currency == nil { throw unreadable("what.currency", "is no ISO 4217 code") }
      let amount = what.amount.flatMap { amount in currency.map { Money(minorUnits: amount, currency: $0) } }
      return .amend(amount: amount, product: what.product, customer: what.customer)
    default: throw unreadable("what.change", "is not known")
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
