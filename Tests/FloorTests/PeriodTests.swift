import Floor
import Testing

struct PeriodTests {
  @Test(
    "A week begins on Monday, a month on its first day",
    arguments: [
      ("2026-11-23", "2026-11-23", "2026-11-01"), ("2026-11-29", "2026-11-23", "2026-11-01"),
      ("2026-12-01", "2026-11-30", "2026-12-01"),
      ("1970-01-01", "1969-12-29", "1970-01-01"), ("1969-12-28", "1969-12-22", "1969-12-01"),
      ("2024-02-29", "2024-02-26", "2024-02-01"),
    ])
  func starts(day: String, week: String, month: String) throws {
    let day = try #require(CivilDate(day))
    #expect(Period.all(of: day).map(\.start.description) == [day.description, week, month])
    #expect(Period(.week, of: day).start.weekday == 1)
  }
}
