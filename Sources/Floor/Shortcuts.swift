/// Something that is kept only to be faster: nothing depends on it, so all are equal.
struct Remembered<Value: Sendable>: Hashable, Sendable {
  var value: Value

  init(_ value: Value) { self.value = value }

  static func == (a: Self, b: Self) -> Bool { true }
  func hash(into hasher: inout Hasher) {}
}

/// Where something is, by the number in the roster of whom it belongs to.
struct Shortcuts: Hashable, Sendable {
  private var places = Remembered<[Int32?]>([])

  subscript(number: Int) -> Int32? {
    get { number < places.value.count ? places.value[number] : nil }
    set {
      while places.value.count <= number { places.value.append(nil) }
      places.value[number] = newValue
    }
  }
}
