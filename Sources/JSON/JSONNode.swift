import CJSONC

/// A value of a document, and where its text begins.
public struct JSONNode: Sendable {
  /// What it is.
  public enum Value: Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// An integer token within Int64.
    case integer(Int64)
    /// Any other number, rounded to the nearest double; an integer token beyond Int64 too.
    case number(Double)
    /// A text.
    case string(String)
    /// A list.
    case array([JSONNode])
    /// An object's members in the order of the source; no key twice.
    case object([(key: String, keyPosition: SourcePosition, value: JSONNode)])
  }

  /// The value.
  public var value: Value
  /// Where it begins.
  public var position: SourcePosition

  /// A value at a place.
  public init(value: Value, position: SourcePosition) {
    self.value = value
    self.position = position
  }
}

/// Walks json-c's tree and the source side by side: the tree has the values, the source has their places.
struct NodeBuilder {
  private var cursor: Cursor
  private var lines = LineCounter()

  init(_ source: UnsafeBufferPointer<UInt8>) {
    cursor = Cursor(source)
    cursor.skipBlank()
  }

  /// The value `tree`, whose text begins at the cursor; leaves the cursor at its end.
  mutating func node(_ tree: OpaquePointer?) -> JSONNode {
    let position = here()
    return JSONNode(value: value(tree), position: position)
  }

  private mutating func here() -> SourcePosition {
    lines.position(of: cursor.at, in: cursor.bytes)
  }

  private mutating func value(_ tree: OpaquePointer?) -> JSONNode.Value {
    switch Kind(tree) {
    case .object: return .object(members(tree))
    case .array: return .array(elements(tree))
    case .string:
      cursor.skipText()
      return .string(text(tree))
    case let scalar:
      cursor.skipScalar()
      return switch scalar {
      case .boolean: .bool(json_object_get_boolean(tree) != 0)
      case .integer: .integer(json_object_get_int64(tree))
      case .number: .number(json_object_get_double(tree))
      default: .null
      }
    }
  }

  private mutating func elements(_ tree: OpaquePointer?) -> [JSONNode] {
    var elements: [JSONNode] = []
    while cursor.next(before: UInt8(ascii: "]")) {
      elements.append(node(json_object_array_get_idx(tree, elements.count)))
    }
    return elements
  }

  private mutating func members(
    _ tree: OpaquePointer?
  ) -> [(key: String, keyPosition: SourcePosition, value: JSONNode)] {
    var result: [(key: String, keyPosition: SourcePosition, value: JSONNode)] = []
    var members = Members(tree)
    while cursor.next(before: UInt8(ascii: "}")), let (key, value) = members.next() {
      let position = here()
      cursor.skipText()
      cursor.skipColon()
      result.append((key, position, node(value)))
    }
    return result
  }
}
