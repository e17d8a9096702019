import Floor

/// A target's scope and span, as the bytes in front of them.
private enum TargetCode {
  static let agent: UInt8 = 0
  static let team: UInt8 = 1
  static let site: UInt8 = 2
  static let day: UInt8 = 0
  static let month: UInt8 = 1
  static let everyMonth: UInt8 = 2
}

extension Target.Scope {
  /// An order that is the same everywhere: by kind, then by identifier.
  fileprivate var order: (UInt8, AgentID) {
    switch self {
    case .agent(let id): (TargetCode.agent, id)
    case .team(let id): (TargetCode.team, AgentID(id.description))
    case .site(let id): (TargetCode.site, AgentID(id.description))
    }
  }
}

extension TargetKey {
  /// An order that is the same everywhere.
  static func precedes(_ a: TargetKey, _ b: TargetKey) -> Bool {
    if a.scope != b.scope { return a.scope.order < b.scope.order }
    guard let one = a.group, let other = b.group else { return a.group == nil && b.group != nil }
    return one < other
  }
}

extension ByteWriter {
  mutating func target(_ target: Target) {
    text(target.id)
    let (kind, id) = target.scope.order
    byte(kind)
    shared(id)
    switch target.span {
    case .day(let day):
      byte(TargetCode.day)
      self.day(day)
    case .month(let first):
      byte(TargetCode.month)
      day(first)
    case .everyMonth(let from):
      byte(TargetCode.everyMonth)
      day(from)
    }
    optional(target.group) { $0.shared($1) }
    optional(target.amount) { $0.signed($1) }
    shared(target.by)
    signed(target.at)
  }
}

extension ByteReader {
  mutating func target() throws(EntryError) -> Target {
    Target(
      id: try text("id"), scope: try scope(), span: try span(),
      group: try optional("group") { reader throws(EntryError) in GroupID(try reader.shared("group")) },
      amount: try optional("amount") { reader throws(EntryError) in try reader.signed("amount") },
      by: try shared("by"), at: try signed("at"))
  }

  private mutating func scope() throws(EntryError) -> Target.Scope {
    switch try byte("scope") {
    case TargetCode.agent: .agent(AgentID(try shared("scope")))
    case TargetCode.team: .team(TeamID(try shared("scope")))
    case TargetCode.site: .site(SiteID(try shared("scope")))
    case let other: throw fault("scope", "is \(other), which is not known")
    }
  }

  private mutating func span() throws(EntryError) -> Target.Span {
    switch try byte("span") {
    case TargetCode.day: .day(try day("span"))
    case TargetCode.month: .month(try day("span"))
    case TargetCode.everyMonth: .everyMonth(from: try day("span"))
    case let other: throw fault("span", "is \(other), which is not known")
    }
  }
}
