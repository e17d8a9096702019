/// An amount of money as a whole number of the currency's minor unit (分 for CNY). Never floating point.
public struct Money: Hashable, Sendable {
  /// The amount in the currency's minor unit.
  public var minorUnits: Int64
  /// What the minor unit is a fraction of.
  public var currency: Currency

  /// An amount of `minorUnits` of `currency`.
  public init(minorUnits: Int64, currency: Currency) {
    self.minorUnits = minorUnits
    self.currency = currency
  }

  /// The largest amount of one sale, in minor units: 10^15 keeps a floor's sums inside what a browser's numbers hold.
  public static let largestSale: Int64 = 1_000_000_000_000_000
}

/// What can be wrong with an amount that somebody typed or sent.
public enum AmountFault: Error, Hashable, Sendable {
  /// Not a decimal number such as `12800`, `12,800.50` or `1.28万`.
  case notANumber
  /// Below zero.
  case negative
  /// Exactly zero.
  case zero
  /// Above `Money.largestSale`.
  case tooLarge
  /// More decimals than the currency has; the number allowed.
  case tooManyDecimals(allowed: Int)
}

extension Money {
  /// Reads a decimal number of major units as people type it: `12800`, `12,800.50`, `1.28万`.
  ///
  /// Exact: digits are shifted, nothing is rounded. Zeros beyond the currency's decimals are accepted (`500.000`).
  /// - Throws: `AmountFault`; the amount must be positive and at most `largestSale`.
  public init(decimal text: String, currency: Currency) throws(AmountFault) {
    var body = Substring(text)
    if body.first == "-" || body.first == "−" { throw AmountFault.negative }
    let isTenThousands = body.last == "万"
    if isTenThousands { body = body.dropLast() }
    let parts = body.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let whole = try Money.ungrouped(parts[0])
    var decimals = parts.count == 2 ? Array(parts[1].utf8) : []
    guard parts.count == 1 || !decimals.isEmpty, decimals.allSatisfy(Money.isDigit) else {
      throw AmountFault.notANumber
    }
    let shift = currency.exponent + (isTenThousands ? 4 : 0)
    while decimals.count > shift, decimals.last == UInt8(ascii: "0") { decimals.removeLast() }
    guard decimals.count <= shift else { throw AmountFault.tooManyDecimals(allowed: shift) }
    decimals += Array(repeating: UInt8(ascii: "0"), count: shift - decimals.count)
    try self.init(checked: Money.value(of: whole + decimals), currency: currency)
  }

  /// Checks the amount of one sale: positive and at most `largestSale`.
  public init(checked minorUnits: Int64, currency: Currency) throws(AmountFault) {
    guard minorUnits >= 0 else { throw AmountFault.negative }
    guard minorUnits != 0 else { throw AmountFault.zero }
    guard minorUnits <= Money.largestSale else { throw AmountFault.tooLarge }
    self.init(minorUnits: minorUnits, currency: currency)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  /// The digits without grouping commas; commas must stand before every third digit or not at all.
  private static func ungrouped(_ text: Substring) throws(AmountFault) -> [UInt8] {
    let groups = text.split(separator: ",", omittingEmptySubsequences: false).map { Array($0.utf8) }
    let digits = groups.flatMap(\.self)
    guard !digits.isEmpty, digits.allSatisfy(isDigit) else { throw AmountFault.notANumber }
    guard groups.count == 1 || (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { throw AmountFault.notANumber }
    return digits
  }

  private static func value(of digits: [UInt8]) throws(AmountFault) -> Int64 {
    var value: Int64 = 0
    for digit in digits {
      value = value * 10 + Int64(digit - UInt8(ascii: "0"))
      if value > largestSale { throw AmountFault.tooLarge }
    }
    return value
  }
}

extension Money {
  /// The number in major units with grouping commas, decimals only when they are not all zero: `12,800` or `12,800.50`.
  public var grouped: String {
    var digits = Array(String(minorUnits.magnitude))
    let missing = currency.exponent + 1 - digits.count
    if missing > 0 { digits.insert(contentsOf: repeatElement("0", count: missing), at: 0) }
    let fraction = digits.suffix(currency.exponent)
    let whole = digits.dropLast(currency.exponent)
    var text = minorUnits < 0 ? "-" : ""
    for (i, digit) in whole.enumerated() {
      if i > 0, (whole.count - i).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return fraction.allSatisfy { $0 == "0" } ? text : text + "." + String(fraction)
  }
}
