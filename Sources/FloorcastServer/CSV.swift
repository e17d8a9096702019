import Foundation

/// Reads a CSV file (RFC 4180) record by record, with bounded memory.
///
/// The bytes are UTF-8, a byte order mark is skipped, lines end in LF or CRLF, blank lines are skipped. A record that
/// cannot be used is reported with its line and what is wrong with it, and reading goes on behind it: one bad row must
/// not cost the others. The first good record (the header) says how many fields the others have.
public struct CSVReader {
  /// What stands between two fields.
  public enum Delimiter: UInt8, Sendable, CaseIterable {
    /// As in RFC 4180.
    case comma = 0x2C
    /// As spreadsheets write it where the comma is the decimal sign.
    case semicolon = 0x3B
    /// Tab-separated values, with the same quoting.
    case tab = 0x09
  }

  /// One record of the file.
  public struct Record: Equatable, Sendable {
    /// The line of the file it starts on, counted from 1.
    public let line: Int
    /// Its fields without quotes, or why it cannot be used.
    public let content: Result<[String], Fault>
  }

  /// Why a record cannot be used. Lines and fields are counted from 1.
  public enum Fault: Error, Equatable, Sendable {
    /// It has another number of fields than the first record.
    case fieldCount(expected: Int, found: Int)
    /// The quote opened on `line` is not closed before the end of the file, or within ``CSVReader/maximumRecordBytes``;
    /// reading goes on with the next line.
    case unterminatedQuote(line: Int)
    /// A quote inside a field that does not begin with one, or text behind a closing quote.
    case strayQuote(line: Int)
    /// It is longer than ``CSVReader/maximumRecordBytes``.
    case tooLong
    /// The bytes of `field` are not UTF-8 (a spreadsheet may have written GB 18030 or Windows-1252).
    case notUTF8(field: Int)
  }

  /// The file cannot be read: what was attempted and why it failed.
  public struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// One line for a terminal.
    public let description: String
  }

  /// The longest record in bytes: a sale is below 1 KiB, a field with a customer's letter may be some ten; what is behind
  /// this is a missing quote, and must not pull the file into memory.
  public static let maximumRecordBytes = 256 << 10

  /// The size of the file in bytes when it was opened.
  public var totalBytes: Int { file.size }
  /// The bytes behind the last record given; ``totalBytes`` at the end.
  public private(set) var bytesRead = 0

  private var file: CSVFile
  private let delimiter: UInt8
  private var line = 1
  private var width: Int?

  /// Opens the file at `path`.
  public init(path: String, delimiter: Delimiter = .comma) throws(FileError) {
    file = try CSVFile(path: path)
    self.delimiter = delimiter.rawValue
    try file.skipByteOrderMark()
  }

  /// The next record, or `nil` at the end of the file.
  public mutating func next() throws(FileError) -> Record? {
    while try file.peek() != nil {
      file.mark()
      var scan = Scan(line: line)
      try readRecord(&scan)
      let start = line
      line = scan.line
      bytesRead = file.position
      if scan.isBlank { continue }
      return Record(line: start, content: judge(scan))
    }
    bytesRead = file.position
    return nil
  }

  /// What is known of the record being read.
  private struct Scan {
    /// The line now being read.
    var line: Int
    var fields: [[UInt8]] = []
    var field: [UInt8] = []
    var hasQuotes = false
    var fault: Fault?

    init(line: Int) { self.line = line }

    var isBlank: Bool { fault == nil && !hasQuotes && fields.count == 1 && fields[0].isEmpty }

    mutating func endField() {
      fields.append(field)
      field.removeAll(keepingCapacity: true)
    }
  }

  private mutating func readRecord(_ scan: inout Scan) throws(FileError) {
    repeat {
      if try file.peek() == Byte.quote { try readQuoted(&scan) }
      try readPlain(&scan)
      scan.endField()
    } while try takeDelimiter(&scan)
  }

  /// Behind a field: `true` when another follows; the end of the line is taken.
  private mutating func takeDelimiter(_ scan: inout Scan) throws(FileError) -> Bool {
    guard let byte = try file.take() else { return false }
    if byte == delimiter { return true }
    if byte == Byte.carriageReturn { _ = try file.take() }
    scan.line += 1
    return false
  }

  /// Up to the delimiter or the end of the line, neither included. Behind a quoted field there is nothing to read.
  private mutating func readPlain(_ scan: inout Scan) throws(FileError) {
    while let byte = try file.peek(), byte != delimiter, byte != Byte.lineFeed {
      if byte == Byte.carriageReturn, try file.isLineEnd() { return }
      if byte == Byte.quote || scan.hasQuotes && scan.field.isEmpty == false && scan.closed { scan.stray() }
      _ = try file.take()
      scan.field.append(byte)
    }
  }
}
