import Foundation
import JSON
import Testing

/// Any value at all, made from a seed.
indirect enum Anything: Codable, Equatable {
  case nothing, bool(Bool), integer(Int64), number(Double), text(String), list([Anything]), members([String: Anything])

  static func random(_ generator: inout SeededGenerator, depth: Int = 0) -> Anything {
    switch Int.random(in: 0..<(depth < 5 ? 8 : 5), using: &generator) {
    case 0: .nothing
    case 1: .bool(.random(using: &generator))
    case 2: .integer(integer(&generator))
    case 3: .number(double(&generator))
    case 4: .text(text(&generator))
    case 5, 6: .list((0..<Int.random(in: 0...4, using: &generator)).map { _ in random(&generator, depth: depth + 1) })
    default:
      .members(
        Dictionary(
          (0..<Int.random(in: 0...4, using: &generator)).map { _ in
            (
              String(text(&generator).unicodeScalars.prefix(16).map(Character.init)),
              random(&generator, depth: depth + 1)
            )
          }, uniquingKeysWith: { first, _ in first }))
    }
  }

  private static func integer(_ generator: inout SeededGenerator) -> Int64 {
    let edges: [Int64] = [.min, .min + 1, -1, 0, 1, 1 << 53, .max - 1, .max]
    return Bool.random(using: &generator)
      ? edges.randomElement(using: &generator) ?? 0 : Int64(truncatingIfNeeded: generator.next())
  }

  /// Not whole: a whole double is written as 1.0 and is no integer, but JSON's grammar does not say which it was.
  private static func double(_ generator: inout SeededGenerator) -> Double {
    let double = Double(bitPattern: generator.next())
    return double.isFinite ? double : 0.1
  }

  private static func text(_ generator: inout SeededGenerator) -> String {
    let alphabet = Array("ab \"\\/\n\r\t\u{1}\u{7F}é万🎉\u{301}\u{2028}\u{10FFFF}𪚥".unicodeScalars)
    let scalars = (0..<Int.random(in: 0...20, using: &generator)).compactMap { _ in
      alphabet.randomElement(using: &generator)
    }
    return String(String.UnicodeScalarView(scalars))
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .nothing
    } else if let bool = try? container.decode(Bool.self) {
      self = .bool(bool)
    } else if let integer = try? container.decode(Int64.self) {
      self = .integer(integer)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([Anything].self) {
      self = .list(list)
    } else {
      self = .members(try container.decode([String: Anything].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .nothing: try container.encodeNil()
    case .bool(let bool): try container.encode(bool)
    case .integer(let integer): try container.encode(integer)
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    case .list(let list): try container.encode(list)
    case .members(let members): try container.encode(members)
    }
  }
}

@Suite("What is written is read back")
struct RoundTripTests {
  @Test("any value is written, accepted, and read back as it was", arguments: 1...4)
  func anything(_ seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    for _ in 0..<500 {
      let value = Anything.random(&generator)
      let bytes = try JSON.encode(value)
      let back = try JSON.decode(Anything.self, from: bytes)
      if back != value { Issue.record("\(value) came back as \(back)") }
      #expect(try JSON.encode(JSON.decode(Reordered.self, from: bytes)) == bytes)
    }
  }

  @Test("Foundation reads what is written as the same value")
  func foundationReadsIt() throws {
    var generator = SeededGenerator(state: 9)
    for _ in 0..<500 {
      let value = Anything.random(&generator)
      let back = try JSONDecoder().decode(Anything.self, from: Data(JSON.encode(value)))
      if back != value, !hasWholeDouble(value) { Issue.record("\(value) came back as \(back)") }
    }
  }

  /// Foundation reads 1.0 as the integer 1.
  private func hasWholeDouble(_ value: Anything) -> Bool {
    switch value {
    case .number(let number): number == number.rounded()
    case .list(let list): list.contains(where: hasWholeDouble)
    case .members(let members): members.values.contains(where: hasWholeDouble)
    default: false
    }
  }
}

/// Any document with the order of its members kept, through the same two sets of containers.
private indirect enum Reordered: Codable {
  case leaf(Anything), list([Reordered]), members([(DecodingTests.NameKeys, Reordered)])

  init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: DecodingTests.NameKeys.self) {
      self = .members(try container.allKeys.map { ($0, try container.decode(Reordered.self, forKey: $0)) })
    } else if var container = try? decoder.unkeyedContainer() {
      var list: [Reordered] = []
      while !container.isAtEnd { list.append(try container.decode(Reordered.self)) }
      self = .list(list)
    } else {
      self = .leaf(try Anything(from: decoder))
    }
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .leaf(let leaf): try leaf.encode(to: encoder)
    case .list(let list): try list.encode(to: encoder)
    case .members(let members):
      var container = encoder.container(keyedBy: DecodingTests.NameKeys.self)
      for (key, value) in members { try container.encode(value, forKey: key) }
    }
  }
}
