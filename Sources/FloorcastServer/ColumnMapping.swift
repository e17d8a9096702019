/// Which column of a file holds which field: `id=opportunity_id,agent=sales_agent`.
public struct ColumnMapping: Sendable {
  /// The column of each field that was mapped.
  public let columns: [String: String]

  /// Reads `text`, which may name only `allowed` fields and must name all `required` ones.
  /// - Throws: `ImportError.usage`.
  public init(_ text: String, required: [String], optional: [String] = []) throws(ImportError) {
    var columns: [String: String] = [:]
    for pair in text.split(separator: ",") {
      let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard sides.count == 2 else { throw .usage("the mapping \(pair) is not of the form field=column") }
      guard (required + optional).contains(sides[0]) else {
        let known = (required + optional).joined(separator: ", ")
        throw .usage("the mapping names the field \(sides[0]), which is not known (allowed: \(known))")
      }
      guard columns.updateValue(sides[1], forKey: sides[0]) == nil else {
        throw .usage("the mapping names the field \(sides[0]) twice")
      }
    }
    if let missing = required.first(where: { columns[$0] == nil }) {
      throw .usage("the mapping does not say which column holds \(missing)")
    }
    self.columns = columns
  }
}

/// A row filter: `deal_stage=Won`.
public struct RowFilter: Sendable {
  /// The column to look at.
  public let column: String
  /// What must stand there, exactly.
  public let value: String

  /// Reads `text`.
  /// - Throws: `ImportError.usage`.
  public init(_ text: String) throws(ImportError) {
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard sides.count == 2, !sides[0].isEmpty else {
      throw .usage("the filter \(text) is not of the form column=value")
    }
    (column, value) = (sides[0], sides[1])
  }
}

/// Why an import did not start or could not go on. A row that is wrong is no such error: it is listed as refused.
public enum ImportError: Error, CustomStringConvertible {
  /// The command was given something it cannot use.
  case usage(String)
  /// A file cannot be read, or is not what it should be.
  case file(String)
  /// The log.
  case journal(String)

  /// A sentence for the person at the terminal.
  public var description: String {
    switch self {
    case .usage(let text), .file(let text), .journal(let text): text
    }
  }
}
