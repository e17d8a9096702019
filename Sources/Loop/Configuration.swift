// Loop: the one thread on which libwebsockets and libuv run; sockets, HTTP, WebSocket, static files.
//
// It owns every file descriptor of a client, all limits on what a client may do to us, and the `Hub`, whose writes it
// carries out. It must not know what a message says, who may see what, or the journal: that is its handler's. Everything
// here runs on the loop's own thread except `LoopThread`, `RunningLoop` and `Submitter`, which any thread may use.

import Hub

/// What a loop is started with. The defaults are the product's.
public struct Configuration: Sendable {
  /// An IPv4 or IPv6 address; only this one is bound. "0.0.0.0" is every IPv4 address.
  public var host = "127.0.0.1"
  /// TCP port; 0 = any free one, reported by `RunningLoop.port`.
  public var port = 0
  /// The files that are served.
  public var files = StaticFiles()
  /// The certificate; `nil` = plain HTTP.
  public var tls: TLSFiles?
  /// The exact path of the WebSocket.
  public var webSocketPath = "/ws"
  /// The subprotocols a WebSocket may choose from; it must choose one.
  public var subprotocols = [Subprotocol()]
  /// Bounds on clients.
  public var limits = Limits()
  /// Bounds on what is kept for viewers.
  public var hub = Hub.Limits()
  /// A monotonic clock. Only deadlines use it; a test may turn it.
  public var clock: @Sendable () -> Milliseconds = { monotonicNow() }

  /// The product's defaults.
  public init() {}
}

/// A WebSocket subprotocol and what it may send.
public struct Subprotocol: Sendable {
  /// As in `Sec-WebSocket-Protocol`.
  public var name: String
  /// Bytes libwebsockets keeps for each connection, and reads in one turn. 512 is the memory of an idle viewer.
  public var receiveBuffer: Int
  /// The longest message, in bytes; a longer one is closed with 1009.
  public var messageCap: Int

  /// The product's subprotocol, or another.
  public init(name: String = "floorcast.v1", receiveBuffer: Int = 512, messageCap: Int = 4_096) {
    self.name = name
    self.receiveBuffer = receiveBuffer
    self.messageCap = messageCap
  }
}

/// Bounds on what clients may do. `nil` = not bounded (benchmarks).
public struct Limits: Sendable {
  /// Messages of one viewer.
  public struct Rate: Sendable {
    /// In the long run.
    public var perSecond: Int
    /// At once.
    public var burst: Int

    /// So many in the long run, and at once.
    public init(perSecond: Int, burst: Int) {
      self.perSecond = perSecond
      self.burst = burst
    }
  }

  /// Connections from one address that have not become viewers.
  public var connectionsPerAddress: Int? = 16
  /// Bytes of a request's body.
  public var bodyBytes = 1 << 20
  /// From accept to the last byte of the request, in all: a slow sender cannot stretch it.
  public var requestDeadline: Milliseconds = 5_000
  /// For the handler, from a whole request to `.respond`; then 504.
  public var answerDeadline: Milliseconds = 10_000
  /// For a client, to take an answer.
  public var takeDeadline: Milliseconds = 60_000
  /// From opening to joining a channel; then close 4001.
  public var joinDeadline: Milliseconds = 5_000
  /// A viewer's messages; more are closed with 4010.
  public var messages: Rate? = Rate(perSecond: 20, burst: 40)
  /// Between pings; a viewer that has not answered one when the next is due is hung up.
  public var pingInterval: Milliseconds = 15_000
  /// For a viewer that is being closed, to take what is on its way and the close frame; then it is cut.
  public var closeGrace: Milliseconds = 2_000
  /// For all viewers together, when the loop stops.
  public var stopDeadline: Milliseconds = 2_000
  /// SO_SNDBUF of viewers, in bytes (the kernel doubles it): what a slow one may cost in the kernel. `nil` = the
  /// kernel's own rule.
  public var sendBuffer: Int? = 64 << 10

  /// The product's limits.
  public init() {}
}
