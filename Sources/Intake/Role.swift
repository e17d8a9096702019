// Intake: the door. It turns bytes and a caller into an admitted sale, or into a refusal that names the field; it owns
// roles, tokens and the rules of the door, and must not know sockets, files or clocks. Pure; any thread.

import Crypto
import Floor

/// What a caller is, which decides what they may do.
public enum Role: String, CaseIterable, Hashable, Sendable {
  /// A wall: sees its site's board, says nothing.
  case screen
  /// Someone who sells: sees their own row.
  case agent
  /// A sales assistant: enters deals, hands over awards, keeps the roster.
  case assistant
  /// A team's leader: their own people.
  case leader
  /// Sales operations: everything.
  case admin
  /// The CRM: sends sales, activity and the roster, fetches reports.
  case integration
}

/// The kinds of page that join over a WebSocket.
public enum Page: String, CaseIterable, Hashable, Sendable {
  /// A wall screen.
  case screen
  /// An agent's own page.
  case agent
  /// The console.
  case console
}

/// Someone who was let in.
public struct Caller: Hashable, Sendable {
  /// What they may do.
  public var role: Role
  /// The name of the token, for the log.
  public var name: String
  /// The only site they may see; `nil`: any.
  public var site: SiteID?
  /// The agent whose page they may open; `nil`: any, where the role allows it.
  public var agent: AgentID?
  /// The team that a leader leads, or whose screen it is.
  public var team: TeamID?
  /// The paired screen that it is.
  public var screen: ScreenID?

  /// A caller.
  public init(role: Role, name: String, site: SiteID? = nil, agent: AgentID? = nil, team: TeamID? = nil) {
    (self.role, self.name, self.site, self.agent, self.team) = (role, name, site, agent, team)
  }

  /// A paired screen.
  public init(_ id: ScreenID, _ screen: Screen) {
    self.init(role: .screen, name: screen.name, site: screen.site, team: screen.team)
    self.screen = id
  }
}

/// A token that callers show: 256 random bits, of which the server keeps only the SHA-256.
public struct Token: Hashable, Sendable {
  /// So that a token is recognised in a file or by a secret scanner.
  public static let prefix = "fc_"

  /// What the caller keeps: `fc_` and 64 hexadecimal digits. Shown once.
  public let secret: String

  /// A new token.
  public init(using generator: inout some RandomNumberGenerator) {
    secret = Token.prefix + hexadecimal((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  /// What the configuration keeps: `sha256:` and 64 hexadecimal digits.
  public var hash: String { Token.hash(of: secret) }

  /// Whether `text` has the form of a token.
  public static func isSecret(_ text: String) -> Bool {
    let digits = text.dropFirst(prefix.count)
    return text.hasPrefix(prefix) && digits.utf8.count == 64 && digits.utf8.allSatisfy(isHexadecimal)
  }

  /// The hash of any text that was shown as a token.
  public static func hash(of secret: String) -> String {
    "sha256:" + hexadecimal(Array(SHA256.hash(data: Array(secret.utf8))))
  }

  /// Whether `text` has the form of a stored hash.
  public static func isHash(_ text: String) -> Bool {
    let digits = text.dropFirst("sha256:".count)
    return text.hasPrefix("sha256:") && digits.utf8.count == 64
      && digits.utf8.allSatisfy(isHexadecimal)
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) }
}

/// Who is let in: the callers by the hash of their token; without any, everyone who reaches the server may do
/// everything, which is why it then listens on the loopback only.
public struct Access: Sendable {
  private let callers: [String: Caller]

  /// Access for the callers under their tokens' stored hashes.
  public init(callers: [String: Caller]) { self.callers = callers }

  /// No tokens were configured.
  public var isOpen: Bool { callers.isEmpty }

  /// Whoever holds `token`; `nil` if it is missing or unknown. The look-up is by the hash of 256 random bits, so its
  /// timing tells nothing about any stored token.
  public func caller(holding token: String?) -> Caller? {
    if isOpen { return Caller(role: .admin, name: "loopback") }
    guard let token, token.utf8.count <= 128 else { return nil }
    return callers[Token.hash(of: token)]
  }

  /// Whoever an `Authorization: Bearer ...` header names.
  public func caller(authorization: String?) -> Caller? { caller(holding: Access.token(in: authorization)) }

  /// The token in an `Authorization: Bearer ...` header.
  public static func token(in authorization: String?) -> String? {
    let parts = authorization?.split(separator: " ", maxSplits: 1) ?? []
    return parts.count == 2 && parts[0].lowercased() == "bearer" ? String(parts[1]) : nil
  }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef")
  return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}
