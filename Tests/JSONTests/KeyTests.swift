import JSON
import Testing

@Suite("Keys stand once in an object")
struct KeyTests {
  @Test(
    "a key that stands twice is found however it is written",
    arguments: [
      (#"{"a":1,"a":1}"#, "a", 8), (#"{"a":1,"b":2,"a":3}"#, "a", 14), (#"{"":1,"":2}"#, #"[""]"#, 7),
      (#"{"\u0061":1,"a":2}"#, "a", 13), (#"{"a":1,"\u0061":2}"#, "a", 8), (#"{"\u006A":1,"\u006a":2}"#, "j", 13),
      (#"{"/":1,"\/":2}"#, #"["/"]"#, 8), (#"{"\n":1,"\u000a":2}"#, #"["\u{a}"]"#, 9),
      (#"{"é":1,"\u00e9":2}"#, #"["é"]"#, 8), (#"{"🎉":1,"\ud83c\udf89":2}"#, #"["🎉"]"#, 8),
      (#"{"x":[{"k":1},{"k":1,"k":2}]}"#, "x[1].k", 22),
    ])
  func findsDuplicates(_ text: String, _ path: String, _ column: Int) {
    let error = refusal(text)
    #expect(error?.problem == "stands twice in its object")
    #expect(error?.path == path)
    #expect(error?.position == position(1, column))
  }

  @Test(
    "the same key in two objects is no duplicate",
    arguments: [
      #"{"a":{"a":{"a":1}}}"#, #"[{"a":1},{"a":1}]"#, #"{"a":1,"b":{"a":1},"c":{"a":1}}"#, #"{"a":1,"A":2}"#,
      #"{"a":1,"a ":2}"#, #"{"a":1,"":2}"#, #"{"\\u0061":1,"a":2}"#,
    ])
  func sameKeyElsewhere(_ text: String) {
    #expect(refusal(text) == nil)
  }

  @Test("keys are compared by their bytes: two spellings of é are two keys")
  func comparesBytes() throws {
    let node = try JSON.parse(Array("{\"\u{E9}\":1,\"e\u{301}\":2}".utf8), limits: .message)
    guard case .object(let members) = node.value else {
      Issue.record("no object")
      return
    }
    #expect(members.map { Array($0.key.utf8) } == [[0xC3, 0xA9], [0x65, 0xCC, 0x81]])
  }

  @Test("a duplicate is found after an inner object was closed")
  func afterAnInnerObject() {
    #expect(refusal(#"{"a":1,"b":{"c":1},"a":2}"#)?.path == "a")
    #expect(refusal(#"{"a":{"a":1},"a":2}"#)?.path == "a")
  }
}
