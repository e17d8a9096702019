import Floor
import Testing

struct RulesTests {
  @Test(
    "An amount in another currency is converted exactly, rounded half away from zero",
    arguments: [
      ("7.1834", "USD", 100, 718), ("7.1850", "USD", 100, 719), ("7.185", "USD", 10, 72), ("0.05", "JPY", 1_999, 9_995),
      ("23.5", "KWD", 1_000, 2_350), ("1", "USD", -3, -3), ("0.5", "USD", -3, -2), ("0.5", "USD", 3, 2),
      ("999999999999999", "USD", Int64.max, Int64.max),
    ] as [(String, String, Int64, Int64)])
  func rates(rate: String, currency: String, amount: Int64, yuan: Int64) throws {
    let currency = try #require(Currency(currency))
    let company = CompanyRules(currency: .cny, rates: [currency: try #require(Rate(rate))])
    #expect(company.convert(Money(minorUnits: amount, currency: currency)) == Money(minorUnits: yuan, currency: .cny))
    #expect(company.convert(Money(minorUnits: amount, currency: .cny))?.minorUnits == amount)
    #expect(company.convert(Money(minorUnits: amount, currency: try #require(Currency("EUR")))) == nil)
  }

  @Test(
    "What is not a rate is refused",
    arguments: ["", "0", "-1", "1.", ".5", "1e3", "0.123456789", "1234567890123456", "1,5"])
  func notARate(text: String) { #expect(Rate(text) == nil) }

  @Test("A rate is written as it was read", arguments: ["7.1834", "0.05", "12", "1.10"])
  func rateText(text: String) { #expect(Rate(text)?.description == text) }

  @Test("The first group that holds a product has it; a star stands for any end")
  func groups() {
    var rules = Rules.standard
    rules.groups = [
      ProductGroup(id: GroupID("exact"), name: Wording(zhCN: "", en: ""), products: ["课程A", "年费"]),
      ProductGroup(id: GroupID("any"), name: Wording(zhCN: "", en: ""), products: ["课程*"]),
    ]
    let table =
      [("课程A", "exact"), ("课程AB", "any"), ("课程", "any"), ("年费", "exact"), ("年费2", nil), ("", nil)]
      as [(String, String?)]
    for (product, group) in table { #expect(rules.group(of: product)?.description == group) }
  }

  @Test("Working minutes go by in working hours alone")
  func minutes() {
    let calendar = WorkingCalendar.standard
    #expect(calendar.minutesADay == 480)
    let table = [(0, 0), (540, 0), (600, 60), (720, 180), (770, 180), (800, 200), (1_080, 480), (1_440, 480)]
    for (minute, gone) in table { #expect(calendar.minutesGone(at: minute) == gone) }
  }

  @Test("Changed rules measure the days after the one on which they were recorded")
  func versions() {
    var floor = Floors.new()
    let (old, new) = (Rules(bigDealTiers: [1]), Rules(bigDealTiers: [2]))
    floor.next(.rules(Floors.bj, old))
    floor.sell("s1", by: "a1", 100)
    floor.next(.rules(Floors.bj, new))
    #expect(floor.rules(of: Floors.bj, on: Floors.day.advanced(by: -90)) == old)
    #expect(floor.rules(of: Floors.bj, on: Floors.day) == old)
    #expect(floor.rules(of: Floors.bj, on: Floors.day.advanced(by: 1)) == new)
    #expect(floor.rules(of: Floors.bj) == new)
    #expect(floor.rules(of: Floors.sh, on: Floors.day) == .standard)
  }
}
