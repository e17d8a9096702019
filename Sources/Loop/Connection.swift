import CLibwebsockets
import Hub

/// A client that speaks HTTP: from its accept until it is gone or has become a viewer. It gets one answer.
final class Connection {
  /// Where its one request is.
  enum Phase {
    /// The head or the body arrives.
    case reading
    /// The handler will `.respond`.
    case waiting
    /// The answer is ready and goes out when lws calls back.
    case answering
    /// The answer is out; the rest of the body is read and dropped, because closing over unread bytes would reset the
    /// connection and the client could lose the answer.
    case discarding
    /// A part of the answer waits for the client.
    case taking
  }

  let wsi: OpaquePointer
  let address: Address
  var phase = Phase.reading
  /// When it is cut.
  var deadline: Milliseconds
  /// The request; its body still grows while `reading`.
  var request: HTTPRequest?
  /// Bytes of body that the head announced.
  var announced = 0
  /// lws reports the end of a body once; a second time it is about to spin over a pipelined request.
  var sawEnd = false
  /// While `waiting`.
  var id: RequestID?
  /// While `waiting`: the answer goes without its body.
  var isHead = false
  /// While `answering`.
  var answer: [UInt8] = []
  /// How much of a long answer has left.
  var sent = 0
  /// The handshake, once it is admitted.
  var upgrade: UpgradeRequest?

  init(wsi: OpaquePointer, address: Address, deadline: Milliseconds) {
    self.wsi = wsi
    self.address = address
    self.deadline = deadline
  }
}
