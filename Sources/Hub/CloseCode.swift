/// Why the server ends a WebSocket, and what the client does next. The one table; its golden copy is
/// `Tests/Fixtures/close-codes.json`, which the pages' tests read too.
///
/// A browser may itself send only 1000 and 3000-4999, so ours are in the private range 4000-4999 (RFC 6455, 7.4.2).
public enum CloseCode: UInt16, CaseIterable, Sendable {
  /// A text frame that is not UTF-8 (sent by the WebSocket library).
  case notUTF8 = 1007
  /// A message longer than the subprotocol's cap.
  case tooBig = 1009
  /// The server stops or starts again.
  case restart = 4000
  /// No hello within the join deadline.
  case helloExpected = 4001
  /// The token, role or site is not allowed; asking again does not help.
  case forbidden = 4003
  /// A message that the protocol does not know, or a binary one.
  case badMessage = 4004
  /// The screen's token was revoked while it was open: nobody knows it any more.
  case revoked = 4006
  /// The viewer could not keep up for too long.
  case slow = 4008
  /// More messages a second than allowed.
  case tooFast = 4010

  /// What a client does after the close.
  public enum Rule: String, Sendable {
    /// Connect again and resume from the last position.
    case resume
    /// Connect again without a position.
    case fresh
    /// Do not connect again by itself; tell the person.
    case stop
  }

  /// The reason text in the close frame; at most 123 bytes (RFC 6455, 5.5).
  public var reason: String {
    switch self {
    case .notUTF8: "not UTF-8"
    case .tooBig: "message too big"
    case .restart: "restart"
    case .helloExpected: "hello expected"
    case .forbidden: "forbidden"
    case .badMessage: "bad message"
    case .revoked: "revoked"
    case .slow: "too slow"
    case .tooFast: "too many messages"
    }
  }

  /// What the client does next.
  public var rule: Rule {
    switch self {
    case .restart, .helloExpected, .slow, .tooFast: .resume
    case .notUTF8, .tooBig, .badMessage: .fresh
    case .forbidden, .revoked: .stop
    }
  }
}
