import Floor
import Hub
import Intake
import Wire

/// Devices that show a code and wait for somebody to type it in the console, after the pattern of RFC 8628. Kept in memory
/// only: a device whose code is not known any more asks for another one.
struct Pairings {
  /// Devices that wait at once: more than are hung up in a quarter of an hour, few enough to look through.
  static let limit = 200
  /// Of them from one address: as many walls as a floor unpacks at once behind one proxy.
  static let perAddress = 16
  /// How long a code is good for, in milliseconds: long enough to walk to a desk.
  static let life: Milliseconds = 15 * 60_000
  /// How often a device is to ask, in seconds.
  static let interval = 2
  /// A device that has not asked for so long, in milliseconds, makes room for another where there is none: it is gone.
  static let patience: Milliseconds = 30_000
  /// Without 0 and O, 1 and I, which people mistake for each other.
  static let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
  /// Characters of a code: a thousand million of them, so that none is guessed.
  static let codeLength = 6

  /// A device that waits.
  struct Pending {
    /// What it shows.
    let code: String
    /// What it asks with.
    let key: String
    /// Its address.
    let peer: String
    /// When the code is no good any more, by a clock that never goes back.
    fileprivate(set) var deadline: Milliseconds
    /// When it asked last.
    fileprivate(set) var asked: Milliseconds
    /// What it becomes, once somebody has typed the code.
    fileprivate(set) var offer: Offer?
  }

  /// What a device becomes.
  struct Offer: Hashable {
    let id: ScreenID
    let token: Token

    /// What the pipeline is told of it: not the token.
    var grant: PairingDraft.Grant { PairingDraft.Grant(id: id, tokenHash: token.hash) }
  }

  private var pending: [Pending] = []

  /// How many wait.
  var count: Int { pending.count }

  /// A new device asks to be paired.
  /// - Throws: `Problem` where too many wait.
  mutating func open(
    from peer: String, at now: Milliseconds, using generator: inout some RandomNumberGenerator
  ) throws(Problem) -> Pending {
    pending.removeAll { $0.deadline <= now }
    func isFull() -> Bool {
      pending.count >= Pairings.limit || pending.count { $0.peer == peer } >= Pairings.perAddress
    }
    if isFull() { pending.removeAll { $0.offer == nil && $0.asked < now - Pairings.patience } }
    guard !isFull(), let code = freeCode(using: &generator) else { throw .tooManyPairings }
    let new = Pending(
      code: code, key: hexadecimal(32, using: &generator), peer: peer,
      deadline: now + Pairings.life, asked: now)
    pending.append(new)
    return new
  }

  /// The device that asks with `key`; `nil` if there is none, or its time is up.
  mutating func find(key: String, at now: Milliseconds) -> Pending? {
    guard let i = pending.firstIndex(where: { $0.key == key && $0.deadline > now }) else { return nil }
    pending[i].asked = now
    return pending[i]
  }

  /// What the device becomes that shows the code somebody `typed`: the same each time it is typed. `nil` where nobody shows
  /// it. Case, spaces and dashes do not matter.
  mutating func offer(
    _ typed: String, at now: Milliseconds, using generator: inout some RandomNumberGenerator
  ) -> Offer? {
    let code = typed.uppercased().filter { !$0.isWhitespace && $0 != "-" }
    guard let i = pending.firstIndex(where: { $0.code == code && $0.deadline > now }) else { return nil }
    if let offer = pending[i].offer { return offer }
    let offer = Offer(id: ScreenID(hexadecimal(6, using: &generator)), token: Token(using: &generator))
    pending[i].offer = offer
    // A code typed at the last moment: the device asks once more for what it has become.
    pending[i].deadline = max(pending[i].deadline, now + Pairings.patience)
    return offer
  }

  /// The device that became `id` has its token, or will never have it.
  mutating func end(_ id: ScreenID) { pending.removeAll { $0.offer?.id == id } }

  /// A code that nobody shows; `nil` where chance gives none, which is as good as never.
  private func freeCode(using generator: inout some RandomNumberGenerator) -> String? {
    for _ in 0..<Pairings.limit {
      let code = String(
        (0..<Pairings.codeLength).compactMap { _ in Pairings.alphabet.randomElement(using: &generator) })
      if !pending.contains(where: { $0.code == code }) { return code }
    }
    return nil
  }

  private func hexadecimal(_ bytes: Int, using generator: inout some RandomNumberGenerator) -> String {
    let digits = Array("0123456789abcdef")
    return String((0..<2 * bytes).map { _ in digits[Int.random(in: 0..<16, using: &generator)] })
  }
}

extension Problem {
  /// More devices wait than may: 429, try again when some of their codes have run out.
  fileprivate static let tooManyPairings = Problem(
    title: "Too Many Requests", status: 429, detail: "too many devices wait to be paired; try again in a few minutes")

  /// No device asks with that key: 404.
  static let noSuchPairing = Problem(
    type: "urn:floorcast:problem:pairing", title: "The pairing is over", status: 404,
    detail: "nobody waits under this key, or the code has expired: ask for a new one")
}
