import Floor
import JSON

/// A refusal as RFC 9457 puts it (`application/problem+json`), naming every field at fault.
public struct Problem: Error, Encodable, Hashable, Sendable {
  /// What kind of refusal: a stable URN, or `about:blank` where the status says it all.
  public var type: String
  /// The kind in words; the same for every refusal of the kind.
  public var title: String
  /// The HTTP status that goes with it.
  public var status: Int
  /// What was wrong this time.
  public var detail: String
  /// The fields at fault, in the order in which they were read.
  public var errors: [FieldFault]

  /// A refusal.
  public init(type: String = "about:blank", title: String, status: Int, detail: String, errors: [FieldFault] = []) {
    (self.type, self.title, self.status) = (type, title, status)
    (self.detail, self.errors) = (detail, errors)
  }
}

extension Problem {
  /// The bytes are no JSON, or not of the expected shape: 400.
  public static func malformed(_ error: JSONError) -> Problem {
    Problem(
      type: "urn:floorcast:problem:malformed", title: "The message is not readable", status: 400,
      detail: error.description, errors: [FieldFault(error)])
  }

  /// Readable, but some fields are wrong: 422.
  public static func invalid(_ faults: [FieldFault]) -> Problem {
    Problem(
      type: "urn:floorcast:problem:invalid", title: "Some fields are wrong", status: 422,
      detail: (faults.first?.description ?? "") + (faults.count > 1 ? "; and \(faults.count - 1) more" : ""),
      errors: faults)
  }

  /// The id was used for something else: 409.
  public static func conflict(id: String, offset: Int64) -> Problem {
    Problem(
      type: "urn:floorcast:problem:conflict", title: "The id belongs to something else", status: 409,
      detail: "\(id) is in the log at offset \(offset) with other content; nothing was changed",
      errors: [FieldFault("id", "is taken by other content", allowed: "a new id, or the same content")])
  }

  /// The correction is readable but cannot be made: 404, or 409 as the sale stands.
  public static func refused(_ fault: CorrectionFault) -> Problem {
    let (status, field, words, allowed) =
      switch fault {
      case .noSuchSale: (404, "sale", "is not in the log", "the id of a recorded sale")
      case .voided: (409, "sale", "was voided", "a sale that counts")
      case .noSuchAgent: (422, "agent", "is nobody's id", "an agent's id")
      case .otherSite: (422, "agent", "sells at another site", "an agent of the sale's site")
      case .otherCurrency: (422, "amount", "would be in another currency", "the currency of the sale")
      }
    return Problem(
      type: "urn:floorcast:problem:correction", title: "The sale cannot be corrected so", status: status,
      detail: "\(field) \(words); nothing was changed", errors: [FieldFault(field, words, allowed: allowed)])
  }

  /// No token, or an unknown one: 401.
  public static let unauthorized = Problem(
    title: "Unauthorized", status: 401, detail: "a bearer token that this server knows is needed")

  /// The caller's role does not allow it: 403.
  public static func forbidden(_ detail: String) -> Problem { Problem(title: "Forbidden", status: 403, detail: detail) }

  /// More waits than may wait: 503, try again.
  public static let busy = Problem(
    type: "urn:floorcast:problem:busy", title: "Busy", status: 503,
    detail: "too many sales are waiting; nothing was taken, send it again in a second")

  /// The disk is full: 507; nothing was taken.
  public static let full = Problem(
    type: "urn:floorcast:problem:full", title: "The disk is full", status: 507,
    detail: "the log cannot grow; nothing was taken, send it again when there is space")

  /// No such address: 404.
  public static let notFound = Problem(title: "Not Found", status: 404, detail: "there is nothing at this address")

  /// A fault of the server itself: 500.
  public static func internalError(_ detail: String) -> Problem {
    Problem(title: "Internal Server Error", status: 500, detail: detail)
  }

  /// The bytes of the problem; an empty object in the impossible case that it cannot be encoded.
  public var bytes: [UInt8] { (try? JSON.encode(self)) ?? Array("{}".utf8) }
}

/// One thing wrong with one field: which, what, and what is allowed instead.
public struct FieldFault: Error, Encodable, Hashable, Sendable, CustomStringConvertible {
  /// The path of the field: `sales[3].amount`; empty for the whole message.
  public var field: String
  /// What is wrong, as a predicate: `is missing`.
  public var fault: String
  /// What would be right.
  public var allowed: String?
  /// Where it stands in the text, from 1.
  public var line, column: Int?

  /// A fault of `field`.
  public init(_ field: String, _ fault: String, allowed: String? = nil, at position: SourcePosition? = nil) {
    (self.field, self.fault, self.allowed) = (field, fault, allowed)
    (line, column) = (position?.line, position?.column)
  }

  /// The same fault, as the JSON reader tells it.
  public init(_ error: JSONError) { self.init(error.path, error.problem, allowed: error.allowed, at: error.position) }

  /// The same fault of a field of the object at `path`.
  public func below(_ path: String) -> FieldFault {
    var fault = self
    if !path.isEmpty { fault.field = field.isEmpty ? path : "\(path).\(field)" }
    return fault
  }

  /// `sales[3].amount is negative (allowed: a positive amount)`.
  public var description: String {
    (field.isEmpty ? "the message" : field) + " " + fault + (allowed.map { " (allowed: \($0))" } ?? "")
  }
}
