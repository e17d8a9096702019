/// Saying where and what is wrong. Only run once per document, so it may read everything before the fault again.
extension Validator {
  /// `problem` of the value at hand, at the byte `offset`.
  func error(at offset: Int, _ problem: String, _ allowed: String?) -> JSONError {
    var lines = LineCounter()
    let position = lines.position(of: offset, in: bytes)
    return JSONError(path: pathText(steps), position: position, problem: problem, allowed: allowed)
  }

  /// Something else than `allowed` stands at `at`.
  func unexpected(_ allowed: String) -> JSONError {
    error(at: at, at < bytes.count ? "has an unexpected \(character)" : "ends too early", allowed)
  }

  private var character: String {
    let rest = bytes[at..<min(at + 4, bytes.count)]
    let scalar = String(decoding: rest, as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
    return scalar == "\"" ? "double quote" : quoted(String(scalar))
  }

  private var steps: [Step] {
    open.filter(\.isInside).map { container in
      guard container.isObject else { return .index(container.count - 1) }
      return .key(String(decoding: unescaped(bytes, container.key), as: UTF8.self))
    }
  }
}

/// Turns byte offsets, asked for in rising order, into lines and columns.
struct LineCounter {
  private var offset = 0
  private var place = SourcePosition(line: 1, column: 1)

  /// The place of the byte at `target`, which must not be before the last one asked for.
  mutating func position(of target: Int, in bytes: UnsafeBufferPointer<UInt8>) -> SourcePosition {
    while offset < target {
      switch bytes[offset] {
      case 0x0A:
        place.line += 1
        place.column = 1
      case 0x80...0xBF: break  // the scalar was counted at its first byte
      default: place.column += 1
      }
      offset += 1
    }
    return place
  }
}
