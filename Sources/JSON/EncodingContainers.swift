import CJSONC

/// Writes the members of an object.
struct MemberWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let tree: GrowingTree
  let object: OpaquePointer?
  let path: Path?

  var codingPath: [any CodingKey] { path.codingPath }

  private func spot(_ key: String) -> GrowingTree.Spot { .member(of: object, key) }

  private func entering(_ key: String) -> TreeEncoder {
    TreeEncoder(tree: tree, spot: spot(key), path: Path(path, .key(key)))
  }

  func encodeNil(forKey key: Key) throws {
    try tree.put(nil, spot(key.stringValue), path.steps + [.key(key.stringValue)])
  }

  func encode<T: TreeWritable>(_ value: T, forKey key: Key) throws {
    try tree.put(value, spot(key.stringValue), path.steps + [.key(key.stringValue)])
  }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    try entering(key.stringValue).write(value)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    entering(key.stringValue).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    entering(key.stringValue).unkeyedContainer()
  }

  /// Writes the member "super".
  func superEncoder() -> any Encoder { entering("super") }

  func superEncoder(forKey key: Key) -> any Encoder { entering(key.stringValue) }
}

/// Writes the elements of a list.
struct ElementWriter: UnkeyedEncodingContainer {
  let tree: GrowingTree
  let array: OpaquePointer?
  let path: Path?

  var codingPath: [any CodingKey] { path.codingPath }
  var count: Int { array.map { json_object_array_length($0) } ?? 0 }

  private func entering() -> TreeEncoder {
    TreeEncoder(tree: tree, spot: .element(of: array), path: Path(path, .index(count)))
  }

  func encodeNil() throws { try tree.put(nil, .element(of: array), path.steps + [.index(count)]) }

  func encode<T: TreeWritable>(_ value: T) throws {
    try tree.put(value, .element(of: array), path.steps + [.index(count)])
  }

  func encode<T: Encodable>(_ value: T) throws { try entering().write(value) }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) -> KeyedEncodingContainer<NestedKey> {
    entering().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { entering().unkeyedContainer() }

  func superEncoder() -> any Encoder { entering() }
}
