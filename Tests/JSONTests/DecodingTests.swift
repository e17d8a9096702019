import JSON
import Testing

@Suite("Reading Swift values")
struct DecodingTests {
  enum Role: String, Codable, CaseIterable { case screen, agent, console }
  enum Level: Int, Codable { case low = 1, high }
  struct Hello: Codable, Equatable {
    var kind: String
    var role: Role
    var site: String?
    var resume: Place?
    var tags: [String: [Int]]?
  }
  struct Place: Codable, Equatable {
    var epoch: String
    var offset: Int64
  }

  @Test("a message with everything, and one with the least")
  func messages() throws {
    let full = try read(
      Hello.self,
      #" {"kind":"hello","x":{"y":[1,{}]},"role":"agent","site":"BJ","resume":{"epoch":"e","offset":12},"tags":{"a":[1,2],"b":[]}} "#
    )
    #expect(
      full
        == Hello(
          kind: "hello", role: .agent, site: "BJ", resume: Place(epoch: "e", offset: 12), tags: ["a": [1, 2], "b": []]))
    let least = try read(Hello.self, #"{"kind":"hello","role":"screen","site":null}"#)
    #expect(least == Hello(kind: "hello", role: .screen))
  }

  @Test("buffers are read like arrays")
  func buffers() throws {
    let value = try Array("[1,2]".utf8).withUnsafeBytes { try JSON.decode([Int].self, from: $0) }
    #expect(value == [1, 2])
    #expect(throws: JSONError.self) { try JSON.decode(Int.self, from: UnsafeRawBufferPointer(start: nil, count: 0)) }
  }

  @Test(
    "a value of the wrong kind is refused and not converted",
    arguments: [
      (#"{"kind":1,"role":"agent"}"#, "kind", "is 1", "a text"),
      (#"{"kind":true,"role":"agent"}"#, "kind", "is true or false", "a text"),
      (#"{"kind":null,"role":"agent"}"#, "kind", "is null", "a text"),
      (#"{"kind":"hello","role":"agent","site":7}"#, "site", "is 7", "a text"),
      (#"{"kind":"hello","role":1}"#, "role", "is 1", "a text"),
      (#"{"kind":"hello","role":"boss"}"#, "role", "is \"boss\"", "screen, agent, console"),
      (#"{"kind":"hello","role":"agent","resume":[]}"#, "resume", "is a list", "an object"),
      (
        #"{"kind":"hello","role":"agent","resume":{"epoch":"e","offset":true}}"#, "resume.offset", "is true or false",
        "a whole number"
      ),
      (#"{"kind":"hello","role":"agent","tags":{"a":[1],"b":[1,"2"]}}"#, "tags.b[1]", "is a text", "a whole number"),
      (#"{"kind":"hello","role":"agent","tags":{"a":{}}}"#, "tags.a", "is an object", "a list"),
      ("[]", "", "is a list", "an object"), ("null", "", "is null", "an object"), ("1", "", "is 1", "an object"),
    ])
  func wrongKinds(_ text: String, _ path: String, _ problem: String, _ allowed: String) {
    let error = refusal(Hello.self, text)
    #expect(error?.path == path)
    #expect(error?.problem == problem)
    #expect(error?.allowed == allowed)
  }

  @Test("a truth value is neither a number nor a text, nor the other way round")
  func truthValues() {
    #expect(refusal(Bool.self, "1")?.allowed == "true or false")
    #expect(refusal(Bool.self, "0") != nil)
    #expect(refusal(Bool.self, "\"true\"") != nil)
    #expect(refusal(Bool.self, "null") != nil)
    #expect(refusal(Int.self, "false") != nil)
  }

  @Test("a missing member is named with its path")
  func missing() {
    #expect(refusal(Hello.self, #"{"kind":"hello"}"#)?.description == "role (1:1) is missing")
    #expect(
      refusal(Hello.self, #"{"kind":"","role":"agent","resume":{"epoch":""}}"#)?.description
        == "resume.offset (1:36) is missing")
  }

  @Test("an error that a type throws itself gets the path of the value")
  func foreignErrors() {
    struct Odd: Error {}
    struct Picky: Decodable {
      init(from decoder: any Decoder) throws {
        if try decoder.singleValueContainer().decode(Int.self) < 0 { throw Odd() }
      }
    }
    struct Corrupt: Decodable {
      enum CodingKeys: CodingKey { case day }
      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        throw DecodingError.dataCorruptedError(forKey: .day, in: container, debugDescription: "is no day\u{202E}")
      }
    }
    #expect(refusal([String: [Picky]].self, #"{"a":[1,-1]}"#)?.description == "a[1] (1:9) Odd()")
    #expect(refusal([Corrupt].self, #"[ {"day":"x"}]"#)?.description == #"[0].day (1:10) is no day\u{202e}"#)
    #expect(refusal([Level].self, "[1,2,3]")?.path == "[2]")
  }

  @Test("a type may try one kind and then another")
  func alternatives() throws {
    enum Amount: Decodable, Equatable {
      case minor(Int64), text(String)
      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let minor = try? container.decode(Int64.self) {
          self = .minor(minor)
        } else {
          self = .text(try container.decode(String.self))
        }
      }
    }
    #expect(try read([Amount].self, #"[1280000,"12800.00"]"#) == [.minor(1_280_000), .text("12800.00")])
    #expect(
      refusal([Amount].self, "[12.5]")?.description
        == "[0] (1:2) is a number with a fraction, an exponent or more than 64 bits; allowed: a text")
  }

  @Test("containers can be taken apart by hand")
  func byHand() throws {
    struct Hand: Decodable {
      enum Keys: CodingKey { case list, object, absent }
      var seen: [String] = []
      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        seen.append(container.allKeys.map(\.stringValue).joined(separator: "+"))
        seen.append("\(container.contains(.absent)) \(try container.decodeNil(forKey: .object))")
        var list = try container.nestedUnkeyedContainer(forKey: .list)
        seen.append("\(list.count ?? -1) \(try list.decodeNil()) \(try list.decodeNil())")
        seen.append("\(try list.decode(Int.self)) \(list.currentIndex)")
        _ = try list.nestedContainer(keyedBy: Keys.self)
        _ = try list.nestedUnkeyedContainer()
        #expect(throws: (any Error).self) { try list.decode(Int.self) }
        seen.append("\(try list.superDecoder().singleValueContainer().decode(String.self)) \(list.isAtEnd)")
        let object = try container.nestedContainer(keyedBy: NameKeys.self, forKey: .object)
        seen.append(object.allKeys.map(\.stringValue).joined(separator: "+"))
        seen.append(object.codingPath.map(\.stringValue).joined(separator: "."))
        _ = try list.decode(Int.self)
      }
    }
    #expect(
      refusal(Hand.self, #"{"list":[null,7,{},[],"s"],"object":{"b":1,"a":2},"other":1}"#)?.description
        == "list[5] (1:9) is missing")
  }

  struct NameKeys: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  @Test("a key with a NUL finds no member that json-c would take for it")
  func keysWithNUL() throws {
    struct Probe: Decodable {
      var found: Bool
      init(from decoder: any Decoder) throws {
        found = try decoder.container(keyedBy: NameKeys.self).contains(NameKeys(stringValue: "a\0b"))
      }
    }
    #expect(try read(Probe.self, #"{"a":1}"#).found == false)
  }

  @Test("a subclass reads its own members beside those of its class")
  func subclasses() throws {
    class Base: Decodable { let a: Int }
    final class Sub: Base {
      let b: Int
      enum Keys: CodingKey { case b }
      required init(from decoder: any Decoder) throws {
        b = try decoder.container(keyedBy: Keys.self).decode(Int.self, forKey: .b)
        try super.init(from: decoder)
      }
    }
    let sub = try read(Sub.self, #"{"a":1,"b":2}"#)
    #expect(sub.a == 1 && sub.b == 2)
  }

  @Test("decoders in many tasks at once do not meet")
  func concurrency() async throws {
    let text = #"{"kind":"hello","role":"agent","tags":{"a":[1,2,3],"b":[4]}}"#
    let wrong = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<500).count { _ in (try? read(Hello.self, text))?.tags?["a"] != [1, 2, 3] }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(wrong == 0)
  }
}
