/// A place in a text, for people: both count from 1.
public struct SourcePosition: Hashable, Sendable, CustomStringConvertible {
  /// Lines end with LF (so CR LF is one end).
  public var line: Int
  /// Unicode scalars from the beginning of the line, the first is 1.
  public var column: Int

  /// A place.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// "line:column".
  public var description: String { "\(line):\(column)" }
}

/// Why a text was not read, or a value not written.
///
/// Safe to log and to show: what it quotes is cut short, and control and direction characters in it are escaped.
public struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Which value: "sales[3].amount"; "" is the whole document. Keys that are not plain words: `["a b"]`.
  public var path: String
  /// Where its text begins (a missing member: where the object begins); nil when a value was written.
  public var position: SourcePosition?
  /// What is wrong, to be read after the path: "is a text".
  public var problem: String
  /// What would be right: "a whole number"; nil when the problem says it.
  public var allowed: String?

  /// An error.
  public init(path: String, position: SourcePosition?, problem: String, allowed: String? = nil) {
    self.path = path
    self.position = position
    self.problem = problem
    self.allowed = allowed
  }

  /// "sales[3].amount (4:17) is a text; allowed: a whole number".
  public var description: String {
    let subject = path.isEmpty ? "document" : path
    let place = position.map { " (\($0))" } ?? ""
    return "\(subject)\(place) \(problem)\(allowed.map { "; allowed: \($0)" } ?? "")"
  }

  static func tooLong(_ count: Int, _ limits: JSON.Limits) -> JSONError {
    JSONError(
      path: "", position: SourcePosition(line: 1, column: 1), problem: "has \(count) bytes",
      allowed: "at most \(limits.bytes) bytes")
  }
}

/// One step of a path into a document.
enum Step: Equatable {
  case key(String)
  case index(Int)
}

/// "sales[3].amount".
func pathText(_ steps: [Step]) -> String {
  steps.reduce(into: "") { text, step in
    switch step {
    case .index(let index): text += "[\(index)]"
    case .key(let key) where !key.isEmpty && key.utf8.allSatisfy(isPlain): text += text.isEmpty ? key : ".\(key)"
    case .key(let key): text += "[\(quoted(key))]"
    }
  }
}

private func isPlain(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"),
    UInt8(ascii: "_"), UInt8(ascii: "-"):
    true
  default: false
  }
}

/// Longest quotation of somebody's text in an error, in Unicode scalars: enough to recognise it, too short to flood.
let quotationLength = 64

/// `text` in double quotes, cut at `quotationLength`, harmless to print.
func quoted(_ text: String) -> String {
  let shown = String(String.UnicodeScalarView(text.unicodeScalars.prefix(quotationLength)))
  return "\"\(harmless(shown))\(text.unicodeScalars.dropFirst(quotationLength).isEmpty ? "" : "…")\""
}

/// `text` with everything escaped that a terminal or a page would not simply draw: controls, direction and zero-width
/// characters, line separators, private and unassigned code points.
func harmless(_ text: String) -> String {
  text.unicodeScalars.reduce(into: "") { result, scalar in
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
      result += "\\u{\(String(scalar.value, radix: 16))}"
    default: result.unicodeScalars.append(scalar)
    }
  }
}
