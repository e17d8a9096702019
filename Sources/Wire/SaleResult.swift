import Floor

/// The answer to a sale, by HTTP and WebSocket alike: given after the commit, and given again, word for word but for
/// `duplicate`, whenever the same sale arrives again.
public struct SaleResult: Encodable, Sendable {
  /// `accepted`, or `unresolved` while nobody knows the agent.
  public var status: String
  /// Whether the sale was in the log already.
  public var duplicate: Bool
  var id, epoch: String
  /// The sale's entry in the log.
  public var offset: Int64
  var day: String
  var agent: AgentView?
  var amount: Int64
  var currency: String
  var setOff: [String]
  var tier, place: Int?

  enum CodingKeys: String, CodingKey {
    case status, duplicate, id, epoch, offset, day, agent, amount, currency
    case setOff = "set_off"
    case tier, place
  }

  /// What became of the sale in `record`.
  public init(_ record: SaleRecord, duplicate: Bool, epoch: Epoch, roster: Roster) {
    status = record.agent == nil ? "unresolved" : "accepted"
    (self.duplicate, self.epoch) = (duplicate, epoch.description)
    (id, offset, day) = (record.sale.id.description, record.offset, record.day.description)
    agent = record.agent.flatMap { roster[$0] }.map { AgentView($0) }
    (amount, currency) = (record.sale.amount.minorUnits, record.sale.amount.currency.description)
    (setOff, tier, place) = (record.setOff.map(\.word), record.tier, record.place)
  }
}
