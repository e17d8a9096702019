import Floor
import Testing

struct MoneyTests {
  static func minor(_ text: String, _ code: String = "CNY") throws(AmountFault) -> Int64 {
    try Money(decimal: text, currency: Currency(code)!).minorUnits
  }

  @Test(
    "Amounts as people type them are read exactly",
    arguments: [
      ("12800", 1_280_000), ("12,800.50", 1_280_050), ("1.28万", 1_280_000), ("500.0", 50_000), ("0.01", 1),
      ("1,234,567", 123_456_700), ("0.000001万", 1), ("10000000000000.00", 1_000_000_000_000_000), ("500.000", 50_000),
    ] as [(String, Int64)])
  func reads(text: String, minorUnits: Int64) throws {
    #expect(try Self.minor(text) == minorUnits)
  }

  @Test(
    "What is not an amount is refused for the right reason",
    arguments: [
      ("", .notANumber), ("abc", .notANumber), ("1.", .notANumber), (".5", .notANumber), ("1e5", .notANumber),
      ("1,28", .notANumber), ("1,2800", .notANumber), ("12800 ", .notANumber), ("１２", .notANumber), ("万", .notANumber),
      ("-5", .negative), ("0", .zero), ("0.00", .zero), ("0.001", .tooManyDecimals(allowed: 2)),
      ("1.2345678万", .tooManyDecimals(allowed: 6)), ("10000000000000.01", .tooLarge),
      ("99999999999999999999999", .tooLarge),
    ] as [(String, AmountFault)])
  func refuses(text: String, fault: AmountFault) {
    #expect(throws: fault) { try Self.minor(text) }
  }

  @Test("Decimals follow the currency: none for yen, three for dinars")
  func exponents() throws {
    #expect(try Self.minor("500", "JPY") == 500)
    #expect(throws: AmountFault.tooManyDecimals(allowed: 0)) { try Self.minor("500.5", "JPY") }
    #expect(try Self.minor("1.234", "KWD") == 1234)
    #expect(Currency("XYZ") == nil)
    #expect(Currency("cny") == nil)
  }

  @Test(
    "Grouped text shows decimals only when there are any",
    arguments: [
      (1_280_000, "12,800"), (1_280_050, "12,800.50"), (5, "0.05"), (0, "0"), (123_456_789_00, "123,456,789"),
      (-150, "-1.50"),
    ] as [(Int64, String)])
  func grouped(minorUnits: Int64, text: String) {
    #expect(Money(minorUnits: minorUnits, currency: .cny).grouped == text)
    #expect(Money(minorUnits: 1234, currency: Currency("JPY")!).grouped == "1,234")
  }
}
