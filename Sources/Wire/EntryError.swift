import JSON

/// Why stored bytes are no entry, page or state: which field, and what is wrong with it.
public struct EntryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path of the field: `amount`, `records[3].agent`; empty for the whole.
  public var field: String
  /// What is wrong, as a predicate: `is cut off`.
  public var problem: String

  /// A fault of `field`.
  public init(_ field: String, _ problem: String) { (self.field, self.problem) = (field, problem) }

  init(_ error: JSONError) {
    self.init(error.path, error.problem + (error.allowed.map { "; allowed: \($0)" } ?? ""))
  }

  /// The same fault of something within `path`.
  func below(_ path: String) -> EntryError { EntryError(field.isEmpty ? path : "\(path).\(field)", problem) }

  /// `amount is cut off`.
  public var description: String { (field.isEmpty ? "it" : field) + " " + problem }
}
