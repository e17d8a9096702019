import Floor
import Foundation
import JSON
import Testing
import Wire

/// What pages are told of the day, decoded as a page would.
struct DayMessageTests {
  /// A floor whose a1 has an alias, a photo and a sound, and whose a2 is hidden, after a phase, a broadcast, a ceremony
  /// that is held, and a notice.
  static let floor: FloorState = {
    var floor = FloorState()
    var roster = Floors.roster
    (roster.agents[0].alias, roster.agents[0].spoken) = ("三哥", "叁哥")
    (roster.agents[0].photo, roster.agents[0].clip) = (photo, clip)
    (roster.agents[1].isHidden, roster.agents[1].spoken) = (true, "里四")
    (roster.agents[1].photo, roster.agents[1].clip) = (hiddenFile, hiddenFile)
    (roster.teams[0].color, roster.teams[0].slogan) = ("#e8b23a", "势如破竹！")
    floor.next(.roster(roster))
    for entry: Entry in [
      .phase(Samples.phase), .broadcast(Samples.broadcast()), .show(Samples.ceremony), .showChange(Samples.held),
      .notice(Samples.notice()),
    ] {
      floor.next(entry)
    }
    return floor
  }()

  static let photo = String(repeating: "0a", count: 32)
  static let clip = String(repeating: "0b", count: 32)
  static let hiddenFile = String(repeating: "0c", count: 32)

  static let rhythm = RhythmView(
    day: Samples.day, isWorking: true,
    phases: [
      RhythmView.Phase(
        id: "warm-up", from: 510, to: 540, name: Wording(zhCN: "战前准备", en: "Warm-up"), scene: "morning"),
      RhythmView.Phase(id: "rest", from: 750, to: 775, name: Wording(zhCN: "小憩", en: "Rest"), isQuiet: true),
    ], broadcasts: [600, 660], ceremony: 1_080)

  static let board = BoardID(site: Samples.bj, day: Samples.day)

  static func snapshot(
    _ floor: FloorState = floor, on day: CivilDate = Samples.day, time: Int64 = Samples.now, rhythm: RhythmView? = nil
  ) throws -> [String: Any] {
    try MessageTests.object(
      ServerMessage.snapshot(
        floor, BoardID(site: Samples.bj, day: day), epoch: MessageTests.epoch, top: 10, hour: 15, time: time,
        rhythm: rhythm))
  }

  /// A message of every kind that the clock brings, and the others as they are where the clock has brought something.
  static let messages: [[UInt8]] = {
    let (roster, book) = (floor.roster, floor.cues(of: Samples.bj))
    var greeting = Samples.greeting
    greeting.steps = [
      Show.Step(.opening, duration: 20_000),
      Show.Step(.topSales(.month(CivilDate("2026-10-01")!), Array(Samples.winners.prefix(1))), duration: 60_000),
      Show.Step(.applause, duration: 30_000), Show.Step(.closing(nil), duration: 45_000),
    ]
    let unplayed = Stand(greeting, offset: 9, anchor: nil)
    let site = Floors.roster.sites[0]
    let messages: [[UInt8]?] = [
      try? ServerMessage.welcome(
        role: "screen", version: "1.0", time: Samples.now, tick: 2_000, site: site,
        company: Wording(zhCN: "公司", en: "Company"), top: 10, rate: 60, assets: "0f1e2d"),
      try? ServerMessage.tick(offset: 4, time: Samples.now, rate: 60),
      try? ServerMessage.phase(Samples.phase, offset: 2, prev: 1),
      try? ServerMessage.broadcast(Samples.broadcast(), offset: 3, prev: 2, roster: roster),
      try? ServerMessage.broadcast(Samples.recap, offset: 4, prev: 3, roster: roster),
      try? book.stand.map { stand throws(JSONError) in
        try ServerMessage.show(stand, offset: 5, prev: 4, roster: roster)
      },
      try? ServerMessage.show(unplayed, offset: 9, prev: 5, roster: roster),
      try? ServerMessage.rhythm(rhythm, offset: 9, prev: 9),
      try? ServerMessage.time(sent: .whole(12), time: Samples.now),
      try? ServerMessage.time(sent: .decimal(1_234.5), time: Samples.now, rate: 60),
      try? ServerMessage.snapshot(
        floor, board, epoch: MessageTests.epoch, top: 10, hour: 15, time: Samples.now, rhythm: rhythm),
      try? ServerMessage.notice(
        PostedNotice(Samples.notice(), offset: 6), isEnded: false, offset: 6, prev: 5),
      try? ServerMessage.notice(
        PostedNotice(Samples.notice("x", isSpoken: false), offset: 6), isEnded: true, offset: 9, prev: 6),
    ]
    return messages.compactMap(\.self)
  }()

  /// `value` without what is said in words, which may be said better one day.
  static func silent(_ value: Any) -> Any {
    switch value {
    case let object as [String: Any]:
      object.filter { $0.key != "words" && !($0.key == "spoken" && $0.value is [String: Any]) }.mapValues(silent)
    case let list as [Any]: list.map(silent)
    default: value
    }
  }

  /// Every object under the key `words` within `value`.
  static func words(in value: Any) -> [[String: String]] {
    switch value {
    case let object as [String: Any]:
      object.flatMap { $0.key == "words" ? [$0.value as? [String: String] ?? [:]] : words(in: $0.value) }
    case let list as [Any]: list.flatMap(words)
    default: []
    }
  }

  @Test("Messages are the ones that pages learned to read: the same that the tests of the pages read")
  func golden() throws {
    let lines = try EntryCodecTests.lines("messages-day.jsonl")
    #expect(lines.count == 13 && Self.messages.count == 13)
    for (line, message) in zip(lines, Self.messages) {
      let (expected, said) = (try MessageTests.object(line), try MessageTests.object(message))
      #expect(
        NSDictionary(dictionary: Self.silent(said) as? [String: Any] ?? [:])
          == NSDictionary(dictionary: Self.silent(expected) as? [String: Any] ?? ["": 0]),
        "\(said["kind"] ?? "")")
      #expect(Self.words(in: said).count == Self.words(in: expected).count)
    }
  }

  @Test("Everything that is spoken is said in both languages")
  func spoken() throws {
    let all = try Self.messages.flatMap { Self.words(in: try MessageTests.object($0)) }
    #expect(all.count > 30)
    for words in all {
      #expect(words.keys.sorted() == ["en", "zh-CN"])
      #expect(words.values.allSatisfy { !$0.isEmpty })
    }
  }

  @Test("Nobody hidden is named, and nobody with an alias by another name; they win all the same")
  func dignity() throws {
    for message in Self.messages {
      let text = String(decoding: message, as: UTF8.self)
      for name in ["李四", "里四", "\"a2\"", "张三", Self.hiddenFile] { #expect(!text.contains(name)) }
    }
    let show = try #require(try MessageTests.object(Self.messages[5])["show"] as? [String: Any])
    let steps = try #require(show["steps"] as? [[String: Any]])
    let winners = try #require(steps.first { $0["scene"] as? String == "winner" }?["winners"] as? [[String: Any]])
    let media = ["photo": "/media/\(Self.photo)", "clip": "/media/\(Self.clip)"]
    #expect(
      winners.map { $0["agent"] as? [String: String] } == [["id": "a1", "name": "三哥"].merging(media) { $1 }, nil])
    #expect(winners.map { $0["amount"] as? Int } == [1_280_000, 1_280_000])
    let told = try #require(try MessageTests.object(Self.messages[3])["broadcast"] as? [String: Any])
    #expect((told["leaders"] as? [[String: Any]])?.map { $0["id"] as? String } == ["a1"])
    #expect((told["deals"] as? [[String: Any]])?.map { ($0["agent"] as? [String: String])?["id"] } == ["a1", nil])
  }

  @Test("Everybody whom screens name has their photo everywhere, and their sound where they are celebrated")
  func files() throws {
    var floor = Self.floor
    guard case .sale(_, let sold?) = floor.next(Floors.sale("s", by: "a1", 5_000_000, accepted: Samples.day)),
      case .sale(_, let unnamed?) = floor.next(Floors.sale("t", by: "a2", 9_000_000, accepted: Samples.day))
    else { throw EntryError("", "is not announced") }
    let announcement = try MessageTests.object(ServerMessage.announcement(sold, prev: 1))["announcement"]
    let agent = (announcement as? [String: Any])?["agent"] as? [String: String]
    #expect(agent?["photo"] == "/media/\(Self.photo)" && agent?["clip"] == "/media/\(Self.clip)")
    let board = try Self.snapshot(floor)["agents"] as? [[String: Any]]
    #expect(board?.map { $0["photo"] as? String } == ["/media/\(Self.photo)"])
    let told = try #require(try MessageTests.object(Self.messages[3])["broadcast"] as? [String: Any])
    let deals = try #require(told["deals"] as? [[String: Any]]).map { $0["agent"] as? [String: String] }
    #expect(deals.map { $0?["photo"] } == ["/media/\(Self.photo)", nil])
    #expect(deals.allSatisfy { $0?["clip"] == nil })
    for message in [
      try ServerMessage.announcement(unnamed, prev: 1), try ServerMessage.correction(unnamed, offset: 9, prev: 1),
      try ServerMessage.snapshot(floor, Self.board, epoch: MessageTests.epoch, top: 10, hour: 15, time: Samples.now),
    ] {
      let text = String(decoding: message, as: UTF8.self)
      #expect(!text.contains(Self.hiddenFile) && !text.contains("里四"))
    }
  }

  @Test("Not even the people who work with somebody hidden are told where their files are")
  func hiddenFiles() throws {
    let agents = Self.floor.roster.agents.prefix(2)
    let page = OwnPages(Self.floor, of: Samples.bj, on: Samples.day, minute: 600)
    for (agent, isShown) in zip(agents, [true, false]) {
      let person = String(decoding: try JSON.encode(Desk.Person(agent, team: nil, pinyin: "x")), as: UTF8.self)
      let own = String(decoding: try ServerMessage.own(page.page(of: agent)), as: UTF8.self)
      #expect(person.contains("/media/") == isShown)
      #expect(own.contains("/media/") == isShown)
      #expect(person.contains("spoken"), "how the name is said is theirs to keep")
    }
  }

  @Test("A notice is in the snapshot until its time is up or it is taken down")
  func notices() throws {
    func shown(_ floor: FloorState, at time: Int64) throws -> [String?]? {
      (try Self.snapshot(floor, time: time)["notices"] as? [[String: Any]])?.map { $0["id"] as? String }
    }
    #expect(try shown(Self.floor, at: Samples.now + 1_799_999) == ["n1"])
    #expect(try shown(Self.floor, at: Samples.now + 1_800_000) == [])
    var floor = Self.floor
    floor.next(.noticeEnd(NoticeEnd(id: "n1", by: "x", at: Samples.now + 1)))
    #expect(try shown(floor, at: Samples.now + 2) == [])
  }

  @Test("What is said otherwise than written is said beside it")
  func said() throws {
    let told = try #require(try MessageTests.object(Self.messages[3])["broadcast"] as? [String: Any])
    let (words, spoken) = (told["words"] as? [String: String], told["spoken"] as? [String: String])
    #expect(words?["zh-CN"]?.contains("三哥") == true && spoken?["zh-CN"]?.contains("叁哥") == true)
    #expect(spoken?.keys.sorted() == ["en", "zh-CN"])
    let show = try #require(try MessageTests.object(Self.messages[5])["show"] as? [String: Any])
    let steps = try #require(show["steps"] as? [[String: Any]])
    #expect(steps.filter { $0["spoken"] != nil }.count < steps.count && steps.contains { $0["spoken"] != nil })
  }

  @Test("A show says whether it was played at all, and the desk what was written for today only")
  func played() throws {
    let shows = try [5, 6].map { try #require(MessageTests.object(Self.messages[$0])["show"] as? [String: Any]) }
    #expect(shows.map { $0["played"] as? Bool } == [true, false])
    var floor = Floors.new()
    floor.next(.commentary(Samples.commentary("辛苦了")))
    for (day, text) in [(Samples.day, "辛苦了"), (Samples.day.advanced(by: 1), nil)] {
      let desk = Desk(site: Samples.bj, people: [], sales: [], products: [], honours: [], floor: floor, day: day)
      let commentary = try MessageTests.object(ServerMessage.desk(desk))["commentary"] as? [String: String]
      #expect(commentary?["text"] == text)
    }
  }

  @Test("A team that the roster does not know goes by its identifier, an agent by nothing")
  func strangers() throws {
    let message = try ServerMessage.broadcast(Samples.broadcast(), offset: 3, prev: 2, roster: Roster())
    let told = try #require(try MessageTests.object(message)["broadcast"] as? [String: Any])
    let deal = try #require((told["deals"] as? [[String: Any]])?.first)
    #expect(deal["agent"] == nil)
    #expect((deal["team"] as? [String: String])?["name"] == "t1")
    #expect((told["leaders"] as? [Any])?.isEmpty == true)
  }

  @Test("The rate of the clock is said only where it is not the usual one")
  func rate() throws {
    let site = Floors.roster.sites[0]
    let company = Wording(zhCN: "x", en: "x")
    let usual = [
      try ServerMessage.welcome(
        role: "screen", version: "1", time: 1, tick: 2, site: site, company: company, top: 10, assets: ""),
      try ServerMessage.tick(offset: 1, time: 2), try ServerMessage.time(sent: .whole(1), time: 2),
    ]
    for message in usual { #expect(try MessageTests.object(message)["rate"] == nil) }
    #expect(try MessageTests.object(ServerMessage.tick(offset: 1, time: 2, rate: 60))["rate"] as? Int == 60)
  }

  @Test("A snapshot has what the clock brought today, and nothing of another day")
  func snapshots() throws {
    let today = try Self.snapshot(rhythm: Self.rhythm)
    #expect((today["phase"] as? [String: Any])?["offset"] as? Int == 2)
    #expect((today["broadcast"] as? [String: Any])?["offset"] as? Int == 3)
    #expect((today["show"] as? [String: Any])?["offset"] as? Int == 4)
    #expect(((today["show"] as? [String: Any])?["anchor"] as? [String: Any])?["held_at"] != nil)
    #expect((today["rhythm"] as? [String: Any])?["day"] as? String == "2026-11-21")
    var floor = Self.floor
    floor.next(.showChange(Samples.showChange(.abort, nil)))
    let later = try Self.snapshot(floor, on: Samples.day.advanced(by: 1))
    let quiet = try Self.snapshot(Floors.new(), on: Floors.day)
    for member in ["phase", "broadcast", "show", "rhythm"] {
      #expect(later[member] == nil)
      #expect(quiet[member] == nil)
    }
  }

  @Test("A show that is on stage at midnight stays in the snapshot until it is over")
  func midnight() throws {
    let tomorrow = Samples.day.advanced(by: 1)
    #expect(try Self.snapshot(on: tomorrow)["show"] != nil, "it is held")
    var floor = Self.floor
    floor.next(.showChange(Samples.showChange(.resume, ShowAnchor(step: 1, at: Samples.now))))
    #expect(try Self.snapshot(floor, on: tomorrow, time: Samples.now + 30_000)["show"] != nil)
    #expect(try Self.snapshot(floor, on: tomorrow, time: Samples.now + 3_600_000)["show"] == nil)
  }

  @Test(
    "What a page sends with its question for the time comes back as the same number",
    arguments: [
      ("0", "0"), ("-1", "-1"), ("1795000000123", "1795000000123"), ("1234.5", "1234.5"), ("0.1", "0.1"),
      ("1e300", "1e+300"), ("9223372036854775808", "9.223372036854776e+18"),
      ("1234567.8999999762", "1234567.8999999762"),
    ])
  func sent(text: String, back: String) throws {
    var reader = ObjectReader(try JSON.parse(Array(#"{"sent":\#(text)}"#.utf8), limits: .message))
    let number = reader.number("sent", required: true)
    let sent = try #require(number)
    let answer = try ServerMessage.time(sent: sent, time: 5)
    #expect(String(decoding: answer, as: UTF8.self) == #"{"kind":"time","sent":\#(back),"time":5}"#)
    #expect(Double(back) == Double(text))
  }

  @Test("Anything but a number is a fault that says so", arguments: [#""5""#, "null", "[]", "true"])
  func notSent(text: String) throws {
    var reader = ObjectReader(try JSON.parse(Array(#"{"sent":\#(text)}"#.utf8), limits: .message))
    #expect(reader.number("sent", required: true) == nil)
    #expect(reader.faults.map(\.field) == ["sent"])
    #expect(reader.faults.first?.allowed == "a number")
  }
}
