import CJSONC

/// A tree that is being written; json-c owns its parts through the root, and this object the root.
///
/// Nothing in it is ever replaced or removed, so a pointer to a part is good as long as this object lives.
final class GrowingTree {
  /// Where a value goes.
  enum Spot {
    case root
    case member(of: OpaquePointer?, String)
    case element(of: OpaquePointer?)
  }

  private var root: OpaquePointer?
  private var hasRoot = false
  /// Values that found no place, kept alive for containers that write into them.
  private var strays: [OpaquePointer?] = []
  /// The first fault in a function that could not throw.
  private(set) var fault: Fault?

  deinit {
    json_object_put(root)
    strays.forEach { json_object_put($0) }
  }

  /// Puts `value`, which it then owns, at `spot`. nil is null.
  func put(_ value: OpaquePointer?, _ spot: Spot, _ path: @autoclosure () -> [Step]) throws(Fault) {
    switch spot {
    case .root where !hasRoot:
      root = value
      hasRoot = true
    case .member(let object?, let key) where !key.utf8.contains(0):
      // json-c would free the old value of a key that comes twice, under the containers that write into it.
      guard json_object_object_get_ex(object, key, nil) == 0 else { throw stray(value, path(), "is written twice") }
      let flags = UInt32(JSON_C_OBJECT_ADD_KEY_IS_NEW)
      guard json_object_object_add_ex(object, key, value, flags) == 0 else {
        throw stray(value, path(), "has no memory")
      }
    case .element(let array?):
      guard json_object_array_add(array, value) == 0 else { throw stray(value, path(), "has no memory") }
    case .root: throw stray(value, path(), "is written twice")
    case .member(.some, _): throw stray(value, path(), "has a key with U+0000")
    case .member, .element: throw stray(value, path(), "has no memory")
    }
  }

  /// Puts a new list or object at `spot`. If it cannot be there, it is a stray and the whole writing fails at its end.
  func container(_ new: OpaquePointer?, _ spot: Spot, _ path: @autoclosure () -> [Step]) -> OpaquePointer? {
    do throws(Fault) {
      if new == nil { throw Fault(path(), "has no memory") }
      try put(new, spot, path())
    } catch {
      note(error)
    }
    return new
  }

  func note(_ fault: Fault) {
    self.fault = self.fault ?? fault
  }

  private func stray(_ value: OpaquePointer?, _ path: [Step], _ problem: String) -> Fault {
    strays.append(value)
    return Fault(path, problem)
  }

  /// The text of the tree: compact, members in the order they came, `/` as it is.
  func bytes() -> [UInt8] {
    var length = 0
    let flags = JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE
    // The text belongs to the tree and goes with it.
    guard let root, let text = json_object_to_json_string_length(root, flags, &length) else {
      return Array("null".utf8)
    }
    return Array(UnsafeRawBufferPointer(start: text, count: length))
  }
}
