import Floor
import Hub
import Intake
import JSON
import Loop
import Wire

/// The loop's handler: who may come in, what they may ask for, and what crosses to the pipeline. Lives on the loop's
/// thread.
final class Door: LoopHandler {
  let access: Access
  let crossing: Crossing<Command>
  let directory: Directory
  let clock: Clock
  var guests: [ViewerID: Guest] = [:]
  var watchers: [AgentID: Watched] = [:]
  var nextSlot: Int
  private let origins: Origins
  private let health: Health
  private let viewers: () -> Int

  /// Someone with an open WebSocket.
  struct Guest {
    /// Who they are; `nil` before `hello` unless the handshake carried a token.
    var caller: Caller?
    /// What they opened; `nil` before `hello`.
    var page: Page?
    /// The agent whose day they watch.
    var agent: AgentID?
  }

  /// An agent's own day that somebody looks at.
  struct Watched {
    var slot: SlotID
    var count: Int
  }

  /// A door for the callers and hosts of `config`.
  init(
    _ config: Config, directory: Directory, crossing: Crossing<Command>, clock: Clock, health: Health,
    viewers: @escaping () -> Int
  ) {
    access = Access(callers: config.callers)
    origins = Origins(
      hosts: Origins.loopback + [config.server.host] + config.server.hosts, origins: config.server.origins)
    nextSlot = directory.sites.count
    (self.directory, self.crossing, self.clock) = (directory, crossing, clock)
    (self.health, self.viewers) = (health, viewers)
  }

  func serves(host: String) -> Bool { origins.accepts(host: host) }

  // MARK: HTTP

  func handle(_ request: HTTPRequest, id: RequestID) -> HTTPResponse? {
    switch (request.path, request.method) {
    case ("/api/v1/sales", "POST"):
      return record(request) { body, caller throws(Problem) in
        switch try SaleBody(body) {
        case .one(let draft):
          Recording(drafts: [draft.map(Submission.sale)], caller: caller, source: "api", reply: .one(id))
        case .batch(let drafts):
          Recording(drafts: drafts.map { $0.map(Submission.sale) }, caller: caller, source: "api", reply: .batch(id))
        }
      }
    case ("/api/v1/corrections", "POST"):
      return record(request) { body, caller throws(Problem) in
        Recording(
          drafts: [CorrectionDraft.read(body).map(Submission.correction)], caller: caller, source: "api",
          reply: .one(id))
      }
    case ("/api/v1/health", "GET"), ("/api/v1/health", "HEAD"): return healthAnswer()
    case ("/api/v1/sales", _), ("/api/v1/corrections", _): return HTTPResponse(notAllowed: "POST")
    case ("/api/v1/health", _): return HTTPResponse(notAllowed: "GET, HEAD")
    default: return HTTPResponse(.notFound)
    }
  }

  /// Holds a request against the rules of the door, and sends what `read` makes of it across.
  private func record(
    _ request: HTTPRequest, _ read: ([UInt8], Caller) throws(Problem) -> Recording
  ) -> HTTPResponse? {
    if let origin = request.origin, !origins.accepts(origin: origin, host: request.host) {
      return HTTPResponse(.forbidden("pages of \(origin) may not record sales here"))
    }
    guard let caller = access.caller(authorization: request.authorization) else { return HTTPResponse(.unauthorized) }
    guard caller.role.recordsSales else {
      return HTTPResponse(.forbidden("the role \(caller.role.rawValue) may not record sales"))
    }
    // A form of another site cannot send this type without asking first, so it is also a guard.
    guard request.contentType?.lowercased().hasPrefix("application/json") == true else {
      return HTTPResponse(Problem(title: "Unsupported Media Type", status: 415, detail: "allowed: application/json"))
    }
    do throws(Problem) {
      let recording = try read(request.body, caller)
      return crossing.put(.record(recording), weight: recording.drafts.count) ? nil : HTTPResponse(.busy)
    } catch {
      return HTTPResponse(error)
    }
  }

  private func healthAnswer() -> HTTPResponse {
    var report = health.report
    report.viewers = viewers()
    return HTTPResponse(status: report.status == "ok" ? 200 : 503, json: report)
  }

  // MARK: WebSocket

  func admits(_ upgrade: UpgradeRequest) -> Int? {
    if upgrade.authorization != nil, access.caller(authorization: upgrade.authorization) == nil { return 401 }
    if let origin = upgrade.origin { return origins.accepts(origin: origin, host: upgrade.host) ? nil : 403 }
    // Every browser names its origin; whoever does not is a program and shows its token right away.
    return access.isOpen || upgrade.authorization != nil ? nil : 401
  }

  func opened(_ viewer: ViewerID, _ upgrade: UpgradeRequest) -> [Reaction] {
    let isKnown = access.isOpen || upgrade.authorization != nil
    guests[viewer] = Guest(caller: isKnown ? access.caller(authorization: upgrade.authorization) : nil)
    return []
  }

  func received(_ message: UnsafeRawBufferPointer, from viewer: ViewerID) -> [Reaction] {
    guard let guest = guests[viewer] else { return [.close(.helloExpected)] }
    let root: JSONNode
    do { root = try JSON.parse(Array(message), limits: .message) } catch { return refuse(.malformed(error), ref: nil) }
    var reader = ObjectReader(root)
    let ref = reader.string("ref", maximum: 100)
    let kind = reader.string("kind", required: true, maximum: 40)
    switch kind {
    case "hello": return hello(&reader, viewer, guest)
    case _ where guest.page == nil:
      return refuse(.invalid([FieldFault("kind", "comes before hello", allowed: "hello")]), ref: ref)
    case "sale":
      return submit(&reader, "sale", viewer, guest, ref: ref) { SaleBody.draft($0, path: $1).map(Submission.sale) }
    case "correction":
      return submit(&reader, "correction", viewer, guest, ref: ref) {
        CorrectionDraft.read($0, path: $1).map(Submission.correction)
      }
    default:
      if kind != nil { reader.fail("kind", "is not known", allowed: "hello, sale, correction") }
      return refuse(.invalid(reader.faults), ref: ref)
    }
  }

  func closed(_ viewer: ViewerID) {
    if let agent = guests.removeValue(forKey: viewer)?.agent { stopWatching(agent) }
  }

  private func submit(
    _ reader: inout ObjectReader, _ key: String, _ viewer: ViewerID, _ guest: Guest, ref: String?,
    _ read: (JSONNode, _ path: String) -> Result<Submission, Problem>
  ) -> [Reaction] {
    guard let caller = guest.caller, caller.role.recordsSales, guest.page != .agent else {
      return refuse(.forbidden("this page may not record sales"), ref: ref)
    }
    guard let node = reader.node(key, required: true, allowed: "an object"), reader.faults.isEmpty else {
      return refuse(.invalid(reader.faults), ref: ref)
    }
    let recording = Recording(
      drafts: [read(node, key)], caller: caller,
      source: guest.page == .console ? "console" : "socket",
      reply: .viewer(viewer, ref: ref))
    return crossing.put(.record(recording)) ? [] : refuse(.busy, ref: ref)
  }

  func refuse(_ problem: Problem, ref: String?) -> [Reaction] {
    [.send((try? ServerMessage.error(ref: ref, problem)) ?? problem.bytes)]
  }
}

extension HTTPResponse {
  fileprivate init(notAllowed allowed: String) {
    self.init(Problem(title: "Method Not Allowed", status: 405, detail: "allowed: \(allowed)"))
    headers.append(("Allow", allowed))
  }
}
