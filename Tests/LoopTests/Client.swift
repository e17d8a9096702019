import CLibwebsockets
import Foundation

/// A client that says exactly what a test wants it to say: POSIX sockets, blocking, with a deadline on everything.
final class Client {
  struct Gone: Error {
    var why = ""
  }

  private(set) var descriptor: Int32
  /// OpenSSL's side of the connection, over TLS.
  private var tls: OpaquePointer?
  private var received: [UInt8] = []

  init(_ port: Int, receiveBuffer: Int32? = nil, from source: String = "127.0.0.1", tls: Bool = false) throws {
    descriptor = -1
    try connect(port, receiveBuffer, source)
    if tls { guard shakeHands() else { throw Gone(why: "no TLS") } }
  }

  private func connect(_ port: Int, _ receiveBuffer: Int32?, _ source: String) throws {
    var why: Int32 = 0
    // Once, on a busy machine with dozens of loops in one process, a connect failed for another reason than nobody
    // listening; the reason was not caught. It is told if it happens five times in a row.
    for _ in 0..<5 {
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      if var size = receiveBuffer { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, 4) }
      if connects(to: port, from: source) { return }
      why = errno
      close()
      if why == ECONNREFUSED { break }
    }
    throw Gone(why: String(cString: strerror(why)))
  }

  private func connects(to port: Int, from source: String) -> Bool {
    var here = sockaddr_in()
    here.sin_family = sa_family_t(AF_INET)
    inet_pton(AF_INET, source, &here.sin_addr)
    var there = here
    there.sin_port = in_port_t(port).bigEndian
    inet_pton(AF_INET, "127.0.0.1", &there.sin_addr)
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafeBytes(of: &here) { here in
      withUnsafeBytes(of: &there) { there in
        bind(descriptor, here.baseAddress?.assumingMemoryBound(to: sockaddr.self), length) == 0
          && Glibc.connect(descriptor, there.baseAddress?.assumingMemoryBound(to: sockaddr.self), length) == 0
      }
    }
  }

  deinit { close() }

  /// TLS on the open connection, trusting whom the tests trust; `false` if there is none.
  /// - Parameters:
  ///   - versions: the least and the greatest one to agree to.
  ///   - protocols: what to offer by ALPN.
  func shakeHands(
    versions: ClosedRange<Int32> = TLS1_2_VERSION...TLS1_3_VERSION, protocols: [String] = []
  ) -> Bool {
    guard let context = SSL_CTX_new(TLS_client_method()) else { return false }
    defer { SSL_CTX_free(context) }
    SSL_CTX_set_cipher_list(context, "ALL:@SECLEVEL=0")
    SSL_CTX_ctrl(context, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(versions.lowerBound), nil)
    SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(versions.upperBound), nil)
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
    guard SSL_CTX_load_verify_locations(context, Secrets.shared.files.certificate, nil) == 1 else { return false }
    let offer = protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
    SSL_CTX_set_alpn_protos(context, offer, UInt32(offer.count))
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    tls = SSL_new(context)
    SSL_set_fd(tls, descriptor)
    return SSL_connect(tls) == 1
  }

  /// What TLS agreed on: its version, and the protocol above it.
  var agreed: (version: String, above: String) {
    var (name, length): (UnsafePointer<UInt8>?, UInt32) = (nil, 0)
    SSL_get0_alpn_selected(tls, &name, &length)
    let above = UnsafeBufferPointer(start: name, count: Int(length))
    return (String(cString: SSL_get_version(tls)), String(decoding: above, as: UTF8.self))
  }

  func close() {
    SSL_free(tls)
    tls = nil
    if descriptor >= 0 { Glibc.close(descriptor) }
    descriptor = -1
  }

  func halfClose() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// `false` if the other side has closed.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        guard let tls else { return Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        return Int(SSL_write(tls, $0.baseAddress, Int32($0.count)))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// One more part into `received`; `false` at the end of the stream, a reset, or the deadline.
  private func receive(until deadline: Date) -> Bool {
    var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let left = max(0, deadline.timeIntervalSinceNow)
    let isWaiting = tls.map { SSL_pending($0) > 0 } ?? false
    guard isWaiting || poll(&poller, 1, Int32(left * 1_000)) == 1 else { return false }
    var part = [UInt8](repeating: 0, count: 65_536)
    let count = tls.map { Int(SSL_read($0, &part, Int32(part.count))) } ?? recv(descriptor, &part, part.count, 0)
    guard count > 0 else { return false }
    received += part[..<count]
    return true
  }

  /// The next `count` bytes.
  func take(_ count: Int, within seconds: Double = 10) throws -> [UInt8] {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while received.count < count { guard receive(until: deadline) else { throw Gone() } }
    defer { received.removeFirst(count) }
    return Array(received[..<count])
  }

  /// Everything until the other side closes or the time is over.
  func takeAll(within seconds: Double = 10) -> [UInt8] {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while receive(until: deadline) {}
    defer { received = [] }
    return received
  }

  /// Whether the other side closes in time.
  func seesEnd(within seconds: Double = 10) -> Bool {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while receive(until: deadline) { received = [] }
    return deadline.timeIntervalSinceNow > 0
  }

  // MARK: HTTP

  /// The whole answer as text, until the server closes.
  func answer(within seconds: Double = 10) -> String {
    String(decoding: takeAll(within: seconds), as: UTF8.self)
  }

  static func ask(_ port: Int, _ request: String, tls: Bool = false, within seconds: Double = 10) throws -> String {
    let client = try Client(port, tls: tls)
    client.send(request)
    return client.answer(within: seconds)
  }

  static func get(
    _ port: Int, _ path: String, method: String = "GET", tls: Bool = false, _ headers: String = ""
  ) throws -> String {
    try ask(port, "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\(headers)\r\n", tls: tls)
  }

  static func post(_ port: Int, _ path: String, _ body: String, _ headers: String = "") throws -> String {
    try ask(
      port, "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
  }

  // MARK: WebSocket

  struct Frame: Equatable {
    var opcode: UInt8
    var payload: [UInt8]
    var text: String { String(decoding: payload, as: UTF8.self) }
    /// Of a close frame.
    var code: Int { payload.count < 2 ? 0 : Int(payload[0]) << 8 | Int(payload[1]) }
    var reason: String { String(decoding: payload.dropFirst(2), as: UTF8.self) }
  }

  static let handshake = [
    "Host: localhost", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: floorcast.v1", "Origin: http://localhost",
  ]

  static func handshake(
    without name: String = "?", with extra: [String] = [], request: String = "GET /ws HTTP/1.1"
  ) -> String {
    ([request] + handshake.filter { !$0.hasPrefix(name + ":") } + extra).joined(separator: "\r\n") + "\r\n\r\n"
  }

  /// An open WebSocket; `message` is sent at once if there is one.
  static func viewer(
    _ port: Int, _ message: String? = nil, receiveBuffer: Int32? = nil, tls: Bool = false
  ) throws -> Client {
    let client = try Client(port, receiveBuffer: receiveBuffer, tls: tls)
    client.send(handshake())
    let head = try client.head()
    guard head.hasPrefix("HTTP/1.1 101") else { throw Gone() }
    if let message { client.say(message) }
    return client
  }

  /// The answer's head.
  func head() throws -> String {
    var head: [UInt8] = []
    while !head.suffix(4).elementsEqual([13, 10, 13, 10]) { head += try take(1) }
    return String(decoding: head, as: UTF8.self)
  }

  /// A masked frame.
  static func frame(_ payload: [UInt8], opcode: UInt8 = 1, isFinal: Bool = true) -> [UInt8] {
    var frame: [UInt8] = [(isFinal ? 0x80 : 0) | opcode]
    switch payload.count {
    case ..<126: frame.append(0x80 | UInt8(payload.count))
    case ..<65_536: frame += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
    default: frame += [0x80 | 127] + (0..<8).reversed().map { UInt8(payload.count >> (8 * $0) & 255) }
    }
    let mask: [UInt8] = [1, 2, 3, 4]
    return frame + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
  }

  func say(_ text: String) { send(Client.frame(Array(text.utf8))) }

  /// The next frame, pings left out unless asked for.
  func next(within seconds: Double = 10, pings: Bool = false) throws -> Frame {
    while true {
      let head = try take(2, within: seconds)
      var length = Int(head[1])
      if length == 126 { length = try take(2, within: seconds).reduce(0) { $0 << 8 | Int($1) } }
      if length == 127 { length = try take(8, within: seconds).reduce(0) { $0 << 8 | Int($1) } }
      let frame = Frame(opcode: head[0] & 15, payload: try take(length, within: seconds))
      if frame.opcode != 9 || pings { return frame }
    }
  }

  func nextText() throws -> String { try next().text }

  /// The close frame that ends the connection, whatever comes before it.
  func closeFrame() throws -> Frame {
    while true {
      let frame = try next()
      if frame.opcode == 8 { return frame }
    }
  }
}
