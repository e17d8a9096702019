import CLibwebsockets
import Foundation
import Hub

/// WebSockets after their handshake.
extension EventLoop {
  /// The kernel gives up on a peer that has not acknowledged anything for so long (TCP_USER_TIMEOUT).
  private static let userTimeout: Milliseconds = 20_000
  /// Pings sent in one check: after a storm of connects the pings would otherwise stay in step for ever.
  private static let pingsPerCheck = 250

  // MARK: Opening

  func established(_ wsi: OpaquePointer) -> Int32 {
    guard let connection = connections.removeValue(forKey: wsi), let upgrade = connection.upgrade else { return -1 }
    forget(connection)
    if let bytes = configuration.limits.sendBuffer { setOption(wsi, SOL_SOCKET, SO_SNDBUF, Int32(bytes)) }
    setOption(wsi, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, Int32(EventLoop.userTimeout))
    let id = hub.open()
    let now = now
    let session = Session(
      id: id, wsi: wsi, due: now + configuration.limits.joinDeadline,
      allowance: (configuration.limits.messages?.burst ?? 0) * 1_000, sentAt: now,
      messageCap: Int32(configuration.subprotocols.first { $0.name == upgrade.subprotocol }?.messageCap ?? 0))
    if Int(id.index) == sessions.count { sessions.append(session) } else { sessions[Int(id.index)] = session }
    lws_set_opaque_user_data(wsi, UnsafeMutableRawPointer(bitPattern: UInt(id.index) + 1))
    counters.opened += 1
    perform(handler?.opened(id, upgrade) ?? [], for: id)
    return 0
  }

  /// The viewer of a socket; `nil` if it is not one, or is on its way out.
  private func viewer(of wsi: OpaquePointer) -> ViewerID? {
    guard let tag = lws_get_opaque_user_data(wsi) else { return nil }
    return sessions[Int(bitPattern: tag) - 1].id
  }

  // MARK: Receiving

  func received(_ wsi: OpaquePointer, _ part: UnsafeRawBufferPointer) {
    guard let id = viewer(of: wsi) else { return }
    guard lws_frame_is_binary(wsi) == 0 else { return end(id, .badMessage) }
    let index = Int(id.index)
    let now = now
    let isFirst = lws_is_first_fragment(wsi) != 0
    if isFirst, let rate = configuration.limits.messages, !sessions[index].maySend(rate, now: now) {
      return end(id, .tooFast)
    }
    let rest = lws_remaining_packet_payload(wsi)
    let isLast = lws_is_final_fragment(wsi) != 0 && rest == 0
    let cap = Int(sessions[index].messageCap)
    guard !(isFirst && isLast) else {
      guard part.count <= cap else { return end(id, .tooBig) }
      return perform(handler?.received(part, from: id) ?? [], for: id)
    }
    let weight = (isFirst ? 0 : assemblies[id]?.weight ?? 0) + max(1, part.count)
    guard weight <= cap, rest <= cap - weight else { return end(id, .tooBig) }
    if isFirst { assemblies[id] = Assembly() }
    assemblies[id, default: Assembly()].bytes.append(contentsOf: part)
    assemblies[id]?.weight = weight
    guard isLast, let message = assemblies.removeValue(forKey: id) else { return }
    message.bytes.withUnsafeBytes { perform(handler?.received($0, from: id) ?? [], for: id) }
  }

  func ponged(_ wsi: OpaquePointer) {
    guard let id = viewer(of: wsi) else { return }
    let index = Int(id.index)
    guard !sessions[index].awaitsPong else { return sessions[index].awaitsPong = false }
    // Pongs that nobody asked for count as messages.
    if let rate = configuration.limits.messages, !sessions[index].maySend(rate, now: now) { end(id, .tooFast) }
  }

  private func perform(_ reactions: [Reaction], for id: ViewerID) {
    for reaction in reactions {
      guard hub.contains(id) else { return }
      switch reaction {
      case .send(let payload): send(payload, to: id)
      case .close(let code): end(id, code)
      case .join(let channel, let slot, let join, let resumed):
        guard let joined = hub.join(id, channel, slot: slot, join) else { return end(id, .forbidden) }
        sessions[Int(id.index)].hasJoined = true
        sessions[Int(id.index)].due = now + configuration.limits.pingInterval
        if case .resumed(let from, let to) = joined { send(resumed(from, to), to: id) }
        hub.catchUp(id, now: now) { viewer, bytes in write(viewer, bytes) }
      }
    }
  }

  // MARK: Sending

  /// The only place where a viewer's bytes meet its socket.
  func write(_ id: ViewerID, _ bytes: UnsafeRawBufferPointer) -> Written {
    guard let wsi = sessions[Int(id.index)].wsi else { return .failed }
    // In the WebSocket role this opcode sends the bytes as they are, behind what lws still holds, so whole frames stay
    // whole, and lws's own pongs cannot get between.
    let start = UnsafeMutablePointer(mutating: bytes.assumingMemoryBound(to: UInt8.self).baseAddress)
    guard lws_write(wsi, start, bytes.count, LWS_WRITE_HTTP) >= 0 else {
      broken.append(id)
      return .failed
    }
    guard lws_partial_buffered(wsi) != 0 else { return .whole }
    full.insert(wsi)
    return .partial
  }

  /// Stops listening to viewers whose sockets are full: a half-closed client with a partial write would make lws spin,
  /// and lose it the rest.
  ///
  /// At the end of the turn, never inside a callback about what the client sent: with more of the same TLS record still
  /// to be read, lws would go round and round there for ever.
  func stopListening() {
    guard !full.isEmpty else { return }
    for wsi in full where lws_partial_buffered(wsi) != 0 { lws_rx_flow_control(wsi, 0) }
    full.removeAll(keepingCapacity: true)
  }

  func send(_ payload: [UInt8], to id: ViewerID) {
    let isTaken = hub.send(payload, to: id, now: now) { viewer, bytes in write(viewer, bytes) }
    if !isTaken { endSlow(id) }
  }

  /// The socket has taken everything that lws held.
  func writable(_ wsi: OpaquePointer) {
    guard lws_partial_buffered(wsi) == 0 else { return }
    guard farewells[wsi] == nil else { return sayFarewell(wsi) }
    guard let id = viewer(of: wsi), hub.isParked(id) else { return }
    let isAtHead = hub.unblocked(id, now: now) { viewer, bytes in write(viewer, bytes) }
    guard isAtHead else { return }
    lws_rx_flow_control(wsi, 1)
    lws_callback_on_writable(wsi)
  }

  // MARK: Closing

  /// Stops being a viewer now; the close frame goes out when the socket takes it.
  func end(_ id: ViewerID, _ code: CloseCode) {
    guard hub.contains(id), let wsi = sessions[Int(id.index)].wsi else { return }
    leave(id, wsi)
    farewells[wsi] = Farewell(code: code, deadline: now + configuration.limits.closeGrace)
    lws_callback_on_writable(wsi)
  }

  private func endSlow(_ id: ViewerID) {
    counters.slowCloses += 1
    end(id, .slow)
  }

  /// Sends the close frame as bytes: with libuv, `lws_close_reason` and -1 would end in a plain FIN. Then the client
  /// closes from its side, or is cut at the deadline; closing first, over bytes that it sent meanwhile, would reset the
  /// connection and could lose it the frame.
  private func sayFarewell(_ wsi: OpaquePointer) {
    guard let farewell = farewells[wsi], !farewell.isSent else { return }
    farewells[wsi]?.isSent = true
    var frame = Framing.close(farewell.code)
    lws_rx_flow_control(wsi, 1)
    if lws_write(wsi, &frame, frame.count, LWS_WRITE_HTTP) < 0 { cut(wsi) }
  }

  /// Takes a viewer out of the tables; its socket stays.
  private func leave(_ id: ViewerID, _ wsi: OpaquePointer) {
    hub.close(id)
    sessions[Int(id.index)].wsi = nil
    assemblies[id] = nil
    lws_set_opaque_user_data(wsi, nil)
    handler?.closed(id)
  }

  private func hangUp(_ id: ViewerID) {
    guard hub.contains(id), let wsi = sessions[Int(id.index)].wsi else { return }
    leave(id, wsi)
    cut(wsi)
  }

  func cutBroken() {
    guard !broken.isEmpty else { return }
    for id in broken { hangUp(id) }
    broken.removeAll()
  }

  func closed(_ wsi: OpaquePointer) {
    farewells[wsi] = nil
    full.remove(wsi)
    if let id = viewer(of: wsi) { leave(id, wsi) }
  }

  // MARK: Deadlines

  /// Joins, pings, and viewers that have been parked for too long.
  func checkSessions() {
    let now = now
    for id in hub.tooSlow(now: now) { endSlow(id) }
    var pings = 0
    for index in sessions.indices where sessions[index].due <= now && sessions[index].wsi != nil {
      let id = sessions[index].id
      guard sessions[index].hasJoined else {
        end(id, .helloExpected)
        continue
      }
      // A parked viewer's pong would not be read; the limit on being parked is its deadline.
      guard !hub.isParked(id) else { continue }
      if sessions[index].awaitsPong {
        counters.hangUps += 1
        hangUp(id)
        continue
      }
      guard pings < EventLoop.pingsPerCheck else { break }
      pings += 1
      sessions[index].awaitsPong = true
      sessions[index].due = now + configuration.limits.pingInterval
      if Framing.ping.withUnsafeBytes({ write(id, $0) }) == .partial { hub.park(id, now: now) }
    }
  }

  func checkFarewells() {
    let now = now
    for (wsi, farewell) in farewells where farewell.deadline < now {
      farewells[wsi] = nil
      cut(wsi)
    }
  }
}
