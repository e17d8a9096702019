import JSON
import Testing

/// The error `text` is refused with; nil if it is accepted.
func refusal(_ text: String, _ limits: JSON.Limits = .message) -> JSONError? {
  refusal(Array(text.utf8), limits)
}

/// The error `bytes` are refused with; nil if they are accepted.
func refusal(_ bytes: [UInt8], _ limits: JSON.Limits = .message) -> JSONError? {
  do {
    _ = try JSON.parse(bytes, limits: limits)
    return nil
  } catch {
    return error
  }
}

/// The error reading `text` as `type` ends with; nil if it is read.
func refusal<T: Decodable>(_ type: T.Type, _ text: String, _ limits: JSON.Limits = .message) -> JSONError? {
  do {
    _ = try JSON.decode(type, from: Array(text.utf8), limits: limits)
    return nil
  } catch {
    return error
  }
}

func read<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
  try JSON.decode(type, from: Array(text.utf8))
}

func written(_ value: some Encodable) throws -> String {
  String(decoding: try JSON.encode(value), as: UTF8.self)
}

func position(_ line: Int, _ column: Int) -> SourcePosition { SourcePosition(line: line, column: column) }

/// SplitMix64: the same documents in every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A tree with an exact text form, to compare readers with each other: doubles by their bits, texts by their bytes,
/// members in order.
indirect enum Plain: Equatable {
  case null, bool(Bool), integer(Int64), number(Double), string([UInt8]), array([Plain]), object([Member])

  struct Member: Equatable {
    var key: [UInt8]
    var value: Plain
  }

  init(_ node: JSONNode) {
    switch node.value {
    case .null: self = .null
    case .bool(let bool): self = .bool(bool)
    case .integer(let integer): self = .integer(integer)
    case .number(let number): self = .number(number)
    case .string(let string): self = .string(Array(string.utf8))
    case .array(let elements): self = .array(elements.map(Plain.init))
    case .object(let members):
      self = .object(members.map { Member(key: Array($0.key.utf8), value: Plain($0.value)) })
    }
  }

  var canonical: String {
    switch self {
    case .null: "n"
    case .bool(let bool): bool ? "t" : "f"
    case .integer(let integer): "i\(integer)"
    case .number(let number): "d\(number.bitPattern)"
    case .string(let bytes): "s" + hex(bytes)
    case .array(let elements): "[" + elements.map(\.canonical).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { hex($0.key) + ":" + $0.value.canonical }.joined(separator: ",") + "}"
    }
  }
}

func hex(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
