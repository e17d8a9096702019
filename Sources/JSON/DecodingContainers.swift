import CJSONC

/// The members of an object.
struct MemberReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: TreeDecoder

  var codingPath: [any CodingKey] { decoder.codingPath }
  var allKeys: [Key] { Members(decoder.node).compactMap { Key(stringValue: $0.key) } }

  func contains(_ key: Key) -> Bool { member(decoder.node, key.stringValue) != nil }

  private func child(_ key: Key) throws -> OpaquePointer? {
    guard let child = member(decoder.node, key.stringValue) else {
      throw Fault(decoder.path.steps + [.key(key.stringValue)], "is missing")
    }
    return child
  }

  private func entering(_ key: Key) throws -> TreeDecoder {
    try decoder.entering(child(key), .key(key.stringValue))
  }

  func decodeNil(forKey key: Key) throws -> Bool { try child(key) == nil }

  func decode<T: TreeReadable>(_ type: T.Type, forKey key: Key) throws -> T {
    try decoder.read(type, child(key), at: .key(key.stringValue))
  }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try entering(key).read(type)
  }

  /// Absent and null are both nil. One look-up instead of the three of the default.
  func decodeIfPresent<T: TreeReadable>(_ type: T.Type, forKey key: Key) throws -> T? {
    guard let child = member(decoder.node, key.stringValue) ?? nil else { return nil }
    return try decoder.read(type, child, at: .key(key.stringValue))
  }

  /// Absent and null are both nil.
  func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
    guard let child = member(decoder.node, key.stringValue) ?? nil else { return nil }
    return try decoder.entering(child, .key(key.stringValue)).read(type)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try entering(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try entering(key).unkeyedContainer()
  }

  /// The member "super", or null.
  func superDecoder() throws -> any Decoder {
    decoder.entering(member(decoder.node, "super") ?? nil, .key("super"))
  }

  func superDecoder(forKey key: Key) throws -> any Decoder { try entering(key) }
}

/// The elements of a list, one after another. One that could not be read is read again by the next call.
struct ElementReader: UnkeyedDecodingContainer {
  let decoder: TreeDecoder
  private let length: Int
  private(set) var currentIndex = 0

  init(decoder: TreeDecoder) {
    self.decoder = decoder
    length = json_object_array_length(decoder.node)
  }

  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { length }
  var isAtEnd: Bool { currentIndex >= length }

  private func child() throws -> OpaquePointer? {
    guard !isAtEnd else { throw Fault(decoder.path.steps + [.index(currentIndex)], "is missing") }
    return json_object_array_get_idx(decoder.node, currentIndex)
  }

  private func entering() throws -> TreeDecoder {
    try decoder.entering(child(), .index(currentIndex))
  }

  mutating func decodeNil() throws -> Bool {
    guard try child() == nil else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<T: TreeReadable>(_ type: T.Type) throws -> T {
    let value = try decoder.read(type, child(), at: .index(currentIndex))
    currentIndex += 1
    return value
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let value = try entering().read(type)
    currentIndex += 1
    return value
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> {
    let container = try entering().container(keyedBy: type)
    currentIndex += 1
    return container
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    let container = try entering().unkeyedContainer()
    currentIndex += 1
    return container
  }

  mutating func superDecoder() throws -> any Decoder {
    let decoder = try entering()
    currentIndex += 1
    return decoder
  }
}
