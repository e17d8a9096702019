import JSON
import Testing

@Suite("Writing Swift values")
struct EncodingTests {
  struct Row: Codable, Equatable {
    var zeta: Int64
    var alpha: String?
    var nested: [Inner]
    struct Inner: Codable, Equatable {
      var on: Bool
      var ratio: Double
    }
  }

  @Test("compact, in the order of the members, absent where nil")
  func compact() throws {
    let row = Row(zeta: -1, alpha: nil, nested: [.init(on: true, ratio: 0.1), .init(on: false, ratio: 1)])
    #expect(try written(row) == #"{"zeta":-1,"nested":[{"on":true,"ratio":0.1},{"on":false,"ratio":1.0}]}"#)
  }

  @Test("scalars, empty things and nulls")
  func scalars() throws {
    #expect(try written(1) == "1")
    #expect(try written("") == "\"\"")
    #expect(try written(true) == "true")
    #expect(try written([Int]()) == "[]")
    #expect(try written([String: Int]()) == "{}")
    #expect(try written(Int?.none) == "null")
    #expect(try written([nil, 1, nil]) == "[null,1,null]")
    #expect(try written(["a": Int?.none]) == #"{"a":null}"#)
    struct Empty: Encodable {}
    #expect(try written([Empty()]) == "[{}]")
    #expect(try written([[Int]]()) == "[]")
    #expect(try written(Int64.min) == "-9223372036854775808")
    #expect(try written(UInt64(Int64.max)) == "9223372036854775807")
  }

  @Test("texts keep slashes and everything but quotes, backslashes and controls")
  func texts() throws {
    #expect(try written("a/b</script>") == "\"a/b</script>\"")
    #expect(try written("\"\\\u{8}\u{C}\n\r\t\u{1}\u{1F}") == #""\"\\\b\f\n\r\t\u0001\u001f""#)
    #expect(try written("é万🎉\u{7F}\u{2028}") == "\"é万🎉\u{7F}\u{2028}\"")
    #expect(try written(["a\"\\\n": 1]) == #"{"a\"\\\n":1}"#)
  }

  @Test("doubles are the shortest text that is read back the same")
  func doubles() throws {
    for double in [
      0.1, 1, -0.0, 1e21, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1 / 3, 123_456_789.125,
      -2.2250738585072014e-308,
    ] {
      let text = try written(double)
      #expect(try read(Double.self, text).bitPattern == double.bitPattern, "\(text)")
    }
    #expect(try written(Float(0.1)) == "0.1")
  }

  @Test("NaN and the infinities are refused with their path", arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(_ double: Double) {
    let row = Row(zeta: 1, alpha: nil, nested: [.init(on: true, ratio: 0), .init(on: true, ratio: double)])
    let error = #expect(throws: JSONError.self) { try JSON.encode(row) }
    #expect(error == JSONError(path: "nested[1].ratio", position: nil, problem: "is \(double)"))
    #expect(throws: JSONError.self) { try JSON.encode(Float(double)) }
    #expect(throws: JSONError.self) { try JSON.encode(["a": double]) }
  }

  @Test("what could not be read back is not written")
  func symmetric() {
    #expect(throws: JSONError(path: "[0]", position: nil, problem: "has U+0000 in a text")) {
      try JSON.encode(["a\0b"])
    }
    #expect(throws: JSONError(path: #"["a\u{0}b"]"#, position: nil, problem: "has a key with U+0000")) {
      try JSON.encode(["a\0b": 1])
    }
    #expect(throws: JSONError(path: "", position: nil, problem: "is a whole number beyond 64 bits")) {
      try JSON.encode(UInt64.max)
    }
  }

  @Test("containers can be filled by hand, in turns")
  func byHand() throws {
    struct Hand: Encodable {
      enum Keys: CodingKey { case a, b, c, d, e }
      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        var list = container.nestedUnkeyedContainer(forKey: .b)
        try container.encodeNil(forKey: .a)
        try list.encode(1)
        var inner = list.nestedContainer(keyedBy: Keys.self)
        try list.encodeNil()
        try inner.encode("x", forKey: .e)
        var innermost = list.nestedUnkeyedContainer()
        try innermost.encode([2])
        var third = list.superEncoder().singleValueContainer()
        try third.encode(3)
        var object = container.nestedContainer(keyedBy: Keys.self, forKey: .c)
        try object.encode(list.count, forKey: .a)
        var last = container.superEncoder(forKey: .d).singleValueContainer()
        try last.encode(true)
      }
    }
    #expect(try written(Hand()) == #"{"b":[1,{"e":"x"},null,[[2]],3],"a":null,"c":{"a":5},"d":true}"#)
  }

  @Test("a subclass writes into the object of its class")
  func subclasses() throws {
    class Base: Encodable { let a = 1 }
    final class Sub: Base {
      enum Keys: CodingKey { case b }
      override func encode(to encoder: any Encoder) throws {
        try super.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(2, forKey: .b)
      }
    }
    #expect(try written(Sub()) == #"{"a":1,"b":2}"#)
  }

  @Test("writing one place twice is refused, and harms nothing")
  func twice() {
    struct Twice: Encodable {
      enum Keys: CodingKey { case a }
      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        var first = container.nestedUnkeyedContainer(forKey: .a)
        try first.encode(1)
        var second = container.nestedUnkeyedContainer(forKey: .a)
        try second.encode(2)
        try first.encode(3)
      }
    }
    struct Same: Encodable {
      enum Keys: CodingKey { case a }
      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(1, forKey: .a)
        try container.encode("1", forKey: .a)
      }
    }
    struct Both: Encodable {
      func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(1)
        try container.encode(2)
      }
    }
    struct Mixed: Encodable {
      func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        var container = encoder.container(keyedBy: DecodingTests.NameKeys.self)
        try list.encode(1)
        try container.encode(1, forKey: .init(stringValue: "a"))
      }
    }
    #expect(throws: JSONError(path: "a", position: nil, problem: "is written twice")) { try JSON.encode(Twice()) }
    #expect(throws: JSONError(path: "a", position: nil, problem: "is written twice")) { try JSON.encode(Same()) }
    #expect(throws: JSONError(path: "[0]", position: nil, problem: "is written twice")) { try JSON.encode([Both()]) }
    #expect(throws: JSONError(path: "", position: nil, problem: "is written twice")) { try JSON.encode(Mixed()) }
  }
}
