extension SpokenNumber {
  /// `一万二千八百元`, `十二元零五分`; other currencies with a point: `十二点五美元`. Nothing is rounded.
  public static func chinese(_ amount: Money) -> String {
    let parts = Parts(amount)
    if amount.currency == .cny, let fraction = jiaoAndFen(parts) { return fraction }
    let point = parts.decimals.isEmpty ? "" : "点" + parts.decimals.map(chineseDigit).joined()
    // Before a point two is 二.
    let whole = parts.whole == 2 && !point.isEmpty ? "二" : chinese(parts.whole)
    return parts.minus.zh + whole + point + (names[amount.currency.description]?.zh ?? " \(amount.currency)")
  }

  /// `twelve thousand eight hundred yuan`, `twelve point five US dollars`. Nothing is rounded.
  public static func english(_ amount: Money) -> String {
    let parts = Parts(amount)
    let point = parts.decimals.isEmpty ? "" : " point " + parts.decimals.map(englishDigit).joined(separator: " ")
    let name = names[amount.currency.description]
    let isOne = parts.whole == 1 && parts.decimals.isEmpty
    let unit = name.map { isOne ? $0.one : $0.many } ?? amount.currency.description
    return "\(parts.minus.en)\(english(parts.whole))\(point) \(unit)"
  }

  /// An amount as it is said: the whole, and the digits behind the point without the zeros at their end.
  private struct Parts {
    var minus: (zh: String, en: String)
    var whole: Int64
    var decimals: [Int]

    init(_ amount: Money) {
      minus = amount.minorUnits < 0 ? ("负", "minus ") : ("", "")
      var unit: UInt64 = 1
      for _ in 0..<amount.currency.exponent { unit *= 10 }
      let (whole, rest) = amount.minorUnits.magnitude.quotientAndRemainder(dividingBy: unit)
      (self.whole, decimals) = (Int64(clamping: whole), [])
      var left = rest
      while left > 0 {
        unit /= 10
        decimals.append(Int(left / unit))
        left %= unit
      }
    }
  }

  /// `十二元三角四分`; `nil` where there is nothing behind the point.
  private static func jiaoAndFen(_ parts: Parts) -> String? {
    guard let jiao = parts.decimals.first else { return nil }
    var text = parts.whole == 0 ? "" : chinese(parts.whole) + "元"
    if jiao > 0 { text += chinese(Int64(jiao)) + "角" } else if parts.whole > 0 { text += "零" }
    if parts.decimals.count > 1 { text += chinese(Int64(parts.decimals[1])) + "分" }
    return parts.minus.zh + text
  }

  /// What currencies are called in speech; all others by their code.
  private static let names: [String: (zh: String, one: String, many: String)] = [
    "CNY": ("元", "yuan", "yuan"), "HKD": ("港元", "Hong Kong dollar", "Hong Kong dollars"),
    "TWD": ("新台币", "New Taiwan dollar", "New Taiwan dollars"), "MOP": ("澳门元", "pataca", "patacas"),
    "USD": ("美元", "US dollar", "US dollars"), "EUR": ("欧元", "euro", "euros"),
    "GBP": ("英镑", "pound", "pounds"), "JPY": ("日元", "yen", "yen"), "KRW": ("韩元", "won", "won"),
    "SGD": ("新加坡元", "Singapore dollar", "Singapore dollars"), "THB": ("泰铢", "baht", "baht"),
    "MYR": ("林吉特", "ringgit", "ringgit"), "VND": ("越南盾", "dong", "dong"), "INR": ("卢比", "rupee", "rupees"),
    "AUD": ("澳元", "Australian dollar", "Australian dollars"),
    "CAD": ("加元", "Canadian dollar", "Canadian dollars"), "CHF": ("瑞士法郎", "Swiss franc", "Swiss francs"),
    "KWD": ("科威特第纳尔", "Kuwaiti dinar", "Kuwaiti dinars"), "AED": ("迪拉姆", "dirham", "dirhams"),
  ]
}
