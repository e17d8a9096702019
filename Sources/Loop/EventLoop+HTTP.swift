import CLibwebsockets
import Foundation
import Hub

/// HTTP: one request and one answer for each connection, then it is closed. `lws_http_transaction_completed` is never
/// called: two pipelined requests would make it spin for ever.
extension EventLoop {
  // MARK: Connections

  /// Whether an address may have one more connection.
  func accepts(_ arguments: UnsafeMutableRawPointer?) -> Bool {
    guard !isStopping, let client = arguments?.assumingMemoryBound(to: lws_filter_network_conn_args.self) else {
      return false
    }
    arriving = withUnsafePointer(to: &client.pointee.cli_addr) { Address($0) }
    guard let arriving, let cap = configuration.limits.connectionsPerAddress,
      connectionsByAddress[arriving, default: 0] >= cap
    else { return true }
    counters.refused += 1
    return false
  }

  /// Follows `accepts`, before the next one.
  func opened(_ wsi: OpaquePointer) {
    guard let address = arriving else { return }
    connectionsByAddress[address, default: 0] += 1
    connections[wsi] = Connection(
      wsi: wsi, address: address, deadline: now + configuration.limits.requestDeadline)
  }

  func destroyed(_ wsi: OpaquePointer) {
    guard let connection = connections.removeValue(forKey: wsi) else { return }
    forget(connection)
  }

  /// It is gone, or a viewer.
  func forget(_ connection: Connection) {
    if let id = connection.id { requests[id] = nil }
    let rest = connectionsByAddress[connection.address, default: 1] - 1
    connectionsByAddress[connection.address] = rest == 0 ? nil : rest
  }

  /// Cuts what is over its deadline.
  func checkConnections() {
    let now = now
    for connection in connections.values where connection.deadline < now {
      guard connection.phase != .waiting else {
        if let id = connection.id { respond(id, .problem(504, "The server took too long.")) }
        continue
      }
      // Again at each check until it is gone: a byte that comes in between calls the cut off.
      cut(connection.wsi)
    }
  }

  // MARK: Requests

  /// The head is complete.
  func requested(_ wsi: OpaquePointer) -> Int32 {
    guard let connection = connections[wsi], connection.phase == .reading, connection.request == nil else { return -1 }
    // The library's timers start again with each byte of a body; `deadline` does not.
    lws_set_timeout(wsi, NO_PENDING_TIMEOUT, 0)
    let head = RequestHead(wsi)
    do throws(Refusal) {
      let request = try head.request(peer: connection.address)
      guard isSecure(wsi) else { return answer(connection, Answer.bytes(sentOn(request))) }
      let cap = configuration.limits.bodyBytes
      connection.announced = try head.announcedBody(of: request.method, cap: cap)
      guard connection.announced <= cap else { throw Refusal(413, "A body has at most \(cap) bytes.") }
      guard connection.announced > 0 else { return dispatch(request, connection) }
      guard ["POST", "PUT", "PATCH"].contains(request.method) else {
        throw Refusal(400, "This method has no body.")
      }
      connection.request = request
      connection.request?.body.reserveCapacity(connection.announced)
      if head.expectsContinue { _ = writeHTTP(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), to: wsi) }
      return 0
    } catch {
      counters.refused += 1
      return answer(connection, Answer.bytes(error.response))
    }
  }

  func body(_ wsi: OpaquePointer, _ bytes: UnsafeRawBufferPointer) -> Int32 {
    guard let connection = connections[wsi] else { return -1 }
    guard connection.phase == .reading, let length = connection.request?.body.count else {
      return connection.phase == .discarding || bytes.isEmpty ? 0 : -1
    }
    guard length + bytes.count <= connection.announced else { return -1 }
    connection.request?.body.append(contentsOf: bytes)
    return 0
  }

  func bodyEnded(_ wsi: OpaquePointer) -> Int32 {
    guard let connection = connections[wsi] else { return -1 }
    defer { connection.sawEnd = true }
    switch connection.phase {
    case .reading:
      guard let request = connection.request, request.body.count == connection.announced else { return -1 }
      return dispatch(request, connection)
    // Reported for an empty body after the answer was put off; never a second time.
    case .waiting: return connection.announced == 0 && !connection.sawEnd ? 0 : -1
    // Between two parts it is a pipelined request, over which libwebsockets would spin.
    case .answering: return connection.sent == 0 ? deliver(connection) : -1
    case .discarding, .taking: return -1
    }
  }

  private func dispatch(_ request: HTTPRequest, _ connection: Connection) -> Int32 {
    connection.announced = 0
    connection.request = nil
    counters.requests += 1
    let toHead = request.method == "HEAD"
    guard handler?.serves(host: request.host) == true else {
      return answer(connection, Answer.bytes(.problem(421, "This server has another name."), toHead: toHead))
    }
    if let file = files.answer(
      method: request.method, path: request.path, query: request.query, ifNoneMatch: request.ifNoneMatch)
    {
      return answer(connection, file)
    }
    guard request.path != configuration.webSocketPath else {
      let refusal = HTTPResponse.problem(426, "This is a WebSocket.", headers: [("Upgrade", "websocket")])
      return answer(connection, Answer.bytes(refusal, toHead: toHead))
    }
    lastRequest += 1
    let id = RequestID(lastRequest)
    if let response = handler?.handle(request, id: id) {
      return answer(connection, checked(response, toHead: toHead))
    }
    connection.phase = .waiting
    connection.id = id
    connection.isHead = toHead
    connection.deadline = now + configuration.limits.answerDeadline
    requests[id] = connection
    // Not a byte more before the answer: libwebsockets would spin over a pipelined request.
    lws_rx_flow_control(connection.wsi, 0)
    return 0
  }

  /// The handler answers later; the answer goes out when libwebsockets calls back.
  func respond(_ id: RequestID, _ response: HTTPResponse) {
    guard let connection = requests.removeValue(forKey: id) else { return }
    connection.answer = checked(hasRoom(for: response) ? response : .tooMuchAtOnce, toHead: connection.isHead)
    connection.phase = .answering
    connection.deadline = now + configuration.limits.takeDeadline
    // libwebsockets does not say that it can write while it may not read.
    lws_rx_flow_control(connection.wsi, 1)
    lws_callback_on_writable(connection.wsi)
  }

  /// Whether the memory for long answers takes this one: those before it stay until their clients have taken them.
  private func hasRoom(for response: HTTPResponse) -> Bool {
    guard response.isLong, response.body.count > HTTPResponse.maxBytes else { return true }
    let held = connections.values.reduce(0) { sum, connection in
      sum + (connection.answer.count > HTTPResponse.maxBytes ? connection.answer.count : 0)
    }
    return held + response.body.count <= HTTPResponse.maxLongBytesAtOnce
  }

  private func checked(_ response: HTTPResponse, toHead: Bool) -> [UInt8] {
    let bytes = Answer.bytes(response, toHead: toHead)
    guard bytes.count > (response.isLong ? HTTPResponse.maxLongBytes : HTTPResponse.maxBytes) else { return bytes }
    logger.error("an answer of \(bytes.count) bytes is longer than \(HTTPResponse.maxBytes); it must be split")
    return Answer.bytes(.problem(500, "The answer is too long."))
  }

  // MARK: Answers

  /// Sends the answer. -1 closes the connection; 0 keeps it while something is still to be read or taken.
  private func answer(_ connection: Connection, _ bytes: [UInt8]) -> Int32 {
    guard writeHTTP(bytes, to: connection.wsi) else { return -1 }
    if connection.announced > 0 {
      connection.phase = .discarding
      return 0
    }
    return finish(connection)
  }

  private func finish(_ connection: Connection) -> Int32 {
    guard lws_partial_buffered(connection.wsi) != 0 else { return -1 }
    connection.phase = .taking
    connection.deadline = now + configuration.limits.takeDeadline
    return 0
  }

  private func deliver(_ connection: Connection) -> Int32 {
    guard connection.answer.count > HTTPResponse.maxBytes else { return answer(connection, connection.answer) }
    return deliverPart(connection)
  }

  /// Bytes of a part of a long answer. The kernel says that a socket is writable when a third of its buffer is free, which
  /// is more than this (`writeHTTP` makes the buffer large enough), so it takes each part whole.
  private static let partBytes = 64 << 10

  /// Sends as much of a long answer as there is room for, and goes on when there is room again. A client that says or
  /// half-closes something meanwhile is hung up: no browser does.
  private func deliverPart(_ connection: Connection) -> Int32 {
    // Should the kernel have left something after all, libwebsockets sends that first and calls back.
    guard lws_partial_buffered(connection.wsi) == 0 else { return 0 }
    let part = Array(connection.answer[connection.sent...].prefix(EventLoop.partBytes))
    guard writeHTTP(part, to: connection.wsi) else { return -1 }
    connection.sent += part.count
    guard connection.sent == connection.answer.count else {
      lws_callback_on_writable(connection.wsi)
      return 0
    }
    connection.answer = []
    return finish(connection)
  }

  func httpWritable(_ wsi: OpaquePointer) -> Int32 {
    guard let connection = connections[wsi] else { return -1 }
    switch connection.phase {
    case .answering: return deliver(connection)
    case .taking: return lws_partial_buffered(wsi) != 0 ? 0 : -1
    case .reading, .waiting, .discarding: return 0
    }
  }

  /// One write; `false` if the connection is broken.
  private func writeHTTP(_ bytes: [UInt8], to wsi: OpaquePointer) -> Bool {
    // A part that the kernel does not take at once makes libwebsockets spin on a half-closed client, so the kernel is
    // told to take it all, whatever the network does. What is small fits anyway.
    if bytes.count > 16 << 10 { setOption(wsi, SOL_SOCKET, SO_SNDBUF, Int32(HTTPResponse.maxBytes)) }
    return bytes.withUnsafeBufferPointer {
      lws_write(wsi, UnsafeMutablePointer(mutating: $0.baseAddress), $0.count, LWS_WRITE_HTTP) >= 0
    }
  }

  // MARK: Upgrades

  /// Whether an `Upgrade` may go on. libwebsockets has answered an unknown one already and may have freed its headers:
  /// only "websocket" goes on (h2c would).
  func confirmUpgrade(_ wsi: OpaquePointer) -> Int32 {
    guard let connection = connections[wsi], connection.phase == .reading, !isStopping else { return -1 }
    let head = RequestHead(wsi)
    do throws(Refusal) {
      guard isSecure(wsi) else { throw Refusal(426, EventLoop.needsTLS) }
      guard lws_hdr_total_length(wsi, WSI_TOKEN_UPGRADE) <= 15, let kind = try head.text(WSI_TOKEN_UPGRADE) else {
        return -1
      }
      guard kind.lowercased() == "websocket" else {
        guard kind.lowercased() == "h2c" else { return -1 }
        throw Refusal(400, "There is no HTTP/2 here.")
      }
      let upgrade = try head.upgrade(
        path: configuration.webSocketPath, subprotocols: configuration.subprotocols, peer: connection.address)
      guard handler?.serves(host: upgrade.host) == true else { throw Refusal(421, "This server has another name.") }
      if let status = handler?.admits(upgrade) { throw Refusal(status, "This WebSocket is not for you.") }
      connection.upgrade = upgrade
      return 0
    } catch {
      counters.refused += 1
      _ = writeHTTP(Answer.bytes(error.response), to: wsi)
      return -1
    }
  }

  // MARK: Sockets

  /// Ends a connection at once, whatever waits in it.
  func cut(_ wsi: OpaquePointer) {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(lws_get_socket_fd(wsi), SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    lws_set_timeout(wsi, PENDING_TIMEOUT_USER_REASON_BASE, LWS_TO_KILL_ASYNC)
    hasCut = true
  }

  func setOption(_ wsi: OpaquePointer, _ level: Int32, _ name: Int32, _ value: Int32) {
    var value = value
    setsockopt(lws_get_socket_fd(wsi), level, name, &value, socklen_t(MemoryLayout<Int32>.size))
  }
}

extension HTTPResponse {
  fileprivate static let tooMuchAtOnce = problem(503, "Too many long answers are on their way; ask again in a minute.")
}
