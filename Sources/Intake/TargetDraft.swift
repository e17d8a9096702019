import Floor
import JSON
import Wire

/// A target as it was sent, not yet held against the floor.
public struct TargetDraft: BatchDraft {
  /// Whose target it is, as the sender named them.
  public enum Scope: Hashable, Sendable {
    /// An agent's identifier or exact name.
    case agent(String)
    /// A team.
    case team(TeamID)
    /// A site.
    case site(SiteID)
  }

  /// `a target`.
  public static let singular = "a target"
  /// `targets`.
  public static let plural = "targets"

  /// The sender's id.
  public var id: String
  /// Whose.
  public var scope: Scope
  /// For what time.
  public var span: Target.Span
  /// Only sales of this group count for it.
  public var group: GroupID?
  /// How much; `nil` takes the target back.
  public var amount: SaleDraft.Amount?
  /// Where it stood in its message.
  public var path = ""
}

extension TargetDraft {
  /// Reads a target with an amount from `reader`; `nil` if a field is missing or wrong.
  public init?(_ reader: inout ObjectReader) { self.init(&reader, takesBack: false) }

  /// Reads the target in `node`; an amount of `null`, which is not the same as a missing one, takes it back.
  public static func read(_ node: JSONNode, path: String) -> Result<TargetDraft, Problem> {
    var takesBack = false
    if case .object(let members) = node.value, let amount = members.first(where: { $0.key == "amount" })?.value,
      case .null = amount.value
    {
      takesBack = true
    }
    return read(node, path: path) { reader in TargetDraft(&reader, takesBack: takesBack) }
  }

  private init?(_ reader: inout ObjectReader, takesBack: Bool) {
    let id = reader.string("id", required: true, maximum: SaleDraft.idLimit)
    let scope = TargetDraft.scope(&reader)
    let span = TargetDraft.span(&reader)
    let group = reader.string("group", maximum: RosterDraft.idLimit).map { GroupID($0) }
    let amount = takesBack ? nil : SaleDraft.amount(&reader)
    guard let id, let scope, let span, reader.faults.isEmpty else { return nil }
    self.init(id: id, scope: scope, span: span, group: group, amount: amount, path: reader.path)
  }

  private static func scope(_ reader: inout ObjectReader) -> Scope? {
    let agent = reader.string("agent", maximum: SaleDraft.textLimit).map(Scope.agent)
    let team = reader.string("team", maximum: RosterDraft.idLimit).map { Scope.team(TeamID($0)) }
    let site = reader.string("site", maximum: RosterDraft.idLimit).map { Scope.site(SiteID($0)) }
    return reader.only([agent, team, site], of: ["agent", "team", "site"])
  }

  private static func span(_ reader: inout ObjectReader) -> Target.Span? {
    let day = reader.day("day").map(Target.Span.day)
    let month = reader.month("month").map(Target.Span.month)
    let from = reader.month("from_month").map { Target.Span.everyMonth(from: $0) }
    return reader.only([day, month, from], of: ["day", "month", "from_month"])
  }
}
