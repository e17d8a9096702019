import JSON

/// Reads the members of a JSON object by name and collects every fault instead of stopping at the first.
///
/// Each getter returns `nil` when the member is absent or wrong; whether anything was wrong is in `faults`.
public struct ObjectReader {
  /// Everything that was wrong so far, in the order of reading.
  public private(set) var faults: [FieldFault] = []
  /// Where the object stands in the message.
  public let path: String
  /// Where the object begins in the text.
  public let position: SourcePosition?
  private var members: [String: JSONNode] = [:]
  private var keys: [(key: String, position: SourcePosition)] = []
  private var read: Set<String> = []

  /// Reads `node`; anything but an object is a fault.
  public init(_ node: JSONNode, path: String = "") {
    (self.path, position) = (path, node.position)
    guard case .object(let list) = node.value else {
      faults.append(FieldFault(path, "is \(node.typeName)", allowed: "an object", at: node.position))
      return
    }
    for member in list {
      members[member.key] = member.value
      keys.append((member.key, member.keyPosition))
    }
  }

  /// The member `key`, or `nil`; JSON's null counts as absent. A missing `required` one is a fault.
  public mutating func node(_ key: String, required: Bool = false, allowed: String = "a value") -> JSONNode? {
    read.insert(key)
    if let node = members[key] {
      if case .null = node.value {} else { return node }
    }
    if required { fail(key, "is missing", allowed: allowed, at: position) }
    return nil
  }

  /// Whether the member `key` is JSON's null, which is not the same as missing where something can be taken away.
  public mutating func isNull(_ key: String) -> Bool {
    read.insert(key)
    if case .null? = members[key]?.value { return true }
    return false
  }

  /// The names of all members, in the order of the text.
  public var names: [String] { keys.map(\.key) }

  /// A string of 1 to `maximum` bytes without control characters.
  public mutating func string(_ key: String, required: Bool = false, maximum: Int) -> String? {
    let allowed = "a text of 1 to \(maximum) bytes without control characters"
    guard let node = node(key, required: required, allowed: allowed) else { return nil }
    guard case .string(let text) = node.value else { return wrong(key, node, allowed) }
    let isBlank = text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    guard !isBlank, text.utf8.count <= maximum else {
      fail(key, isBlank ? "is empty" : "is \(text.utf8.count) bytes long", allowed: allowed, at: node.position)
      return nil
    }
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }) else {
      fail(key, "holds a control character", allowed: allowed, at: node.position)
      return nil
    }
    return text
  }

  /// A whole number within `range`.
  public mutating func integer(_ key: String, required: Bool = false, in range: ClosedRange<Int64>) -> Int64? {
    let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let node = node(key, required: required, allowed: allowed) else { return nil }
    guard case .integer(let number) = node.value else { return wrong(key, node, allowed) }
    guard range.contains(number) else {
      fail(key, "is \(number)", allowed: allowed, at: node.position)
      return nil
    }
    return number
  }

  /// `true` or `false`.
  public mutating func bool(_ key: String, required: Bool = false) -> Bool? {
    guard let node = node(key, required: required, allowed: "true or false") else { return nil }
    guard case .bool(let value) = node.value else { return wrong(key, node, "true or false") }
    return value
  }

  /// The elements of an array with at most `maximum` of them.
  public mutating func array(_ key: String, required: Bool = false, maximum: Int) -> [JSONNode]? {
    let allowed = "an array of at most \(maximum)"
    guard let node = node(key, required: required, allowed: allowed) else { return nil }
    guard case .array(let elements) = node.value else { return wrong(key, node, allowed) }
    guard elements.count <= maximum else {
      fail(key, "has \(elements.count) elements", allowed: allowed, at: node.position)
      return nil
    }
    return elements
  }

  /// Reads the object `key` with `body`; its faults become this reader's.
  public mutating func object<T>(_ key: String, required: Bool = false, _ body: (inout ObjectReader) -> T?) -> T? {
    guard let node = node(key, required: required, allowed: "an object") else { return nil }
    return object(node, at: child(key), body)
  }

  /// Reads each element of the array `key` as an object with `body`; those in which it fails are left out.
  public mutating func objects<T>(
    _ key: String, required: Bool = false, maximum: Int, _ body: (inout ObjectReader) -> T?
  ) -> [T]? {
    guard let elements = array(key, required: required, maximum: maximum) else { return nil }
    return elements.enumerated().compactMap { i, node in object(node, at: "\(child(key))[\(i)]", body) }
  }

  /// Records a fault of the member `key` (of the object itself where `key` is empty).
  public mutating func fail(_ key: String, _ fault: String, allowed: String? = nil, at position: SourcePosition? = nil)
  {
    faults.append(
      FieldFault(key.isEmpty ? path : child(key), fault, allowed: allowed, at: position ?? members[key]?.position))
  }

  /// Makes a fault of every member that was not read: a misspelt key must not pass for a default.
  public mutating func refuseUnknownKeys() {
    for (key, position) in keys where !read.contains(key) {
      let known = read.sorted().joined(separator: ", ")
      faults.append(FieldFault(child(key), "is not known", allowed: known, at: position))
    }
  }

  /// The path of the member `key`.
  public func child(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  private mutating func object<T>(_ node: JSONNode, at path: String, _ body: (inout ObjectReader) -> T?) -> T? {
    var reader = ObjectReader(node, path: path)
    let isObject = reader.faults.isEmpty
    let value = isObject ? body(&reader) : nil
    faults += reader.faults
    return value
  }

  private mutating func wrong<T>(_ key: String, _ node: JSONNode, _ allowed: String) -> T? {
    fail(key, "is \(node.typeName)", allowed: allowed, at: node.position)
    return nil
  }
}

extension JSONNode {
  /// The JSON type in words, for a message that says what was found.
  public var typeName: String {
    switch value {
    case .null: "null"
    case .bool: "true or false"
    case .integer: "a whole number"
    case .number: "a number with decimals, an exponent or too many digits"
    case .string: "a text"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
