import Dispatch
import Hub
import Intake
import Loop
import QR
import Wire

/// Devices that ask to be paired, after the pattern of RFC 8628: the device shows a code, somebody types it in the console,
/// and the device, which has asked meanwhile, gets its token.
extension Door {
  /// Milliseconds of the clock that never goes back: a code's life is measured by it.
  private var now: Milliseconds { Milliseconds(clock.monotonic().uptimeNanoseconds / 1_000_000) }

  /// When a code runs out, by the clock that pages know.
  private func expiry(of pending: Pairings.Pending) -> Int64 {
    clock.wall() + (pending.deadline - now) * Int64(clock.rate())
  }

  /// A device asks to be paired; nobody is asked for a token, since it has none yet.
  func beginPairing(_ request: HTTPRequest) throws(Problem) -> HTTPResponse {
    try checkOrigin(of: request, who: "ask to be paired")
    if let problem = rerunProblem { throw problem }
    let pending = try pairings.open(from: request.peer, at: now, using: &random)
    // Only the page knows whether it came through something that encrypts.
    let isEncrypted = request.origin == "https://\(request.host)"
    let url = "\(isEncrypted ? "https" : "http")://\(request.host)/console/?pair=\(pending.code)"
    return HTTPResponse(
      status: 201,
      json: PairingView(
        code: pending.code, key: pending.key, expires: expiry(of: pending), interval: Pairings.interval, url: url,
        qr: QR(url)?.rows ?? []))
  }

  /// A device asks whether somebody has typed its code. It gets its token when the log holds the screen, not before.
  func askPairing(_ request: HTTPRequest) throws(Problem) -> HTTPResponse {
    try checkOrigin(of: request, who: "read")
    var parameters = Parameters(request.query)
    let key = parameters.text("key")
    try parameters.end()
    guard let key, let pending = pairings.find(key: key, at: now) else { throw .noSuchPairing }
    guard let offer = pending.offer, let item = directory.book[offer.id] else {
      return HTTPResponse(
        status: 200, json: PairingState.waiting(code: pending.code, expires: expiry(of: pending)))
    }
    guard let screen = item.screen else {
      pairings.end(offer.id)
      throw .noSuchPairing
    }
    return HTTPResponse(
      status: 200, json: PairingState.paired(token: offer.token.secret, offer.id, name: screen.name))
  }

  /// The draft with what the door alone knows: which device shows the code.
  func granted(_ draft: Result<Submission, Problem>) -> Result<Submission, Problem> {
    guard case .success(.pairing(var pairing)) = draft else { return draft }
    pairing.grant = pairings.offer(pairing.code, at: now, using: &random)?.grant
    return .success(.pairing(pairing))
  }
}
