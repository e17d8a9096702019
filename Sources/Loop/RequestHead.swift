import CLibwebsockets

/// A request that gets no further, and the answer that says why.
struct Refusal: Error {
  let response: HTTPResponse

  init(_ status: Int, _ detail: String) { response = .problem(status, detail) }
}

/// Reads a request's head out of libwebsockets, and refuses what libwebsockets lets through.
///
/// libwebsockets 4.1.6 reads Content-Length with `atoll`, ignores Transfer-Encoding, takes NUL in a header and any
/// WebSocket version and key; a proxy in front that reads the same bytes otherwise could be used to smuggle requests.
struct RequestHead {
  /// Bytes of all headers of a request together, and so of one.
  static let maxBytes = 4_096

  private let wsi: OpaquePointer

  init(_ wsi: OpaquePointer) { self.wsi = wsi }

  // MARK: Fields

  /// A header's text, `nil` if it is not there; not UTF-8, control characters or too long is refused. A header that
  /// came twice is one text with a comma.
  func text(_ token: lws_token_indexes) throws(Refusal) -> String? {
    let total = lws_hdr_total_length(wsi, token)
    guard total > 0 else { return nil }
    return try copied(capacity: Int(total) + 1) { lws_hdr_copy(wsi, $0, $1, token) }
  }

  /// A header that libwebsockets has no token for; `name` in lower case with its colon.
  func text(named name: String) throws(Refusal) -> String? {
    let length = lws_hdr_custom_length(wsi, name, Int32(name.utf8.count))
    guard length > 0 else { return nil }
    return try copied(capacity: Int(length) + 1) {
      lws_hdr_custom_copy(wsi, $0, $1, name, Int32(name.utf8.count))
    }
  }

  /// The Host; there must be one, of the characters a host and port have.
  func host() throws(Refusal) -> String {
    guard let host = try text(WSI_TOKEN_HOST) else { throw Refusal(400, "The Host header is missing.") }
    let isPlain = host.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"),
        UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    guard isPlain else { throw Refusal(400, "The Host header is not one host.") }
    return host
  }

  /// The method's name; `nil` for one that is not served.
  var method: String? {
    var start: UnsafeMutablePointer<CChar>?
    var length: Int32 = 0
    let method = lws_http_get_uri_and_method(wsi, &start, &length)
    switch Int(method) {
    case LWSHUMETH_GET: return "GET"
    case LWSHUMETH_HEAD: return "HEAD"
    case LWSHUMETH_POST: return "POST"
    case LWSHUMETH_PUT: return "PUT"
    case LWSHUMETH_PATCH: return "PATCH"
    case LWSHUMETH_DELETE: return "DELETE"
    case LWSHUMETH_OPTIONS: return "OPTIONS"
    default: return nil
    }
  }

  /// The path as libwebsockets decoded it.
  func path() throws(Refusal) -> String {
    var start: UnsafeMutablePointer<CChar>?
    var length: Int32 = 0
    guard lws_http_get_uri_and_method(wsi, &start, &length) >= 0, let start else {
      throw Refusal(400, "There is no path.")
    }
    let bytes = UnsafeRawBufferPointer(start: start, count: Int(length))
    guard let path = RequestHead.plain(bytes) else { throw Refusal(400, "The path is not plain text.") }
    return path
  }

  /// The query's fields, joined by "&".
  func query() throws(Refusal) -> String {
    let total = lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_URI_ARGS)
    guard total > 0 else { return "" }
    var fields: [String] = []
    while let field = try copied(
      capacity: Int(total) + 1,
      { lws_hdr_copy_fragment(wsi, $0, $1, WSI_TOKEN_HTTP_URI_ARGS, Int32(fields.count)) }, missing: true)
    {
      fields.append(field)
    }
    return fields.joined(separator: "&")
  }

  // MARK: Rules

  /// The bytes of body that follow: none without Content-Length, which must be nothing but digits.
  func announcedBody(of method: String, cap: Int) throws(Refusal) -> Int {
    guard lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_TRANSFER_ENCODING) == 0 else {
      throw Refusal(400, "Transfer-Encoding is not taken; send Content-Length.")
    }
    guard let text = try text(WSI_TOKEN_HTTP_CONTENT_LENGTH) else {
      guard !["POST", "PUT", "PATCH"].contains(method) else { throw Refusal(411, "Content-Length is missing.") }
      return 0
    }
    // 15 digits cannot overflow, here or in libwebsockets.
    guard text.utf8.count <= 15, text.utf8.allSatisfy({ (48...57).contains($0) }), let length = Int(text) else {
      throw Refusal(400, "Content-Length is not one number.")
    }
    return length
  }

  /// Everything the handler gets, with an empty body.
  func request(peer: Address) throws(Refusal) -> HTTPRequest {
    guard let method else { throw Refusal(405, "The method is not served.") }
    return HTTPRequest(
      method: method, path: try path(), query: try query(), host: try host(), origin: try text(WSI_TOKEN_ORIGIN),
      authorization: try text(WSI_TOKEN_HTTP_AUTHORIZATION), contentType: try text(WSI_TOKEN_HTTP_CONTENT_TYPE),
      idempotencyKey: try text(named: "idempotency-key:"), ifNoneMatch: try text(WSI_TOKEN_HTTP_IF_NONE_MATCH),
      peer: peer.description)
  }

  /// Whether the client waits for "100 Continue" before it sends the body.
  var expectsContinue: Bool { lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_EXPECT) > 0 }

  /// The handshake, if every part of it is as RFC 6455, 4.2.1 wants it.
  func upgrade(path: String, subprotocols: [Subprotocol], peer: Address) throws(Refusal) -> UpgradeRequest {
    guard method == "GET", try text(WSI_TOKEN_HTTP) == "HTTP/1.1" else {
      throw Refusal(400, "A WebSocket opens with GET and HTTP/1.1.")
    }
    guard try self.path() == path else { throw Refusal(404, "There is no WebSocket here.") }
    guard try text(WSI_TOKEN_VERSION) == "13" else { throw Refusal(426, "The WebSocket version is 13.") }
    guard lws_hdr_total_length(wsi, WSI_TOKEN_KEY) == 24 else { throw Refusal(400, "The WebSocket key is not one.") }
    guard lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_CONTENT_LENGTH) == 0,
      lws_hdr_total_length(wsi, WSI_TOKEN_HTTP_TRANSFER_ENCODING) == 0
    else { throw Refusal(400, "A handshake has no body.") }
    return try UpgradeRequest(
      host: host(), origin: text(WSI_TOKEN_ORIGIN), authorization: text(WSI_TOKEN_HTTP_AUTHORIZATION),
      peer: peer.description, subprotocol: chosen(from: subprotocols))
  }

  /// The first of the client's list that is known, as libwebsockets chooses it.
  private func chosen(from subprotocols: [Subprotocol]) throws(Refusal) -> String {
    let list = try text(WSI_TOKEN_PROTOCOL) ?? ""
    // Nearly always one name.
    if let known = subprotocols.first(where: { $0.name == list }) { return known.name }
    for name in list.split(separator: ",").map(\.trimmed) {
      if let known = subprotocols.first(where: { $0.name == name }) { return known.name }
    }
    throw Refusal(400, "None of the subprotocols is known.")
  }

  // MARK: Bytes

  private func copied(
    capacity: Int, _ copy: (UnsafeMutablePointer<CChar>, Int32) -> Int32, missing: Bool = false
  ) throws(Refusal) -> String? {
    let text: String?? = withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
      guard let start = buffer.baseAddress else { return .some(nil) }
      let count = copy(start, Int32(capacity))
      guard count >= 0 else { return missing ? .none : .some(nil) }
      return .some(RequestHead.plain(UnsafeRawBufferPointer(start: start, count: Int(count))))
    }
    guard let found = text else { return nil }
    guard let found else { throw Refusal(400, "A header is not plain text.") }
    return found
  }

  /// UTF-8 without control characters, or `nil`.
  private static func plain(_ bytes: UnsafeRawBufferPointer) -> String? {
    var all: UInt8 = 0
    for byte in bytes {
      guard byte >= 0x20 && byte != 0x7F || byte == 0x09 else { return nil }
      all |= byte
    }
    return all < 0x80 ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
  }
}

extension Substring {
  /// Without spaces and tabs at the ends.
  fileprivate var trimmed: String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let front = drop(while: isSpace)
    return String(front[..<(front.lastIndex { !isSpace($0) }.map { front.index(after: $0) } ?? front.startIndex)])
  }
}
