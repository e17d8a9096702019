import Hub

/// A request that waits for its answer.
public struct RequestID: Hashable, Sendable {
  /// Counts requests since the start; never used again.
  public let rawValue: UInt64

  /// The `rawValue`-th request.
  public init(_ rawValue: UInt64) { self.rawValue = rawValue }
}

/// A whole HTTP request. Its framing and size were checked; what it says was not.
public struct HTTPRequest: Sendable {
  /// "GET", "POST", ...
  public var method: String
  /// Decoded, without the query.
  public var path: String
  /// The query's fields as libwebsockets decoded them, joined by "&"; "" = none.
  public var query: String
  /// Always there: a request without a Host is refused.
  public var host: String
  /// The header, if there is one.
  public var origin, authorization, contentType, idempotencyKey, ifNoneMatch: String?
  /// At most `Limits.bodyBytes`.
  public var body: [UInt8]
  /// The client's address, without the port.
  public var peer: String

  /// For tests of handlers.
  public init(
    method: String, path: String, query: String = "", host: String = "localhost", origin: String? = nil,
    authorization: String? = nil, contentType: String? = nil, idempotencyKey: String? = nil,
    ifNoneMatch: String? = nil, body: [UInt8] = [], peer: String = "127.0.0.1"
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.host = host
    self.origin = origin
    self.authorization = authorization
    self.contentType = contentType
    self.idempotencyKey = idempotencyKey
    self.ifNoneMatch = ifNoneMatch
    self.body = body
    self.peer = peer
  }
}

/// The answer to a request. The loop adds the date-independent headers: Content-Length, Connection: close and the
/// security headers.
public struct HTTPResponse: Sendable {
  /// The status code.
  public var status: Int
  /// Name and value; characters that could end a header line are dropped.
  public var headers: [(String, String)]
  /// At most `HTTPResponse.maxBytes` with the headers; a longer answer becomes a 500.
  public var body: [UInt8]
  /// The answer comes later (`.respond`) and may have up to `maxLongBytes`: it leaves in parts, and only to a client that
  /// keeps its side open.
  public var isLong = false

  /// 256 KiB: the kernel takes that much at once, and libwebsockets spins on a half-closed reader of more.
  public static let maxBytes = 256 << 10
  /// 12 MiB: three minutes of speech, which waits in memory while the client takes it.
  public static let maxLongBytes = 12 << 20
  /// 96 MiB of long answers on their way to all clients; one more is 503.
  public static let maxLongBytesAtOnce = 96 << 20

  /// An answer.
  public init(status: Int, headers: [(String, String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// A WebSocket handshake that was found well formed.
public struct UpgradeRequest: Sendable {
  /// The header. There is always a Host.
  public var host: String
  /// The header, if there is one.
  public var origin, authorization: String?
  /// The client's address, without the port.
  public var peer: String
  /// The one chosen from `Configuration.subprotocols`.
  public var subprotocol: String

  /// For tests of handlers.
  public init(
    host: String, origin: String? = nil, authorization: String? = nil, peer: String = "127.0.0.1", subprotocol: String
  ) {
    self.host = host
    self.origin = origin
    self.authorization = authorization
    self.peer = peer
    self.subprotocol = subprotocol
  }
}

/// Everything that leaves: the only words the rest of the server has for the loop.
public enum Outgoing: Sendable {
  /// Into the channel's ring, framed once, to all of its viewers.
  case publish(Publication)
  /// Replaces the channel's snapshot.
  case snapshot(Snapshot)
  /// Replaces the value of a slot; each of its viewers gets the newest. An empty one clears the slot.
  case latest(SlotID, payload: [UInt8])
  /// To one viewer (an answer, an error); ignored if it is gone.
  case send(ViewerID, payload: [UInt8])
  /// Ends one viewer; ignored if it is gone.
  case close(ViewerID, CloseCode)
  /// Answers a request whose `handle` returned `nil`; ignored if it is gone or was answered.
  case respond(RequestID, HTTPResponse)
  /// To each viewer of the channel that is at the head; not kept.
  case tick(channel: ChannelID, payload: [UInt8])
}

/// What the handler wants done with the viewer it was called for.
public enum Reaction {
  /// One text message.
  case send([UInt8])
  /// Follow a channel and perhaps a slot. `resumed` makes the message that goes in front of the missed ones when the
  /// ring serves the resume; otherwise the snapshot is first.
  case join(ChannelID, slot: SlotID?, Join, resumed: (_ from: Int64, _ to: Int64) -> [UInt8])
  /// End it; what follows is ignored.
  case close(CloseCode)
}

/// What the loop calls, on its thread only; it must not block.
public protocol LoopHandler: AnyObject {
  /// Whether this server goes by the name `host` (DNS rebinding); otherwise the answer is 421. Asked for every request
  /// and upgrade.
  func serves(host: String) -> Bool

  /// A request that no file answers. `nil`: `.respond` comes later.
  func handle(_ request: HTTPRequest, id: RequestID) -> HTTPResponse?

  /// Whether a WebSocket may open (Origin and token are the handler's rules): `nil`, or the status to refuse with.
  func admits(_ upgrade: UpgradeRequest) -> Int?

  /// A viewer is open. It must join within `Limits.joinDeadline`.
  func opened(_ viewer: ViewerID, _ upgrade: UpgradeRequest) -> [Reaction]

  /// One whole text message, valid UTF-8; the bytes are valid during the call only.
  func received(_ message: UnsafeRawBufferPointer, from viewer: ViewerID) -> [Reaction]

  /// The viewer is gone, for whatever reason. Called once for each `opened`.
  func closed(_ viewer: ViewerID)
}

extension LoopHandler {
  /// Any name will do.
  public func serves(host: String) -> Bool { true }
}

/// Why a loop did not start.
public enum LoopError: Error, Equatable, CustomStringConvertible {
  /// The address is not one, or is taken, or is not ours.
  case cannotListen(String)
  /// The folder of files is missing, or has something in it that cannot be served.
  case publicDirectory(String)
  /// The certificate or its key cannot be used.
  case tls(TLSFiles.Fault)
  /// libwebsockets or libuv refused.
  case library(String)

  /// A sentence for the person who starts the server.
  public var description: String {
    switch self {
    case .cannotListen(let text), .publicDirectory(let text), .library(let text): text
    case .tls(.certificate(let text)): "the certificate \(text)"
    case .tls(.key(let text)): "the key \(text)"
    }
  }
}
