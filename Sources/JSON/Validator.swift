/// Decides whether bytes are JSON (RFC 8259) within limits, in one pass and without recursion.
///
/// json-c's strict mode is not strict (0.16 accepts NaN, single quotes, raw control characters, `1.`, 1e999, overlong
/// UTF-8, duplicate keys, `[1]\0junk`, and turns the key `"a\u0000b"` into `a`), so it is only given what passed here.
/// Allocates per document, not per token: the open containers, and the table of keys.
struct Validator {
  /// A list or object that is not closed yet.
  struct Container {
    let isObject: Bool
    /// Tells the keys of this object from those of any other.
    let serial: Int
    /// The key of the member at hand, its quotes left out.
    var key = 0..<0
    /// Elements or members begun so far.
    var count = 0
    /// Whether `at` is in (or at the end of) an element or member and not between two.
    var isInside = false
  }

  /// What json-c must see otherwise than it stands in the source.
  enum Edit: Equatable {
    /// A comment: blank.
    case comment(Range<Int>)
    /// An integer beyond Int64, which json-c would silently clamp: a double.
    case wideInteger(Range<Int>)
    /// A pair of escapes for one of the 32,768 scalars that json-c 0.16 turns into U+FFFD, because it looks for
    /// surrogates in their low 16 bits only (U+1D800, U+2DA2C and other rare Han): the scalar itself.
    case surrogatePair(Range<Int>)
  }

  let bytes: UnsafeBufferPointer<UInt8>
  let limits: JSON.Limits
  var at = 0
  private(set) var edits: [Edit] = []
  private(set) var open: [Container] = []
  private var keys: KeyTable
  private var tokens = 0
  private var serial = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSON.Limits) {
    self.bytes = bytes
    self.limits = limits
    keys = KeyTable(bytes)
  }

  /// Throws the first fault.
  mutating func run() throws(JSONError) {
    guard bytes.count <= limits.bytes else { throw .tooLong(bytes.count, limits) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw error(at: 0, "begins with a byte order mark", "UTF-8 without one")
    }
    try skipBlank()
    guard at < bytes.count else { throw error(at: at, "is empty", "one JSON value") }
    try value()
    while let container = open.last {
      try skipBlank()
      try container.isObject ? member() : element()
    }
    try skipBlank()
    guard at == bytes.count else { throw unexpected("the end after one value") }
  }

  /// The byte at `at`; 0, which JSON has nowhere, at the end.
  var byte: UInt8 { at < bytes.count ? bytes[at] : 0 }

  private mutating func value() throws(JSONError) {
    try count()
    switch byte {
    case UInt8(ascii: "{"): return try begin(isObject: true)
    case UInt8(ascii: "["): return try begin(isObject: false)
    case UInt8(ascii: "\""): _ = try text()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): if let edit = try number() { add(edit) }
    default: try word()
    }
  }

  private mutating func begin(isObject: Bool) throws(JSONError) {
    guard open.count < limits.honouredDepth else {
      throw error(at: at, "is nested too deep", "at most \(limits.honouredDepth) levels")
    }
    serial += 1
    open.append(Container(isObject: isObject, serial: serial))
    at += 1
  }

  private mutating func end() {
    open.removeLast()
    at += 1
  }

  /// From the beginning of a list or the end of an element into the next element, or past the end of the list.
  private mutating func element() throws(JSONError) {
    let container = open.count - 1
    open[container].isInside = false
    if byte == UInt8(ascii: "]") { return end() }
    if open[container].count > 0 { try comma(orClose: UInt8(ascii: "]")) }
    open[container].count += 1
    open[container].isInside = true
    try value()
  }

  /// From the beginning of an object or the end of a member into the next member's value, or past its end.
  private mutating func member() throws(JSONError) {
    let container = open.count - 1
    open[container].isInside = false
    if byte == UInt8(ascii: "}") { return end() }
    if open[container].count > 0 { try comma(orClose: UInt8(ascii: "}")) }
    guard byte == UInt8(ascii: "\"") else { throw unexpected("a key in double quotes") }
    try key(of: container)
    try skipBlank()
    guard byte == UInt8(ascii: ":") else { throw unexpected("\":\"") }
    at += 1
    try skipBlank()
    try value()
  }

  private mutating func comma(orClose close: UInt8) throws(JSONError) {
    let closing = String(UnicodeScalar(close))
    guard byte == UInt8(ascii: ",") else { throw unexpected("\",\" or \"\(closing)\"") }
    let comma = at
    at += 1
    try skipBlank()
    if byte == close { throw error(at: comma, "has a comma before \"\(closing)\"", "commas between values only") }
  }

  private mutating func key(of container: Int) throws(JSONError) {
    try count()
    let start = at
    let escaped = try text()
    open[container].key = start + 1..<at - 1
    open[container].count += 1
    open[container].isInside = true
    let length: Int
    switch keys.insert(start + 1..<at - 1, escaped: escaped, object: open[container].serial) {
    case .new(let bytes): length = bytes
    case .known: throw error(at: start, "stands twice in its object", "each key once")
    }
    guard length <= limits.keyBytes else {
      throw error(at: start, "has a key of \(length) bytes", "at most \(limits.keyBytes) bytes")
    }
  }

  private mutating func count() throws(JSONError) {
    tokens += 1
    guard tokens <= limits.tokens else {
      throw error(at: at, "is one too many", "at most \(limits.tokens) keys and values in a document")
    }
  }

  mutating func add(_ edit: Edit) {
    edits.append(edit)
  }
}
