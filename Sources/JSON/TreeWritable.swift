import CJSONC

/// The types that are written to a tree without asking `Encodable`.
protocol TreeWritable: Encodable {
  /// A new json-c value, owned by the caller; throws what is wrong with the value.
  func tree() throws(Unwritable) -> OpaquePointer?
}

/// Why a value cannot be written.
struct Unwritable: Error {
  let problem: String
}

extension Bool: TreeWritable {
  func tree() -> OpaquePointer? { json_object_new_boolean(self ? 1 : 0) }
}

extension String: TreeWritable {
  func tree() throws(Unwritable) -> OpaquePointer? {
    var text = self
    guard let length = Int32(exactly: text.utf8.count) else { throw Unwritable(problem: "is a text beyond 2 GB") }
    guard !text.utf8.contains(0) else { throw Unwritable(problem: "has U+0000 in a text") }
    return text.withUTF8 { bytes in
      guard let start = bytes.baseAddress, length > 0 else { return json_object_new_string_len("", 0) }
      return UnsafeRawPointer(start).withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        json_object_new_string_len($0, length)
      }
    }
  }
}

extension Double: TreeWritable {
  func tree() throws(Unwritable) -> OpaquePointer? {
    guard isFinite else { throw Unwritable(problem: "is \(self)") }
    // json-c prints 0.1 as 0.10000000000000001; Swift's is the shortest text that is read back as the same double.
    return json_object_new_double_s(self, description)
  }
}

extension Float: TreeWritable {
  func tree() throws(Unwritable) -> OpaquePointer? {
    guard isFinite else { throw Unwritable(problem: "is \(self)") }
    return json_object_new_double_s(Double(self), description)
  }
}

extension TreeWritable where Self: BinaryInteger {
  func tree() throws(Unwritable) -> OpaquePointer? {
    guard let value = Int64(exactly: self) else { throw Unwritable(problem: "is a whole number beyond 64 bits") }
    return json_object_new_int64(value)
  }
}

extension Int: TreeWritable {}
extension Int8: TreeWritable {}
extension Int16: TreeWritable {}
extension Int32: TreeWritable {}
extension Int64: TreeWritable {}
extension UInt: TreeWritable {}
extension UInt8: TreeWritable {}
extension UInt16: TreeWritable {}
extension UInt32: TreeWritable {}
extension UInt64: TreeWritable {}
