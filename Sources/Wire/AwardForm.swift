import Floor

/// Who receives an award, and what became of it, as the bytes in front of them.
private enum AwardCode {
  static let agents: UInt8 = 0
  static let team: UInt8 = 1
  static let handedOver: UInt8 = 0
  static let revoked: UInt8 = 1
}

extension ByteWriter {
  mutating func period(_ period: Period) {
    code(period.kind)
    day(period.start)
  }

  mutating func award(_ item: AwardBook.Item) {
    let award = item.award
    text(award.id)
    shared(award.site)
    shared(award.honour)
    shared(award.title.zhCN)
    shared(award.title.en)
    switch award.recipient {
    case .agents(let ids):
      byte(AwardCode.agents)
      list(ids) { $0.shared($1) }
    case .team(let id):
      byte(AwardCode.team)
      shared(id)
    }
    period(award.period)
    text(award.citation)
    optional(award.reward) { writer, reward in
      writer.shared(reward.what)
      writer.day(reward.due)
      writer.optional(reward.presenter) { $0.shared($1) }
    }
    shared(award.by)
    signed(award.at)
    day(award.on)
    optional(item.handedOver) { $0.change($1) }
    optional(item.revoked) { $0.change($1) }
  }

  private mutating func change(_ change: AwardChange) {
    text(change.id)
    text(change.award)
    switch change.change {
    case .handedOver: byte(AwardCode.handedOver)
    case .revoked(let reason):
      byte(AwardCode.revoked)
      text(reason)
    }
    shared(change.by)
    signed(change.at)
    day(change.on)
  }
}

extension ByteReader {
  mutating func period(_ field: StaticString) throws(EntryError) -> Period {
    Period(try code(field), from: try day(field))
  }

  mutating func award() throws(EntryError) -> AwardBook.Item {
    let award = Award(
      id: try text("id"), site: SiteID(try shared("site")), honour: try shared("honour"),
      title: Wording(zhCN: try shared("title"), en: try shared("title")), recipient: try recipient(),
      period: try period("period"), citation: try text("citation"),
      reward: try optional("reward") { reader throws(EntryError) in try reader.reward() }, by: try shared("by"),
      at: try signed("at"), on: try day("on"))
    return AwardBook.Item(
      award, handedOver: try optional("handed_over") { reader throws(EntryError) in try reader.awardChange() },
      revoked: try optional("revoked") { reader throws(EntryError) in try reader.awardChange() })
  }

  private mutating func recipient() throws(EntryError) -> Award.Recipient {
    switch try byte("recipient") {
    case AwardCode.agents:
      .agents(try list("agents") { reader throws(EntryError) in AgentID(try reader.shared("agent")) })
    case AwardCode.team: .team(TeamID(try shared("team")))
    case let other: throw fault("recipient", "is \(other), which is not known")
    }
  }

  private mutating func reward() throws(EntryError) -> Award.Reward {
    Award.Reward(
      what: try shared("what"), due: try day("due"),
      presenter: try optional("presenter") { reader throws(EntryError) in try reader.shared("presenter") })
  }

  private mutating func awardChange() throws(EntryError) -> AwardChange {
    AwardChange(
      id: try text("id"), award: try text("award"), change: try change(), by: try shared("by"), at: try signed("at"),
      on: try day("on"))
  }

  private mutating func change() throws(EntryError) -> AwardChange.Change {
    switch try byte("change") {
    case AwardCode.handedOver: .handedOver
    case AwardCode.revoked: .revoked(reason: try text("reason"))
    case let other: throw fault("change", "is \(other), which is not known")
    }
  }
}
