import Floor
import Testing

/// PRODUCT.md, "Voice": amounts are read as people say them.
struct SpokenNumberTests {
  @Test(
    "Numbers are said in Chinese as people say them",
    arguments: [
      (0, "零"), (1, "一"), (2, "两"), (9, "九"), (10, "十"), (11, "十一"), (12, "十二"), (20, "二十"), (22, "二十二"),
      (99, "九十九"), (100, "一百"), (101, "一百零一"), (102, "一百零二"), (110, "一百一十"), (112, "一百一十二"), (200, "两百"),
      (202, "两百零二"), (999, "九百九十九"), (1_000, "一千"), (1_001, "一千零一"), (1_010, "一千零一十"), (1_100, "一千一百"),
      (2_000, "两千"), (2_020, "两千零二十"), (2_200, "两千二百"), (9_999, "九千九百九十九"), (10_000, "一万"), (10_001, "一万零一"),
      (10_010, "一万零一十"), (10_100, "一万零一百"), (11_000, "一万一千"), (12_800, "一万二千八百"), (20_000, "两万"),
      (20_002, "两万零二"), (22_000, "两万二千"), (100_000, "十万"), (100_200, "十万零二百"), (110_000, "十一万"),
      (120_000, "十二万"), (200_000, "二十万"), (1_000_000, "一百万"), (1_002_003, "一百万二千零三"), (2_000_000, "两百万"),
      (10_000_000, "一千万"), (10_101_010, "一千零一十万一千零一十"), (20_000_000, "两千万"), (100_000_000, "一亿"),
      (100_000_001, "一亿零一"), (100_050_000, "一亿零五万"), (110_000_000, "一亿一千万"), (200_000_000, "两亿"),
      (200_002_000, "两亿零二千"), (1_000_000_000, "十亿"), (1_000_000_000_000, "一万亿"),
      (1_000_000_010_000, "一万亿零一万"), (123_456_789_012, "一千二百三十四亿五千六百七十八万九千零一十二"), (-12_800, "负一万二千八百"),
    ] as [(Int64, String)])
  func chinese(number: Int64, words: String) { #expect(SpokenNumber.chinese(number) == words) }

  @Test(
    "Numbers are said in English as people say them",
    arguments: [
      (0, "zero"), (1, "one"), (2, "two"), (13, "thirteen"), (20, "twenty"), (21, "twenty-one"), (90, "ninety"),
      (99, "ninety-nine"), (100, "one hundred"), (101, "one hundred and one"), (110, "one hundred and ten"),
      (999, "nine hundred and ninety-nine"), (1_000, "one thousand"), (1_001, "one thousand and one"),
      (1_100, "one thousand one hundred"), (12_800, "twelve thousand eight hundred"),
      (105_005, "one hundred and five thousand and five"), (1_000_000, "one million"),
      (1_000_021, "one million and twenty-one"),
      (2_345_678, "two million three hundred and forty-five thousand six hundred and seventy-eight"),
      (1_000_000_000, "one billion"), (7_000_000_000_000, "seven trillion"), (-5, "minus five"),
    ] as [(Int64, String)])
  func english(number: Int64, words: String) { #expect(SpokenNumber.english(number) == words) }

  @Test("The largest numbers there are have words too", arguments: [Int64.max, .min])
  func largest(number: Int64) {
    #expect(SpokenNumber.chinese(number).hasSuffix(number < 0 ? "五千八百零八" : "五千八百零七"))
    #expect(SpokenNumber.english(number).hasSuffix(number < 0 ? "eight hundred and eight" : "eight hundred and seven"))
  }

  @Test("What is said in Chinese can be understood: no two numbers sound alike")
  func distinct() {
    let numbers = Array(0...20_000 as ClosedRange<Int64>) + stride(from: 20_010, through: 300_000_000, by: 9_973)
    #expect(Set(numbers.map { SpokenNumber.chinese($0) }).count == numbers.count)
    #expect(Set(numbers.map { SpokenNumber.english($0) }).count == numbers.count)
    #expect(numbers.allSatisfy { !SpokenNumber.chinese($0).contains("零零") })
  }

  @Test(
    "Amounts are said with what they are counted in, and nothing is rounded",
    arguments: [
      ("CNY", 1_280_000, "一万二千八百元", "twelve thousand eight hundred yuan"),
      ("CNY", 1_280_050, "一万二千八百元五角", "twelve thousand eight hundred point five yuan"),
      ("CNY", 1_234, "十二元三角四分", "twelve point three four yuan"),
      ("CNY", 1_205, "十二元零五分", "twelve point zero five yuan"),
      ("CNY", 200, "两元", "two yuan"), ("CNY", 222, "两元两角两分", "two point two two yuan"),
      ("CNY", 50, "五角", "zero point five yuan"), ("CNY", 5, "五分", "zero point zero five yuan"),
      ("CNY", 0, "零元", "zero yuan"), ("CNY", -1_200, "负十二元", "minus twelve yuan"),
      ("USD", 100, "一美元", "one US dollar"), ("USD", 250, "二点五美元", "two point five US dollars"),
      ("USD", 200, "两美元", "two US dollars"), ("USD", 1_205, "十二点零五美元", "twelve point zero five US dollars"),
      ("JPY", 12_800, "一万二千八百日元", "twelve thousand eight hundred yen"), ("JPY", 1, "一日元", "one yen"),
      ("KWD", 1_234, "一点二三四科威特第纳尔", "one point two three four Kuwaiti dinars"),
      ("KWD", 12_000_050, "一万二千点零五科威特第纳尔", "twelve thousand point zero five Kuwaiti dinars"),
      ("KWD", 1_000, "一科威特第纳尔", "one Kuwaiti dinar"),
      ("CLF", 12_345, "一点二三四五 CLF", "one point two three four five CLF"),
      ("BHD", 2_001, "二点零零一 BHD", "two point zero zero one BHD"), ("ISK", 2_000, "两千 ISK", "two thousand ISK"),
    ])
  func amounts(code: String, minorUnits: Int64, chinese: String, english: String) throws {
    let amount = Money(minorUnits: minorUnits, currency: try #require(Currency(code)))
    #expect(SpokenNumber.chinese(amount) == chinese)
    #expect(SpokenNumber.english(amount) == english)
  }

  @Test("Parts of a whole are said as people say them, and never more than was reached")
  func percent() {
    #expect(SpokenNumber.chinesePercent(12_399) == "百分之一百二十三")
    #expect(SpokenNumber.chinesePercent(299) == "百分之二")
    #expect(SpokenNumber.chinesePercent(9_999) == "百分之九十九")
    #expect(SpokenNumber.englishPercent(10_000) == "one hundred per cent")
  }
}
