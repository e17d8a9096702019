import JSON
import Testing

@Suite("Comments, where the limits allow them")
struct CommentTests {
  @Test(
    "comments may stand wherever blanks may",
    arguments: [
      "// a\n{\"a\":1}", "{\"a\":1} // a", "{\"a\":1}//", "/**/{\"a\":1}/**/", "{/* a */\"a\"/* b */:/* c */1/* d */}",
      "{ // a \" [ { */ \n \"a\": 1 /* // \n ] } */ }", "/***/{\"a\":1}", "/* 万 * / */{\"a\":1}", "{\"a\":1/*x*//*y*/}",
    ])
  func anywhere(_ text: String) throws {
    #expect(try JSON.decode([String: Int].self, from: Array(text.utf8), limits: .config) == ["a": 1])
    #expect(refusal(text, .body)?.problem == "has a comment")
    guard case .object(let members) = try JSON.parse(Array(text.utf8), limits: .config).value else {
      Issue.record("no object")
      return
    }
    #expect(members.map(\.key) == ["a"])
  }

  @Test("a comment parts what stands on its two sides", arguments: ["[1/**/2]", "tr/**/ue", "1/**/2", "1//\n2"])
  func parts(_ text: String) {
    #expect(refusal(text, .config) != nil)
  }

  @Test("what looks like a comment in a text is text")
  func inTexts() throws {
    let text = #"["http://a/*b*/", "\"// c"]"#
    #expect(try JSON.decode([String].self, from: Array(text.utf8), limits: .config) == ["http://a/*b*/", "\"// c"])
  }

  @Test(
    "a broken comment is refused",
    arguments: [
      ("[1] /* a", "has a comment without an end"), ("/*/ 1", "has a comment without an end"),
      ("[1] / 2", "has an unexpected \"/\""), ("1 /", "has an unexpected \"/\""), ("# a\n1", "has an unexpected \"#\""),
      ("// only", "is empty"),
    ])
  func broken(_ text: String, _ problem: String) {
    #expect(refusal(text, .config)?.problem == problem)
  }

  @Test("a comment is UTF-8 as well")
  func utf8() {
    #expect(refusal(Array("// ".utf8) + [0xFF] + Array("\n1".utf8), .config)?.problem == "is not valid UTF-8")
  }

  @Test("comments move nothing: places after them are those of the file")
  func keepsPlaces() throws {
    let text = "/* 万里\n 长城 */ { // 头\n  \"a\": /* 中 */ \"x\"\n}"
    let error = refusal([String: Int].self, text, .config)
    #expect(error?.path == "a")
    #expect(error?.position == position(3, 16))
    #expect(refusal("/* 万里 */ x", .config)?.position == position(1, 10))
  }
}
