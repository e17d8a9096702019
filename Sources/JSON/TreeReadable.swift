import CJSONC

/// The types that are read from a tree without asking `Decodable`.
protocol TreeReadable: Decodable {
  /// What a document must have there.
  static var wanted: String { get }
  /// The value of a tree; nil if it is something else.
  static func value(of tree: OpaquePointer?) -> Self?
}

extension Bool: TreeReadable {
  static var wanted: String { "true or false" }

  static func value(of tree: OpaquePointer?) -> Bool? {
    Kind(tree) == .boolean ? json_object_get_boolean(tree) != 0 : nil
  }
}

extension String: TreeReadable {
  static var wanted: String { "a text" }

  static func value(of tree: OpaquePointer?) -> String? {
    Kind(tree) == .string ? text(tree) : nil
  }
}

extension Double: TreeReadable {
  static var wanted: String { "a number" }

  static func value(of tree: OpaquePointer?) -> Double? {
    switch Kind(tree) {
    case .integer, .number: json_object_get_double(tree)
    default: nil
    }
  }
}

extension Float: TreeReadable {
  static var wanted: String { "a number up to about 3.4e38" }

  static func value(of tree: OpaquePointer?) -> Float? {
    Double.value(of: tree).map { Float($0) }.flatMap { $0.isFinite ? $0 : nil }
  }
}

/// Integers: exact, or not at all. The validator made integers beyond Int64 doubles, so none here was clamped.
protocol TreeInteger: TreeReadable, FixedWidthInteger {}

extension TreeInteger {
  static var wanted: String {
    let most = Int64(clamping: max)
    return bitWidth == 64 && isSigned ? "a whole number" : "a whole number from \(min) to \(most)"
  }

  static func value(of tree: OpaquePointer?) -> Self? {
    Kind(tree) == .integer ? Self(exactly: json_object_get_int64(tree)) : nil
  }
}

extension Int: TreeInteger {}
extension Int8: TreeInteger {}
extension Int16: TreeInteger {}
extension Int32: TreeInteger {}
extension Int64: TreeInteger {}
extension UInt: TreeInteger {}
extension UInt8: TreeInteger {}
extension UInt16: TreeInteger {}
extension UInt32: TreeInteger {}
extension UInt64: TreeInteger {}
