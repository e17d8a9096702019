import Floor
import Intake
import Testing
import Wire

/// Who may do and see what, written out: for each role's token the people, teams and sites it reaches.
struct VisibilityTests {
  static let roster: Roster = {
    var roster = Roster()
    roster.apply(Company.roster)
    return roster
  }()

  static let everybody: [(name: String, scope: Target.Scope)] = [
    ("a1", .agent(AgentID("a1"))), ("a2", .agent(AgentID("a2"))), ("a3", .agent(AgentID("a3"))),
    ("j1", .agent(AgentID("j1"))), ("t1", .team(TeamID("t1"))), ("t2", .team(TeamID("t2"))),
    ("t9", .team(TeamID("t9"))), ("BJ", .site(Company.bj)), ("TYO", .site(Company.tyo)),
  ]

  /// The tokens of the table, in its order. Agent a1 is in team t1 of Beijing.
  static let tokens: [Caller] = [
    Caller(role: .screen, name: "screen", site: Company.bj), Caller(role: .agent, name: "agent", agent: AgentID("a1")),
    Caller(role: .assistant, name: "assistant", site: Company.bj),
    Caller(role: .leader, name: "leader", team: TeamID("t1")),
    Caller(role: .integration, name: "integration", site: Company.bj),
    Caller(role: .admin, name: "admin of BJ", site: Company.bj), Caller(role: .admin, name: "admin"),
  ]

  static let (nobody, oneself, team) = ("", "a1", "a1 a2 t1")
  static let (site, all) = ("a1 a2 a3 t1 t2 BJ", "a1 a2 a3 j1 t1 t2 t9 BJ TYO")

  @Test(
    "To whom each role may do each deed",
    arguments: [
      //                 screen  agent    assistant leader  integration  admin of BJ, admin
      (Deed.manageScreens, [nobody, nobody, site, nobody, nobody, site, all]),
      (Deed.recordSale, [nobody, nobody, site, team, site, site, all]),
      (Deed.correct, [nobody, nobody, site, team, site, site, all]),
      (Deed.setTarget, [nobody, nobody, nobody, team, nobody, site, all]),
      (Deed.recordActivity, [nobody, nobody, nobody, nobody, site, site, all]),
      (Deed.giveConduct, [nobody, nobody, nobody, team, nobody, site, all]),
      (Deed.giveAward, [nobody, nobody, site, team, nobody, site, all]),
      (Deed.changeAward, [nobody, nobody, site, team, nobody, site, all]),
      (Deed.editRoster, [nobody, nobody, site, nobody, site, site, all]),
      (Deed.applaud, [nobody, oneself, nobody, nobody, nobody, site, all]),
      (Deed.directShow, [nobody, nobody, site, nobody, nobody, site, all]),
      (Deed.writeCommentary, [nobody, nobody, site, nobody, nobody, site, all]),
      (Deed.writeNotice, [nobody, nobody, site, nobody, nobody, site, all]),
    ])
  func deeds(deed: Deed, expected: [String]) {
    for (token, expected) in zip(Self.tokens, expected) {
      let reached = Self.everybody.filter { token.problem(deed, to: $0.scope, field: "x", in: Self.roster) == nil }
      #expect(reached.map(\.name).joined(separator: " ") == expected, "\(token.name), \(deed)")
      #expect(token.may(deed) == !expected.isEmpty, "\(token.name), \(deed)")
    }
  }

  @Test("Every deed is in the table")
  func complete() { #expect(Deed.allCases.count == 13) }

  @Test(
    "What each role may see",
    arguments: [
      //                                screen  agent  assistant leader integration admin of BJ, admin
      (Sight.wall(Company.bj), [true, true, true, true, true, true, true]),
      (.screens(Company.bj), [false, false, true, true, false, true, true]),
      (.screens(Company.tyo), [false, false, false, false, false, false, true]),
      (.wall(Company.tyo), [false, false, false, false, false, false, true]),
      (.ownPage(AgentID("a1")), [false, true, false, false, false, true, true]),
      (.ownPage(AgentID("a2")), [false, false, false, false, false, true, true]),
      (.ownPage(AgentID("j1")), [false, false, false, false, false, false, true]),
      (.console(Company.bj), [false, false, true, true, false, true, true]),
      (.console(Company.tyo), [false, false, false, false, false, false, true]),
      (.standings(Company.bj), [false, false, true, true, false, true, true]),
      (.standings(Company.tyo), [false, false, false, false, false, false, true]),
      (.standings(nil), [false, false, false, false, false, false, true]),
      (.explain(.agent(AgentID("a1"))), [false, true, true, true, false, true, true]),
      (.explain(.agent(AgentID("a2"))), [false, false, true, true, false, true, true]),
      (.explain(.agent(AgentID("a3"))), [false, false, true, false, false, true, true]),
      (.explain(.agent(AgentID("j1"))), [false, false, false, false, false, false, true]),
      (.explain(.team(TeamID("t1"))), [false, false, true, true, false, true, true]),
      (.explain(.team(TeamID("t2"))), [false, false, true, false, false, true, true]),
      (.explain(.site(Company.bj)), [false, false, true, false, false, true, true]),
      (.report(Company.bj), [false, false, true, false, true, true, true]),
      (.report(Company.tyo), [false, false, false, false, false, false, true]),
      (.targets(Company.bj), [false, false, true, true, false, true, true]),
      (.targets(Company.tyo), [false, false, false, false, false, false, true]),
      (.awards(Company.bj), [false, false, true, true, false, true, true]),
      (.awards(Company.tyo), [false, false, false, false, false, false, true]),
    ])
  func sights(sight: Sight, expected: [Bool]) {
    for (token, expected) in zip(Self.tokens, expected) {
      #expect(token.may(sight, in: Self.roster) == expected, "\(token.name), \(sight)")
    }
  }

  @Test("A leader's standings and targets are cut to the team, nobody else's lists are")
  func cuts() {
    let lists: [Sight] = [.standings(Company.bj), .targets(Company.bj), .awards(Company.bj), .report(Company.bj)]
    for token in Self.tokens {
      let cut = lists.map { token.team(limiting: $0) }
      let isLeader = token.role == .leader
      #expect(cut == [isLeader ? TeamID("t1") : nil, isLeader ? TeamID("t1") : nil, nil, nil])
    }
  }

  @Test("Which pages each role may open")
  func pages() {
    let expected: [Role: [Page]] = [
      .screen: [.screen], .agent: [.screen, .agent], .assistant: [.screen, .console], .leader: [.screen, .console],
      .admin: [.screen, .agent, .console], .integration: [.screen],
    ]
    for role in Role.allCases { #expect(Page.allCases.filter(role.mayOpen) == expected[role]) }
  }

  @Test("Everyone is at home at the site of token, team or agent")
  func homes() {
    #expect(
      Self.tokens.map { $0.home(in: Self.roster) }
        == [Company.bj, Company.bj, Company.bj, Company.bj, Company.bj, Company.bj, nil])
  }

  @Test("A token whose team or agent is not there reaches nobody", arguments: [Role.leader, .agent])
  func orphans(role: Role) {
    for token in [
      Caller(role: role, name: "x"), Caller(role: role, name: "x", agent: AgentID("a9"), team: TeamID("t8")),
    ] {
      for deed in Deed.allCases {
        #expect(Self.everybody.allSatisfy { token.problem(deed, to: $0.scope, field: "", in: Self.roster) != nil })
      }
      #expect(!token.may(.wall(Company.bj), in: Self.roster))
      #expect(!token.may(.targets(Company.bj), in: Self.roster))
    }
  }

  @Test("An administrator's token for one agent opens no other page")
  func oneAgent() {
    let token = Caller(role: .admin, name: "x", agent: AgentID("a1"))
    #expect(token.may(.ownPage(AgentID("a1")), in: Self.roster))
    #expect(!token.may(.ownPage(AgentID("a2")), in: Self.roster))
  }

  @Test("A refusal says in a sentence what may be done, and names the field")
  func words() throws {
    let refusal = try #require(
      Company.leader.problem(.setTarget, to: .team(TeamID("t2")), field: "team", in: Self.roster))
    #expect(refusal.status == 403)
    #expect(refusal.detail == "the token lead may set targets for team t1 only")
    #expect(refusal.errors == [FieldFault("team", "is not of team t1", allowed: "team t1")])
    let screen = Caller(role: .screen, name: "wall")
    #expect(screen.problem(.applaud)?.detail == "the role screen may not applaud")
    #expect(
      screen.problem(.targets(Company.bj), in: Self.roster)?.detail == "the role screen may not see the targets")
    #expect(
      Company.leader.problem(.explain(.team(TeamID("t2"))), in: Self.roster)?.detail
        == "the token lead may see the explanation of team t1 only")
  }
}
