import Floor
import Rhythm
import Testing

@testable import FloorcastServer

/// What is configured of a site that sells into the night.
struct ConfigNightTests {
  private static let four = #","day_start":"04:00""#

  private static func timetable(_ phases: [String], _ shows: String = "") throws -> Timetable? {
    let rhythm = #","rhythm":{"phases":[\#(phases.joined(separator: ","))]\#(shows)}"#
    return try ConfigFloorTests.config(site: four + rhythm).timetables[SiteID("BJ")]
  }

  @Test(
    "A business day begins at midnight, or at a time until noon",
    arguments: [("", 0), (#","day_start":"00:00""#, 0), (four, 240), (#","day_start":"09:00""#, 540)])
  func start(site: String, minutes: Int) throws {
    #expect(try ConfigFloorTests.config(site: site).roster.sites.map(\.dayStart) == [minutes])
    let noon = #","day_start":"12:00","working_hours":[["12:00","12:00"]]"#
    #expect(ConfigTests.faults(ConfigFloorTests.text(site: noon)).isEmpty, "a whole day")
  }

  @Test("Phases, shows and working hours before the day's start are of the night at its end")
  func night() throws {
    let timetable = try #require(
      try Self.timetable(
        [
          ConfigRhythmTests.phase("a", "04:00", "23:00"), ConfigRhythmTests.phase("b", "23:00", "00:00"),
          ConfigRhythmTests.phase("c", "00:00", "01:30"), ConfigRhythmTests.phase("d", "01:30", "04:00"),
        ], #","ceremony":{"at":"01:30"},"greeting":"03:59""#))
    #expect(timetable.phases.map(\.minutes) == [240..<1_380, 1_380..<1_440, 1_440..<1_530, 1_530..<1_680])
    #expect((timetable.ceremony?.minute, timetable.greetingMinute) == (1_530, 1_679))
    let hours = #","working_hours":[["14:00","18:00"],["19:00","01:30"],["02:00","04:00"]]"#
    #expect(
      try ConfigFloorTests.rules(Self.four + hours).calendar.hours == [840..<1_080, 1_140..<1_530, 1_560..<1_680])
    #expect(
      try ConfigFloorTests.rules(Self.four + #","working_hours":[["23:00","24:00"]]"#).calendar.hours == [1_380..<1_440]
    )
  }

  @Test(
    "What is wrong with a night is told with its key and its place",
    arguments: [
      (#""day_start":"12:01""#, "day_start is 12:01 (allowed: a time from 00:00 to 12:00)"),
      (#""day_start":"4:00""#, "day_start is 4:00"), (#""day_start":240"#, "day_start is 240"),
      (
        #""day_start":"09:01""#,
        "day_start is 09:01, when work has begun at 09:00 (allowed: working_hours of the site's own"
      ),
      (#""day_start":"04:00","working_hours":[["03:00","05:00"]]"#, "working_hours[0] is"),
      (#""day_start":"04:00","working_hours":[["19:00","01:30"],["01:00","02:00"]]"#, "working_hours overlaps"),
      (#""day_start":"04:00","working_hours":[["01:00","02:00"],["19:00","23:00"]]"#, "working_hours overlaps"),
      (
        #""day_start":"04:00","rhythm":{"phases":[\#(ConfigRhythmTests.phase("a", "03:00", "05:00"))]}"#,
        "rhythm.phases[0].to is 05:00 (allowed: a time after from, 03:00)"
      ),
      (
        #""day_start":"04:00","rhythm":{"phases":[\#(ConfigRhythmTests.phase("a", "23:00", "01:30")),"#
          + #"\#(ConfigRhythmTests.phase("b", "01:29", "02:00"))]}"#,
        "rhythm.phases[1].from is 01:29 (allowed: 01:30, when the phase before it is over, or later)"
      ),
      (
        #""day_start":"04:00","rhythm":{"phases":[\#(ConfigRhythmTests.phase("a", "23:00", "01:30", #","quiet":true"#))],"#
          + #""ceremony":{"at":"01:00"}}"#,
        "rhythm.ceremony.at is 01:00, in the quiet phase a (allowed: a time outside 23:00 to 01:30)"
      ),
    ])
  func faults(site: String, expected: String) {
    let faults = ConfigTests.faults(ConfigFloorTests.text(site: ",\n" + site))
    #expect(faults.count == 1, "\(faults)")
    #expect(faults.first?.hasPrefix("f:2:") == true)
    #expect(faults.first?.contains(": sites[0].\(expected)") == true, "\(faults)")
  }

  @Test("A sale in the night counts on the day before, at a minute past midnight")
  func moment() throws {
    var site = try #require(try ConfigFloorTests.config(site: Self.four).roster.sites.first)
    var clock = BusinessCalendar()
    let day = CivilDate("2026-11-23")!
    let instant = clock.instant(of: day, minute: 1_470, zone: site.timeZone)
    #expect(BusinessDays().moment(at: instant, site) == (day, 1_470))
    site.dayStart = 0
    #expect(BusinessDays().moment(at: instant, site) == (day.advanced(by: 1), 30))
  }
}
