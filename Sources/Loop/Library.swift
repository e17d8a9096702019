import CLibwebsockets
import CUV
import Foundation

/// The memory and handles that libuv and libwebsockets keep pointers to, from the start to the end of a loop.
final class Library {
  /// What one turn reads from a client's socket at most, unless a subprotocol's buffer is larger.
  private static let serviceBuffer = 16_384
  /// The largest single write; longer ones are cut and copied.
  private static let maxWrite = 1 << 20
  /// Open files of the process, if the system allows as many: ten thousand viewers and room. Not more, because
  /// Debian's libwebsockets walks through a table of this length whenever it closes a connection (65,536 entries took
  /// 20 µs, a container's million would take 300).
  private static let openFiles: rlim_t = 16_384
  /// More than a process has open when a loop ends.
  private static let lowDescriptors: rlim_t = 2_000
  /// Creating and destroying contexts touches statics of the library; loops of other threads wait.
  private static let creation = NSLock()

  let wake: UnsafeMutablePointer<uv_async_t>
  private(set) var port = 0

  private let configuration: Configuration
  private let loop: UnsafeMutablePointer<uv_loop_t>
  private let check: UnsafeMutablePointer<uv_check_t>
  private let timer: UnsafeMutablePointer<uv_timer_t>
  private let loops: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  private let protocols: UnsafeMutablePointer<lws_protocols>
  private let noValidityTimer: UnsafeMutablePointer<lws_retry_bo_t>
  private var strings: [UnsafeMutablePointer<CChar>] = []
  private var context: OpaquePointer?

  /// Checks the address and makes the loop; it does not listen yet.
  init(_ configuration: Configuration) throws(LoopError) {
    try Library.probe(configuration.host, configuration.port)
    self.configuration = configuration
    loop = .allocate(capacity: 1)
    wake = .allocate(capacity: 1)
    check = .allocate(capacity: 1)
    timer = .allocate(capacity: 1)
    loops = .allocate(capacity: 1)
    loops.initialize(to: UnsafeMutableRawPointer(loop))
    protocols = .allocate(capacity: configuration.subprotocols.count + 2)
    noValidityTimer = .allocate(capacity: 1)
    noValidityTimer.initialize(to: lws_retry_bo_t())
    uv_loop_init(loop)
    uv_async_init(loop, wake, onWake)
    uv_check_init(loop, check)
    uv_timer_init(loop, timer)
  }

  deinit {
    for string in strings { free(string) }
    loop.deallocate()
    wake.deallocate()
    check.deallocate()
    timer.deallocate()
    loops.deallocate()
    protocols.deallocate()
    noValidityTimer.deallocate()
  }

  /// Listens, and from now on calls `owner`, which must live until `run` has returned.
  func listen(for owner: EventLoop) throws(LoopError) {
    let owner = Unmanaged.passUnretained(owner).toOpaque()
    check.pointee.data = owner
    timer.pointee.data = owner
    _ = LibraryLog.isConnected
    fillProtocols()
    context = create(owner)
    guard let context, let vhost = lws_get_vhost_by_name(context, "default") else {
      close()
      _ = run()
      throw .library("libwebsockets could not listen on \(configuration.host):\(configuration.port)")
    }
    port = Int(lws_get_vhost_listen_port(vhost))
    uv_check_start(check, onTurn)
    uv_timer_start(timer, onTimer, 100, 100)
  }

  /// Runs the loop until `close` was called and all handles are gone; `false` if libuv still holds some.
  func run() -> Bool {
    uv_run(loop, UV_RUN_DEFAULT)
    // The first destruction closed the handles; only now, with all of them gone, a second one frees the memory.
    destroyContext()
    context = nil
    return uv_loop_close(loop) == 0
  }

  /// Closes everything; from a callback of libuv, never of libwebsockets.
  func close() {
    for handle in [
      UnsafeMutableRawPointer(wake), UnsafeMutableRawPointer(check), UnsafeMutableRawPointer(timer),
    ] {
      uv_close(handle.assumingMemoryBound(to: uv_handle_t.self), nil)
    }
    destroyContext()
  }

  private func destroyContext() {
    if let context { Library.creation.withLock { lws_context_destroy(context) } }
  }

  /// Makes libwebsockets look at its timers again: under a foreign loop it does so after events only.
  func nudge() {
    if let context { lws_cancel_service(context) }
  }

  // MARK: Parts

  /// The first protocol is HTTP; WebSockets that name none fall to it and are refused.
  private func fillProtocols() {
    let all = [Subprotocol(name: "http", receiveBuffer: 0, messageCap: 0)] + configuration.subprotocols
    for (index, one) in all.enumerated() {
      (protocols + index).initialize(
        to: lws_protocols(
          name: UnsafePointer(copy(one.name)), callback: onWebSocketLibrary, per_session_data_size: 0,
          rx_buffer_size: one.receiveBuffer, id: UInt32(index), user: nil, tx_packet_size: Library.maxWrite))
    }
    (protocols + all.count).initialize(to: lws_protocols())
  }

  private func create(_ owner: UnsafeMutableRawPointer) -> OpaquePointer? {
    var info = lws_context_creation_info()
    info.port = Int32(configuration.port)
    info.iface = configuration.host == "0.0.0.0" ? nil : UnsafePointer(copy(configuration.host))
    info.protocols = UnsafePointer(protocols)
    info.user = owner
    info.gid = -1
    info.uid = -1
    info.foreign_loops = loops
    info.options = UInt64(
      LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_VALIDATE_UTF8 | LWS_SERVER_OPTION_FAIL_UPON_UNABLE_TO_BIND)
    // With IPv6 enabled, an IPv4 interface would mean every interface.
    if !configuration.host.contains(":") { info.options |= UInt64(LWS_SERVER_OPTION_DISABLE_IPV6) }
    // Pings are ours: the library's timer costs O(connections) for each connect.
    info.retry_and_idle_policy = UnsafePointer(noValidityTimer)
    info.alpn = UnsafePointer(copy("http/1.1"))
    info.timeout_secs = 5
    info.timeout_secs_ah_idle = 5
    info.keepalive_timeout = 5
    info.max_http_header_data = UInt16(RequestHead.maxBytes)
    info.max_http_header_pool = 0
    info.pt_serv_buf_size = UInt32(
      max(Library.serviceBuffer, configuration.subprotocols.map(\.receiveBuffer).max() ?? 0))
    if let tls = configuration.tls { add(tls, to: &info) }
    return Library.creation.withLock { inHighDescriptors { lws_create_context(&info) } }
  }

  /// Plain HTTP on the port is let through to `EventLoop`, which sends it on: libwebsockets would hang up on somebody who
  /// typed the address without "https".
  private func add(_ tls: TLSFiles, to info: inout lws_context_creation_info) {
    info.options |= UInt64(FC_LWS_TLS)
    info.ssl_cert_filepath = UnsafePointer(copy(tls.certificate))
    info.ssl_private_key_filepath = UnsafePointer(copy(tls.key))
    info.ssl_options_set = Int(FC_OPENSSL)
  }

  /// Runs `body` while all low descriptors are taken.
  ///
  /// At its end libwebsockets closes its event descriptor twice, the second time when the number may be another
  /// thread's new file or socket. The system gives out the lowest free number, so a high one stays free.
  private func inHighDescriptors<Made>(_ body: () -> Made) -> Made {
    let first = min(Library.lowDescriptors, Library.setFileLimit() / 2)
    var fillers: [Int32] = []
    while let filler = Optional(dup(uv_backend_fd(loop))), filler >= 0 {
      fillers.append(filler)
      if filler >= first { break }
    }
    defer { for filler in fillers { Glibc.close(filler) } }
    return body()
  }

  /// A C string that lives as long as this.
  private func copy(_ text: String) -> UnsafeMutablePointer<CChar>? {
    guard let string = strdup(text) else { return nil }
    strings.append(string)
    return string
  }

  /// Sets the limit on open files, and returns it.
  private static func setFileLimit() -> rlim_t {
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { return 0 }
    limit.rlim_cur = min(openFiles, limit.rlim_max)
    setrlimit(resource, &limit)
    return limit.rlim_cur
  }

  /// Binds and lets go: libwebsockets would only say that it failed, not why.
  private static func probe(_ host: String, _ port: Int) throws(LoopError) {
    guard (0...65_535).contains(port) else { throw .cannotListen("\(port) is not a port") }
    // Two sockets may be bound to one free port until the first of them listens.
    creation.lock()
    defer { creation.unlock() }
    var v4 = sockaddr_in()
    var v6 = sockaddr_in6()
    let fault: Int32
    if inet_pton(AF_INET, host, &v4.sin_addr) == 1 {
      v4.sin_family = sa_family_t(AF_INET)
      v4.sin_port = in_port_t(port).bigEndian
      fault = bindFault(AF_INET, &v4, MemoryLayout<sockaddr_in>.size)
    } else if inet_pton(AF_INET6, host, &v6.sin6_addr) == 1 {
      v6.sin6_family = sa_family_t(AF_INET6)
      v6.sin6_port = in_port_t(port).bigEndian
      fault = bindFault(AF_INET6, &v6, MemoryLayout<sockaddr_in6>.size)
    } else {
      throw .cannotListen("\(host) is not an IP address")
    }
    guard fault == 0 else {
      throw .cannotListen("cannot listen on \(host):\(port): \(String(cString: strerror(fault)))")
    }
  }

  /// 0, or the errno of binding to and listening on an address.
  private static func bindFault(_ family: Int32, _ address: UnsafeRawPointer, _ length: Int) -> Int32 {
    let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return errno }
    defer { Glibc.close(descriptor) }
    var one: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
    guard bind(descriptor, address.assumingMemoryBound(to: sockaddr.self), socklen_t(length)) == 0,
      Glibc.listen(descriptor, 1) == 0
    else { return errno }
    return 0
  }
}
