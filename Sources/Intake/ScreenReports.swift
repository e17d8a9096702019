import Floor
import Wire

/// An order for a screen.
public struct ScreenOrderDraft: MessageDraft {
  /// Whom it is for.
  public enum Addressee: Hashable, Sendable {
    /// A paired screen.
    case screen(ScreenID)
    /// A wall that is open without being paired, as the list of screens names it.
    case viewer(String)
  }

  /// Whom it is for.
  public var to: Addressee
  /// What is wanted.
  public var order: ScreenOrder
  /// Where it stood in its message.
  public var path = ""

  /// Reads an order from `reader`; `nil` if a field is missing or wrong, which `reader.faults` then names.
  public init?(_ reader: inout ObjectReader) {
    let id = reader.string("id", maximum: RosterDraft.idLimit).map { Addressee.screen(ScreenID($0)) }
    let viewer = reader.string("viewer", maximum: RosterDraft.idLimit).map { Addressee.viewer($0) }
    let to = reader.only([id, viewer], of: ["id", "viewer"])
    let order = reader.word("order", required: true, of: ScreenOrder.self)
    guard let to, let order, reader.faults.isEmpty else { return nil }
    (self.to, self.order, path) = (to, order, reader.path)
  }
}

/// A wall's word that it painted something.
public struct PaintedDraft: Hashable, Sendable {
  /// The entry that it was about.
  public var offset: Int64
  /// When, in Unix milliseconds by what the page takes for the server's clock.
  public var painted: Int64
  /// How long it waited for its turn on the stage, in milliseconds.
  public var waited: Int64

  /// The most receipts of one message: with decimals one has 80 bytes, and a message 4,096.
  public static let most = 48
  /// The longest that something can have waited, in milliseconds: a day.
  public static let longestWait: Int64 = 86_400_000

  /// Reads a receipt from `reader`; `nil` if a field is missing or wrong, which `reader.faults` then names.
  public init?(_ reader: inout ObjectReader) {
    let offset = reader.integer("offset", required: true, in: 0...ObjectReader.largestExact)
    let painted = reader.measured("painted", in: 0...ObjectReader.largestExact)
    let waited = reader.measured("waited", in: 0...PaintedDraft.longestWait)
    guard let offset, let painted, let waited else { return nil }
    (self.offset, self.painted, self.waited) = (offset, painted, waited)
  }
}

extension ScreenStatus {
  /// The longest word or version that a wall may say, in bytes: a hash has 64 digits.
  private static let wordLimit = 64
  /// The longest that a wall can have shown one frame, in milliseconds: a year.
  private static let longestFrame: Int64 = 366 * 86_400_000
  /// More elements than any page has.
  private static let mostNodes: Int64 = 100_000_000

  /// Reads what a wall says of itself from `reader`; `nil` if a field is missing or wrong, which `reader.faults` then names.
  public init?(_ reader: inout ObjectReader) {
    let scene = reader.string("scene", required: true, maximum: ScreenStatus.wordLimit)
    let version = reader.string("version", required: true, maximum: ScreenStatus.wordLimit)
    let frameAge = reader.measured("frame_age", in: 0...ScreenStatus.longestFrame)
    let sound = reader.word("sound", required: true, of: ScreenStatus.Sound.self)
    let voice = reader.word("voice", required: true, of: ScreenStatus.Voice.self)
    let memory = reader.integer("memory", required: true, in: 0...ObjectReader.largestExact)
    let nodes = reader.integer("nodes", required: true, in: 0...ScreenStatus.mostNodes)
    let secure = reader.bool("secure", required: true)
    let wakeLock = reader.bool("wake_lock", required: true)
    let visible = reader.bool("visible", required: true)
    let size = reader.string("size", required: true, maximum: ScreenStatus.wordLimit)
    let caughtUp = reader.integer("caught_up", required: true, in: 0...ObjectReader.largestExact)
    if let size, size.wholeMatch(of: /[0-9]{1,5}x[0-9]{1,5}/) == nil {
      reader.fail("size", "is \(size)", allowed: "width and height in pixels: 1920x1080")
    }
    guard let scene, let version, let frameAge, let sound, let voice, let memory, let nodes, let secure, let wakeLock,
      let visible, let size, let caughtUp, reader.faults.isEmpty
    else { return nil }
    self.init(
      scene: scene, version: version, frameAge: frameAge, sound: sound, voice: voice, memory: memory, nodes: nodes,
      isSecure: secure, holdsWakeLock: wakeLock, isVisible: visible, size: size, caughtUp: caughtUp)
  }
}

extension ObjectReader {
  /// The largest number up to which every page's numbers are exact.
  static let largestExact: Int64 = 1 << 53

  /// A number that a page measured: its clocks have decimals, which nobody needs.
  fileprivate mutating func measured(_ key: String, in range: ClosedRange<Int64>) -> Int64? {
    let measured: Int64? =
      switch number(key, required: true) {
      case .whole(let number): number
      case .decimal(let number): Int64(exactly: number.rounded())
      case nil: nil
      }
    guard let measured, range.contains(measured) else {
      if node(key) != nil, faults.last?.field != child(key) {
        fail(key, "is out of range", allowed: "\(range.lowerBound) to \(range.upperBound)")
      }
      return nil
    }
    return measured
  }
}
