import Floor
import JSON
import Wire

/// What a request to record sales holds: one sale or a batch.
public enum SaleBody {
  /// The most sales of one batch: the answer to as many of the longest faults fits into one HTTP answer (256 KiB).
  public static let batchLimit = 200

  /// One sale, answered by itself.
  case one(Result<SaleDraft, Problem>)
  /// Several, each judged by itself: a bad one does not hold up the good ones.
  case batch([Result<SaleDraft, Problem>])

  /// Reads a body: an object, an array of them, or `{"sales": [...]}`.
  /// - Throws: `Problem` when the bytes are no such thing.
  public init(_ bytes: [UInt8]) throws(Problem) {
    let root: JSONNode
    do { root = try JSON.parse(bytes, limits: .body) } catch { throw .malformed(error) }
    switch root.value {
    case .array(let sales):
      self = .batch(try SaleBody.batch(sales, path: ""))
    case .object(let members):
      if let sales = members.first(where: { $0.key == "sales" }) {
        guard case .array(let elements) = sales.value.value else {
          throw .invalid([
            FieldFault("sales", "is \(sales.value.typeName)", allowed: "an array of sales", at: sales.value.position)
          ])
        }
        self = .batch(try SaleBody.batch(elements, path: "sales"))
      } else {
        self = .one(SaleBody.draft(root, path: ""))
      }
    default:
      throw .invalid([
        FieldFault("", "is \(root.typeName)", allowed: "a sale, an array of sales or {\"sales\": [...]}")
      ])
    }
  }

  /// Reads one sale, which stands at `path` in its message.
  public static func draft(_ node: JSONNode, path: String) -> Result<SaleDraft, Problem> {
    var reader = ObjectReader(node, path: path)
    if reader.faults.isEmpty, let draft = SaleDraft(&reader) { return .success(draft) }
    return .failure(.invalid(reader.faults))
  }

  private static func batch(_ nodes: [JSONNode], path: String) throws(Problem) -> [Result<SaleDraft, Problem>] {
    guard (1...batchLimit).contains(nodes.count) else {
      throw .invalid([FieldFault(path, "has \(nodes.count) sales", allowed: "1 to \(batchLimit) sales")])
    }
    return nodes.enumerated().map { i, node in draft(node, path: "\(path)[\(i)]") }
  }
}
