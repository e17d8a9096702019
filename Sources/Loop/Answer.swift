/// How an `HTTPResponse` looks on the wire.
enum Answer {
  /// On every answer. Everything of this origin only, but for pictures and sounds that a page makes itself; never inside
  /// another page. In Chromium and Firefox `connect-src 'self'` covers the WebSocket of the same origin.
  private static let alwaysHeaders = """
    Connection: close\r
    X-Content-Type-Options: nosniff\r
    X-Frame-Options: DENY\r
    Referrer-Policy: no-referrer\r
    Cross-Origin-Opener-Policy: same-origin\r
    Cross-Origin-Resource-Policy: same-origin\r
    Permissions-Policy: camera=(), microphone=(), geolocation=()\r
    Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self'; \
    connect-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'\r
    \r\n
    """

  private static let reasons: [Int: String] = [
    200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 304: "Not Modified",
    307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden",
    404: "Not Found", 405: "Method Not Allowed",
    408: "Request Timeout", 409: "Conflict", 411: "Length Required", 413: "Content Too Large", 414: "URI Too Long",
    415: "Unsupported Media Type", 421: "Misdirected Request", 422: "Unprocessable Content", 426: "Upgrade Required",
    429: "Too Many Requests", 431: "Request Header Fields Too Large", 500: "Internal Server Error",
    503: "Service Unavailable", 504: "Gateway Timeout", 507: "Insufficient Storage",
  ]

  static func reason(_ status: Int) -> String { reasons[status] ?? "Status \(status)" }

  /// Head and body as they are sent. The length is always given, the body left out for HEAD, 204 and 304.
  static func bytes(_ response: HTTPResponse, toHead: Bool = false) -> [UInt8] {
    let hasNoBody = response.status == 204 || response.status == 304
    var head = "HTTP/1.1 \(response.status) \(reason(response.status))\r\n"
    for (name, value) in response.headers { head += "\(oneLine(name)): \(oneLine(value))\r\n" }
    if !hasNoBody { head += "Content-Length: \(response.body.count)\r\n" }
    var bytes = Array((head + alwaysHeaders).utf8)
    if !toHead, !hasNoBody { bytes += response.body }
    return bytes
  }

  /// Without the characters that end a line: nothing that is put into a header can become another one.
  private static func oneLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
  }
}

extension HTTPResponse {
  /// A refusal as `application/problem+json` (RFC 9457). `detail` is our own text, without quotes or backslashes.
  static func problem(_ status: Int, _ detail: String, headers: [(String, String)] = []) -> HTTPResponse {
    let body =
      #"{"type":"about:blank","title":"\#(Answer.reason(status))","status":\#(status),"detail":"\#(detail)"}"#
    return HTTPResponse(
      status: status, headers: [("Content-Type", "application/problem+json"), ("Cache-Control", "no-store")] + headers,
      body: Array(body.utf8))
  }
}
