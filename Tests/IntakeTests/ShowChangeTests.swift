import Floor
import Intake
import Testing
import Wire

/// Who directs a show, and what is refused.
struct ShowChangeTests {
  static let show = Show(
    kind: .ceremony, site: Company.bj, day: Company.today, at: Company.now - 5_000, startsAt: Company.now - 4_000,
    steps: [
      Show.Step(.opening, duration: 10_000), Show.Step(.countdown, duration: 10_000),
      Show.Step(.applause, duration: 10_000),
    ], currency: .cny)

  /// The floor four seconds into the first step of today's ceremony.
  static func floor(_ changes: ShowChange...) -> FloorState {
    var floor = Company.floor
    for entry in [.show(show)] + changes.map(Entry.showChange) { floor.apply(entry, at: floor.offset + 1) }
    return floor
  }

  static func change(_ action: ShowChange.Action, _ anchor: ShowAnchor?) -> ShowChange {
    ShowChange(
      id: "earlier", show: show.key, site: Company.bj, action: action, anchor: anchor, by: "ops", at: Company.now)
  }

  static func admit(
    _ fields: String, _ floor: FloorState = floor(), by caller: Caller = Company.admin, at now: Int64 = Company.now,
    showOf: @escaping Admission.ShowOf = { _, _, _, _, _ in nil }, isRecorded: Bool = false
  ) throws -> Entry {
    let admission = Admission(
      floor: floor, recordOf: floor.record(of:), momentOf: Company.moment, showOf: showOf,
      isRecorded: { isRecorded && $0 == "show-change/h" })
    let json = #"{"id":"h","site":"BJ","# + fields + "}"
    return try admission.admit(read(json, as: ShowChangeDraft.self), by: caller, now: now)
  }

  static func anchor(_ action: String, _ floor: FloorState = floor()) throws -> ShowAnchor? {
    guard case .showChange(let change) = try admit(#""action":"\#(action)""#, floor) else {
      throw Problem.internalError("no change")
    }
    #expect(change.id == "h" && change.show == show.key && change.site == Company.bj)
    #expect(change.action.rawValue == action && change.by == "ops" && change.at == Company.now)
    return change.anchor
  }

  @Test("Each action leaves the show where the show says, told ahead")
  func actions() throws {
    let (now, lead) = (Company.now, ShowAnchor.lead)
    #expect(try Self.anchor("hold") == ShowAnchor(step: 0, at: now - 4_000, heldAt: now))
    #expect(try Self.anchor("skip") == ShowAnchor(step: 1, at: now + lead))
    #expect(try Self.anchor("back") == ShowAnchor(step: 0, at: now + lead))
    #expect(try Self.anchor("repeat") == ShowAnchor(step: 0, at: now + lead))
    #expect(try Self.anchor("abort") == nil)
    let held = Self.floor(Self.change(.hold, ShowAnchor(step: 1, at: now - 3_000, heldAt: now - 1_000)))
    #expect(try Self.anchor("resume", held) == ShowAnchor(step: 1, at: now + lead - 2_000))
  }

  @Test("A show that is over can be repeated, and nothing else")
  func over() throws {
    let over = Self.floor(Self.change(.abort, nil))
    #expect(try Self.anchor("repeat", over) == ShowAnchor(step: 0, at: Company.now + ShowAnchor.lead))
    for action in ["hold", "resume", "skip", "back", "abort"] {
      let refusal = problem { try Self.admit(#""action":"\#(action)""#, over) }
      #expect(refusal?.status == 409)
      #expect(
        refusal?.errors == [
          FieldFault("action", "is \(action), and no show is on stage", allowed: "start, repeat")
        ])
    }
  }

  @Test("A show is not held twice, does not resume while it runs, and where none was held nothing can be directed")
  func refusedAsItStands() throws {
    let held = Self.floor(Self.change(.hold, ShowAnchor(step: 0, at: 0, heldAt: 1)))
    let twice = try #require(problem { try Self.admit(#""action":"hold""#, held) })
    #expect(twice.status == 409)
    #expect(twice.type == "urn:floorcast:problem:show")
    #expect(
      twice.errors == [
        FieldFault("action", "is hold, and the show is held already", allowed: "resume, skip, back, repeat, abort")
      ])
    let running = problem { try Self.admit(#""action":"resume""#) }
    #expect(running?.status == 409)
    #expect(running?.errors.first?.allowed == "hold, skip, back, repeat, abort")
    let nothing = problem { try Self.admit(#""action":"repeat""#, Company.floor) }
    #expect(nothing?.status == 409)
    #expect(nothing?.errors == [FieldFault("action", "is repeat, and no show was held here", allowed: "start")])
  }

  @Test("What was sent before is the journal's to answer, however the show stands now")
  func sentAgain() throws {
    let first = try Self.admit(#""action":"hold""#)
    let held = Self.floor(Self.change(.hold, ShowAnchor(step: 0, at: 0, heldAt: 1)))
    let again = try Self.admit(#""action":"hold""#, held, by: Company.admin, isRecorded: true)
    #expect(EntryCodec.key(for: first, after: 0) == EntryCodec.key(for: again, after: 0))
    #expect(
      try EntryCodec.hash(of: first, body: EntryCodec.encode(first))
        == EntryCodec.hash(of: again, body: EntryCodec.encode(again)))
    #expect(throws: Never.self) { try Self.admit(#""action":"skip""#, Company.floor, isRecorded: true) }
  }

  @Test(
    "A wish that cannot be read names field, fault and what is allowed",
    arguments: [
      ("", "action", "start, hold, resume, skip, back, repeat, abort"),
      (#""action":"reset""#, "action", "start, hold, resume, skip, back, repeat, abort"),
      (#""action":5"#, "action", "a text"), (#""action":"start""#, "show", "ceremony, greeting"),
      (#""action":"start","show":"parade""#, "show", "ceremony, greeting"),
    ])
  func unreadable(fields: String, field: String, allowed: String) throws {
    let refusal = try #require(problem { try Self.admit(fields.isEmpty ? #""x":1"# : fields) })
    #expect(refusal.status == 422)
    #expect(refusal.errors.map(\.field) == [field])
    #expect(refusal.errors.first?.allowed?.hasPrefix(allowed) == true)
  }

  @Test("Id and site are needed, and the site is one that there is")
  func place() throws {
    let missing = problem { try read(#"{"action":"hold"}"#, as: ShowChangeDraft.self) }
    #expect(missing?.errors.map(\.field) == ["id", "site"])
    let draft = try read(#"{"id":"h","site":"XX","action":"hold"}"#, as: ShowChangeDraft.self)
    let unknown = problem { try Company.admission().admit(draft, by: Company.admin, now: Company.now) }
    #expect(unknown?.errors == [FieldFault("site", "is XX, which is no site", allowed: "BJ, TYO")])
  }

  // MARK: Start

  /// Freezes what it is asked for, as a site with a timetable would.
  static func freeze(_ kind: Show.Kind, _ site: Site, _ day: CivilDate, _ now: Int64, _ by: String) -> Show? {
    Show(
      kind: kind, site: site.id, day: day, at: now, by: by, startsAt: now + 1, steps: [], currency: site.currency)
  }

  @Test(
    "A show that is started is today's at its site, frozen now, by whoever starts it", arguments: Show.Kind.allCases)
  func start(kind: Show.Kind) throws {
    let wish = #""action":"start","show":"\#(kind.rawValue)""#
    let show = Self.freeze(kind, Company.roster.sites[0], Company.today, Company.now, "ops")
    #expect(try Self.admit(wish, Company.floor, showOf: Self.freeze) == show.map(Entry.show))
  }

  @Test("A ceremony that was held today, and a greeting that was held this month, are not started again")
  func startTwice() throws {
    let again = try #require(
      problem { try Self.admit(#""action":"start","show":"ceremony""#, showOf: Self.freeze) })
    #expect(again.status == 409)
    #expect(
      again.errors == [
        FieldFault("show", "is ceremony, which was held today", allowed: "repeat, which plays it once more")
      ])
    var floor = Company.floor
    let greeting = Show(
      kind: .greeting, site: Company.bj, day: Company.today.advanced(by: -5), at: 1, startsAt: nil, steps: [],
      currency: .cny)
    floor.apply(.show(greeting), at: floor.offset + 1)
    let second = problem { try Self.admit(#""action":"start","show":"greeting""#, floor, showOf: Self.freeze) }
    #expect(second?.status == 409)
    #expect(second?.errors.first?.fault == "is greeting, which was held this month")
    #expect(problem { try Self.admit(#""action":"start","show":"ceremony""#, floor, showOf: Self.freeze) } == nil)
  }

  @Test("Tomorrow the ceremony can be started again")
  func tomorrow() throws {
    let entry = try Self.admit(
      #""action":"start","show":"ceremony""#, at: Company.now + 86_400_000, showOf: Self.freeze)
    guard case .show(let show) = entry else { return #expect(Bool(false)) }
    #expect(show.day == Company.today.advanced(by: 1))
  }

  @Test("A site that has no shows cannot start one")
  func noShows() {
    let refusal = problem { try Self.admit(#""action":"start","show":"ceremony""#, Company.floor) }
    #expect(refusal?.status == 422)
    #expect(refusal?.errors.map(\.field) == ["show"])
    #expect(refusal?.errors.first?.fault == "is ceremony, which site BJ does not have")
    #expect(refusal?.errors.first?.allowed?.isEmpty == false)
  }

  @Test("Only administrators and the site's assistants direct")
  func permission() {
    func status(_ caller: Caller) -> Int? { problem { try Self.admit(#""action":"hold""#, by: caller) }?.status }
    #expect(status(Caller(role: .assistant, name: "x", site: Company.bj)) == nil)
    #expect(status(Caller(role: .assistant, name: "x", site: Company.tyo)) == 403)
    #expect(status(Caller(role: .admin, name: "x", site: Company.tyo)) == 403)
    for role in [Role.leader, .agent, .integration, .screen] {
      #expect(status(Caller(role: role, name: "x", site: Company.bj, agent: AgentID("a1"), team: TeamID("t1"))) == 403)
    }
  }
}
