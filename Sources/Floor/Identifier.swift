/// The name by which something of the floor is known for ever: a site, a team, an agent, a sale.
///
/// `Of` only keeps the four apart, so that a team's identifier cannot be passed where an agent's is meant.
public struct Identifier<Of>: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The text as the sender gave it; compared byte for byte, never case-folded.
  public let description: String

  /// An identifier with this text. Whether the text is acceptable is judged at the door (Intake), not here.
  public init(_ text: String) { description = text }

  /// Equal if the UTF-8 bytes are: texts that only look alike, é in one and in two scalars, are two identifiers.
  @inlinable public static func == (a: Self, b: Self) -> Bool {
    let (a, b) = (a.description.utf8.span, b.description.utf8.span)
    return a.withUnsafeBytes { a in b.withUnsafeBytes { b in a.hasSameBytes(as: b) } }
  }

  /// Feeds the UTF-8 bytes, eight at a time: most identifiers are one or two words long. Nobody can choose texts that
  /// collide, since the hasher is seeded.
  @inlinable public func hash(into hasher: inout Hasher) {
    description.utf8.span.withUnsafeBytes { bytes in
      var at = 0
      while at + 8 <= bytes.count {
        hasher.combine(bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        at += 8
      }
      var rest = UInt64(truncatingIfNeeded: bytes.count)
      while at < bytes.count {
        rest = rest << 8 | UInt64(bytes[at])
        at += 1
      }
      hasher.combine(rest)
    }
  }

  /// Alphabetical by Unicode scalar values: an order that is the same on every machine.
  public static func < (a: Self, b: Self) -> Bool {
    a.description.unicodeScalars.lexicographicallyPrecedes(b.description.unicodeScalars)
  }
}

extension UnsafeRawBufferPointer {
  /// Whether `other` holds the same bytes, eight of which are looked at in one step.
  @inlinable public func hasSameBytes(as other: Self) -> Bool {
    guard count == other.count else { return false }
    let last = count - 8
    guard last >= 0 else { return indices.allSatisfy { self[$0] == other[$0] } }
    var at = 0
    while at < last {
      guard word(at) == other.word(at) else { return false }
      at += 8
    }
    // Overlaps the step before where the length is no multiple of eight.
    return word(last) == other.word(last)
  }

  /// The eight bytes from `offset` on.
  @inlinable public func word(_ offset: Int) -> UInt64 { loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
}

/// Names a site, a branch office with a floor of its own.
public typealias SiteID = Identifier<Site>
/// Names a team; unique over all sites.
public typealias TeamID = Identifier<Team>
/// Names an agent; unique over all sites.
public typealias AgentID = Identifier<Agent>
/// Names a sale; given by the sender, and what makes the sale idempotent.
public typealias SaleID = Identifier<Sale>
