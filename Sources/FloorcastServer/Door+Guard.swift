import Intake
import Loop
import Wire

/// Who is let in, and from where.
extension Door {
  /// Who is let in with `token`: whoever the configuration names, or a paired screen's device.
  func caller(holding token: String?) -> Caller? {
    token.flatMap { directory.caller(holding: $0) } ?? access.caller(holding: token)
  }

  /// Who asks for something.
  func caller(of request: HTTPRequest, who act: String) throws(Problem) -> Caller {
    try checkOrigin(of: request, who: act)
    guard let caller = caller(holding: Access.token(in: request.authorization)) else { throw .unauthorized }
    return caller
  }

  /// Throws for the page of another site.
  func checkOrigin(of request: HTTPRequest, who act: String) throws(Problem) {
    guard let origin = request.origin, !origins.accepts(origin: origin, host: request.host) else { return }
    throw .forbidden("pages of \(origin) may not \(act) here")
  }

  /// Throws unless a body says that it is JSON. A form of another site cannot send this type without asking first, so it is
  /// also a guard.
  func checkType(of request: HTTPRequest) throws(Problem) {
    if request.contentType?.lowercased().hasPrefix("application/json") == true { return }
    throw Problem(title: "Unsupported Media Type", status: 415, detail: "allowed: application/json")
  }
}
