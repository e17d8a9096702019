import Floor
import Testing

struct CivilDateTests {
  @Test(
    "Known days have their known numbers",
    arguments: [
      ("1970-01-01", 0), ("2000-02-29", 11016), ("2026-11-21", 20778), ("1969-12-31", -1), ("0001-01-01", -719_162),
      ("9999-12-31", 2_932_896),
    ] as [(String, Int32)])
  func known(text: String, days: Int32) {
    #expect(CivilDate(text)?.daysSinceEpoch == days)
    #expect(CivilDate(daysSinceEpoch: days).description == text)
  }

  @Test("Every day of four centuries reads back as itself")
  func roundTrip() {
    for days in stride(from: Int32(-20_000), through: 130_000, by: 1) {
      let date = CivilDate(daysSinceEpoch: days)
      #expect(CivilDate(year: date.year, month: date.month, day: date.day) == date)
    }
  }

  @Test(
    "What is not a day is refused",
    arguments: [
      "", "2026-02-29", "2026-13-01", "2026-00-10", "2026-11-31", "2026-11-00", "26-11-21", "2026/11/21", "2026-11-2x",
      "0000-01-01",
      "2026-11-21T00:00:00Z",
    ])
  func refused(text: String) {
    #expect(CivilDate(text) == nil)
  }
}
