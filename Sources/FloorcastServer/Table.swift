/// A CSV file whose first record names the columns, read row by row.
struct Table {
  private let path: String
  private var reader: CSVReader
  private let names: [String]
  private var indices: [String: Int] = [:]

  /// A row: where it begins in the file, and its fields, or why it has none.
  struct Row {
    /// From 1, the header's line included.
    var line: Int
    /// The fields in the order of the columns, or what is wrong with the row.
    var fields: Result<[String], ImportError>
  }

  /// Opens the file at `path` and reads its header.
  init(path: String) throws(ImportError) {
    self.path = path
    do {
      reader = try CSVReader(path: path)
      guard let header = try reader.next() else { throw ImportError.file("\(path) is empty") }
      names = try header.content.get()
    } catch {
      throw .file("\(path): \(error)")
    }
    for (i, name) in names.enumerated() where indices.updateValue(i, forKey: name) != nil {
      throw .file("\(path) has two columns named \(name)")
    }
  }

  /// The number of the column `name`.
  func column(_ name: String) throws(ImportError) -> Int {
    guard let index = indices[name] else {
      throw .usage("\(path) has no column \(name) (it has \(names.joined(separator: ", ")))")
    }
    return index
  }

  /// The next row; `nil` at the end.
  mutating func next() throws(ImportError) -> Row? {
    do {
      guard let record = try reader.next() else { return nil }
      return Row(line: record.line, fields: record.content.mapError { ImportError.file($0.words) })
    } catch {
      throw .file("\(path): \(error)")
    }
  }

  /// How much of the file was read, from 0 to 1.
  var progress: Double { reader.totalBytes == 0 ? 1 : Double(reader.bytesRead) / Double(reader.totalBytes) }
}

extension CSVReader.Fault {
  /// What is wrong with the row, as a predicate.
  fileprivate var words: String {
    switch self {
    case .fieldCount(let expected, let found): "has \(found) fields (allowed: \(expected), as the header)"
    case .unterminatedQuote(let line): "opens a quote on line \(line) that is never closed"
    case .strayQuote(let line):
      "has a quote inside a field on line \(line) (allowed: a doubled quote in a quoted field)"
    case .tooLong: "is longer than \(CSVReader.maximumRecordBytes) bytes"
    case .notUTF8(let field): "is not UTF-8 in field \(field)"
    }
  }
}
