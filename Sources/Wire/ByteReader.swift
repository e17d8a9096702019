import Floor

/// Reads what `ByteWriter` wrote, and nothing else: every fault is an error that names the field. Touches no byte
/// outside the buffer, which must outlive it.
struct ByteReader {
  private let bytes: UnsafeRawBufferPointer
  private var at = 0
  /// The texts that `shared` has read, in the order in which they first came.
  private var known: [String] = []

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Bytes that are not read yet.
  var remaining: Int { bytes.count - at }

  @inline(__always)
  mutating func byte(_ field: StaticString) throws(EntryError) -> UInt8 {
    guard at < bytes.count else { throw cutOff(field) }
    defer { at += 1 }
    return bytes[at]
  }

  @inline(__always)
  mutating func varint(_ field: StaticString) throws(EntryError) -> UInt64 {
    let first = try byte(field)
    return first < 0x80 ? UInt64(first) : try rest(of: UInt64(first & 0x7F), field)
  }

  private mutating func rest(of low: UInt64, _ field: StaticString) throws(EntryError) -> UInt64 {
    var number = low
    var shift: UInt64 = 7
    while true {
      let next = try byte(field)
      // Of the tenth byte only one bit is left; and no number is written longer than it has to be.
      guard shift < 63 || next <= 1, next != 0 else { throw fault(field, "is no number") }
      number |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return number }
      shift += 7
    }
  }

  @inline(__always)
  mutating func signed(_ field: StaticString) throws(EntryError) -> Int64 {
    let number = try varint(field)
    return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  mutating func signed(_ field: StaticString, from other: Int64) throws(EntryError) -> Int64 {
    try other &+ signed(field)
  }

  mutating func count(_ field: StaticString) throws(EntryError) -> Int {
    Int(Int64(bitPattern: try varint(field)))
  }

  @inline(__always)
  mutating func day(_ field: StaticString, from other: Int64 = 0) throws(EntryError) -> CivilDate {
    let day = try other &+ signed(field)
    guard ByteReader.days.contains(day) else { throw fault(field, "is no day") }
    return CivilDate(daysSinceEpoch: Int32(truncatingIfNeeded: day))
  }

  /// 0001-01-01 to 9999-12-31, in days since 1970: the days that have a name.
  private static let days: ClosedRange<Int64> = -719_162...2_932_896

  @inline(__always)
  mutating func text(_ field: StaticString) throws(EntryError) -> String {
    guard let text = String(validUTF8: try run(field)) else { throw fault(field, "is no UTF-8") }
    return text
  }

  /// A text that has often come before.
  @inline(__always)
  mutating func text(_ field: StaticString, _ cache: inout TextCache) throws(EntryError) -> String {
    guard let text = cache.text(try run(field)) else { throw fault(field, "is no UTF-8") }
    return text
  }

  /// A length, and so many bytes.
  @inline(__always)
  private mutating func run(_ field: StaticString) throws(EntryError) -> UnsafeRawBufferPointer {
    let length = try varint(field)
    guard length <= UInt64(remaining) else { throw cutOff(field) }
    defer { at += Int(length) }
    return UnsafeRawBufferPointer(rebasing: bytes[at..<at + Int(length)])
  }

  @inline(__always)
  mutating func shared(_ field: StaticString) throws(EntryError) -> String {
    let number = try varint(field)
    if number < UInt64(known.count) { return known[Int(number)] }
    guard number == UInt64(known.count) else { throw fault(field, "refers to a text that is not there") }
    let text = try text(field)
    known.append(text)
    return text
  }

  mutating func currency(_ field: StaticString) throws(EntryError) -> Currency {
    guard remaining >= 3 else { throw cutOff(field) }
    defer { at += 3 }
    guard let currency = Currency(bytes[at], bytes[at + 1], bytes[at + 2]) else {
      throw fault(field, "is no ISO 4217 code")
    }
    return currency
  }

  mutating func page(_ field: StaticString) throws(EntryError) -> PageID {
    PageID(site: SiteID(try shared(field)), day: try day(field))
  }

  mutating func code<Value: ByteCoded>(_ field: StaticString) throws(EntryError) -> Value {
    let code = try byte(field)
    guard code < Value.coded.count else { throw fault(field, "is \(code), which is not known") }
    return Value.coded[Int(code)]
  }

  /// What `read` makes of the next block, all of it.
  mutating func block<Value>(
    _ field: StaticString, _ read: (UnsafeRawBufferPointer) throws(EntryError) -> Value
  ) throws(EntryError) -> Value {
    let run = try run(field)
    do {
      return try read(run)
    } catch {
      throw error.below("\(field)")
    }
  }

  mutating func optional<Value>(
    _ field: StaticString, _ read: (inout ByteReader) throws(EntryError) -> Value
  ) throws(EntryError) -> Value? {
    switch try byte(field) {
    case 0: nil
    case 1: try read(&self)
    case let other: throw fault(field, "is \(other), which is not known")
    }
  }

  /// - Parameter smallest: the fewest bytes of an element, so that a false length asks for no more memory than the bytes
  ///   justify.
  @inline(__always)
  mutating func list<Value>(
    _ field: StaticString, atLeast smallest: Int = 1,
    _ read: (inout ByteReader) throws(EntryError) -> Value
  ) throws(EntryError) -> [Value] {
    let length = try varint(field)
    guard length <= UInt64(remaining / smallest) else { throw cutOff(field) }
    var values: [Value] = []
    values.reserveCapacity(Int(length))
    for i in 0..<Int(length) {
      do {
        values.append(try read(&self))
      } catch {
        throw error.below("\(field)[\(i)]")
      }
    }
    return values
  }

  /// The first byte of a form of which there is one version.
  mutating func version(_ version: UInt8) throws(EntryError) {
    let found = try byte("v")
    guard found == version else { throw fault("v", "is \(found), not \(version)") }
  }

  /// Nothing may be left.
  func end() throws(EntryError) {
    guard remaining == 0 else { throw fault("", "has \(remaining) bytes too many") }
  }

  @inline(never)
  func fault(_ field: StaticString, _ problem: String) -> EntryError { EntryError("\(field)", problem) }

  @inline(never)
  func cutOff(_ field: StaticString) -> EntryError { fault(field, "is cut off") }
}
