import CJSONC

/// A valid document: its source, and json-c's tree of it, which lives exactly as long as this object.
///
/// Not Sendable, like everything that holds it: json-c's reference counts are not atomic.
final class Document {
  /// The bytes as they were given.
  let source: [UInt8]
  /// json-c's tree; nil is JSON's null.
  let root: OpaquePointer?

  init(_ source: [UInt8], limits: JSON.Limits) throws(JSONError) {
    let edits = try source.withUnsafeBufferPointer { bytes throws(JSONError) in
      var validator = Validator(bytes, limits: limits)
      try validator.run()
      return validator.edits
    }
    self.source = source
    root = try Self.tree(edits.isEmpty ? source : Self.text(source, edits), limits)
  }

  deinit {
    json_object_put(root)
  }

  /// `source` as json-c must see it.
  private static func text(_ source: [UInt8], _ edits: [Validator.Edit]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(source.count + edits.count * 2)
    var copied = 0
    for edit in edits {
      switch edit {
      case .comment(let range):
        text += source[copied..<range.lowerBound]
        text.append(UInt8(ascii: " "))
        copied = range.upperBound
      case .wideInteger(let range):
        text += source[copied..<range.upperBound]
        text += ".0".utf8
        copied = range.upperBound
      case .surrogatePair(let range):
        text += source[copied..<range.lowerBound]
        source.withUnsafeBufferPointer { unescape($0, range, into: &text) }
        copied = range.upperBound
      }
    }
    return text + source[copied...]
  }

  /// json-c's tree of `text`, owned by the caller. What the validator passed and json-c refuses is refused.
  private static func tree(_ text: [UInt8], _ limits: JSON.Limits) throws(JSONError) -> OpaquePointer? {
    // One level more: json-c counts the scalar in the innermost list as a level.
    guard let length = Int32(exactly: text.count), let tokener = json_tokener_new_ex(Int32(limits.honouredDepth) + 1)
    else { throw refused("no memory for it") }
    defer { json_tokener_free(tokener) }
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8)
    var tree = text.withUnsafeBytes { json_tokener_parse_ex(tokener, $0.baseAddress, length) }
    guard json_tokener_get_parse_end(tokener) == text.count else {
      json_object_put(tree)
      throw refused("it stopped at byte \(json_tokener_get_parse_end(tokener)) of \(text.count)")
    }
    if json_tokener_get_error(tokener) == json_tokener_continue {
      // A number or word with nothing behind it: only the terminator tells json-c that it is complete.
      tree = json_tokener_parse_ex(tokener, "", 1)
    }
    let outcome = json_tokener_get_error(tokener)
    guard outcome == json_tokener_success else {
      json_object_put(tree)
      throw refused(String(cString: json_tokener_error_desc(outcome)))
    }
    return tree
  }

  private static func refused(_ reason: String) -> JSONError {
    JSONError(path: "", position: SourcePosition(line: 1, column: 1), problem: "is refused by json-c: \(reason)")
  }

  /// `fault` with the position of its value or, if that is missing, of the innermost value around it.
  func located(_ fault: Fault) -> JSONError {
    source.withUnsafeBufferPointer { bytes in
      var cursor = Cursor(bytes)
      cursor.skipBlank()
      for step in fault.steps {
        guard cursor.enter(step) else { break }
      }
      var lines = LineCounter()
      return JSONError(fault, position: lines.position(of: cursor.at, in: bytes))
    }
  }
}
