/// What lets sites of different currencies stand side by side.
public struct CompanyRules: Hashable, Sendable {
  /// What the company counts in.
  public var currency: Currency
  /// What one major unit of another currency is worth in major units of `currency`.
  public var rates: [Currency: Rate]

  /// Rules of the company.
  public init(currency: Currency, rates: [Currency: Rate] = [:]) { (self.currency, self.rates) = (currency, rates) }

  /// `amount` in the company's currency, rounded half away from zero; `nil` where no rate is configured.
  public func convert(_ amount: Money) -> Money? {
    if amount.currency == currency { return amount }
    return rates[amount.currency].map { $0.convert(amount, to: currency) }
  }
}

/// An exact decimal exchange rate: `numerator` / 10^`decimals`.
public struct Rate: Hashable, Sendable, CustomStringConvertible {
  /// The digits without the point.
  public let numerator: Int64
  /// How many of the digits stand behind the point.
  public let decimals: Int

  /// At most this many decimals; with `largest` it keeps every product inside 128 bits.
  public static let mostDecimals = 8
  private static let mostDigits = 15

  /// Reads `7.1834`; `nil` unless it is a positive decimal number with at most 15 digits, 8 of them behind the point.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let digits = parts.joined()
    guard (1...Rate.mostDigits).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
      let numerator = Int64(digits), numerator > 0, parts.allSatisfy({ !$0.isEmpty }),
      parts.count == 1 || parts[1].utf8.count <= Rate.mostDecimals
    else { return nil }
    self.numerator = numerator
    decimals = parts.count == 2 ? parts[1].utf8.count : 0
  }

  /// `7.1834`, as it was read but for leading zeros.
  public var description: String {
    let digits = String(numerator)
    guard decimals > 0 else { return digits }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return "\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }

  func convert(_ amount: Money, to currency: Currency) -> Money {
    let shift = currency.exponent - amount.currency.exponent - decimals
    var product = Int128(amount.minorUnits) * Int128(numerator)
    if shift >= 0 {
      product *= power(shift)
    } else {
      let divisor = power(-shift)
      let half = divisor / 2
      product = (product + (product < 0 ? -half : half)) / divisor
    }
    let clamped = min(max(product, Int128(Int64.min)), Int128(Int64.max))
    return Money(minorUnits: Int64(clamped), currency: currency)
  }

  private func power(_ exponent: Int) -> Int128 { (0..<exponent).reduce(1) { product, _ in product * 10 } }
}
