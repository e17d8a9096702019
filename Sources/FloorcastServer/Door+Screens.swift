import Floor
import Hub
import Intake
import Loop
import Wire

/// What is asked about screens over HTTP: answered here, since nobody else knows who waits to be paired and who is here.
extension Door {
  /// The answer; `nil` for any other address.
  func screens(_ request: HTTPRequest) -> HTTPResponse? {
    do throws(Problem) {
      switch (request.path, request.method) {
      case ("/api/v1/pairings", "POST"): return try beginPairing(request)
      case ("/api/v1/pairings", "GET"): return try askPairing(request)
      case ("/api/v1/pairings", _): return HTTPResponse(notAllowed: "GET, POST")
      case ("/api/v1/screens", "GET"): return try listScreens(request)
      case ("/api/v1/screens", _): return HTTPResponse(notAllowed: "GET, POST")
      case ("/api/v1/screens/orders", "POST"): return try takeOrder(request)
      case ("/api/v1/screens/orders", _): return HTTPResponse(notAllowed: "POST")
      default: return nil
      }
    } catch {
      return HTTPResponse(error)
    }
  }

  // MARK: List

  /// Walls listed that are not paired: a house has few, and a list of them is not what an answer is for.
  private static let strangersListed = 100
  /// Bytes that the loop may add in front of a body.
  private static let headRoom = 4_096

  private func listScreens(_ request: HTTPRequest) throws(Problem) -> HTTPResponse {
    let caller = try caller(of: request, who: "read")
    if let problem = caller.roleProblem(.screens(SiteID(""))) { throw problem }
    var parameters = Parameters(request.query)
    let site = parameters.text("site").map { SiteID($0) }
    try parameters.end()
    let roster = directory.roster
    if let site, let problem = caller.problem(.screens(site), in: roster) { throw problem }
    return try Door.answer(
      screensView { place in (site == nil || site == place) && caller.may(.screens(place), in: roster) })
  }

  /// The list; without receipts where it is too long with them.
  static func answer(_ list: ScreensView) throws(Problem) -> HTTPResponse {
    let whole = HTTPResponse(status: 200, json: list)
    guard whole.body.count > HTTPResponse.maxBytes - Door.headRoom else { return whole }
    var list = list
    for i in list.screens.indices { list.screens[i].live.receipts = nil }
    for i in list.unpaired.indices { list.unpaired[i].live.receipts = nil }
    let short = HTTPResponse(status: 200, json: list)
    guard short.body.count > HTTPResponse.maxBytes - Door.headRoom else { return short }
    throw Problem(title: "The answer is too long", status: 413, detail: "ask for one site: ?site=")
  }

  /// Every screen at a place that is to be shown.
  private func screensView(_ isShown: (SiteID) -> Bool) -> ScreensView {
    let screens = directory.book.paired.filter { isShown($0.screen.site) }.map { id, screen in
      let isOnline = !directory.viewers(of: id).isEmpty
      let live = live[id]?.view(isOnline: isOnline) ?? .neverSeen
      return ScreensView.Item(id, screen, live)
    }
    let shown = strangers.filter { guests[$0.key]?.site.map(isShown) ?? false }
      .sorted { ($0.value.since ?? 0, $0.key.name) < ($1.value.since ?? 0, $1.key.name) }
    let unpaired = shown.prefix(Door.strangersListed).compactMap { viewer, wall in
      guests[viewer]?.site.map { ScreensView.Unpaired(viewer: viewer.name, site: $0, wall.view(isOnline: true)) }
    }
    return ScreensView(
      time: clock.wall(), screens: screens, unpaired: unpaired,
      playlists: directory.playlists.map { ($0.id, $0.name) }, assets: assets)
  }

  // MARK: Orders

  private func takeOrder(_ request: HTTPRequest) throws(Problem) -> HTTPResponse {
    let caller = try caller(of: request, who: "give orders")
    if let problem = caller.problem(.manageScreens) { throw problem }
    try checkType(of: request)
    let draft = try ScreenOrderDraft.read(request.body).get()
    return HTTPResponse(status: 200, json: try carryOut(draft, by: caller))
  }

  /// An order over a console's WebSocket.
  func order(_ reader: inout ObjectReader, _ guest: Guest, ref: String?) -> [Reaction] {
    do throws(Problem) {
      guard let caller = guest.caller, guest.page != .agent else {
        throw .forbidden("this page may not send screen_order")
      }
      if let problem = caller.problem(.manageScreens) { throw problem }
      let node = reader.node("screen_order", required: true, allowed: "an object")
      guard let node, reader.faults.isEmpty else { throw .invalid(reader.faults) }
      let result = try carryOut(ScreenOrderDraft.read(node, path: "screen_order").get(), by: caller)
      return [.send((try? ServerMessage.ack(ref: ref, .order(result))) ?? [])]
    } catch {
      return refuse(error, ref: ref)
    }
  }

  /// Sends an order to every page of the screen it is for.
  private func carryOut(_ draft: ScreenOrderDraft, by caller: Caller) throws(Problem) -> OrderResult {
    let (id, viewers) = try addressees(of: draft, caller)
    guard let payload = try? ServerMessage.order(draft.order) else {
      throw .internalError("the order cannot be written")
    }
    submit(viewers.map { .send($0, payload: payload) })
    return OrderResult(id, draft.order)
  }

  private func addressees(
    of draft: ScreenOrderDraft, _ caller: Caller
  ) throws(Problem) -> (id: String, viewers: [ViewerID]) {
    let (field, site, id, viewers): (String, SiteID, String, [ViewerID])
    switch draft.to {
    case .screen(let screen):
      guard let known = directory.book[screen]?.screen else {
        let problem = Problem.screen(
          404, "id", "is \(screen), which is no screen", allowed: "the id of a paired screen")
        throw problem
      }
      (field, site, id, viewers) = ("id", known.site, screen.description, directory.viewers(of: screen))
    case .viewer(let name):
      let viewer = ViewerID(name).flatMap { strangers[$0] == nil ? nil : $0 }
      guard let viewer, let place = guests[viewer]?.site else { throw .offline("viewer", name) }
      (field, site, id, viewers) = ("viewer", place, name, [viewer])
    }
    if let problem = caller.problem(.manageScreens, to: .site(site), field: field, in: directory.roster) {
      throw problem
    }
    guard !viewers.isEmpty else { throw .offline(field, id) }
    return (id, viewers)
  }
}

extension ViewerID {
  /// By what an order names a wall that is not paired.
  fileprivate var name: String { "\(index)-\(generation)" }

  fileprivate init?(_ name: String) {
    let numbers = name.split(separator: "-", omittingEmptySubsequences: false).map { UInt32($0) }
    guard numbers.count == 2, let index = numbers[0], let generation = numbers[1] else { return nil }
    self.init(index: index, generation: generation)
  }
}

extension LiveView {
  /// Of a screen that has not been here since the server's start.
  fileprivate static let neverSeen = LiveView(
    online: false, since: nil, seen: nil, status: nil, latency: nil, receipts: nil)
}

extension Problem {
  /// The order goes nowhere as things stand: 409.
  fileprivate static func offline(_ field: String, _ id: String) -> Problem {
    Problem(
      type: "urn:floorcast:problem:offline", title: "The screen is offline", status: 409,
      detail: "\(id) is not connected; nothing was sent",
      errors: [FieldFault(field, "is \(id), which is not connected", allowed: "a screen that is online")])
  }
}
