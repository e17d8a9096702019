import CJSONC

/// Writes one value to its spot of a tree: the `Encoder` of that value, and its single value container.
///
/// A class, because a type may ask its encoder twice for the container of its members (a subclass does).
final class TreeEncoder: Encoder, SingleValueEncodingContainer {
  private enum Written {
    case nothing, scalar
    case object(OpaquePointer?)
    case array(OpaquePointer?)
  }

  let tree: GrowingTree
  let spot: GrowingTree.Spot
  let path: Path?
  private var written = Written.nothing

  init(tree: GrowingTree, spot: GrowingTree.Spot, path: Path?) {
    self.tree = tree
    self.spot = spot
    self.path = path
  }

  var codingPath: [any CodingKey] { path.codingPath }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// Writes `value`; one that writes nothing is `{}`.
  func write<T: Encodable>(_ value: T) throws {
    do {
      try value.encode(to: self)
    } catch {
      throw Fault(error, at: path.steps)
    }
    if case .nothing = written { _ = object() }
  }

  /// The object at this spot, new or begun before.
  func object() -> OpaquePointer? {
    if case .object(let object) = written { return object }
    let object = tree.container(json_object_new_object(), begin(), path.steps)
    written = .object(object)
    return object
  }

  /// The list at this spot, new or begun before.
  func array() -> OpaquePointer? {
    if case .array(let array) = written { return array }
    let array = tree.container(json_object_new_array(), begin(), path.steps)
    written = .array(array)
    return array
  }

  private func begin() -> GrowingTree.Spot {
    if case .nothing = written { return spot }
    tree.note(Fault(path.steps, "is written twice"))
    return spot
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(MemberWriter<Key>(tree: tree, object: object(), path: path))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    ElementWriter(tree: tree, array: array(), path: path)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { self }

  func encodeNil() throws {
    try tree.put(nil, begin(), path.steps)
    written = .scalar
  }

  func encode<T: TreeWritable>(_ value: T) throws {
    try tree.put(value, begin(), path.steps)
    written = .scalar
  }

  func encode<T: Encodable>(_ value: T) throws { try write(value) }
}

extension GrowingTree {
  /// Puts `value` at `spot`.
  func put<T: TreeWritable>(_ value: T, _ spot: Spot, _ path: @autoclosure () -> [Step]) throws(Fault) {
    let new: OpaquePointer?
    do {
      new = try value.tree()
    } catch {
      throw Fault(path(), error.problem)
    }
    guard let new else { throw Fault(path(), "has no memory") }
    try put(new, spot, path())
  }
}
