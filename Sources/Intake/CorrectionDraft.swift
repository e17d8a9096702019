import Floor
import JSON
import Wire

/// A correction as it was sent, not yet held against the sale.
public struct CorrectionDraft: MessageDraft {
  /// What is to change.
  public enum Change: Hashable, Sendable {
    /// It counts no more.
    case void
    /// Another amount, product or customer; at least one of them.
    case amend(amount: SaleDraft.Amount?, product: String?, customer: String?)
    /// Someone else's.
    case assign(AgentID)
  }

  /// The sender's id.
  public var id: String
  /// Which sale.
  public var sale: SaleID
  /// What is to change.
  public var change: Change
  /// Why.
  public var reason: String
  /// Where it stood in its message.
  public var path = ""
}

extension CorrectionDraft {
  /// Reads a correction from `reader`; `nil` if a field is missing or wrong, which `reader.faults` then names.
  public init?(_ reader: inout ObjectReader) {
    let id = reader.string("id", required: true, maximum: SaleDraft.idLimit)
    let sale = reader.string("sale", required: true, maximum: SaleDraft.idLimit)
    let reason = reader.string("reason", required: true, maximum: SaleDraft.textLimit)
    let change = CorrectionDraft.change(&reader)
    guard let id, let sale, let reason, let change, reader.faults.isEmpty else { return nil }
    self.init(id: id, sale: SaleID(sale), change: change, reason: reason, path: reader.path)
  }

  private static func change(_ reader: inout ObjectReader) -> Change? {
    switch reader.string("change", required: true, maximum: 20) {
    case "void": return .void
    case "assign":
      return reader.string("agent", required: true, maximum: SaleDraft.textLimit).map { .assign(AgentID($0)) }
    case "amend":
      let amount = reader.node("amount") == nil ? nil : SaleDraft.amount(&reader)
      let product = reader.string("product", maximum: SaleDraft.textLimit)
      let customer = reader.string("customer", maximum: SaleDraft.textLimit)
      if amount == nil, product == nil, customer == nil, reader.faults.isEmpty {
        reader.fail("", "amends nothing", allowed: "amount, product or customer", at: reader.position)
      }
      return .amend(amount: amount, product: product, customer: customer)
    case nil: return nil
    case .some(let word):
      reader.fail("change", "is \(word)", allowed: "void, amend, assign")
      return nil
    }
  }
}
