import JSON
import Testing
import Wire

struct ObjectReaderTests {
  static func reader(_ text: String) throws -> ObjectReader {
    ObjectReader(try JSON.parse(Array(text.utf8), limits: .body))
  }

  @Test("Every fault is collected, with its path and place, not only the first")
  func collects() throws {
    var reader = try Self.reader("{\"a\": 1,\n \"b\": {\"c\": \"x\", \"typo\": 2}, \"n\": 99}")
    _ = reader.string("a", maximum: 5)
    _ = reader.object("b") { inner in
      _ = inner.integer("c", in: 0...5)
      inner.refuseUnknownKeys()
      return true
    }
    _ = reader.integer("n", in: 0...5)
    _ = reader.bool("gone", required: true)
    #expect(reader.faults.map(\.field) == ["a", "b.c", "b.typo", "n", "gone"])
    #expect(reader.faults.map(\.line) == [1, 2, 2, 2, 1])
    #expect(reader.faults[3].description == "n is 99 (allowed: a whole number from 0 to 5)")
  }

  @Test("Texts are bounded in bytes and free of control characters")
  func texts() throws {
    var reader = try Self.reader(#"{"empty":"","long":"一二三","control":"a\u0007b","good":"张三"}"#)
    for key in ["empty", "long", "control"] { #expect(reader.string(key, maximum: 8) == nil) }
    #expect(reader.faults.map(\.fault) == ["is empty", "is 9 bytes long", "holds a control character"])
    #expect(reader.string("good", maximum: 8) == "张三")
  }

  @Test("Null counts as absent, and an array's elements have their index in the path")
  func nullAndArrays() throws {
    var reader = try Self.reader(#"{"x":null,"list":[{"v":1},{"v":"2"},3]}"#)
    #expect(reader.string("x", maximum: 5) == nil)
    #expect(reader.faults.isEmpty)
    let values = reader.objects("list", maximum: 5) { $0.integer("v", required: true, in: 0...9) }
    #expect(values == [1])
    #expect(reader.faults.map(\.field) == ["list[1].v", "list[2]"])
    #expect(reader.array("list", maximum: 2) == nil)
  }
}
