import Floor
import Intake
import Rhythm
import Testing

@testable import FloorcastServer

/// What is configured of a site's day.
struct ConfigRhythmTests {
  static func timetable(_ rhythm: String, _ more: String = "") throws -> Timetable? {
    try ConfigFloorTests.config(site: #","rhythm":"# + rhythm, more).timetables[SiteID("BJ")]
  }

  static func phase(_ id: String, _ from: String, _ to: String, _ more: String = "") -> String {
    #"{"id":"\#(id)","from":"\#(from)","to":"\#(to)","name":{"zh-CN":"早","en":"Early"}\#(more)}"#
  }

  @Test("The shipped day is the product's: fifteen phases, quiet from 12:30 to 12:55, the ceremony at 18:00")
  func shipped() throws {
    let config = try Config(file: ConfigTests.shipped)
    let timetable = try #require(config.timetables[SiteID("BJ")])
    #expect(timetable.phases.count == 15)
    #expect(timetable.phases.first?.from == 510)
    #expect(timetable.phases.last?.to == 1_090)
    #expect(zip(timetable.phases, timetable.phases.dropFirst()).allSatisfy { $0.to == $1.from })
    #expect(timetable.phases.filter(\.isQuiet).map(\.minutes) == [750..<775])
    #expect(timetable.phase(at: 900)?.name == Wording(zhCN: "决战时刻", en: "Closing hours"))
    #expect(timetable.broadcasts)
    #expect(timetable.graceMinutes == Timetable.standardGrace)
    #expect(timetable.greetingMinute == 510)
    let ceremony = try #require(timetable.ceremony)
    #expect(ceremony.minute == 1_080)
    #expect(ceremony.plan.durations == ShowPlan.Durations())
    #expect(
      ceremony.plan.honours.mapValues(\.id) == [
        .day: "top_sales", .week: "top_sales_week", .month: "top_sales_month", .team: "top_team",
      ])
    #expect(ceremony.plan.honours[.month]?.reward?.presenter == "总经理")
    for (_, planned) in ceremony.plan.honours {
      #expect(config.honours.contains { $0.id == planned.id && $0.title == planned.title })
    }
  }

  @Test("The shipped file tells the hours 10, 11, 12, 14, 15, 16 and 17, the rest, and the ceremony at last")
  func shippedCues() throws {
    let config = try Config(file: ConfigTests.shipped)
    let (site, monday) = (SiteID("BJ"), CivilDate("2026-11-23")!)
    let cues = DayPlan.cues(
      of: monday, site: site, timetable: try #require(config.timetables[site]),
      calendar: try #require(config.rules[site]?.calendar), zone: "Asia/Shanghai")
    let told = cues.compactMap { cue -> String? in
      if case .phase = cue.kind { nil } else { cue.key }
    }
    #expect(
      told == [
        "hourly/BJ/2026-11-23T10", "hourly/BJ/2026-11-23T11", "hourly/BJ/2026-11-23T12", "recap/BJ/2026-11-23/rest",
        "hourly/BJ/2026-11-23T14", "hourly/BJ/2026-11-23T15", "hourly/BJ/2026-11-23T16", "hourly/BJ/2026-11-23T17",
        "ceremony/BJ/2026-11-23",
      ])
  }

  @Test("The shipped file shows every key of a day")
  func everyKey() throws {
    let text = try String(contentsOfFile: ConfigTests.shipped, encoding: .utf8)
    for key in [
      "rhythm", "phases", "from", "to", "name", "sound", "quiet", "scene", "broadcasts", "grace_minutes", "ceremony",
      "at", "seconds", "opening", "company", "team", "teams", "top_team", "top_sales", "countdown", "winner",
      "applause",
      "closing", "honours", "day", "week", "month", "greeting",
    ] {
      #expect(text.contains("\"\(key)\":"), "\(key) is not shown")
    }
  }

  @Test("Nothing is scheduled at a site that says nothing of its day; one that has an empty day has the standard ones")
  func defaults() throws {
    #expect(try ConfigFloorTests.config().timetables.isEmpty)
    let timetable = try #require(try Self.timetable(#"{"phases":[]}"#))
    #expect(timetable == Timetable(phases: []))
    #expect(timetable.broadcasts && timetable.ceremony == nil && timetable.greetingMinute == nil)
    let ceremony = try Self.timetable(#"{"phases":[],"ceremony":{"at":"17:45"}}"#)?.ceremony
    #expect(ceremony == CeremonyPlan(minute: 1_065))
  }

  @Test("Phases have times, a sound, quiet and a scene; the ceremony lengths and honours with their rewards")
  func everything() throws {
    let honours = #"""
      ,"honours":[{"id":"h","title":{"zh-CN":"王","en":"King"},"reward":{"what":"x","days":2,"presenter":"y"}}]
      """#
    let phases = [
      Self.phase("a", "00:00", "08:30", #","sound":"gong","scene":"pace""#),
      Self.phase("b", "08:30", "24:00", #","quiet":true"#),
    ].joined(separator: ",")
    let timetable = try Self.timetable(
      #"""
      {"phases":[\#(phases)],"broadcasts":false,"grace_minutes":5,"greeting":"00:00",
      "ceremony":{"at":"08:29","seconds":{"opening":1,"top_team":3600},"honours":{"day":"h"}}}
      """#, honours)
    let name = Wording(zhCN: "早", en: "Early")
    var plan = ShowPlan(
      honours: [
        .day: Honour(
          id: "h", title: Wording(zhCN: "王", en: "King"),
          reward: Honour.Reward(what: "x", days: 2, presenter: "y"))
      ])
    (plan.durations.opening, plan.durations.topTeam) = (1_000, 3_600_000)
    #expect(
      timetable
        == Timetable(
          phases: [
            Phase(id: "a", name: name, from: 0, to: 510, sound: .gong, scene: "pace"),
            Phase(id: "b", name: name, from: 510, to: 1_440, isQuiet: true),
          ], graceMinutes: 5, broadcasts: false, ceremony: CeremonyPlan(minute: 509, plan: plan), greetingMinute: 0))
  }

  @Test("An honour that is faulty itself is told once, not again where a ceremony names it")
  func noCascade() {
    let faults = ConfigTests.faults(
      ConfigFloorTests.text(
        site: #","rhythm":{"phases":[],"ceremony":{"at":"18:00","honours":{"day":"h"}}}"#, #","honours":[{"id":"h"}]"#))
    #expect(faults.count == 1)
    #expect(faults.first?.contains("honours[0].title is missing") == true, "\(faults)")
  }

  @Test(
    "What is wrong with a day is told with its key and its place",
    arguments: [
      ("{}", "", "phases is missing (allowed:"), (#"{"phases":[],"x":1}"#, "", "x is not known"),
      (#"{"phases":[],"grace_minutes":0}"#, "", "grace_minutes is 0"),
      (#"{"phases":[],"grace_minutes":61}"#, "", "grace_minutes is 61"),
      (#"{"phases":[],"broadcasts":"yes"}"#, "", "broadcasts is a text"),
      (#"{"phases":[],"greeting":"8:30"}"#, "", "greeting is 8:30 (allowed: a time from 00:00 to 23:59)"),
      (#"{"phases":[],"greeting":"24:00"}"#, "", "greeting is 24:00"),
      (#"{"phases":[],"greeting":830}"#, "", "greeting is 830"),
      (#"{"phases":[],"ceremony":{}}"#, "", "ceremony.at is missing"),
      (#"{"phases":[],"ceremony":{"at":"18:60"}}"#, "", "ceremony.at is 18:60"),
      (#"{"phases":[],"ceremony":{"at":"18:00","x":1}}"#, "", "ceremony.x is not known"),
      (#"{"phases":[],"ceremony":{"at":"18:00","seconds":{"x":1}}}"#, "", "ceremony.seconds.x is not known"),
      (#"{"phases":[],"ceremony":{"at":"18:00","seconds":{"team":0}}}"#, "", "ceremony.seconds.team is 0"),
      (#"{"phases":[],"ceremony":{"at":"18:00","seconds":{"team":3601}}}"#, "", "ceremony.seconds.team is 3601"),
      (
        #"{"phases":[],"ceremony":{"at":"18:00","honours":{"day":"king"}}}"#, "",
        "ceremony.honours.day is king, which is no honour (allowed: top_sales"
      ),
      (
        #"{"phases":[],"ceremony":{"at":"18:00","honours":{"year":"bee"}}}"#, "",
        "ceremony.honours.year is not known"
      ),
      (
        #"{"phases":[],"ceremony":{"at":"09:00"},"greeting":"09:00"}"#, "",
        "greeting is 09:00, when the ceremony begins"
      ),
      (#"{"phases":[{"from":"08:00","to":"09:00","name":{"zh-CN":"a","en":"a"}}]}"#, "", "phases[0].id is missing"),
      (#"{"phases":[{"id":"a","from":"08:00","to":"09:00"}]}"#, "", "phases[0].name is missing"),
      ("", phase("a", "24:00", "24:00"), "phases[0].from is 24:00"),
      ("", phase("a", "09:00", "24:01"), "phases[0].to is 24:01 (allowed: a time from 00:00 to 24:00)"),
      ("", phase("a", "09:00", "09:00"), "phases[0].to is 09:00 (allowed: a time after from, 09:00)"),
      ("", phase("a", "09:00", "08:00"), "phases[0].to is 08:00"),
      ("", phase("a", "09:00", "10:00", #","sound":"horn""#), "phases[0].sound is horn (allowed: bell, gong"),
      (
        "", phase("a", "09:00", "10:00", #","quiet":true,"sound":"bell""#),
        "phases[0].sound is called for in quiet time"
      ),
      ("", phase("a", "09:00", "10:00", #","quiet":1"#), "phases[0].quiet is a whole number"),
      ("", phase("a", "09:00", "10:00", #","loud":true"#), "phases[0].loud is not known"),
      (
        "", phase("a", "09:00", "10:00") + "," + phase("a", "10:00", "11:00"),
        "phases[1].id is a, as an earlier phase's"
      ),
      (
        "", phase("a", "09:00", "10:00") + "," + phase("b", "09:59", "11:00"),
        "phases[1].from is 09:59 (allowed: 10:00, when the phase before it is over, or later)"
      ),
      ("", phase("a", "09:00", "10:00") + "," + phase("b", "08:00", "08:30"), "phases[1].from is 08:00"),
    ])
  func faults(rhythm: String, phases: String, expected: String) {
    let rhythm = rhythm.isEmpty ? #"{"phases":[\#(phases)]}"# : rhythm
    let faults = ConfigTests.faults(ConfigFloorTests.text(site: ",\n\"rhythm\":" + rhythm))
    #expect(faults.count == 1, "\(faults)")
    #expect(faults.first?.hasPrefix("f:2:") == true)
    #expect(faults.first?.contains(": sites[0].rhythm.\(expected)") == true, "\(faults)")
  }

  @Test("No show begins in quiet time, and a day has at most 96 phases")
  func limits() {
    func faults(_ rhythm: String) -> [String] {
      ConfigTests.faults(ConfigFloorTests.text(site: #","rhythm":"# + rhythm))
    }
    let quiet = Self.phase("rest", "12:30", "12:55", #","quiet":true"#)
    func shows(_ ceremony: String, _ greeting: String) -> [String] {
      faults(#"{"phases":[\#(quiet)],"ceremony":{"at":"\#(ceremony)"},"greeting":"\#(greeting)"}"#)
    }
    #expect(shows("12:55", "12:29").isEmpty)
    #expect(shows("12:54", "08:30").first?.contains("ceremony.at is 12:54, in the quiet phase rest") == true)
    #expect(shows("18:00", "12:30").first?.contains("greeting is 12:30, in the quiet phase rest") == true)
    func text(_ minute: Int) -> String {
      [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
    func phases(_ count: Int) -> String {
      (0..<count).map { Self.phase("p\($0)", text($0 * 10), text($0 * 10 + 10)) }.joined(separator: ",")
    }
    #expect(faults(#"{"phases":[\#(phases(96))]}"#).isEmpty)
    #expect(faults(#"{"phases":[\#(phases(97))]}"#).first?.contains("phases has 97 elements") == true)
  }
}
