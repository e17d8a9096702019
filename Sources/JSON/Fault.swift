/// An error inside the module: like `JSONError`, but its place is not looked up yet. Looking up reads the document
/// again, and a `Decodable` type may throw and catch many faults while it tries alternatives.
struct Fault: Error {
  var steps: [Step]
  var problem: String
  var allowed: String?

  init(_ steps: [Step], _ problem: String, allowed: String? = nil) {
    self.steps = steps
    self.problem = problem
    self.allowed = allowed
  }

  /// Any error of a `Decodable` or `Encodable` type that was thrown while the value at `steps` was handled.
  init(_ error: any Error, at steps: [Step]) {
    switch error {
    case let fault as Fault: self = fault
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      self.init(Self.steps(context.codingPath), harmless(context.debugDescription))
    case DecodingError.keyNotFound(let key, let context):
      self.init(Self.steps(context.codingPath + [key]), "is missing")
    case EncodingError.invalidValue(_, let context):
      self.init(Self.steps(context.codingPath), harmless(context.debugDescription))
    default: self.init(steps, harmless("\(error)"))
    }
  }

  private static func steps(_ codingPath: [any CodingKey]) -> [Step] {
    codingPath.map { ($0 as? IndexKey).map { .index($0.index) } ?? .key($0.stringValue) }
  }
}

extension JSONError {
  init(_ fault: Fault, position: SourcePosition?) {
    self.init(path: pathText(fault.steps), position: position, problem: fault.problem, allowed: fault.allowed)
  }
}

/// The way from the root to a value, linked towards the root; nil is the root.
final class Path {
  let parent: Path?
  let step: Step

  init(_ parent: Path?, _ step: Step) {
    self.parent = parent
    self.step = step
  }
}

extension Path? {
  var steps: [Step] {
    var steps: [Step] = []
    var path = self
    while let here = path {
      steps.append(here.step)
      path = here.parent
    }
    return steps.reversed()
  }

  var codingPath: [any CodingKey] {
    steps.map { step in
      switch step {
      case .key(let key): NameKey(stringValue: key)
      case .index(let index): IndexKey(index: index)
      }
    }
  }
}

/// A place in a list, as a coding key.
struct IndexKey: CodingKey {
  let index: Int
  var stringValue: String { "\(index)" }
  var intValue: Int? { index }

  init(index: Int) { self.index = index }
  init?(intValue: Int) { self.index = intValue }
  init?(stringValue: String) { nil }
}

/// A key of an object, as a coding key.
struct NameKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
