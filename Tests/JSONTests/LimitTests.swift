import JSON
import Testing

@Suite("Limits, each with the last that fits and the first that does not")
struct LimitTests {
  private func nested(_ depth: Int, around inner: String = "") -> String {
    String(repeating: "[", count: depth) + inner + String(repeating: "]", count: depth)
  }

  @Test("the limits are those of the protocol")
  func limitsAreThoseOfTheProtocol() {
    #expect(JSON.Limits.message.bytes == 65_536)
    #expect(JSON.Limits.body.bytes == 1_048_576)
    #expect(JSON.Limits.config.bytes == 1_048_576)
    for limits in [JSON.Limits.message, .body, .config] {
      #expect(limits.depth == 16)
      #expect(limits.keyBytes == 64)
      #expect(limits.numberCharacters == 24)
    }
    #expect([JSON.Limits.message, .body, .config].map(\.tokens) == [4_096, 65_536, 65_536])
    #expect([JSON.Limits.message, .body, .config].map(\.allowsComments) == [false, false, true])
  }

  @Test("bytes", arguments: [JSON.Limits.message, .body])
  func bytes(_ limits: JSON.Limits) {
    let fits = "\"" + String(repeating: "a", count: limits.bytes - 2) + "\""
    #expect(refusal(fits, limits) == nil)
    let error = refusal(fits + " ", limits)
    #expect(error?.problem == "has \(limits.bytes + 1) bytes")
    #expect(error?.allowed == "at most \(limits.bytes) bytes")
  }

  @Test("too many bytes are refused before they are copied")
  func bytesOfABuffer() {
    let bytes = [UInt8](repeating: 0x20, count: 65_537)
    #expect(throws: JSONError.self) { try bytes.withUnsafeBytes { try JSON.decode(Int.self, from: $0) } }
  }

  @Test("depth, with a value in the innermost list and without", arguments: ["", "1", "\"a\"", "{}"])
  func depth(_ inner: String) {
    let levels = inner == "{}" ? 15 : 16
    #expect(refusal(nested(levels, around: inner)) == nil)
    let error = refusal(nested(levels + 1, around: inner))
    #expect(error?.problem == "is nested too deep")
    #expect(error?.position == position(1, 17))
    #expect(error?.path == String(repeating: "[0]", count: 16))
  }

  @Test("depth of objects, and of as many as a caller dares")
  func depthOfObjects() {
    let object = { (depth: Int) in
      String(repeating: #"{"a":"#, count: depth) + "1" + String(repeating: "}", count: depth)
    }
    #expect(refusal(object(16)) == nil)
    #expect(refusal(object(17))?.problem == "is nested too deep")
    let daring = JSON.Limits(bytes: 1_000_000, depth: 1_000_000, tokens: 1_000_000)
    #expect(refusal(nested(512, around: "1"), daring) == nil)
    #expect(refusal(nested(513), daring)?.allowed == "at most 512 levels")
    #expect(refusal(nested(400_000), daring)?.problem == "is nested too deep")
  }

  @Test("lists side by side are not deep")
  func siblingsAreNotDeep() {
    #expect(refusal("[" + Array(repeating: "[[]]", count: 100).joined(separator: ",") + "]") == nil)
  }

  @Test("tokens", arguments: [(JSON.Limits.message, 4_095), (.body, 65_535)])
  func tokens(_ limits: JSON.Limits, _ elements: Int) {
    let list = { (count: Int) in "[" + Array(repeating: "1", count: count).joined(separator: ",") + "]" }
    #expect(refusal(list(elements), limits) == nil)
    let error = refusal(list(elements + 1), limits)
    #expect(error?.problem == "is one too many")
    #expect(error?.path == "[\(elements)]")
  }

  @Test("a member counts twice, for its key and its value")
  func tokensOfMembers() {
    let object = { (count: Int) in "{" + (0..<count).map { "\"\($0)\":1" }.joined(separator: ",") + "}" }
    #expect(refusal(object(2_047)) == nil)
    #expect(refusal(object(2_048))?.problem == "is one too many")
  }

  @Test("bytes of a key count after its escapes are resolved")
  func keyBytes() {
    let object = { (key: String) in "{\"\(key)\":1}" }
    #expect(refusal(object(String(repeating: "a", count: 64))) == nil)
    #expect(refusal(object(String(repeating: "a", count: 65)))?.problem == "has a key of 65 bytes")
    #expect(refusal(object(String(repeating: #"\u0061"#, count: 64))) == nil)
    #expect(refusal(object(String(repeating: #"\u0061"#, count: 65)))?.problem == "has a key of 65 bytes")
    #expect(refusal(object(String(repeating: "字", count: 21))) == nil)
    #expect(refusal(object(String(repeating: "字", count: 22)))?.problem == "has a key of 66 bytes")
  }

  @Test("characters of a number")
  func numberCharacters() {
    #expect(refusal("1." + String(repeating: "0", count: 22)) == nil)
    #expect(refusal("1." + String(repeating: "0", count: 23))?.problem == "is a number of 25 characters")
    #expect(refusal(String(repeating: "9", count: 24)) == nil)
    #expect(refusal(String(repeating: "9", count: 25))?.problem == "is a number of 25 characters")
    #expect(refusal("-2.2250738585072014e-308") == nil)
  }

  @Test("a long number without an exponent is held to a double's range, too")
  func longNumbers() {
    let limits = JSON.Limits(numberCharacters: 1_000)
    #expect(refusal(String(repeating: "9", count: 308), limits) == nil)
    #expect(refusal(String(repeating: "9", count: 310), limits)?.problem == "is a number beyond a double")
  }

  @Test("an object of very many keys is read in a moment, and its last duplicate found")
  func manyKeys() {
    let keys = (0..<32_000).map { #""k\#($0)":0"# }
    #expect(refusal("{" + keys.joined(separator: ",") + "}", .body) == nil)
    let error = refusal("{" + keys.joined(separator: ",") + #","k31999":1}"#, .body)
    #expect(error?.path == "k31999")
    #expect(error?.problem == "stands twice in its object")
  }
}
