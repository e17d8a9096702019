import CLibwebsockets
import CUV
import Floor
import Foundation
import Hub
import Logging

/// The state of the loop's thread and the order of its turns. Made, run and let go on that thread; nothing else can
/// reach it.
///
/// libuv: everything that became readable or writable is called back (`callback`), then `turn` carries out what was
/// submitted and lets the hub fan out once. Nothing here calls the hub while the hub writes.
final class EventLoop {
  let configuration: Configuration
  let logger: Logger
  let submitter: Submitter
  var hub: Hub
  var counters = Counters()

  /// Clients that speak HTTP.
  var connections: [OpaquePointer: Connection] = [:]
  var connectionsByAddress: [Address: Int] = [:]
  /// Whom `accepts` was asked about last.
  var arriving: Address?
  /// Requests whose handler will answer later.
  var requests: [RequestID: Connection] = [:]
  var lastRequest: UInt64 = 0

  /// Open viewers, at their `ViewerID.index`.
  var sessions: ContiguousArray<Session> = []
  /// Messages that came in parts so far.
  var assemblies: [ViewerID: Assembly] = [:]
  /// Former viewers that still get a close frame.
  var farewells: [OpaquePointer: Farewell] = [:]
  /// Viewers whose sockets did not take all of a write in this turn.
  var full: Set<OpaquePointer> = []
  /// A connection was `cut`; `nudge` is due.
  var hasCut = false
  /// Viewers whose socket failed while the hub was writing.
  var broken: [ViewerID] = []

  /// Exists from `listen` to the end of `run`.
  private(set) var handler: (any LoopHandler)?
  private var incoming: [Outgoing] = []
  /// When the stop was asked for, on the real clock: the stop must end even if a test has stopped the injected one.
  private var stoppingSince: Milliseconds?
  private var isOver = false
  /// When the certificate ends, and when to look at that again.
  let certificateEnd: Date?
  var certificateDue: Milliseconds = .min
  private let library: Library

  var files: StaticFiles { configuration.files }
  var now: Milliseconds { configuration.clock() }
  var isStopping: Bool { stoppingSince != nil }
  var port: Int { library.port }

  /// Checks the address and the certificate.
  init(
    _ configuration: Configuration, epoch: Epoch, base: Int64, channels: Int, submitter: Submitter, logger: Logger
  ) throws(LoopError) {
    self.configuration = configuration
    self.logger = logger
    self.submitter = submitter
    hub = Hub(epoch: epoch, base: base, channels: channels, limits: configuration.hub)
    do { certificateEnd = try configuration.tls?.check() } catch { throw .tls(error) }
    library = try Library(configuration)
  }

  /// Listens; clients are served once `run` is called.
  func listen(_ makeHandler: (Submitter) -> any LoopHandler) throws(LoopError) {
    handler = makeHandler(submitter)
    try library.listen(for: self)
    submitter.connect(library.wake)
  }

  /// Runs until the stop is done and everything is closed.
  func run() {
    checkCertificate()
    if !library.run() { logger.error("libuv still holds handles after the stop") }
    handler = nil
  }

  // MARK: Turns

  /// Once after each polling.
  func turn() {
    guard !isOver else { return }
    let isStopRequested = submitter.take(into: &incoming)
    for item in incoming { carryOut(item) }
    incoming.removeAll(keepingCapacity: true)
    hub.flush(now: now) { viewer, bytes in write(viewer, bytes) }
    cutBroken()
    stopListening()
    nudge()
    counters.turns += 1
    counters.viewers = hub.viewers
    counters.hub = hub.counters
    submitter.report(counters)
    if isStopRequested { stop() }
  }

  private func carryOut(_ item: Outgoing) {
    switch item {
    case .publish(let publication): hub.publish(publication)
    case .snapshot(let snapshot): hub.replace(snapshot)
    case .latest(let slot, let payload): hub.replace(slot, payload: payload)
    case .tick(let channel, let payload): hub.tick(channel, payload: payload)
    case .send(let viewer, let payload): send(payload, to: viewer)
    case .close(let viewer, let code): end(viewer, code)
    case .respond(let id, let response): respond(id, response)
    }
  }

  /// Ten times a second.
  func checkDeadlines() {
    guard !isOver else { return }
    checkConnections()
    checkSessions()
    checkFarewells()
    checkCertificate()
    nudge()
  }

  /// libwebsockets cuts at its next look at its timers: make it now.
  private func nudge() {
    if hasCut { library.nudge() }
    hasCut = false
  }

  // MARK: The end

  private func stop() {
    if stoppingSince == nil {
      for session in sessions where session.wsi != nil { end(session.id, .restart) }
    }
    let since = stoppingSince ?? monotonicNow()
    stoppingSince = since
    let isAnswering = connections.values.contains { $0.phase == .answering || $0.phase == .taking }
    let isEmpty = farewells.isEmpty && requests.isEmpty && hub.viewers == 0 && !isAnswering
    guard isEmpty || monotonicNow() - since > configuration.limits.stopDeadline else { return }
    isOver = true
    submitter.disconnect()
    library.close()
  }

  // MARK: What libwebsockets reports

  func callback(
    _ wsi: OpaquePointer, _ reason: lws_callback_reasons, _ user: UnsafeMutableRawPointer?,
    _ data: UnsafeMutableRawPointer?, _ length: Int
  ) -> Int32 {
    switch reason {
    case LWS_CALLBACK_FILTER_NETWORK_CONNECTION: return accepts(user) ? 0 : 1
    case LWS_CALLBACK_SERVER_NEW_CLIENT_INSTANTIATED: opened(wsi)
    case LWS_CALLBACK_WSI_DESTROY: destroyed(wsi)
    case LWS_CALLBACK_HTTP: return requested(wsi)
    case LWS_CALLBACK_HTTP_BODY: return body(wsi, UnsafeRawBufferPointer(start: data, count: length))
    case LWS_CALLBACK_HTTP_BODY_COMPLETION: return bodyEnded(wsi)
    case LWS_CALLBACK_HTTP_WRITEABLE: return httpWritable(wsi)
    case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE: return confirmUpgrade(wsi)
    case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION: return connections[wsi]?.upgrade == nil ? -1 : 0
    case LWS_CALLBACK_ESTABLISHED: return established(wsi)
    case LWS_CALLBACK_RECEIVE: received(wsi, UnsafeRawBufferPointer(start: data, count: length))
    case LWS_CALLBACK_RECEIVE_PONG: ponged(wsi)
    case LWS_CALLBACK_SERVER_WRITEABLE: writable(wsi)
    case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE: return farewells[wsi] == nil ? 0 : -1
    case LWS_CALLBACK_CLOSED: closed(wsi)
    // The method CONNECT would turn the connection into a raw one.
    case LWS_CALLBACK_RAW_ADOPT, LWS_CALLBACK_RAW_RX, LWS_CALLBACK_RAW_WRITEABLE: return -1
    default: break
    }
    return 0
  }
}
