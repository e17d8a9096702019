import Foundation
import JSON
import Testing

/// Documents made from good ones by seeded damage: what we accept, everybody must read alike.
struct MutatedDocuments: Sequence {
  let seed: UInt64
  let count: Int

  private static let seeds = [
    #"{"kind":"sale","ref":"c-17","sale":{"id":"1","agent":"张三","amount":1280000,"closed_at":"2026-11-21"}}"#,
    #"[0,-1,1.5,1e3,-2.5E-2,9223372036854775807,-9223372036854775808,18446744073709551615,true,false,null]"#,
    #"{"a":{"b":[[],{},[{"c":"\u00e9\ud83c\udf89\n\\\/"}]],"":""},"\u0061\u0062":[1,2,3]}"#,
    #"["é万🎉","\"quoted\"","a/b",{"x":1,"y":2,"X":3}, " \t "]"#, "  {\n  \"k\" : [ 1 , 2 ]\r\n}\t", "\"text\"",
    "-12.5e+1",
  ].map { Array($0.utf8) }

  private static let pieces = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\u0000", "\\ud83c", "\\udf89", "\\ud836\\udc00", "0", "1", "9",
    "-", "+",
    ".", "e", "E", "e5", "e999", "e-999", "true", "false", "null", "NaN", "Infinity", "'", "/", "//", "/**/", " ", "\n",
    "\t",
    "\0", "\u{1}", "é", "\u{301}", "🎉", "\u{FEFF}", "\u{2028}", "\"a\":", "\"a\":1,", "[1]", "99999999999999999999",
    "9223372036854775808",
  ].map { Array($0.utf8) }

  func makeIterator() -> AnyIterator<[UInt8]> {
    var generator = SeededGenerator(state: seed)
    var left = count
    return AnyIterator {
      guard left > 0 else { return nil }
      left -= 1
      var document = Self.seeds.randomElement(using: &generator) ?? []
      for _ in 0..<Int.random(in: 1...4, using: &generator) { Self.damage(&document, &generator) }
      return document
    }
  }

  private static func damage(_ document: inout [UInt8], _ generator: inout SeededGenerator) {
    let at = Int.random(in: 0...document.count, using: &generator)
    let end = Swift.min(at + Int.random(in: 1...6, using: &generator), document.count)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: document.removeSubrange(at..<end)
    case 1: document.insert(contentsOf: document[at..<end], at: Int.random(in: 0...document.count, using: &generator))
    case 2 where at < document.count: document[at] = UInt8.random(in: 0...255, using: &generator)
    case 3 where at < document.count: document[at] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 4: document.replaceSubrange(at..<end, with: pieces.randomElement(using: &generator) ?? [])
    default: document.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: at)
    }
  }
}

@Suite("What we accept, others read as the same value")
struct DifferentialTests {
  @Test("Foundation reads every mutated document that we accept, as the same value", arguments: 1...4)
  func foundation(_ seed: UInt64) {
    var accepted = 0
    for document in MutatedDocuments(seed: seed, count: 5_000) {
      guard let node = try? JSON.parse(document, limits: .message) else { continue }
      accepted += 1
      do {
        let value = try JSONSerialization.jsonObject(with: Data(document), options: .fragmentsAllowed)
        if !isEqual(node, value) { Issue.record("differs: \(String(decoding: document, as: UTF8.self)): \(value)") }
      } catch {
        Issue.record("refused: \(String(decoding: document, as: UTF8.self)): \(error)")
      }
    }
    #expect(accepted > 250, "the damage leaves too few documents to compare")
  }

  /// Whether `value` is what Foundation makes of the text of `node`. Three things are Foundation's own: it drops a
  /// U+FEFF from texts, its dictionaries do not tell apart keys that are canonically equivalent, and it keeps numbers of
  /// many digits as decimals, whose `doubleValue` is not the nearest double (their text is right).
  private func isEqual(_ node: JSONNode, _ value: Any) -> Bool {
    switch node.value {
    case .null: value is NSNull
    case .bool(let bool): (value as? NSNumber).map { isBool($0) && $0.boolValue == bool } ?? false
    case .integer(let integer): (value as? NSNumber).map { !isBool($0) && $0.int64Value == integer } ?? false
    case .number(let number):
      (value as? NSNumber).map { !isBool($0) && ($0.doubleValue == number || Double($0.stringValue) == number) }
        ?? false
    case .string(let string): (value as? String).map { withoutMark($0) == withoutMark(string) } ?? false
    case .array(let elements):
      (value as? [Any]).map { $0.count == elements.count && zip(elements, $0).allSatisfy(isEqual) } ?? false
    case .object(let members): (value as? [String: Any]).map { isEqual(members, $0) } ?? false
    }
  }

  private func isEqual(
    _ members: [(key: String, keyPosition: SourcePosition, value: JSONNode)], _ dictionary: [String: Any]
  ) -> Bool {
    let key = { (text: String) in String(decoding: withoutMark(text), as: UTF8.self) }
    let groups = Dictionary(grouping: members) { key($0.key) }
    let values = Dictionary(dictionary.map { (key($0.key), $0.value) }) { first, _ in first }
    return Set(groups.keys) == Set(values.keys)
      && groups.allSatisfy { name, group in
        group.contains { member in values[name].map { isEqual(member.value, $0) } ?? false }
      }
  }

  private func withoutMark(_ text: String) -> [UInt8] {
    Array(String(text.unicodeScalars.filter { $0 != "\u{FEFF}" }).utf8)
  }

  private func isBool(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

  private static let interpreter = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// Reads documents as lines of hexadecimal digits, answers each with its value in the form of `Plain.canonical`.
  private static let program = """
    import json, struct, sys
    def wrong(*_): raise ValueError
    def number(x): return 'd%d' % struct.unpack('>Q', struct.pack('>d', float(x)))[0]
    def canonical(v):
        if v is None: return 'n'
        if v is True: return 't'
        if v is False: return 'f'
        if isinstance(v, int): return 'i%d' % v if -2**63 <= v < 2**63 else number(v)
        if isinstance(v, float): return number(v)
        if isinstance(v, str): return 's' + v.encode().hex()
        if isinstance(v, list): return '[' + ','.join(map(canonical, v)) + ']'
        return '{' + ','.join(k.encode().hex() + ':' + canonical(m) for k, m in v.items()) + '}'
    for line in sys.stdin:
        try: print(canonical(json.loads(bytes.fromhex(line).decode(), parse_constant=wrong)))
        except Exception as error: print('refused', type(error).__name__)
    """

  @Test(
    "Python reads every mutated document that we accept, as the same value",
    .enabled(if: DifferentialTests.interpreter != nil, "there is no Python here"))
  func python() throws {
    let documents = Array(MutatedDocuments(seed: 5, count: 20_000)).compactMap { document in
      (try? JSON.parse(document, limits: .message)).map { (document, Plain($0).canonical) }
    }
    #expect(documents.count > 1_000, "the damage leaves too few documents to compare")
    let input = documents.map { hex($0.0) + "\n" }.joined()
    let answers = try run(Self.program, input: input).split(separator: "\n")
    try #require(answers.count == documents.count)
    for (answer, (document, canonical)) in zip(answers, documents) where answer != canonical {
      Issue.record("\(String(decoding: document, as: UTF8.self)): ours \(canonical), Python's \(answer)")
    }
  }

  private func run(_ program: String, input: String) throws -> String {
    let source = FileManager.default.temporaryDirectory.appendingPathComponent("json-differential-\(UUID().uuidString)")
    try Data(input.utf8).write(to: source)
    defer { try? FileManager.default.removeItem(at: source) }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: try #require(Self.interpreter))
    process.arguments = ["-I", "-c", program]
    process.standardInput = try FileHandle(forReadingFrom: source)
    process.standardOutput = output
    try process.run()
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: answer, as: UTF8.self)
  }
}
