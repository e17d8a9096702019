import Floor

/// The answer to a correction.
public struct CorrectionResult: Encodable, Sendable {
  /// Whether the correction was in the log already.
  public var duplicate: Bool
  /// The correction's id, the sale's, and what was changed: `void`, `amend` or `assign`.
  public var id, sale, change: String
  /// The log.
  public var epoch: String
  /// The sale as it stands now.
  public var product: String
  /// Minor units of `currency`.
  public var amount: Int64
  /// ISO 4217.
  public var currency: String
  /// Who is credited now.
  public var agent: AgentView?
  /// Whether it counts no more.
  public var voided: Bool

  /// What became of `correction`'s sale, whose record is `record`.
  public init(_ correction: Correction, _ record: SaleRecord, duplicate: Bool, epoch: Epoch, roster: Roster) {
    (self.duplicate, self.epoch) = (duplicate, epoch.description)
    (id, sale, change) = (correction.id, correction.sale.description, correction.change.word)
    (product, amount, currency) = (record.product, record.amount.minorUnits, record.amount.currency.description)
    agent = record.agent.flatMap { roster[$0] }.map { AgentView($0) }
    voided = record.isVoided
  }
}
