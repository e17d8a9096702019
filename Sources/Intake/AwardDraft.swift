import Floor
import JSON
import Wire

/// An honour as somebody wants to give it, not yet held against the floor.
public struct AwardDraft: MessageDraft {
  /// Who receives it, as the sender named them.
  public enum Recipient: Hashable, Sendable {
    /// Agents' identifiers or exact names.
    case agents([String])
    /// A team.
    case team(TeamID)
  }

  /// For what time.
  public struct Span: Hashable, Sendable {
    /// Which kind of period.
    public var kind: Period.Kind
    /// A day that lies in it.
    public var day: CivilDate
  }

  /// The sender's id.
  public var id: String
  /// The honour's id in the configuration.
  public var honour: String
  /// Who receives it.
  public var recipient: Recipient
  /// For what time; `nil`: today.
  public var period: Span?
  /// What for.
  public var citation: String
  /// What is promised with it; `nil`: what the honour comes with.
  public var reward: Award.Reward?
  /// Where it stood in its message.
  public var path = ""

  /// Most people of one award: joint winners; for more there are awards to teams.
  public static let mostAgents = 50
  /// Longest citation, in bytes: some 130 Chinese characters, what a poster has room for.
  public static let citationLimit = 400
}

extension AwardDraft {
  /// Reads an award from `reader`; `nil` if a field is missing or wrong, which `reader.faults` then names.
  public init?(_ reader: inout ObjectReader) {
    let id = reader.string("id", required: true, maximum: SaleDraft.idLimit)
    let honour = reader.string("honour", required: true, maximum: RosterDraft.idLimit)
    let recipient = AwardDraft.recipient(&reader)
    let period = reader.object("period", Span.init)
    let citation = reader.string("citation", required: true, maximum: AwardDraft.citationLimit)
    let reward = reader.object("reward", Award.Reward.init)
    guard let id, let honour, let recipient, let citation, reader.faults.isEmpty else { return nil }
    self.init(
      id: id, honour: honour, recipient: recipient, period: period, citation: citation, reward: reward,
      path: reader.path)
  }

  private static func recipient(_ reader: inout ObjectReader) -> Recipient? {
    let agents = reader.array("agents", maximum: mostAgents)
    let team = reader.string("team", maximum: RosterDraft.idLimit).map { Recipient.team(TeamID($0)) }
    return reader.only([agents.map { Recipient.agents(names($0, &reader)) }, team], of: ["agents", "team"])
  }

  private static func names(_ nodes: [JSONNode], _ reader: inout ObjectReader) -> [String] {
    if nodes.isEmpty { reader.fail("agents", "is empty", allowed: "at least one agent") }
    return nodes.enumerated().compactMap { i, node in
      if case .string(let name) = node.value, name.utf8.count <= SaleDraft.textLimit { return name }
      reader.fail("agents[\(i)]", "is \(node.typeName)", allowed: "an agent's id or exact name", at: node.position)
      return nil
    }
  }
}

extension AwardDraft.Span {
  fileprivate init?(_ reader: inout ObjectReader) {
    let kind = reader.word("kind", required: true, of: Period.Kind.self)
    let day = reader.day("day", required: true)
    guard let kind, let day else { return nil }
    self.init(kind: kind, day: day)
  }
}

extension Award.Reward {
  fileprivate init?(_ reader: inout ObjectReader) {
    let what = reader.string("what", required: true, maximum: SaleDraft.textLimit)
    let due = reader.day("due", required: true)
    let presenter = reader.string("presenter", maximum: SaleDraft.textLimit)
    guard let what, let due else { return nil }
    self.init(what: what, due: due, presenter: presenter)
  }
}

/// What somebody says became of an award, not yet held against it.
public struct AwardChangeDraft: MessageDraft {
  /// The sender's id.
  public var id: String
  /// Which award.
  public var award: String
  /// What became of it.
  public var change: AwardChange.Change
  /// Where it stood in its message.
  public var path = ""

  private enum Word: String, CaseIterable {
    case handOver = "hand_over"
    case revoke
  }
}

extension AwardChangeDraft {
  /// Reads a change from `reader`; `nil` if a field is missing or wrong, which `reader.faults` then names.
  public init?(_ reader: inout ObjectReader) {
    let id = reader.string("id", required: true, maximum: SaleDraft.idLimit)
    let award = reader.string("award", required: true, maximum: SaleDraft.idLimit)
    let word = reader.word("change", required: true, of: Word.self)
    let reason = reader.string("reason", required: word == .revoke, maximum: SaleDraft.textLimit)
    guard let id, let award, let word, reader.faults.isEmpty else { return nil }
    self.init(
      id: id, award: award, change: word == .handOver ? .handedOver : .revoked(reason: reason ?? ""),
      path: reader.path)
  }
}
