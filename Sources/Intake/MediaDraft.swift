import Floor
import Wire

/// A file of an agent's, which is kept already, not yet held against the floor.
public struct MediaDraft: Hashable, Sendable {
  /// What a file is for.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// What they look like.
    case photo
    /// The sound that celebrates them.
    case clip
  }

  /// What it is for.
  public var kind: Kind
  /// Whose.
  public var agent: AgentID
  /// The SHA-256 of the file, as 64 hexadecimal digits.
  public var hash: String

  /// The file `hash` of `agent`.
  public init(_ kind: Kind, of agent: AgentID, hash: String) {
    (self.kind, self.agent, self.hash) = (kind, agent, hash)
  }

  /// The agent whose file it is.
  /// - Throws: `Problem` if nobody is called so, or `caller` may not change the roster there.
  public static func owner(_ id: AgentID, for caller: Caller, in roster: Roster) throws(Problem) -> Agent {
    guard let agent = roster[id], let site = roster[agent.team]?.site else {
      throw .invalid([FieldFault("agent", "is \(id), who is no agent", allowed: "an agent's id")])
    }
    if let problem = caller.problem(.editRoster, to: .site(site), field: "agent", in: roster) { throw problem }
    return agent
  }
}

extension Admission {
  /// Admits a file of an agent's: the change of the roster that names it. It says everything of the agent, so no other
  /// change of the roster may lie between the floor of this admission and the entry.
  /// - Parameters:
  ///   - caller: who brought it.
  ///   - now: Unix milliseconds.
  public func admit(_ draft: MediaDraft, by caller: Caller, now: Int64) throws(Problem) -> RosterChange {
    var agent = try MediaDraft.owner(draft.agent, for: caller, in: roster)
    guard let site = roster[agent.team].flatMap({ roster[$0.site] }) else {
      throw .internalError("the team has no site")
    }
    (agent.photo, agent.clip) = draft.kind == .photo ? (draft.hash, nil) : (nil, draft.hash)
    // The offset, so that a photo that was removed can come back.
    let id = "\(draft.kind.rawValue)/\(draft.agent)/\(draft.hash)/\(floor.offset)"
    return RosterChange(agents: [agent], origin: .edit(id: id, by: caller.name), day: momentOf(now, site).day)
  }
}
