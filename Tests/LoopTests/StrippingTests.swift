import Foundation
import Testing

@testable import Loop

@Suite struct StrippingTests {
  private func stripped(_ text: String, _ suffix: String = "js") -> String {
    String(decoding: Stripping.stripped(Array(text.utf8), suffix: suffix), as: UTF8.self)
  }

  @Test("Comments that have lines of their own go, and indentation and empty lines; code stays")
  func strips() {
    let source = """
      // What it does.
      /** Of one line. */
      /*
       * Of several.
       */

      export function f() {
        // why
      \treturn 1 // behind code
      }\r

      """
    #expect(stripped(source) == "export function f() {\nreturn 1 // behind code\n}")
    #expect(stripped(source, "mjs") == stripped(source))
    #expect(stripped("/* one */\n.a {\n  color: red;\n}\n/*\n two\n*/\n.b {}", "css") == ".a{\ncolor:red;\n}\n.b{}")
  }

  @Test(
    "A line stays that only looks like a comment somewhere",
    arguments: [
      "const a = 'https://x'", "const a = '// no'", "load('image/*')", "const a = '/* no */'", "a = b /* c */ + d",
      "/* a */ b = 1", "const re = /\\/\\*/", "const a = `one ${two} // three`",
    ])
  func stays(line: String) {
    #expect(stripped("{\n  \(line)\n}\n") == "{\n\(line)\n}")
  }

  @Test("A style sheet keeps lines that begin with two slashes")
  func css() {
    #expect(
      stripped(".a {\n  background: url(\n  //host/x.svg);\n}", "css") == ".a{\nbackground:url(\n//host/x.svg);\n}")
  }

  @Test("A style sheet loses the spaces and zeros that only people read, but none in a text")
  func narrow() {
    #expect(stripped("a :is(b, c) d { margin: 0 auto -1px; }", "css") == "a :is(b,c) d{margin:0 auto -1px}")
    #expect(stripped("a { margin: 0.5em -0.2em 10.5em; }", "css") == "a{margin:.5em -.2em 10.5em}")
    #expect(stripped("a { color: f(0.1, 0.2); }", "css") == "a{color:f(.1,.2)}")
    #expect(stripped("a[b=\"c: d\"] { content: \"b: c, d {\"; }", "css") == "a[b=\"c: d\"]{content:\"b: c, d {\"}")
    for line in ["a { content: 'b: c'; }", "a { content: \"b \\\" c: d\"; }"] {
      #expect(stripped(line, "css") == line)
    }
  }

  @Test(
    "A file in which a text or comment may go on over a line's end is sent as it is",
    arguments: [
      "a = `one\n  // two\n`", "a = 'one \\\n  two'", "a = 1 /* one\n  // two */", "/* one\n*/ a = 1", "a = 1\n/* one",
    ])
  func unsafe(text: String) {
    #expect(stripped("  // first\n" + text) == "  // first\n" + text)
  }

  @Test("Other files, and bytes that are no text, are sent as they are")
  func others() {
    #expect(stripped("  // a\n", "txt") == "  // a\n")
    #expect(stripped("{\n  \"a\": 1\n}\n", "json") == "{\n  \"a\": 1\n}\n")
    #expect(Stripping.stripped([0x20, 0xFF, 0x0A], suffix: "js") == [0x20, 0xFF, 0x0A])
  }
}
