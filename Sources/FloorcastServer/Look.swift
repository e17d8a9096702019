import Floor
import Foundation
import Intake
import JSON
import Wire

/// How a company's screens look.
public struct Look: Hashable, Sendable {
  /// The theme of screens that were given no other.
  public var theme = Theme.night
  /// In place of the theme's own colour of achievement; `nil`: the theme's.
  public var accent: Color?
  /// The company's sign.
  public var logo: Logo?

  /// The look of a company that configures none.
  public init() {}

  /// Where the sign is served.
  static let logoPath = "/company/logo"

  /// What a screen is told; one with another theme than the company's gets the accent only if it can be read on that.
  /// - Parameter theme: of a screen that was given its own.
  func view(theme own: Theme? = nil) -> ThemeView {
    let theme = own ?? self.theme
    let readable = accent.flatMap { theme.contrast(of: $0) >= Theme.leastContrast ? $0 : nil }
    return ThemeView(name: theme.rawValue, accent: readable?.description, logo: logo.map { _ in Look.logoPath })
  }
}

/// The two finished themes of the screens, whose colours are in `public/css/tokens.css`.
public enum Theme: String, CaseIterable, Hashable, Sendable {
  case night, festive

  /// Least contrast of what says who and how much (WCAG 2.2, 1.4.6): it is read from eight metres.
  static let leastContrast = 7.0

  /// What things stand on: the tokens `--ground` and `--plate` of the theme.
  var grounds: [Color] {
    switch self {
    case .night: [Color(0x0A0F18), Color(0x131C2A)]
    case .festive: [Color(0x7A0C12), Color(0x5C080D)]
    }
  }

  /// The contrast of `color` where it is least.
  func contrast(of color: Color) -> Double { grounds.map(color.contrast).min() ?? 1 }
}

/// A color, as screens mix it.
public struct Color: Hashable, Sendable, CustomStringConvertible {
  let red, green, blue: UInt8

  init(_ rgb: UInt32) {
    (red, green, blue) = (UInt8(rgb >> 16 & 0xFF), UInt8(rgb >> 8 & 0xFF), UInt8(rgb & 0xFF))
  }

  /// Reads `#rrggbb`.
  public init?(_ text: String) {
    guard text.wholeMatch(of: /#[0-9a-fA-F]{6}/) != nil, let rgb = UInt32(text.dropFirst(), radix: 16) else {
      return nil
    }
    self.init(rgb)
  }

  /// `#rrggbb`.
  public var description: String {
    "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// From 0 (black) to 1 (white), as WCAG 2.2 defines relative luminance.
  var luminance: Double {
    func linear(_ channel: UInt8) -> Double {
      let share = Double(channel) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// From 1 (none) to 21, as WCAG 2.2 defines contrast.
  func contrast(with other: Color) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }
}

extension ObjectReader {
  /// The look of a company, whose keys stand among the company's own.
  /// - Parameter file: the configuration, beside which the logo lies.
  mutating func look(beside file: String) -> Look {
    var look = Look()
    look.theme = word("theme", of: Theme.self) ?? look.theme
    look.accent = accent("accent", on: look.theme)
    look.logo = logo("logo", beside: file)
    return look
  }

  private mutating func accent(_ key: String, on theme: Theme) -> Color? {
    guard let text = string(key, maximum: 100) else { return nil }
    guard let color = Color(text) else {
      fail(key, "is \(text)", allowed: "a colour such as #ffd36b")
      return nil
    }
    let contrast = theme.contrast(of: color)
    guard contrast < Theme.leastContrast else { return color }
    let tenths = Int(contrast * 10)
    fail(
      key, "is \(text), whose contrast on the theme \(theme.rawValue) is \(tenths / 10).\(tenths % 10)",
      allowed:
        "a lighter colour: contrast \(Int(Theme.leastContrast)) or more on \(theme.grounds[0]) and \(theme.grounds[1])")
    return nil
  }
}
