/// Reading and writing JSON that comes from or goes to somebody else.
///
/// Owns: what counts as JSON here (RFC 8259 and the limits below, decided by `Validator` before the C library sees a
/// byte), typed reading and writing over json-c's trees, and errors that name the place (`sales[3].amount`, line and
/// column). Must not know: what any message means. Runs on the thread of its caller and stays there: json-c counts
/// references without atomics, so no tree leaves the call that made it.
public enum JSON {
  /// Reads one value from `bytes`.
  ///
  /// Strict on types: only an integer token is an integer (12.0 is not), `true` is not 1, nothing is converted. Members
  /// that `type` does not name are ignored. Integers are exact within Int64; a larger token can only be read as Double.
  public static func decode<T: Decodable>(
    _ type: T.Type, from bytes: [UInt8], limits: Limits = .message
  ) throws(JSONError) -> T {
    let document = try Document(bytes, limits: limits)
    do {
      return try TreeDecoder(document: document, node: document.root, path: nil).read(type)
    } catch {
      throw document.located(Fault(error, at: []))
    }
  }

  /// Reads one value from `bytes`, which are copied and need not outlive the call.
  public static func decode<T: Decodable>(
    _ type: T.Type, from bytes: UnsafeRawBufferPointer, limits: Limits = .message
  ) throws(JSONError) -> T {
    guard bytes.count <= limits.bytes else { throw .tooLong(bytes.count, limits) }
    return try decode(type, from: [UInt8](bytes), limits: limits)
  }

  /// Writes `value` as compact UTF-8: members in the order they were encoded, `/` not escaped.
  ///
  /// Refused, because `decode` would refuse to read it: NaN and the infinities, U+0000 in texts and keys, integers
  /// beyond Int64, one key twice in an object. Limits are not checked: how much is written is the caller's matter.
  public static func encode(_ value: some Encodable) throws(JSONError) -> [UInt8] {
    let tree = GrowingTree()
    do {
      try TreeEncoder(tree: tree, spot: .root, path: nil).write(value)
    } catch {
      throw JSONError(Fault(error, at: []), position: nil)
    }
    if let fault = tree.fault { throw JSONError(fault, position: nil) }
    return tree.bytes()
  }

  /// Reads `bytes` into a tree that knows where each key and value stands, for readers that report every fault of a
  /// file and not only the first.
  public static func parse(_ bytes: [UInt8], limits: Limits) throws(JSONError) -> JSONNode {
    let document = try Document(bytes, limits: limits)
    return document.source.withUnsafeBufferPointer { bytes in
      var builder = NodeBuilder(bytes)
      return builder.node(document.root)
    }
  }
}
