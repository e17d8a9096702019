import JSON
import Testing

@Suite("A tree that knows its places")
struct NodeTests {
  /// Every value and key as "path@line:column".
  private func places(_ node: JSONNode, _ path: String = "$") -> [String] {
    let own = "\(path)@\(node.position)"
    switch node.value {
    case .array(let elements):
      return [own] + elements.enumerated().flatMap { places($1, "\(path)[\($0)]") }
    case .object(let members):
      return [own] + members.flatMap { ["'\($0.key)'@\($0.keyPosition)"] + places($0.value, "\(path).\($0.key)") }
    default: return [own]
    }
  }

  @Test("every key and value has its line and column")
  func everyPlace() throws {
    let text = """
      // 配置
      {
        "名": "张三", "b" : [ 1, -2.5,"\\"x]" , {} , [ ] ],
        /* x */ "c":
          {"d":true,"e":null,"f\\u0067":{"h":[[false]]}}
      }
      """
    let node = try JSON.parse(Array(text.utf8), limits: .config)
    #expect(
      places(node) == [
        "$@2:1", "'名'@3:3", "$.名@3:8", "'b'@3:14", "$.b@3:20", "$.b[0]@3:22", "$.b[1]@3:25", "$.b[2]@3:30",
        "$.b[3]@3:39", "$.b[4]@3:44", "'c'@4:11", "$.c@5:5", "'d'@5:6", "$.c.d@5:10", "'e'@5:15", "$.c.e@5:19",
        "'fg'@5:24", "$.c.fg@5:34", "'h'@5:35", "$.c.fg.h@5:39", "$.c.fg.h[0]@5:40", "$.c.fg.h[0][0]@5:41",
      ])
  }

  @Test("values are what the text says, in its order")
  func values() throws {
    let text = #"{"z":1,"a":[true,false,null,"\u4e07\n",0.5,-0,9223372036854775808],"m":{},"9":[]}"#
    let node = try JSON.parse(Array(text.utf8), limits: .message)
    let list: [Plain] = [
      .bool(true), .bool(false), .null, .string(Array("万\n".utf8)), .number(0.5), .integer(0),
      .number(9_223_372_036_854_775_808),
    ]
    #expect(
      Plain(node)
        == .object([
          .init(key: Array("z".utf8), value: .integer(1)), .init(key: Array("a".utf8), value: .array(list)),
          .init(key: Array("m".utf8), value: .object([])), .init(key: Array("9".utf8), value: .array([])),
        ]))
  }

  @Test("a scalar is a document", arguments: [" 1", " \"a\"", " null", " true "])
  func scalars(_ text: String) throws {
    #expect(try JSON.parse(Array(text.utf8), limits: .message).position == position(1, 2))
  }
}
