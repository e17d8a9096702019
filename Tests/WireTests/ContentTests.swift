import Floor
import JSON
import Testing
import Wire

/// What an idempotency key is, and what must be the same for the same key.
struct ContentTests {
  static func hash(_ entry: Entry) throws -> [UInt8] {
    try EntryCodec.hash(of: entry, body: EntryCodec.encode(entry))
  }

  @Test("The hash of a sale is the one that every log has for it")
  func saleHash() throws {
    func hex(_ sale: AcceptedSale) throws -> String {
      try Self.hash(.sale(sale)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
    #expect(try hex(Samples.sale()) == "3f2a366e67212ec468cd4a08eb83038eaeee9a0ca13771b049ec2a43d2758a08")
    #expect(
      try hex(Samples.sale(closed: .day(Samples.day), customer: "某公司"))
        == "8666870d0a084a51a0efc29f4ded2bc8b3af7ff4650c9233b2abcfa375bb198c")
  }

  @Test("The same sale has the same hash however and whenever it came in, and another one another")
  func sameSale() throws {
    let hash = try Self.hash(.sale(Samples.sale()))
    #expect(hash.count == 32)
    var again = Samples.sale(source: "import")
    (again.acceptedAt, again.minute, again.acceptedOn) = (7, 8, Samples.day.advanced(by: 1))
    #expect(try Self.hash(.sale(again)) == hash)
    for other in [
      Samples.sale("s2"), Samples.sale(closed: .day(Samples.day)), Samples.sale(customer: "x"),
      Samples.sale(product: "y"), Samples.sale(amount: 1), Samples.sale(currency: Currency("USD")!),
    ] {
      #expect(try Self.hash(.sale(other)) != hash)
    }
  }

  /// Each kind as it arrives again later, by somebody else: only what the server adds differs.
  static let again: [(Entry, Entry)] = {
    let later = Samples.now + 5_000_000
    let tomorrow = Samples.day.advanced(by: 1)
    var correction = Samples.correction(.void)
    (correction.by, correction.at, correction.on, correction.minute) = ("y", later, tomorrow, 3)
    (correction.page, correction.saleOffset) = (nil, nil)
    var target = Samples.target(.team(TeamID("t1")), .day(Samples.day))
    (target.by, target.at) = ("y", later)
    var activity = Samples.activity
    activity.at = later
    var conduct = Samples.conduct(.training)
    (conduct.by, conduct.at) = ("y", later)
    var award = Samples.award(.team(TeamID("t1")), .day(Samples.day))
    (award.by, award.at, award.on) = ("y", later, tomorrow)
    (award.site, award.title) = (SiteID("SH"), Wording(zhCN: "x", en: "x"))
    var change = Samples.change(.handedOver)
    (change.by, change.at, change.on) = ("y", later, tomorrow)
    var applause = Samples.applause
    (applause.at, applause.page, applause.saleOffset) = (later, PageID(site: Samples.bj, day: tomorrow), 4)
    var edit = Samples.edit
    (edit.origin, edit.day) = (.edit(id: "e1", by: "y"), tomorrow)
    var moved = Samples.showChange(.back, nil)
    (moved.show, moved.anchor, moved.by, moved.at) = ("x", ShowAnchor(step: 3, at: later), "y", later)
    var commentary = Samples.commentary("x")
    (commentary.by, commentary.at) = ("y", later)
    var notice = Samples.notice()
    (notice.by, notice.at, notice.until) = ("y", later, later + 1_800_000)
    let end = NoticeEnd(id: "n1", by: "x", at: 1)
    var paired = Samples.screenChange("a", 1, Samples.screen)
    (paired.by, paired.at) = ("y", later)
    paired.screen?.pairedAt = later
    paired.screen?.pairedBy = "y"
    return [
      (.screen(Samples.screenChange("a", 1, Samples.screen)), .screen(paired)),
      (.showChange(Samples.held), .showChange(Samples.showChange(.hold, nil))),
      (.showChange(Samples.showChange(.back, nil)), .showChange(moved)),
      (.commentary(Samples.commentary("x")), .commentary(commentary)),
      (.notice(Samples.notice()), .notice(notice)), (.noticeEnd(end), .noticeEnd(NoticeEnd(id: "n1", by: "y", at: 2))),
      (.correction(Samples.correction(.void)), .correction(correction)),
      (.target(Samples.target(.team(TeamID("t1")), .day(Samples.day))), .target(target)),
      (.activity(Samples.activity), .activity(activity)),
      (.conduct(Samples.conduct(.training)), .conduct(conduct)),
      (.award(Samples.award(.team(TeamID("t1")), .day(Samples.day))), .award(award)),
      (.awardChange(Samples.change(.handedOver)), .awardChange(change)),
      (.applause(Samples.applause), .applause(applause)),
      (.roster(Samples.edit), .roster(edit)),
    ]
  }()

  @Test("What is sent again is the same, whatever the server says about it the second time", arguments: again)
  func sameAgain(first: Entry, second: Entry) throws {
    #expect(first != second)
    #expect(try Self.hash(first) == Self.hash(second))
    #expect(EntryCodec.key(for: first, after: 1) == EntryCodec.key(for: second, after: 9))
  }

  /// The same cue as two nodes work it out, of which one knows more than the other.
  static let cues: [(Entry, Entry)] = {
    let later = Samples.now + 5_000_000
    let phase = PhaseCue(
      site: Samples.bj, day: Samples.day, minute: 5, at: later, phase: Samples.phase.phase,
      name: Wording(zhCN: "x", en: "x"))
    var broadcast = Samples.broadcast(.recap(Samples.recap.key.split(separator: "/").last.map(String.init) ?? ""))
    broadcast.at = later
    let show = Show(
      kind: .ceremony, site: Samples.bj, day: Samples.day, at: later, startsAt: nil, steps: [], currency: .cny)
    var greeting = Samples.greeting
    (greeting.day, greeting.awards) = (Samples.day.advanced(by: 2), Samples.ceremony.awards)
    return [
      (.phase(Samples.phase), .phase(phase)), (.broadcast(Samples.recap), .broadcast(broadcast)),
      (.show(Samples.ceremony), .show(show)), (.show(Samples.greeting), .show(greeting)),
    ]
  }()

  @Test("What happens at its time is the same thing, whatever whoever comes second says about it", arguments: cues)
  func sameCue(first: Entry, second: Entry) throws {
    try sameAgain(first: first, second: second)
  }

  @Test("Cues of another day, hour, phase, kind or site are other things")
  func otherCues() throws {
    var (phase, broadcast, show) = (Samples.phase, Samples.broadcast(), Samples.ceremony)
    var cues: [Entry] = [.phase(phase), .broadcast(broadcast), .show(show), .show(Samples.greeting)]
    (phase.site, broadcast.site, show.site) = (SiteID("SH"), SiteID("SH"), SiteID("SH"))
    cues += [.phase(phase), .broadcast(broadcast), .show(show)]
    (phase.day, broadcast.day, show.day) = (
      phase.day.advanced(by: 1), broadcast.day.advanced(by: 1), show.day.advanced(by: 1)
    )
    cues += [.phase(phase), .broadcast(broadcast), .show(show)]
    (phase.phase, broadcast.occasion) = ("rest", .hour(5))
    cues += [.phase(phase), .broadcast(broadcast), .broadcast(Samples.broadcast(.recap("closing")))]
    #expect(Set(try cues.map(Self.hash)).count == cues.count)
    #expect(Set(cues.map { EntryCodec.key(for: $0, after: 1) }).count == cues.count)
  }

  /// Pairs of one id that say different things.
  static let other: [(Entry, Entry)] = {
    var activity = Samples.activity
    activity.connects += 1
    var conduct = Samples.conduct(.training)
    conduct.reason = "other"
    var edit = Samples.edit
    edit.agents.removeLast()
    let award = Samples.award(.agents([AgentID("a1")]), .day(Samples.day))
    func screen(_ change: (inout Screen) -> Void) -> (Entry, Entry) {
      var other = Samples.screen
      change(&other)
      return (.screen(Samples.screenChange("a", 2, Samples.screen)), .screen(Samples.screenChange("a", 2, other)))
    }
    return [
      (.screen(Samples.screenChange("a", 2, Samples.screen)), .screen(Samples.screenChange("a", 2, nil))),
      screen { $0.name = "x" }, screen { $0.site = SiteID("SH") }, screen { $0.team = nil }, screen { $0.room = nil },
      screen { $0.tokenHash = "x" }, screen { $0.playlist = nil }, screen { $0.language = .zhCN },
      screen { $0.theme = nil }, screen { $0.volume = 61 }, screen { $0.volumesByKind["show"] = 1 },
      screen { $0.isMuted = false }, screen { $0.isVoice = false },
      (.showChange(Samples.held), .showChange(Samples.showChange(.resume, nil))),
      (.showChange(Samples.held), .showChange(Samples.showChange(.hold, nil, site: SiteID("SH")))),
      (.commentary(Samples.commentary("x")), .commentary(Samples.commentary(""))),
      (.commentary(Samples.commentary("x")), .commentary(Samples.commentary("x", day: Samples.day.advanced(by: 1)))),
      (.commentary(Samples.commentary("x")), .commentary(Samples.commentary("x", site: SiteID("SH")))),
      (.notice(Samples.notice()), .notice(Samples.notice("x"))),
      (.notice(Samples.notice()), .notice(Samples.notice(isSpoken: false))),
      (.notice(Samples.notice()), .notice(Samples.notice(lasts: 60_000))),
      (.correction(Samples.correction(.void)), .correction(Samples.correction(.assign(AgentID("a1"))))),
      (
        .target(Samples.target(.site(Samples.bj), .day(Samples.day))),
        .target(Samples.target(.site(Samples.bj), .day(Samples.day), amount: nil))
      ),
      (
        .target(Samples.target(.site(SiteID("x")), .day(Samples.day))),
        .target(Samples.target(.team(TeamID("x")), .day(Samples.day)))
      ),
      (.activity(Samples.activity), .activity(activity)), (.conduct(Samples.conduct(.training)), .conduct(conduct)),
      (.award(award), .award(Samples.award(.agents([AgentID("a2")]), .day(Samples.day)))),
      (
        .award(award),
        .award(
          Samples.award(.agents([AgentID("a1")]), .day(Samples.day), reward: Award.Reward(what: "x", due: Samples.day)))
      ),
      (.awardChange(Samples.change(.handedOver)), .awardChange(Samples.change(.revoked(reason: "x")))),
      (.roster(Samples.edit), .roster(edit)),
    ]
  }()

  @Test("One id for other content has the same key and another hash", arguments: other)
  func otherContent(first: Entry, second: Entry) throws {
    #expect(EntryCodec.key(for: first, after: 1) == EntryCodec.key(for: second, after: 1))
    #expect(try Self.hash(first) != Self.hash(second))
  }

  @Test("Keys are as the log has always had them")
  func keys() {
    let keys = Samples.entries.map { EntryCodec.key(for: $0, after: 7) }
    #expect(
      Set(keys) == [
        "screen/3f9a0c/1", "screen/3f9a0c/2", "screen/b7/1", "screen/b7/2",
        "sale/s1", "sale/6f1d2c3b-8a5e-4f70-9b12-0123456789ab", "activity/v1", "activity/", "correction/c1",
        "target/g1", "conduct/k1", "award/w1", "award-change/x1", "applause/17/a2", "roster/edit/e1",
        "roster/after-7", "rules/BJ/after-7", "company/after-7", "phase/BJ/2026-11-21/closing",
        "phase/BJ/2026-11-21/rest", "hourly/BJ/2026-11-21T15", "hourly/BJ/2026-11-21T25", "recap/BJ/2026-11-21/rest",
        "ceremony/BJ/2026-11-21",
        "greeting/BJ/2026-11-01", "show-change/h1", "commentary/m1", "notice/n1", "notice-end/n1", "roster/edit/e2",
      ])
    #expect(EntryCodec.key(for: SaleID("s1")) == "sale/s1")
  }
}
