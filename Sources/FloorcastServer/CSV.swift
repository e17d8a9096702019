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

  private let file: CSVFile
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
    /// The first fault found.
    var fault: Fault?

    init(line: Int) { self.line = line }

    var isBlank: Bool { fault == nil && !hasQuotes && fields.count == 1 && fields[0].isEmpty }
  }

  private mutating func readRecord(_ scan: inout Scan) throws(FileError) {
    repeat {
      let isQuoted = try file.peek() == Byte.quote
      if isQuoted {
        guard try readQuoted(&scan) else { return }
      }
      guard try readPlain(&scan, behindQuote: isQuoted) else { return }
      scan.fields.append(scan.field)
      scan.field.removeAll(keepingCapacity: true)
    } while try takeDelimiter(&scan)
  }

  /// From the opening quote through the closing one; `false` when there is none.
  private mutating func readQuoted(_ scan: inout Scan) throws(FileError) -> Bool {
    let opening = file.markedBytes
    let openingLine = scan.line
    scan.hasQuotes = true
    _ = try file.take()
    while file.markedBytes <= Self.maximumRecordBytes {
      file.takeRun(&scan.field, before: (Byte.quote, Byte.lineFeed, Byte.quote, Byte.lineFeed))
      guard let byte = try file.take() else { break }
      if byte == Byte.quote {
        guard try file.peek() == Byte.quote else { return true }
        _ = try file.take()
      } else if byte == Byte.lineFeed {
        scan.line += 1
      }
      scan.field.append(byte)
    }
    scan.fault = scan.fault ?? .unterminatedQuote(line: openingLine)
    // What follows may be sound: only the line with the quote is lost.
    file.rewind(to: opening)
    scan.line = openingLine
    try skipLine(&scan)
    return false
  }

  /// Up to the delimiter or the end of the line, neither included; `false` when the record became too long.
  private mutating func readPlain(_ scan: inout Scan, behindQuote: Bool) throws(FileError) -> Bool {
    while true {
      if !behindQuote {
        file.takeRun(&scan.field, before: (delimiter, Byte.lineFeed, Byte.carriageReturn, Byte.quote))
      }
      guard let byte = try file.peek(), byte != delimiter, byte != Byte.lineFeed else { return true }
      if byte == Byte.carriageReturn, try file.isLineEnd() { return true }
      if behindQuote || byte == Byte.quote { scan.fault = scan.fault ?? .strayQuote(line: scan.line) }
      guard file.markedBytes < Self.maximumRecordBytes else {
        scan.fault = scan.fault ?? .tooLong
        try skipLine(&scan)
        return false
      }
      _ = try file.take()
      scan.field.append(byte)
    }
  }

  /// Behind a field: `true` when another follows; otherwise the end of the line is taken.
  private mutating func takeDelimiter(_ scan: inout Scan) throws(FileError) -> Bool {
    guard var byte = try file.take() else { return false }
    if byte == delimiter { return true }
    if byte == Byte.carriageReturn { byte = try file.take() ?? 0 }
    if byte == Byte.lineFeed { scan.line += 1 }
    return false
  }

  /// Through the end of the line, keeping nothing.
  private mutating func skipLine(_ scan: inout Scan) throws(FileError) {
    while let byte = try file.take() {
      file.mark()
      guard byte != Byte.lineFeed else { return scan.line += 1 }
    }
  }

  private mutating func judge(_ scan: Scan) -> Result<[String], Fault> {
    if let fault = scan.fault { return .failure(fault) }
    if let width, width != scan.fields.count {
      return .failure(.fieldCount(expected: width, found: scan.fields.count))
    }
    var fields: [String] = []
    fields.reserveCapacity(scan.fields.count)
    for (index, bytes) in scan.fields.enumerated() {
      guard let field = String(validating: bytes, as: UTF8.self) else { return .failure(.notUTF8(field: index + 1)) }
      fields.append(field)
    }
    width = fields.count
    return .success(fields)
  }
}

private enum Byte {
  static let quote: UInt8 = 0x22
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
}

/// The bytes of a file, one after the other, with a way back to a mark. Memory: what is behind the mark, and a chunk.
private final class CSVFile {
  /// Bytes asked of the system at a time: enough to make the calls cheap.
  private static let chunkBytes = 64 << 10

  let size: Int
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var cursor = 0
  private var marked = 0
  /// Bytes of the file before the buffer.
  private var dropped = 0

  init(path: String) throws(CSVReader.FileError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else { throw Self.failure("open", path) }
    size = Int(status.st_size)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Bytes of the file taken so far.
  var position: Int { dropped + cursor }
  /// Bytes taken since the mark.
  var markedBytes: Int { cursor - marked }

  func mark() { marked = cursor }

  /// Back to `offset` bytes behind the mark.
  func rewind(to offset: Int) { cursor = marked + offset }

  func peek() throws(CSVReader.FileError) -> UInt8? {
    if cursor == buffer.count { try refill() }
    return cursor < buffer.count ? buffer[cursor] : nil
  }

  func take() throws(CSVReader.FileError) -> UInt8? {
    let byte = try peek()
    if byte != nil { cursor += 1 }
    return byte
  }

  /// Appends to `field` what comes before the next of `stops`, as far as it was read and the record may go. Only for
  /// speed: byte by byte takes four times as long in a debug build.
  func takeRun(_ field: inout [UInt8], before stops: (UInt8, UInt8, UInt8, UInt8)) {
    let last = min(buffer.count, marked + CSVReader.maximumRecordBytes)
    buffer.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress, cursor < last else { return }
      var end = cursor
      while end < last {
        let byte = start[end]
        if byte == stops.0 || byte == stops.1 || byte == stops.2 || byte == stops.3 { break }
        end += 1
      }
      field.append(contentsOf: UnsafeBufferPointer(start: start + cursor, count: end - cursor))
      cursor = end
    }
  }

  /// At a carriage return: whether it ends the line (or the file).
  func isLineEnd() throws(CSVReader.FileError) -> Bool {
    cursor += 1
    defer { cursor -= 1 }
    let next = try peek()
    return next == nil || next == Byte.lineFeed
  }

  func skipByteOrderMark() throws(CSVReader.FileError) {
    for byte in [0xEF, 0xBB, 0xBF] as [UInt8] {
      guard try take() == byte else { return rewind(to: 0) }
    }
  }

  private func refill() throws(CSVReader.FileError) {
    // A byte before the mark is never asked for again.
    let kept = buffer[marked...]
    var failed = false
    buffer = [UInt8](unsafeUninitializedCapacity: kept.count + Self.chunkBytes) { bytes, count in
      count = bytes[..<kept.count].initialize(fromContentsOf: kept)
      var got = -1
      repeat {
        got = read(descriptor, bytes.baseAddress?.advanced(by: count), Self.chunkBytes)
      } while got < 0 && errno == EINTR
      failed = got < 0
      count += max(0, got)
    }
    dropped += marked
    cursor -= marked
    marked = 0
    if failed { throw Self.failure("read", path) }
  }

  private static func failure(_ verb: String, _ path: String) -> CSVReader.FileError {
    let code = errno
    return .init(description: "\(verb) \(path): \(String(cString: strerror(code))) (errno \(code))")
  }
}
