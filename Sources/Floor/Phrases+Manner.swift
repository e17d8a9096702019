/// How a sentence is put: people are called as screens write them, or as they are said.
enum Manner: Hashable, Sendable {
  /// For the eye.
  case written
  /// For the ear.
  case spoken

  /// What `agent` is called; `nil` for somebody whom screens do not name.
  func name(_ agent: Agent?) -> String? { self == .written ? agent?.screenName : agent?.spokenName }
}

/// Whom a sentence names, and how.
struct Names {
  var roster: Roster
  var manner = Manner.written

  /// `张三`; `一位同事` where screens do not name them.
  func name(_ agent: AgentID) -> Wording {
    let name = manner.name(roster[agent])
    return Wording(zhCN: name ?? "一位同事", en: name ?? "a colleague")
  }

  /// `飞虎队`.
  func name(_ team: TeamID) -> String { roster[team]?.name ?? team.description }

  /// `飞虎队的张三`.
  func name(_ agent: AgentID, of team: TeamID) -> Wording {
    let (who, team) = (name(agent), name(team))
    return Wording(zhCN: "\(team)的\(who.zhCN)", en: "\(who.en) of \(team)")
  }

  /// `北京职场`.
  func name(_ site: SiteID) -> Wording { roster[site]?.name ?? Wording(zhCN: site.description, en: site.description) }
}

extension Phrases {
  /// `spoken`; `nil` if it is no different from what is `written`.
  static func different(_ spoken: Wording, from written: Wording) -> Wording? { spoken == written ? nil : spoken }
}
