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
  /// Names the files that pages are made of.
  let assets: String
  let clock: Clock
  var guests: [ViewerID: Guest] = [:]
  var watchers: [AgentID: Watched] = [:]
  var nextSlot: Int
  let origins: Origins
  let media: MediaStore
  let speech: Speech
  /// Devices that wait to be paired.
  var pairings = Pairings()
  /// How the paired screens are that have been here.
  var live: [ScreenID: LiveScreen] = [:]
  /// How the walls are that are not paired.
  var strangers: [ViewerID: LiveScreen] = [:]
  /// The way to whoever waits, for what is answered beside the pipeline, and to other pages than the one that is answered.
  let submit: @Sendable ([Outgoing]) -> Void
  var random = SystemRandomNumberGenerator()
  private let health: Health
  /// The day that is only played again; `nil` where things can be recorded.
  private let rerun: CivilDate?
  private let viewers: () -> Int

  /// Someone with an open WebSocket.
  struct Guest {
    /// Who they are; `nil` before `hello` unless the handshake carried a token.
    var caller: Caller?
    /// What they opened; `nil` before `hello`.
    var page: Page?
    /// The agent whose day they watch.
    var agent: AgentID?
    /// Where; `nil` before `hello`.
    var site: SiteID?
  }

  /// An agent's own day that somebody looks at.
  struct Watched {
    var slot: SlotID
    var count: Int
  }

  /// A door for the callers and hosts of `config`.
  init(
    _ config: Config, directory: Directory, assets: String, crossing: Crossing<Command>, clock: Clock, health: Health,
    media: MediaStore, speech: Speech, rerun: CivilDate? = nil, submit: @escaping @Sendable ([Outgoing]) -> Void,
    viewers: @escaping () -> Int
  ) {
    access = Access(callers: config.callers)
    origins = Origins(
      hosts: Origins.loopback + [config.server.host] + config.server.hosts, origins: config.server.origins)
    nextSlot = Stage.firstFreeSlot(of: directory.sites.count)
    (self.directory, self.assets, self.crossing, self.clock) = (directory, assets, crossing, clock)
    (self.health, self.rerun, self.viewers) = (health, rerun, viewers)
    (self.media, self.speech, self.submit) = (media, speech, submit)
  }

  func serves(host: String) -> Bool { origins.accepts(host: host) }

  // MARK: HTTP

  func handle(_ request: HTTPRequest, id: RequestID) -> HTTPResponse? {
    if request.path == "/api/v1/health" {
      return ["GET", "HEAD"].contains(request.method) ? healthAnswer() : HTTPResponse(notAllowed: "GET, HEAD")
    }
    if let kind = Door.uploads[request.path] { return upload(request, kind, id) }
    if let hash = MediaAddress.hash(in: request.path) { return show(hash, to: request, id) }
    if request.path == Door.speechPath { return speak(request, id) }
    if request.path == Look.logoPath, let logo = directory.look.logo {
      return ["GET", "HEAD"].contains(request.method)
        ? logo.response(unless: request.ifNoneMatch) : HTTPResponse(notAllowed: "GET, HEAD")
    }
    let noun = Noun.all.first { $0.path == request.path }
    if let noun, request.method == "POST" { return record(request, noun, id) }
    if let answer = screens(request) { return answer }
    do throws(Problem) {
      guard let query = try Query.read(request.path, request.query) else {
        return noun == nil ? HTTPResponse(.notFound) : HTTPResponse(notAllowed: "POST")
      }
      guard request.method == "GET" else { return HTTPResponse(notAllowed: noun == nil ? "GET" : "GET, POST") }
      return ask(query, request, id)
    } catch {
      return request.method == "GET" ? HTTPResponse(error) : HTTPResponse(notAllowed: "GET")
    }
  }

  /// Lets a question across.
  private func ask(_ query: Query, _ request: HTTPRequest, _ id: RequestID) -> HTTPResponse? {
    do throws(Problem) {
      let caller = try caller(of: request, who: "read")
      return crossing.put(.ask(query, caller, id)) ? nil : HTTPResponse(.busy)
    } catch {
      return HTTPResponse(error)
    }
  }

  /// Holds a request against the rules of the door, and sends what is in it across.
  private func record(_ request: HTTPRequest, _ noun: Noun, _ id: RequestID) -> HTTPResponse? {
    do throws(Problem) {
      let caller = try caller(of: request, who: "record sales")
      if let problem = rerunProblem ?? caller.problem(noun.deed) { throw problem }
      try checkType(of: request)
      let (drafts, isBatch) = try noun.readBody(request.body)
      let recording = Recording(
        drafts: drafts.map(granted), caller: caller, source: "api", reply: isBatch ? .batch(id) : .one(id))
      return crossing.put(.record(recording), weight: drafts.count) ? nil : HTTPResponse(.busy)
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
    if upgrade.authorization != nil, caller(holding: Access.token(in: upgrade.authorization)) == nil { return 401 }
    if let origin = upgrade.origin { return origins.accepts(origin: origin, host: upgrade.host) ? nil : 403 }
    // Every browser names its origin; whoever does not is a program and shows its token right away.
    return access.isOpen || upgrade.authorization != nil ? nil : 401
  }

  func opened(_ viewer: ViewerID, _ upgrade: UpgradeRequest) -> [Reaction] {
    let isKnown = access.isOpen || upgrade.authorization != nil
    guests[viewer] = Guest(caller: isKnown ? caller(holding: Access.token(in: upgrade.authorization)) : nil)
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
    case "time" where guest.page != nil: return time(&reader, ref: ref)
    case _ where guest.page == nil:
      return refuse(.invalid([FieldFault("kind", "comes before hello", allowed: "hello")]), ref: ref)
    case "status": return status(&reader, viewer, guest, ref: ref)
    case "receipts": return receipts(&reader, viewer, guest, ref: ref)
    case "screen_order": return order(&reader, guest, ref: ref)
    default:
      if let noun = Noun.all.first(where: { $0.word == kind }) { return submit(&reader, noun, viewer, guest, ref: ref) }
      let known = ["hello", "time", "status", "receipts", "screen_order"] + Noun.all.map(\.word)
      if kind != nil { reader.fail("kind", "is not known", allowed: known.joined(separator: ", ")) }
      return refuse(.invalid(reader.faults), ref: ref)
    }
  }

  func closed(_ viewer: ViewerID) {
    guard let guest = guests.removeValue(forKey: viewer) else { return }
    if let agent = guest.agent { stopWatching(agent) }
    if guest.page == .screen { wallClosed(viewer, guest) }
  }

  private func submit(
    _ reader: inout ObjectReader, _ noun: Noun, _ viewer: ViewerID, _ guest: Guest, ref: String?
  ) -> [Reaction] {
    // An agent's page can applaud and nothing else, whoever has opened it.
    guard let caller = guest.caller, guest.page != .agent || noun.deed == .applaud else {
      return refuse(.forbidden("this page may not send \(noun.word)"), ref: ref)
    }
    if let problem = rerunProblem ?? caller.problem(noun.deed) { return refuse(problem, ref: ref) }
    guard let node = reader.node(noun.word, required: true, allowed: "an object"), reader.faults.isEmpty else {
      return refuse(.invalid(reader.faults), ref: ref)
    }
    let recording = Recording(
      drafts: [granted(noun.readNode(node, noun.word))], caller: caller,
      source: guest.page == .console ? "console" : "socket", reply: .viewer(viewer, ref: ref))
    return crossing.put(.record(recording)) ? [] : refuse(.busy, ref: ref)
  }

  /// Tells a page the time, so that it learns how far its own clock is off: answered here, without a turn of anything.
  private func time(_ reader: inout ObjectReader, ref: String?) -> [Reaction] {
    let sent = reader.number("sent", required: true)
    guard let sent, reader.faults.isEmpty,
      let answer = try? ServerMessage.time(sent: sent, time: clock.wall(), rate: clock.rate())
    else { return refuse(.invalid(reader.faults), ref: ref) }
    return [.send(answer)]
  }

  /// Nothing is recorded while a day is played again.
  var rerunProblem: Problem? {
    rerun.map { day in
      Problem(title: "Rerun", status: 409, detail: "this is a rerun of \(day): nothing is recorded")
    }
  }

  func refuse(_ problem: Problem, ref: String?) -> [Reaction] {
    [.send((try? ServerMessage.error(ref: ref, problem)) ?? problem.bytes)]
  }
}

extension HTTPResponse {
  init(notAllowed allowed: String) {
    self.init(Problem(title: "Method Not Allowed", status: 405, detail: "allowed: \(allowed)"))
    headers.append(("Allow", allowed))
  }
}
