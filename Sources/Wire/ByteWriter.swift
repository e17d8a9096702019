import Floor

/// Writes the binary forms. Whole numbers are varints (seven bits a byte, the lowest first), zig-zag where they may be
/// negative; a text is its length in bytes and its UTF-8.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []
  /// Texts that `shared` has written, and where they stand in its list.
  private var known: [Identifier<ByteWriter>: Int] = [:]
  /// The text that was written last of those with the same slot, which spares most look-ups in `known`. Made for the
  /// first shared text: an entry of the log has none, and is written in less time than this takes to make.
  private var latest: [(text: Identifier<ByteWriter>, number: Int)] = []
  /// More than the agents, teams and products that a day has; a power of two.
  private static let slotBits: UInt64 = 9

  init(reserving capacity: Int) { bytes.reserveCapacity(capacity) }

  mutating func byte(_ byte: UInt8) { bytes.append(byte) }

  mutating func varint(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// A number that is never negative in good order; if it is, it takes ten bytes and is read back all the same.
  mutating func count(_ number: Int) { varint(UInt64(bitPattern: Int64(number))) }

  mutating func signed(_ number: Int64) { varint(UInt64(bitPattern: number << 1 ^ number >> 63)) }

  /// How far `number` is from `other`. Wraps, as the reader does.
  mutating func signed(_ number: Int64, from other: Int64) { signed(number &- other) }

  mutating func day(_ day: CivilDate) { signed(Int64(day.daysSinceEpoch)) }

  mutating func day(_ day: CivilDate, from other: CivilDate) {
    signed(Int64(day.daysSinceEpoch), from: Int64(other.daysSinceEpoch))
  }

  mutating func text(_ text: String) {
    text.utf8.span.withUnsafeBytes { utf8 in
      varint(UInt64(utf8.count))
      bytes.append(contentsOf: utf8)
    }
  }

  mutating func text<Of>(_ id: Identifier<Of>) { text(id.description) }

  /// A text that is likely to come again: in full the first time, its number from then on.
  mutating func shared(_ text: String) {
    // Identifiers are equal if their bytes are; equal strings need not have the same.
    let key = Identifier<ByteWriter>(text)
    if latest.isEmpty { latest = Array(repeating: (Identifier(""), .max), count: 1 << ByteWriter.slotBits) }
    let slot = text.utf8.span.withUnsafeBytes { $0.slot(bits: ByteWriter.slotBits) }
    if latest[slot].number < known.count, latest[slot].text == key { return varint(UInt64(latest[slot].number)) }
    let number = known[key] ?? known.count
    latest[slot] = (key, number)
    varint(UInt64(number))
    if number < known.count { return }
    known[key] = number
    self.text(text)
  }

  mutating func shared<Of>(_ id: Identifier<Of>) { shared(id.description) }

  /// Three letters.
  mutating func currency(_ currency: Currency) {
    let letters = currency.letters
    bytes.append(letters.0)
    bytes.append(letters.1)
    bytes.append(letters.2)
  }

  mutating func page(_ page: PageID) {
    shared(page.site)
    day(page.day)
  }

  mutating func code<Value: ByteCoded>(_ value: Value) { byte(value.code) }

  /// Bytes of another form, with their length in front.
  mutating func block(_ block: [UInt8]) {
    varint(UInt64(block.count))
    bytes.append(contentsOf: block)
  }

  /// Whether there is a value, and the value.
  mutating func optional<Value, Failure>(
    _ value: Value?, _ write: (inout ByteWriter, Value) throws(Failure) -> Void
  ) throws(Failure) {
    byte(value == nil ? 0 : 1)
    if let value { try write(&self, value) }
  }

  mutating func list<Values: Collection, Failure>(
    _ values: Values, _ write: (inout ByteWriter, Values.Element) throws(Failure) -> Void
  ) throws(Failure) {
    count(values.count)
    for value in values { try write(&self, value) }
  }
}

/// A choice of few, written as one byte: its index in `coded`, which is never reordered.
protocol ByteCoded: Equatable {
  static var coded: [Self] { get }
}

extension ByteCoded {
  var code: UInt8 { UInt8(truncatingIfNeeded: Self.coded.firstIndex(of: self) ?? 0xFF) }
}

extension Period.Kind: ByteCoded {
  static let coded: [Period.Kind] = [.day, .week, .month]
}

extension Conduct.Kind: ByteCoded {
  static let coded: [Conduct.Kind] = [.training, .suggestion, .attendance, .peerReview]
}

extension Announcement.Reason: ByteCoded {
  static let coded: [Announcement.Reason] = [.deal, .bigDeal, .firstOfDay, .firstOfWeek, .firstOfMonth]
}
