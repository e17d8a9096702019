import JSON
import Testing

/// One text, or one sequence of bytes, that a lenient parser takes.
struct Wrong: CustomTestStringConvertible, Sendable {
  let name: String
  let bytes: [UInt8]
  let problem: String

  init(_ name: String, _ text: String, _ problem: String) {
    self.init(name, bytes: Array(text.utf8), problem)
  }

  init(_ name: String, bytes: [UInt8], _ problem: String) {
    self.name = name
    self.bytes = bytes
    self.problem = problem
  }

  var testDescription: String { name }
}

@Suite("What is JSON and what is not")
struct GrammarTests {
  static let acceptedByStrictJSONC = [
    Wrong("NaN", "NaN", "is the unknown word \"NaN\""),
    Wrong("NaN as a member", #"{"a":NaN}"#, "is the unknown word \"NaN\""),
    Wrong("Infinity", "[Infinity]", "is the unknown word \"Infinity\""),
    Wrong("-Infinity", "[-Infinity]", "is a number that lacks a digit"),
    Wrong("single quotes", "['a']", "has an unexpected \"'\""),
    Wrong("single quoted key", "{'a':1}", "has an unexpected \"'\""),
    Wrong("raw newline in a text", "[\"a\nb\"]", "has a raw control character in a text"),
    Wrong("raw newline in a key", "{\"a\nb\":1}", "has a raw control character in a text"),
    Wrong("raw 0x01", "[\"\u{1}\"]", "has a raw control character in a text"),
    Wrong("raw 0x1f", "[\"\u{1f}\"]", "has a raw control character in a text"),
    Wrong("raw tab", "[\"\t\"]", "has a raw control character in a text"),
    Wrong("raw NUL in a text", "[\"a\0b\"]", "has a raw control character in a text"),
    Wrong("a number that ends with a point", "[1.]", "is a number that lacks a digit"),
    Wrong("1. at the end", "1.", "is a number that lacks a digit"),
    Wrong("1e999", "[1e999]", "is a number beyond a double"),
    Wrong("-1e999", "-1e999", "is a number beyond a double"),
    Wrong("duplicate keys", #"{"a":1,"a":2}"#, "stands twice in its object"),
    Wrong("duplicate keys via escapes", #"{"a":1,"\u0061":2}"#, "stands twice in its object"),
    Wrong("a key with an escaped NUL", #"{"a\u0000b":1}"#, "has U+0000 in a text"),
    Wrong("an escaped NUL in a text", #"["a\u0000b"]"#, "has U+0000 in a text"),
    Wrong("text behind a NUL", "[1]\0junk", "has an unexpected \"\\u{0}\""),
    Wrong("a NUL at the end", "[1]\0", "has an unexpected \"\\u{0}\""),
    Wrong("overlong c0 80", bytes: quoted([0xC0, 0x80]), "is not valid UTF-8"),
    Wrong("overlong c1 bf", bytes: quoted([0xC1, 0xBF]), "is not valid UTF-8"),
    Wrong("overlong e0 80 80", bytes: quoted([0xE0, 0x80, 0x80]), "is not valid UTF-8"),
    Wrong("overlong e0 9f bf", bytes: quoted([0xE0, 0x9F, 0xBF]), "is not valid UTF-8"),
    Wrong("overlong f0 8f bf bf", bytes: quoted([0xF0, 0x8F, 0xBF, 0xBF]), "is not valid UTF-8"),
    Wrong("surrogate ed a0 80", bytes: quoted([0xED, 0xA0, 0x80]), "is not valid UTF-8"),
    Wrong("surrogate ed bf bf", bytes: quoted([0xED, 0xBF, 0xBF]), "is not valid UTF-8"),
    Wrong("f4 90 80 80, beyond Unicode", bytes: quoted([0xF4, 0x90, 0x80, 0x80]), "is not valid UTF-8"),
    Wrong("f5 80 80 80", bytes: quoted([0xF5, 0x80, 0x80, 0x80]), "is not valid UTF-8"),
    Wrong("lone high surrogate escape", #"["\ud83c"]"#, "has half a surrogate pair"),
    Wrong("lone low surrogate escape", #"["\udf89"]"#, "has half a surrogate pair"),
    Wrong("high surrogate, then another", #"["\ud83c\ud83c"]"#, "has half a surrogate pair"),
    Wrong("high surrogate, then text", #"["\ud83cxxxxxx"]"#, "has half a surrogate pair"),
    Wrong("high surrogate, then \\n", #"["\ud83c\n"]"#, "has half a surrogate pair"),
  ]

  @Test("what json-c's strict mode lets pass is refused", arguments: acceptedByStrictJSONC)
  func refusesWhatStrictModeAccepts(_ wrong: Wrong) throws {
    #expect(refusal(wrong.bytes)?.problem == wrong.problem)
  }

  static let refusedByBoth = [
    Wrong("nothing", "", "is empty"),
    Wrong("blanks only", " \n\t\r", "is empty"),
    Wrong("trailing text", "{} x", "has an unexpected \"x\""),
    Wrong("a second object", "{}{}", "has an unexpected \"{\""),
    Wrong("trailing comma in a list", "[1,]", "has a comma before \"]\""),
    Wrong("trailing comma in an object", #"{"a":1,}"#, "has a comma before \"}\""),
    Wrong("leading comma", "[,1]", "has an unexpected \",\""),
    Wrong("two commas", "[1,,2]", "has an unexpected \",\""),
    Wrong("no comma", "[1 2]", "has an unexpected \"2\""),
    Wrong("no colon", #"{"a" 1}"#, "has an unexpected \"1\""),
    Wrong("no value", #"{"a":}"#, "has an unexpected \"}\""),
    Wrong("a line comment", "// a\n1", "has a comment"),
    Wrong("a block comment", "[/* a */1]", "has a comment"),
    Wrong("TRUE", "TRUE", "is the unknown word \"TRUE\""),
    Wrong("nan", "nan", "is the unknown word \"nan\""),
    Wrong("truex", "truex", "is the unknown word \"truex\""),
    Wrong("nul", "nul", "is the unknown word \"nul\""),
    Wrong("01", "01", "is a number with a leading zero"),
    Wrong("-01", "-01", "is a number with a leading zero"),
    Wrong("1e", "1e", "is a number that lacks a digit"),
    Wrong("1e+", "1e+", "is a number that lacks a digit"),
    Wrong(".5", ".5", "has an unexpected \".\""),
    Wrong("+1", "+1", "has an unexpected \"+\""),
    Wrong("-", "-", "is a number that lacks a digit"),
    Wrong("--1", "--1", "is a number that lacks a digit"),
    Wrong("hexadecimal", "0x10", "has an unexpected \"x\""),
    Wrong("12abc", "[12abc]", "has an unexpected \"a\""),
    Wrong("1.2.3", "[1.2.3]", "has an unexpected \".\""),
    Wrong("unquoted key", "{a:1}", "has an unexpected \"a\""),
    Wrong("a number as key", "{1:1}", "has an unexpected \"1\""),
    Wrong("byte order mark", "\u{FEFF}1", "begins with a byte order mark"),
    Wrong("UTF-16", bytes: [0x5B, 0x00, 0x5D, 0x00], "has an unexpected \"\\u{0}\""),
    Wrong("unknown escape", #"["\x"]"#, "has an unknown escape"),
    Wrong("capital escape", #"["\N"]"#, "has an unknown escape"),
    Wrong("short \\u", #"["\u12"]"#, "has a broken \\u escape"),
    Wrong("\\u with a sign", #"["\u+123"]"#, "has a broken \\u escape"),
    Wrong("\\u at the end", #"["\u00"#, "has a broken \\u escape"),
    Wrong("\\ at the end", #"["\"#, "has an unknown escape"),
    Wrong("lone 0x80", bytes: quoted([0x80]), "is not valid UTF-8"),
    Wrong("lone 0xff", bytes: quoted([0xFF]), "is not valid UTF-8"),
    Wrong("truncated UTF-8 in a text", bytes: quoted([0xE5, 0xBC]), "is not valid UTF-8"),
    Wrong("truncated UTF-8 at the end", bytes: [0x22, 0xF0, 0x9F, 0x8E], "is not valid UTF-8"),
    Wrong("text without an end", #"["abc"#, "has a text without an end"),
    Wrong("list without an end", "[1", "ends too early"),
    Wrong("list without an end after a comma", "[1,", "ends too early"),
    Wrong("object without an end", #"{"a":1"#, "ends too early"),
    Wrong("object without a value", #"{"a":"#, "ends too early"),
    Wrong("brackets of two kinds", "[1}", "has an unexpected \"}\""),
    Wrong("a closing bracket only", "]", "has an unexpected \"]\""),
    Wrong("no-break space", "[1,\u{A0}2]", "has an unexpected \"\u{A0}\""),
    Wrong("form feed", "[1,\u{C}2]", "has an unexpected \"\\u{c}\""),
    Wrong("full-width quotes", "[“a”]", "has an unexpected \"“\""),
  ]

  @Test("what is not JSON is refused", arguments: refusedByBoth)
  func refuses(_ wrong: Wrong) throws {
    #expect(refusal(wrong.bytes)?.problem == wrong.problem)
  }

  @Test(
    "what RFC 8259 allows is accepted",
    arguments: [
      "1", "-1", "0", "-0", "0.0", "-0.0e-0", "1E5", "1e+5", "1.5e-3", "true", "false", "null", "\"\"", "\"a\"", " 1 ",
      "[]", "{}", "[ ]", "{ }", "[[],{}]", "\r\n[\t1 ,\n2 ]\r\n", #"{"":1}"#, #"{"a":{"a":1},"b":[{"a":1}]}"#,
      #""\"\\\/\b\f\n\r\t\u0001\u00e9\u20AC\ud83c\udf89""#, "\"\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\"",
      "\"\u{10000}\u{FFFFF}\u{10FFFF}\"", "\"\u{2028}\u{2029}\u{FEFF}\"", "1e-400", "1.7976931348623157e308",
    ])
  func accepts(_ text: String) {
    #expect(refusal(text) == nil)
  }

  @Test("sequences of bytes from all edges of UTF-8's table are judged as Swift's own decoder does")
  func judgesUTF8AsSwiftDoes() {
    let leads: [UInt8] = [
      0x7F, 0x80, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    let tails: [UInt8?] = [nil, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0]
    for lead in leads {
      for second in tails {
        for third in tails {
          for fourth in tails {
            let sequence = [lead] + [second, third, fourth].compactMap { $0 }
            let isValid = String(validating: sequence, as: UTF8.self) != nil
            let isAccepted = refusal(quoted(sequence)) == nil
            if isValid != isAccepted { Issue.record("\(hex(sequence)) is accepted: \(isAccepted)") }
          }
        }
      }
    }
  }
}

/// `content` between double quotes.
private func quoted(_ content: [UInt8]) -> [UInt8] { [0x22] + content + [0x22] }
