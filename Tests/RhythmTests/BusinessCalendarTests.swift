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

  @Test("Only IANA names are known zones")
  func zones() {
    #expect(BusinessCalendar.knows(zone: "Asia/Shanghai"))
    #expect(BusinessCalendar.knows(zone: "UTC"))
    for name in ["CST", "Asia/Shanghei", "", "Beijing", "+08:00"] { #expect(!BusinessCalendar.knows(zone: name)) }
  }
}
