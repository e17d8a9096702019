/// A currency by its ISO 4217 code.
public struct Currency: Hashable, Sendable, CustomStringConvertible {
  /// Three upper-case letters, e.g. `CNY`.
  public let description: String

  /// `nil` unless `code` is one of `all`.
  public init?(_ code: String) {
    guard Currency.all.contains(code) else { return nil }
    description = code
  }

  private init(known code: String) { description = code }

  /// `nil` unless the three letters are one of `all`. Found by its place in a table, since every sale that is read from
  /// the log has one.
  public init?(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
    guard let place = Currency.place(first, second, third), let currency = Currency.byPlace[place] else { return nil }
    self = currency
  }

  /// Where three upper-case letters stand among all that there are.
  private static func place(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int? {
    let (a, b, c) = (Int(first) - 65, Int(second) - 65, Int(third) - 65)
    return (0..<26).contains(a) && (0..<26).contains(b) && (0..<26).contains(c) ? (a * 26 + b) * 26 + c : nil
  }

  private static let byPlace: [Currency?] = {
    var table = [Currency?](repeating: nil, count: 26 * 26 * 26)
    for code in all {
      let letters = Array(code.utf8)
      if let place = place(letters[0], letters[1], letters[2]) { table[place] = Currency(known: code) }
    }
    return table
  }()

  /// The yuan, the currency of the first market.
  public static let cny = Currency(known: "CNY")

  /// How many decimals the currency has: 2 for CNY, 0 for JPY, 3 for KWD (ISO 4217, minor unit column).
  public var exponent: Int { Currency.exponents[description] ?? 2 }

  private static let exponents: [String: Int] = {
    var table: [String: Int] = [:]
    for code in "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(separator: " ") {
      table[String(code)] = 0
    }
    for code in "BHD IQD JOD KWD LYD OMR TND".split(separator: " ") { table[String(code)] = 3 }
    for code in "CLF UYW".split(separator: " ") { table[String(code)] = 4 }
    return table
  }()

  /// The codes in use (ISO 4217 list one), without the codes for metals, funds and tests.
  public static let all: Set<String> = Set(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF \
    CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG \
    HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA \
    MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD \
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX \
    USD UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """.split(separator: " ").map(String.init))
}
