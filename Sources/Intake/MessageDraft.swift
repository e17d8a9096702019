import Floor
import JSON
import Wire

/// Something that was sent: its fields are in order, but it is not yet held against the floor.
///
/// Members that a draft does not have are ignored: CRMs send more than they are asked for.
public protocol MessageDraft: Hashable, Sendable {
  /// Where it stood in its message (`sales[3]`), so that what is found out later is told with its field's path.
  var path: String { get }
  /// Reads a draft from `reader`; `nil` if a field is missing or wrong, which `reader.faults` then names.
  init?(_ reader: inout ObjectReader)
  /// Reads the draft in `node`, which stands at `path` in its message.
  static func read(_ node: JSONNode, path: String) -> Result<Self, Problem>
}

extension MessageDraft {
  /// Reads the draft in `node`, which stands at `path` in its message.
  public static func read(_ node: JSONNode, path: String) -> Result<Self, Problem> {
    read(node, path: path) { reader in Self(&reader) }
  }

  /// Reads a body with one draft.
  public static func read(_ bytes: [UInt8]) -> Result<Self, Problem> {
    do { return read(try JSON.parse(bytes, limits: .body), path: "") } catch { return .failure(.malformed(error)) }
  }

  static func read(
    _ node: JSONNode, path: String, _ body: (inout ObjectReader) -> Self?
  ) -> Result<Self, Problem> {
    var reader = ObjectReader(node, path: path)
    if reader.faults.isEmpty, let draft = body(&reader) { return .success(draft) }
    return .failure(.invalid(reader.faults))
  }
}

/// A draft of which many may come in one body.
public protocol BatchDraft: MessageDraft {
  /// What one is called: `a sale`.
  static var singular: String { get }
  /// The member that holds many of them: `sales`.
  static var plural: String { get }
}

/// What a request holds: one draft or a batch.
public enum Body<Draft: BatchDraft>: Sendable {
  /// One, answered by itself.
  case one(Result<Draft, Problem>)
  /// Several, each judged by itself: a bad one does not hold up the good ones.
  case batch([Result<Draft, Problem>])

  /// The most drafts of one batch: the answer to as many of the longest faults fits into one HTTP answer (256 KiB).
  public static var batchLimit: Int { 200 }

  /// Reads a body: an object, an array of them, or `{"sales": [...]}`.
  /// - Throws: `Problem` when the bytes are no such thing.
  public init(_ bytes: [UInt8]) throws(Problem) {
    let root: JSONNode
    do { root = try JSON.parse(bytes, limits: .body) } catch { throw .malformed(error) }
    switch root.value {
    case .array(let elements):
      self = .batch(try Body.batch(elements, path: ""))
    case .object(let members):
      guard let many = members.first(where: { $0.key == Draft.plural })?.value else {
        self = .one(Draft.read(root, path: ""))
        return
      }
      guard case .array(let elements) = many.value else {
        throw .invalid([FieldFault(Draft.plural, "is \(many.typeName)", allowed: "an array", at: many.position)])
      }
      self = .batch(try Body.batch(elements, path: Draft.plural))
    default:
      throw .invalid([
        FieldFault(
          "", "is \(root.typeName)",
          allowed: "\(Draft.singular), an array of them or {\"\(Draft.plural)\": [...]}")
      ])
    }
  }

  private static func batch(_ nodes: [JSONNode], path: String) throws(Problem) -> [Result<Draft, Problem>] {
    guard (1...batchLimit).contains(nodes.count) else {
      throw .invalid([FieldFault(path, "has \(nodes.count) elements", allowed: "1 to \(batchLimit)")])
    }
    return nodes.enumerated().map { i, node in Draft.read(node, path: "\(path)[\(i)]") }
  }
}

/// A body with sales.
public typealias SaleBody = Body<SaleDraft>
