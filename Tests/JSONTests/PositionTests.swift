import JSON
import Testing

@Suite("Errors say where")
struct PositionTests {
  struct Sale: Codable {
    var amount: Int64
    var product: String
  }
  struct Batch: Codable {
    var sales: [Sale]
  }

  @Test("the path of a value in a list of objects, with line and column")
  func pathInAList() {
    let text = """
      {"sales": [
        {"amount": 1, "product": "甲"},
        {"amount": 2, "product": "乙"},
        {"product": "丙丁", "amount": "12"}
      ]}
      """
    #expect(
      refusal(Batch.self, text)
        == JSONError(
          path: "sales[2].amount", position: position(4, 31), problem: "is a text", allowed: "a whole number"))
    #expect(
      refusal(Batch.self, text)?.description == "sales[2].amount (4:31) is a text; allowed: a whole number")
  }

  @Test("a missing member is at the beginning of its object")
  func missing() {
    let error = refusal(Batch.self, "{\"sales\":[{\"amount\":1,\"product\":\"\"},\n {\"amount\":2}]}")
    #expect(error == JSONError(path: "sales[1].product", position: position(2, 2), problem: "is missing"))
  }

  @Test("columns count Unicode scalars, also after text of several bytes")
  func columns() {
    #expect(refusal("[\"é万🎉\", x]")?.position == position(1, 9))
    #expect(refusal("[\"e\u{301}\", x]")?.position == position(1, 8))
    #expect(refusal("[1,\r\n\t2,\n\n  x]")?.position == position(4, 3))
    #expect(refusal("[\"🎉\",\n\"万\" 1]")?.position == position(2, 5))
    #expect(refusal("")?.position == position(1, 1))
    #expect(refusal("[\n")?.position == position(2, 1))
    #expect(refusal([0x22, 0xE4, 0xB8, 0x87, 0xFF, 0x22])?.position == position(1, 3))
  }

  @Test("a fault of the grammar names the innermost value it is in")
  func pathOfGrammarFaults() {
    #expect(refusal(#"{"a":[1,{"b":tru}]}"#)?.path == "a[1].b")
    #expect(refusal(#"{"a":[1,{"b":1 "c":2}]}"#)?.path == "a[1]")
    #expect(refusal(#"{"a":[1,{"b":1,c:2}]}"#)?.path == "a[1]")
    #expect(refusal(#"{"a":[1,]}"#)?.path == "a")
    #expect(refusal(#"{"a":[[],[1,2,03]]}"#)?.path == "a[1][2]")
    #expect(refusal(#"{"a":"\q"}"#)?.path == "a")
    #expect(refusal(#"{"a":1}}"#)?.path == "")
  }

  @Test("keys that are not plain words are quoted in a path")
  func oddKeys() {
    #expect(refusal(#"{"zh-CN":[x]}"#)?.path == "zh-CN[0]")
    #expect(refusal(#"{"a b":{"":{"\n":x}}}"#)?.path == #"["a b"][""]["\u{a}"]"#)
    #expect(refusal([String: [String: Int]].self, #"{"北京":{"\u0061":1,"b.c":null}}"#)?.path == #"["北京"]["b.c"]"#)
    #expect(refusal([String: Int].self, #"{"\u0061\u0062":1,"\u0063":null}"#)?.position == position(1, 28))
  }

  @Test("an error quotes little of a text and nothing that could confuse a terminal")
  func quotesHarmlessly() throws {
    let long = String(repeating: "x", count: 10_000)
    let error = try #require(refusal(long))
    #expect(error.problem.utf8.count < 120)
    let odd = refusal([String: Int].self, "{\"\u{202E}a\u{200B}\\u001b[31m\":null}")
    #expect(odd?.path == #"["\u{202e}a\u{200b}\u{1b}[31m"]"#)
  }
}
