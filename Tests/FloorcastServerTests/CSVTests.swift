import Foundation
import Testing

@testable import FloorcastServer

@Suite struct CSVTests {
  @Test("fields come back without their quotes, whatever is inside them")
  func quoting() throws {
    let text = "a,b,c\n\"1,2\",\"say \"\"hi\"\"\",\"two\nlines\"\n,\"\",张三\n"
    #expect(
      try records(text) == [
        record(1, "a", "b", "c"), record(2, "1,2", "say \"hi\"", "two\nlines"), record(4, "", "", "张三"),
      ])
  }

  @Test(
    "the line ends, the byte order mark and the missing last line end make no difference",
    arguments: ["a,b\n1,2\n", "a,b\r\n1,2\r\n", "\u{FEFF}a,b\r\n1,2", "a,b\n1,2\r", "\n\na,b\n\r\n1,2\n\n"])
  func lineEnds(text: String) throws {
    #expect(try records(text).map(\.content) == [.success(["a", "b"]), .success(["1", "2"])])
  }

  @Test("a carriage return inside a line is part of the field")
  func carriageReturn() throws {
    #expect(try records("a\rb,\"c\r\nd\"\r\n") == [record(1, "a\rb", "c\r\nd")])
  }

  @Test("each delimiter splits, and the others are text", arguments: CSVReader.Delimiter.allCases)
  func delimiters(delimiter: CSVReader.Delimiter) throws {
    let all = CSVReader.Delimiter.allCases.map { String(UnicodeScalar($0.rawValue)) }
    let own = String(UnicodeScalar(delimiter.rawValue))
    let field = "x" + all.filter { $0 != own }.joined() + "y"
    #expect(try records("\(field)\(own)\"\(all.joined())\"\n", delimiter) == [record(1, field, all.joined())])
  }

  @Test("an empty file has no records", arguments: ["", "\u{FEFF}", "\n\r\n"])
  func empty(text: String) throws {
    #expect(try records(text) == [])
  }

  @Test("a record of another length is a fault of its own, and the next is read")
  func fieldCount() throws {
    #expect(
      try records("a,b\n1\n1,2,3\n\"x\ny\",z\n4,5\n") == [
        record(1, "a", "b"), record(2, .fieldCount(expected: 2, found: 1)),
        record(3, .fieldCount(expected: 2, found: 3)), record(4, "x\ny", "z"), record(6, "4", "5"),
      ])
  }

  @Test("a quote that is never closed costs its line only")
  func unterminated() throws {
    #expect(
      try records("a,b\n1,\"two\n3,4\n5,6\n") == [
        record(1, "a", "b"), record(2, .unterminatedQuote(line: 2)), record(3, "3", "4"), record(4, "5", "6"),
      ])
    #expect(
      try records("a,b\n\"x\ny\",\"z\n3,4\n") == [
        record(1, "a", "b"), record(2, .unterminatedQuote(line: 3)), record(4, "3", "4"),
      ])
    #expect(try records("a,\"b") == [record(1, .unterminatedQuote(line: 1))])
  }

  @Test(
    "a quote inside a plain field, and text behind a closing quote, are faults",
    arguments: ["1,5\" screen", "1,\"2\"3", "1,\"2\" ", "1,\"2\"3\"4\""])
  func strayQuote(line: String) throws {
    #expect(
      try records("a,b\n\(line)\n7,8\n") == [record(1, "a", "b"), record(2, .strayQuote(line: 2)), record(3, "7", "8")])
  }

  @Test("bytes that are not UTF-8 are a fault that names the field")
  func encoding() throws {
    let bytes = Array("a,b\n1,".utf8) + [0xD5, 0xC5, 0xC8, 0xFD] + Array("\n3,4\n".utf8)
    #expect(try records(bytes) == [record(1, "a", "b"), record(2, .notUTF8(field: 2)), record(3, "3", "4")])
  }

  @Test("a record up to the limit is read, a longer one is skipped to the end of its line")
  func tooLong() throws {
    let limit = CSVReader.maximumRecordBytes
    let longest = String(repeating: "x", count: limit - 2)
    let found = try records("a,b\n\(longest),y\nz\(longest),y\n3,4\n")
    #expect(found == [record(1, "a", "b"), record(2, longest, "y"), record(3, .tooLong), record(4, "3", "4")])
  }

  @Test("a quote that is not closed within the limit does not pull the file into memory")
  func tooLongQuote() throws {
    let rows = String(repeating: "1,2\n", count: CSVReader.maximumRecordBytes)
    let found = try records("a,b\n\"x,y\n" + rows)
    #expect(found.prefix(3) == [record(1, "a", "b"), record(2, .unterminatedQuote(line: 2)), record(3, "1", "2")])
    #expect(found.count == 2 + CSVReader.maximumRecordBytes)
    #expect(found.last?.line == found.count)
  }

  @Test("records are whole wherever the chunks of the file end, and the progress reaches the size of the file")
  func chunks() throws {
    let rows = (0..<12_000).map { ["\($0)", String(repeating: "长", count: $0 % 40), "a \"b\"\r\n, \($0)"] }
    let text = rows.map { "\($0[0]),\($0[1]),\"\($0[2].replacingOccurrences(of: "\"", with: "\"\""))\"\r\n" }.joined()
    let file = try File(Array(text.utf8))
    var reader = try CSVReader(path: file.path)
    #expect(reader.totalBytes == text.utf8.count)
    var progress = 0
    for (index, row) in rows.enumerated() {
      let next = try #require(try reader.next())
      try #require(next == CSVReader.Record(line: 1 + 2 * index, content: .success(row)))
      try #require(reader.bytesRead > progress)
      progress = reader.bytesRead
    }
    #expect(try reader.next() == nil)
    #expect(reader.bytesRead == reader.totalBytes)
  }

  @Test("a file that is missing or is a directory is an error with its name and the reason")
  func files() throws {
    let missing = #expect(throws: CSVReader.FileError.self) { _ = try CSVReader(path: "/nowhere/sales.csv") }
    #expect(missing?.description == "open /nowhere/sales.csv: No such file or directory (errno 2)")
    #expect(throws: CSVReader.FileError.self) { _ = try CSVReader(path: "/") }
  }

  private func record(_ line: Int, _ fields: String...) -> CSVReader.Record {
    CSVReader.Record(line: line, content: .success(fields))
  }

  private func record(_ line: Int, _ fault: CSVReader.Fault) -> CSVReader.Record {
    CSVReader.Record(line: line, content: .failure(fault))
  }

  private func records(_ text: String, _ delimiter: CSVReader.Delimiter = .comma) throws -> [CSVReader.Record] {
    try records(Array(text.utf8), delimiter)
  }

  private func records(_ bytes: [UInt8], _ delimiter: CSVReader.Delimiter = .comma) throws -> [CSVReader.Record] {
    let file = try File(bytes)
    var reader = try CSVReader(path: file.path, delimiter: delimiter)
    var records: [CSVReader.Record] = []
    while let record = try reader.next() { records.append(record) }
    return records
  }

  /// A file that is removed with the value.
  private final class File {
    let path: String

    init(_ bytes: [UInt8]) throws {
      var template = Array("/tmp/floorcast-csv-XXXXXX".utf8CString)
      let directory = String(cString: try #require(mkdtemp(&template)))
      path = directory + "/sales.csv"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    deinit { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }
  }
}
