import CJSONC

/// What a value of a tree is.
enum Kind: String {
  case null = "null"
  case boolean = "true or false"
  case integer = "a whole number"
  /// Every number with a fraction, an exponent or a value beyond Int64 (see `Validator.Edit.wideInteger`).
  case number = "a number with a fraction, an exponent or more than 64 bits"
  case string = "a text"
  case array = "a list"
  case object = "an object"

  init(_ tree: OpaquePointer?) {
    switch json_object_get_type(tree) {
    case json_type_boolean: self = .boolean
    case json_type_int: self = .integer
    case json_type_double: self = .number
    case json_type_string: self = .string
    case json_type_array: self = .array
    case json_type_object: self = .object
    default: self = .null
    }
  }
}

/// The text of a tree that is one.
func text(_ tree: OpaquePointer?) -> String {
  let length = Int(json_object_get_string_len(tree))
  guard let start = json_object_get_string(tree) else { return "" }
  return start.withMemoryRebound(to: UInt8.self, capacity: length) {
    String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
  }
}

/// The member `key` of an object: nil if there is none, `.some(nil)` if it is null.
func member(_ tree: OpaquePointer?, _ key: String) -> OpaquePointer?? {
  // json-c's keys end at the first NUL, so it would take "a\0b" for "a"; the validator lets no key with a NUL pass.
  guard !key.utf8.contains(0) else { return nil }
  var found: OpaquePointer?
  return json_object_object_get_ex(tree, key, &found) != 0 ? .some(found) : nil
}

/// The members of an object, in the order of the source. The object must outlive it.
struct Members: Sequence, IteratorProtocol {
  private var here: json_object_iterator
  private var end: json_object_iterator

  init(_ object: OpaquePointer?) {
    here = json_object_iter_begin(object)
    end = json_object_iter_end(object)
  }

  mutating func next() -> (key: String, value: OpaquePointer?)? {
    guard json_object_iter_equal(&here, &end) == 0, let name = json_object_iter_peek_name(&here) else { return nil }
    defer { json_object_iter_next(&here) }
    return (String(cString: name), json_object_iter_peek_value(&here))
  }
}
