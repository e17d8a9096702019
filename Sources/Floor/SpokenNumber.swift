/// Numbers written as people say them, so that a voice reads them right in any browser (PRODUCT.md, "Voice": 12800 ->
/// 一万二千八百元).
public enum SpokenNumber {
  /// `十二`, `一万二千八百`. Two of something are 两 (两单), and so are two hundred, thousand, 万 and 亿 at the beginning.
  public static func chinese(_ number: Int64) -> String {
    let text = number < 0 ? "负" : ""
    if number.magnitude == 2 { return text + "两" }
    var words = chinese(number.magnitude)
    if words.hasPrefix("一十") { words.removeFirst() }
    if words.hasPrefix("二"), let next = words.dropFirst().first, "百千万亿".contains(next) {
      words = "两" + words.dropFirst()
    }
    return text + words
  }

  /// `twelve`, `twelve thousand eight hundred`, `one hundred and five`.
  public static func english(_ number: Int64) -> String {
    (number < 0 ? "minus " : "") + english(number.magnitude)
  }

  /// `百分之一百二十三`, for 10,000ths; what is not a whole per cent yet does not count.
  public static func chinesePercent(_ tenThousandths: Int64) -> String {
    let percent = tenThousandths / 100
    return "百分之\(percent == 2 ? "二" : chinese(percent))"
  }

  /// `one hundred and twenty-three per cent`.
  public static func englishPercent(_ tenThousandths: Int64) -> String {
    "\(english(tenThousandths / 100)) per cent"
  }

  // MARK: Chinese

  private static let chineseDigits = Array("零一二三四五六七八九")

  /// Numbers are said in groups of four digits: 亿 is the group above 万, and what is above 亿 is counted in 亿.
  private static func chinese(_ number: UInt64) -> String {
    switch number {
    case 0: "零"
    case 100_000_000...: chinese(number, in: 100_000_000, "亿")
    case 10_000...: chinese(number, in: 10_000, "万")
    default: chineseGroup(number)
    }
  }

  private static func chinese(_ number: UInt64, in unit: UInt64, _ name: String) -> String {
    let (count, rest) = number.quotientAndRemainder(dividingBy: unit)
    if rest == 0 { return chinese(count) + name }
    return chinese(count) + name + (rest < unit / 10 ? "零" : "") + chinese(rest)
  }

  /// 1 to 9,999: one 零 for all zeros between two digits.
  private static func chineseGroup(_ number: UInt64) -> String {
    var (text, rest, hasGap) = ("", number, false)
    for (unit, name) in [(1_000 as UInt64, "千"), (100, "百"), (10, "十"), (1, "")] {
      let digit = Int(rest / unit)
      rest %= unit
      if digit == 0 {
        hasGap = !text.isEmpty
      } else {
        text += (hasGap ? "零" : "") + String(chineseDigits[digit]) + name
        hasGap = false
      }
    }
    return text
  }

  static func chineseDigit(_ digit: Int) -> String { String(chineseDigits[digit]) }

  // MARK: English

  private static let small = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  private static let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
  private static let scales: [(UInt64, String)] = [
    (1_000_000_000_000_000_000, "quintillion"), (1_000_000_000_000_000, "quadrillion"), (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"),
  ]

  private static func english(_ number: UInt64) -> String {
    if number < 20 { return small[Int(number)] }
    var (parts, rest): ([String], UInt64) = ([], number)
    for (unit, name) in scales where rest >= unit {
      parts.append("\(english(rest / unit)) \(name)")
      rest %= unit
    }
    if rest >= 100 {
      parts.append("\(small[Int(rest / 100)]) hundred")
      rest %= 100
    }
    if rest > 0 { parts.append((parts.isEmpty ? "" : "and ") + englishBelowHundred(Int(rest))) }
    return parts.joined(separator: " ")
  }

  private static func englishBelowHundred(_ number: Int) -> String {
    if number < 20 { return small[number] }
    return tens[number / 10] + (number.isMultiple(of: 10) ? "" : "-" + small[number % 10])
  }

  static func englishDigit(_ digit: Int) -> String { small[digit] }
}
