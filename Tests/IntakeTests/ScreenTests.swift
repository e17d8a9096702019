import Floor
import Intake
import JSON
import Testing
import Wire

/// Who pairs screens and sets them otherwise, and what is refused.
struct ScreenTests {
  static let grant = PairingDraft.Grant(id: ScreenID("3f9a0c"), tokenHash: "sha256:1f")

  static func screen(_ name: String, site: SiteID = Company.bj, team: TeamID? = nil, room: String? = nil) -> Screen {
    Screen(
      name: name, site: site, team: team, room: room, tokenHash: "sha256:\(name)", playlist: "gone", pairedAt: 1,
      pairedBy: "ops")
  }

  /// A floor on which `screens` hang, called by their names.
  static func floor(_ screens: Screen...) -> FloorState {
    var floor = Company.floor
    for screen in screens {
      let change = ScreenChange(id: ScreenID(screen.name), version: 1, screen: screen, by: "ops", at: 1)
      floor.apply(.screen(change), at: floor.offset + 1)
    }
    return floor
  }

  static func admission(_ floor: FloorState = Company.floor) -> Admission {
    Admission(floor: floor, playlists: ["main", "lobby"], recordOf: floor.record(of:), momentOf: Company.moment)
  }

  static func pair(
    _ fields: String, _ grant: PairingDraft.Grant? = grant, on floor: FloorState = Company.floor,
    by caller: Caller = Company.admin
  ) throws -> ScreenChange {
    var draft = try read(#"{"code":"k7m 3px",\#(fields)}"#, as: PairingDraft.self)
    draft.grant = grant
    return try admission(floor).admit(draft, by: caller, now: Company.now)
  }

  static func change(_ fields: String, on floor: FloorState, by caller: Caller = Company.admin) throws -> ScreenChange {
    let draft = try read(#"{"id":"a",\#(fields)}"#, as: ScreenChangeDraft.self)
    return try admission(floor).admit(draft, by: caller, now: Company.now)
  }

  // MARK: Pairing

  @Test("A paired screen is what the door found behind the code, set as was said")
  func paired() throws {
    let change = try Self.pair(
      #""name":"前台","site":"BJ","team":"t1","room":"大厅","lang":"en","playlist":"lobby""#)
    let expected = Screen(
      name: "前台", site: Company.bj, team: TeamID("t1"), room: "大厅", tokenHash: "sha256:1f", playlist: "lobby",
      language: .en, pairedAt: Company.now, pairedBy: "ops")
    #expect(
      change == ScreenChange(id: ScreenID("3f9a0c"), version: 1, screen: expected, by: "ops", at: Company.now))
    let plain = try #require(try Self.pair(#""name":"w","site":"BJ""#).screen)
    #expect((plain.language, plain.volume, plain.isMuted, plain.isVoice) == (.zhCN, 80, false, false))
    #expect(plain.team == nil && plain.room == nil && plain.playlist == nil && plain.theme == nil)
  }

  @Test("A code that nobody shows pairs nothing, and one whose screen was revoked neither")
  func noCode() throws {
    var revoked = Self.floor(Self.screen("3f9a0c"))
    revoked.apply(
      .screen(ScreenChange(id: ScreenID("3f9a0c"), version: 2, screen: nil, by: "ops", at: 1)), at: 90)
    for (grant, floor) in [(nil, Company.floor), (Self.grant, revoked)] as [(PairingDraft.Grant?, FloorState)] {
      let refusal = try #require(problem { try Self.pair(#""name":"w","site":"BJ""#, grant, on: floor) })
      #expect(refusal.status == 404)
      #expect(
        refusal.errors == [
          FieldFault("code", "is not waiting", allowed: "a code that a screen shows now")
        ])
    }
  }

  @Test(
    "What is not there is named with what is",
    arguments: [
      (#""name":"w","site":"XX""#, ["site"], "BJ, TYO"), (#""name":"w","site":"BJ","team":"t9""#, ["team"], "t1, t2"),
      (#""name":"w","site":"BJ","team":"tx""#, ["team"], "t1, t2"),
      (#""name":"w","site":"BJ","playlist":"x""#, ["playlist"], "lobby, main"),
      (#""name":"w","site":"BJ","team":"tx","playlist":"x""#, ["team", "playlist"], "t1, t2"),
    ])
  func unknown(fields: String, expected: [String], allowed: String) {
    let refusal = problem { try Self.pair(fields) }
    #expect(refusal?.status == 422)
    #expect(refusal?.errors.map(\.field) == expected)
    #expect(refusal?.errors.first?.allowed == allowed)
  }

  @Test(
    "A pairing that cannot be read names field, fault and what is allowed",
    arguments: [
      (#""x":1"#, ["name", "site"]), (#""name":5,"site":"BJ""#, ["name"]), (#""name":" ","site":"BJ""#, ["name"]),
      (#""name":"w","site":"BJ","lang":"de""#, ["lang"]), (#""name":"w","site":"BJ","room":5"#, ["room"]),
    ])
  func unreadable(fields: String, expected: [String]) {
    let refusal = problem { try Self.pair(fields) }
    #expect(refusal?.status == 422)
    #expect(refusal?.errors.map(\.field) == expected)
    #expect(refusal?.errors.allSatisfy { $0.allowed?.isEmpty == false } == true)
  }

  @Test("A pairing that is sent again is the same entry, also by somebody else and later")
  func again() throws {
    let first = try Self.pair(#""name":"w","site":"BJ""#)
    var floor = Company.floor
    floor.apply(.screen(first), at: 90)
    let again = try Self.pair(#""name":"w","site":"BJ""#, on: floor, by: Caller(role: .admin, name: "other"))
    #expect(try Self.identity(first) == Self.identity(again))
  }

  /// Key and content.
  static func identity(_ change: ScreenChange) throws -> [[UInt8]] {
    let entry = Entry.screen(change)
    return [
      Array(EntryCodec.key(for: entry, after: 0).utf8),
      try EntryCodec.hash(of: entry, body: EntryCodec.encode(entry)),
    ]
  }

  @Test("There is a last screen, and after one is revoked there is room again")
  func limit() throws {
    var floor = Company.floor
    for i in 0..<400 {
      let change = ScreenChange(id: ScreenID("s\(i)"), version: 1, screen: Self.screen("s\(i)"), by: "x", at: 1)
      floor.apply(.screen(change), at: floor.offset + 1)
    }
    #expect(problem { try Self.pair(#""name":"w","site":"BJ""#, on: floor) }?.status == 409)
    floor.apply(
      .screen(ScreenChange(id: ScreenID("s7"), version: 2, screen: nil, by: "x", at: 1)), at: floor.offset + 1)
    #expect(problem { try Self.pair(#""name":"w","site":"BJ""#, on: floor) } == nil)
  }

  // MARK: Changes

  @Test("A change sets what it names and leaves the rest, as the next version")
  func changed() throws {
    let floor = Self.floor(Self.screen("a", team: TeamID("t1"), room: "x"))
    var expected = try #require(floor.screens[ScreenID("a")]?.screen)
    let change = try Self.change(
      #""name":"b","lang":"en","theme":"festive","volume":5,"volumes":{"big_deal":100},"muted":true"#, on: floor)
    (expected.name, expected.language, expected.theme, expected.volume) = ("b", .en, .festive, 5)
    (expected.volumesByKind, expected.isMuted) = (["big_deal": 100], true)
    #expect(change.screen == expected)
    #expect((change.version, change.by, change.at) == (2, "ops", Company.now))
  }

  @Test("Null and an empty text take away what need not be there", arguments: ["null", "\"\""])
  func cleared(nothing: String) throws {
    let floor = Self.floor(Self.screen("a", team: TeamID("t1"), room: "x"))
    let change = try Self.change(
      #""team":\#(nothing),"room":\#(nothing),"theme":\#(nothing),"playlist":\#(nothing)"#, on: floor)
    let screen = try #require(change.screen)
    #expect(screen.team == nil && screen.room == nil && screen.theme == nil && screen.playlist == nil)
    #expect(screen.name == "a" && screen.volume == 80)
  }

  @Test("A playlist that is configured no more hinders nobody who sets something else")
  func goneElsewhere() throws {
    let floor = Self.floor(Self.screen("a"))
    #expect(try Self.change(#""volume":1"#, on: floor).screen?.playlist == "gone")
    #expect(problem { try Self.change(#""playlist":"other""#, on: floor) }?.errors.map(\.field) == ["playlist"])
  }

  @Test("A screen that moves leaves its team behind, and is not the voice of its new room unless it is asked to be")
  func moved() throws {
    let floor = Self.floor(Self.screen("a", team: TeamID("t1")))
    #expect(floor.screens[ScreenID("a")]?.screen?.isVoice == true)
    let moved = try #require(try Self.change(#""site":"TYO""#, on: floor).screen)
    #expect(moved.site == Company.tyo && moved.team == nil && !moved.isVoice)
    #expect(try Self.change(#""site":"TYO","team":"t9","voice":true"#, on: floor).screen?.isVoice == true)
    #expect(try Self.change(#""room":"y""#, on: floor).screen?.isVoice == false)
    #expect(try Self.change(#""room":"y""#, on: floor).screen?.team == TeamID("t1"))
    #expect(try Self.change(#""name":"z""#, on: floor).screen?.isVoice == true)
    let stranger = problem { try Self.change(#""site":"TYO","team":"t1""#, on: floor) }
    #expect(stranger?.errors == [FieldFault("team", "is t1, which is no team of site TYO", allowed: "t9")])
  }

  @Test("A revoked screen is revoked whatever else is said, and once more is the same entry")
  func revoked() throws {
    var floor = Self.floor(Self.screen("a"))
    let first = try Self.change(#""revoked":true,"name":"z""#, on: floor)
    #expect(first == ScreenChange(id: ScreenID("a"), version: 2, screen: nil, by: "ops", at: Company.now))
    floor.apply(.screen(first), at: 90)
    #expect(try Self.identity(Self.change(#""revoked":true"#, on: floor)) == Self.identity(first))
    #expect(problem { try Self.change(#""volume":1"#, on: floor) }?.status == 409)
    let stranger = problem { try Self.change(#""volume":1"#, on: Company.floor) }
    #expect(stranger?.status == 404)
    #expect(stranger?.errors == [FieldFault("id", "is a, which is no screen", allowed: "the id of a paired screen")])
  }

  @Test(
    "A change that cannot be read names field, fault and what is allowed",
    arguments: [
      (#""x":1"#, [""]), (#""revoked":false"#, [""]), (#""name":"""#, ["name"]), (#""lang":"de""#, ["lang"]),
      (#""theme":"neon""#, ["theme"]), (#""volume":101"#, ["volume"]), (#""volume":-1"#, ["volume"]),
      (#""volume":1.5"#, ["volume"]), (#""volumes":[]"#, ["volumes"]), (#""volumes":{"show":101}"#, ["volumes.show"]),
      (#""volumes":{"Show":1}"#, ["volumes.Show"]), (#""muted":1"#, ["muted"]), (#""voice":"yes""#, ["voice"]),
      (#""site":5,"team":5"#, ["site", "team"]),
    ])
  func unreadableChange(fields: String, expected: [String]) {
    let refusal = problem { try Self.change(fields, on: Self.floor(Self.screen("a"))) }
    #expect(refusal?.status == 422)
    #expect(refusal?.errors.map(\.field) == expected)
    #expect(refusal?.errors.allSatisfy { $0.allowed?.isEmpty == false } == true)
  }

  @Test("Not more kinds of sound are set than there may be")
  func kinds() throws {
    func volumes(_ count: Int) -> String {
      let kinds = (0..<count).map { "\"\(String(repeating: "k", count: $0 + 1))\":1" }
      return #""volumes":{\#(kinds.joined(separator: ","))}"#
    }
    let floor = Self.floor(Self.screen("a"))
    #expect(try Self.change(volumes(16), on: floor).screen?.volumesByKind.count == 16)
    #expect(problem { try Self.change(volumes(17), on: floor) }?.errors.map(\.field) == ["volumes"])
  }

  @Test("Only administrators and the assistants of both sites pair and move screens")
  func permission() {
    let floor = Self.floor(Self.screen("a"))
    func statuses(_ caller: Caller) -> [Int?] {
      [
        problem { try Self.pair(#""name":"w","site":"BJ""#, by: caller) }?.status,
        problem { try Self.change(#""volume":1"#, on: floor, by: caller) }?.status,
        problem { try Self.change(#""site":"TYO""#, on: floor, by: caller) }?.status,
        problem { try Self.change(#""revoked":true"#, on: floor, by: caller) }?.status,
      ]
    }
    #expect(statuses(Caller(role: .assistant, name: "x")) == [nil, nil, nil, nil])
    #expect(statuses(Caller(role: .assistant, name: "x", site: Company.bj)) == [nil, nil, 403, nil])
    #expect(statuses(Caller(role: .assistant, name: "x", site: Company.tyo)) == [403, 403, 403, 403])
    for role in [Role.leader, .agent, .integration, .screen] {
      let caller = Caller(role: role, name: "x", site: Company.bj, agent: AgentID("a1"), team: TeamID("t1"))
      #expect(statuses(caller) == [403, 403, 403, 403])
    }
  }

  @Test("A paired screen is a caller of the role screen at its site, and may open nothing but the wall")
  func device() {
    let caller = Caller(ScreenID("a"), Self.screen("前台", team: TeamID("t1")))
    #expect(caller.role == .screen && caller.site == Company.bj && caller.team == TeamID("t1"))
    #expect(caller.screen == ScreenID("a") && caller.name == "前台")
    #expect(Page.allCases.filter(caller.role.mayOpen) == [.screen])
    #expect(Deed.allCases.allSatisfy { !caller.may($0) })
  }
}
