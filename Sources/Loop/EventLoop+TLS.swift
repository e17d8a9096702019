import CLibwebsockets
import Foundation
import Hub

/// What TLS asks of the loop besides its bytes, which libwebsockets turns into records below every write and read.
extension EventLoop {
  static let needsTLS = "This port speaks https and wss only."
  /// Between looks at the certificate's end.
  private static let day: Milliseconds = 86_400_000
  /// From when on a certificate's end is an error: a month to renew it.
  private static let warningDays = 30

  /// Whether the client came as it should: over TLS, if there is a certificate.
  func isSecure(_ wsi: OpaquePointer) -> Bool { configuration.tls == nil || lws_is_ssl(wsi) != 0 }

  /// Somebody typed the address without "https". Only reading is sent on: what else came may have been heard by others,
  /// and should be seen to fail.
  func sentOn(_ request: HTTPRequest) -> HTTPResponse {
    guard handler?.serves(host: request.host) == true else {
      return .problem(421, "This server has another name.")
    }
    guard ["GET", "HEAD"].contains(request.method) else { return .problem(403, EventLoop.needsTLS) }
    let query = request.query.isEmpty ? "" : "?" + StaticFiles.escaped(request.query)
    let location = "https://\(request.host)\(StaticFiles.escaped(request.path))\(query)"
    // Not for ever: the port may serve without TLS another day.
    return HTTPResponse(status: 307, headers: [("Location", location), ("Cache-Control", "no-store")])
  }

  /// At the start and once a day: no screen connects once the certificate has ended, and nothing else would say so before.
  func checkCertificate() {
    guard let end = certificateEnd, now >= certificateDue else { return }
    certificateDue = now + EventLoop.day
    let days = Int((end.timeIntervalSinceNow / 86_400).rounded(.down))
    guard days < EventLoop.warningDays else { return }
    logger.error("the certificate ends in \(days) days (\(end.formatted(.iso8601))): renew it and start again")
  }
}
