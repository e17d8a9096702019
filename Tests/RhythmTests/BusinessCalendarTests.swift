import Floor
import Foundation
import Rhythm
import Testing

struct BusinessCalendarTests {
  static func instant(_ text: String) throws -> Int64 {
    Int64(try Date(text, strategy: .iso8601).timeIntervalSince1970 * 1000)
  }

  @Test(
    "A business day begins at the site's own midnight",
    arguments: [
      ("2026-11-21T15:59:59Z", "Asia/Shanghai", "2026-11-21"), ("2026-11-21T16:00:00Z", "Asia/Shanghai", "2026-11-22"),
      ("2026-11-21T16:00:00Z", "UTC", "2026-11-21"), ("2026-11-21T04:59:59Z", "America/New_York", "2026-11-20"),
      ("2026-03-29T00:59:59Z", "Europe/Berlin", "2026-03-29"), ("2026-03-29T21:59:59Z", "Europe/Berlin", "2026-03-29"),
      ("2026-03-29T22:00:00Z", "Europe/Berlin", "2026-03-30"), ("2026-10-25T22:59:59Z", "Europe/Berlin", "2026-10-25"),
      ("2026-10-03T13:30:00Z", "Australia/Lord_Howe", "2026-10-04"), ("1969-12-31T23:59:59Z", "UTC", "1969-12-31"),
    ])
  func midnight(text: String, zone: String, day: String) throws {
    var calendar = BusinessCalendar()
    #expect(calendar.day(at: try Self.instant(text), zone: zone) == CivilDate(day))
  }

  @Test(
    "A local time that is left out comes at the first instant after the gap; one that comes twice, the first time",
    arguments: [
      ("2026-11-23", 1_080, "Asia/Shanghai", "2026-11-23T10:00:00Z"),
      ("2026-03-29", 119, "Europe/Berlin", "2026-03-29T00:59:00Z"),
      ("2026-03-29", 120, "Europe/Berlin", "2026-03-29T01:00:00Z"),
      ("2026-03-29", 150, "Europe/Berlin", "2026-03-29T01:00:00Z"),
      ("2026-03-29", 180, "Europe/Berlin", "2026-03-29T01:00:00Z"),
      ("2026-10-25", 119, "Europe/Berlin", "2026-10-24T23:59:00Z"),
      ("2026-10-25", 120, "Europe/Berlin", "2026-10-25T00:00:00Z"),
      ("2026-10-25", 180, "Europe/Berlin", "2026-10-25T02:00:00Z"),
      ("2026-10-25", 1_440, "Europe/Berlin", "2026-10-25T23:00:00Z"),
      ("2026-10-04", 135, "Australia/Lord_Howe", "2026-10-03T15:30:00Z"),
      ("2026-04-05", 105, "Australia/Lord_Howe", "2026-04-04T14:45:00Z"),
      ("2026-11-23", 0, "Asia/Kathmandu", "2026-11-22T18:15:00Z"),
      ("2011-12-30", 720, "Pacific/Apia", "2011-12-30T10:00:00Z"),
      ("2011-12-31", 0, "Pacific/Apia", "2011-12-30T10:00:00Z"),
      ("1969-12-31", 60, "UTC", "1969-12-31T01:00:00Z"), ("2038-01-20", 60, "UTC", "2038-01-20T01:00:00Z"),
    ])
  func instants(day: String, minute: Int, zone: String, instant: String) throws {
    var calendar = BusinessCalendar()
    let day = try #require(CivilDate(day))
    #expect(calendar.instant(of: day, minute: minute, zone: zone) == (try Self.instant(instant)))
  }

  @Test("Only IANA names are known zones")
  func zones() {
    #expect(BusinessCalendar.knows(zone: "Asia/Shanghai"))
    #expect(BusinessCalendar.knows(zone: "UTC"))
    for name in ["CST", "Asia/Shanghei", "", "Beijing", "+08:00"] { #expect(!BusinessCalendar.knows(zone: name)) }
  }
}
