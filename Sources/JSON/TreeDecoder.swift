/// Reads one value of a tree: the `Decoder` of that value, and its single value container.
///
/// Three words, so that `any Decoder` holds it without an allocation.
struct TreeDecoder: Decoder, SingleValueDecodingContainer {
  let document: Document
  let node: OpaquePointer?
  let path: Path?

  var codingPath: [any CodingKey] { path.codingPath }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// The value as `T`; every error that `T` throws leaves as a `Fault` with a path.
  func read<T: Decodable>(_ type: T.Type) throws -> T {
    do {
      return try T(from: self)
    } catch DecodingError.dataCorrupted(let context) where context.codingPath.count == path.steps.count {
      throw corrupted(type, context)
    } catch {
      throw Fault(error, at: path.steps)
    }
  }

  /// `T` did not like a value of the right kind: mostly an enumeration without such a case.
  private func corrupted<T>(_ type: T.Type, _ context: DecodingError.Context) -> Fault {
    let choices = (type as? any CaseIterable.Type).map { Self.choices($0) } ?? []
    guard !choices.isEmpty else { return Fault(DecodingError.dataCorrupted(context), at: path.steps) }
    let value = String.value(of: node).map(quoted) ?? Int64.value(of: node).map { "\($0)" } ?? "not a choice"
    return Fault(path.steps, "is \(value)", allowed: choices.joined(separator: ", "))
  }

  private static func choices<C: CaseIterable>(_ type: C.Type) -> [String] {
    type.allCases.compactMap { ($0 as? any RawRepresentable).map { "\($0.rawValue)" } }
  }

  /// `child`, at `step` of this value, as `T`.
  func read<T: TreeReadable>(_ type: T.Type, _ child: OpaquePointer?, at step: @autoclosure () -> Step) throws -> T {
    guard let value = T.value(of: child) else {
      throw Self.mismatch(child, path.steps + [step()], wanted: T.wanted)
    }
    return value
  }

  /// The decoder of `child`, at `step` of this value.
  func entering(_ child: OpaquePointer?, _ step: Step) -> TreeDecoder {
    TreeDecoder(document: document, node: child, path: Path(path, step))
  }

  private static func mismatch(_ node: OpaquePointer?, _ steps: [Step], wanted: String) -> Fault {
    let kind = Kind(node)
    guard kind == .integer, let value = Int64.value(of: node) else {
      return Fault(steps, "is \(kind.rawValue)", allowed: wanted)
    }
    return Fault(steps, "is \(value)", allowed: wanted)
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard Kind(node) == .object else { throw Self.mismatch(node, path.steps, wanted: "an object") }
    return KeyedDecodingContainer(MemberReader<Key>(decoder: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard Kind(node) == .array else { throw Self.mismatch(node, path.steps, wanted: "a list") }
    return ElementReader(decoder: self)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

  func decodeNil() -> Bool { node == nil }

  func decode<T: TreeReadable>(_ type: T.Type) throws -> T {
    guard let value = T.value(of: node) else { throw Self.mismatch(node, path.steps, wanted: T.wanted) }
    return value
  }

  func decode<T: Decodable>(_ type: T.Type) throws -> T { try read(type) }
}
