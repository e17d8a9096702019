/// A currency by its ISO 4217 code.
public struct Currency: Hashable, Sendable, CustomStringConvertible {
  /// Where the code stands among all that three letters can spell: two bytes, since every amount carries one.
  private let place: UInt16

  /// `nil` unless `code` is one of `all`.
  public init?(_ code: String) {
    var code = code
    let letters: (UInt8, UInt8, UInt8)? = code.withUTF8 { $0.count == 3 ? ($0[0], $0[1], $0[2]) : nil }
    guard let letters, let currency = Currency(letters.0, letters.1, letters.2) else { return nil }
    self = currency
  }

  /// `nil` unless the three letters are one of `all`.
  public init?(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
    guard let place = Currency.place(first, second, third), Currency.isUsed[Int(place)] else { return nil }
    self.place = place
  }

  private init(place: UInt16) { self.place = place }

  /// The three letters.
  public var letters: (UInt8, UInt8, UInt8) {
    (
      UInt8(place / 676) + Currency.firstLetter, UInt8(place / 26 % 26) + Currency.firstLetter,
      UInt8(place % 26) + Currency.firstLetter
    )
  }

  /// Three upper-case letters, e.g. `CNY`.
  public var description: String {
    String(decoding: [letters.0, letters.1, letters.2], as: UTF8.self)
  }

  private static let firstLetter = UInt8(ascii: "A")

  private static func place(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt16? {
    let (a, b, c) = (first &- firstLetter, second &- firstLetter, third &- firstLetter)
    return a < 26 && b < 26 && c < 26 ? (UInt16(a) * 26 + UInt16(b)) * 26 + UInt16(c) : nil
  }

  private static let isUsed: [Bool] = {
    var table = [Bool](repeating: false, count: 26 * 26 * 26)
    for code in all.map({ Array($0.utf8) }) {
      if let place = place(code[0], code[1], code[2]) { table[Int(place)] = true }
    }
    return table
  }()

  /// The yuan, the currency of the first market.
  public static let cny = Currency(place: (2 * 26 + 13) * 26 + 24)

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
