import Foundation

/// Scripts and style sheets as they are sent: a screen on a stick in a TV needs no comments and no indentation, and of a style
/// sheet not the spaces around braces and behind colons, semicolons and commas, nor the zeros before decimal points; the
/// sources keep all of it.
///
/// Line by line, without a parser: a line goes if it is empty or nothing but a comment. What looks like a comment is one,
/// unless a text or a comment of the line before is still open; a file in which that could be is sent as it is.
enum Stripping {
  /// `bytes` of a file with this suffix, as they are sent.
  static func stripped(_ bytes: [UInt8], suffix: String) -> [UInt8] {
    let isScript = suffix == "js" || suffix == "mjs"
    guard isScript || suffix == "css", String(validating: bytes, as: UTF8.self) != nil else { return bytes }
    var kept: [String] = []
    var isInside = false
    for line in bytes.split(separator: UInt8(ascii: "\n")).map(trimmed) where !line.isEmpty {
      if isInside || line.hasPrefix("/*") {
        guard let end = line.dropFirst(isInside ? 0 : 2).range(of: "*/") else {
          isInside = true
          continue
        }
        if end.upperBound == line.endIndex {
          isInside = false
          continue
        }
        // Code behind a comment that began on an earlier line would have to be cut out of its own.
        if isInside { return bytes }
      } else if isScript, line.hasPrefix("//") {
        continue
      }
      if runsOn(line) { return bytes }
      kept.append(isScript ? line : narrow(line))
    }
    return isInside ? bytes : Array(kept.joined(separator: "\n").utf8)
  }

  /// A line of a style sheet without the spaces and zeros that only people read. Texts stay as they are: they are every second part
  /// between quotation marks, unless the line has other marks, or one that is part of a text; then it is left alone.
  private static func narrow(_ line: String) -> String {
    guard !line.contains(where: { $0 == "'" || $0 == "\\" }) else { return line }
    let narrower = [
      (": ", ":"), (", ", ","), (" {", "{"), ("{ ", "{"), ("; ", ";"), (";}", "}"),
      (" 0.", " ."), (":0.", ":."), (",0.", ",."), ("(0.", "(."), ("-0.", "-."),
    ]
    let parts = line.components(separatedBy: "\"").enumerated().map { i, part in
      i.isMultiple(of: 2) ? narrower.reduce(part) { $0.replacingOccurrences(of: $1.0, with: $1.1) } : part
    }
    return parts.joined(separator: "\"")
  }

  /// Whether the line may leave a text or a comment open: a template, a continued string, a comment behind code.
  private static func runsOn(_ line: String) -> Bool {
    if !line.utf8.count(where: { $0 == UInt8(ascii: "`") }).isMultiple(of: 2) || line.hasSuffix("\\") { return true }
    guard let start = line.range(of: " /*", options: .backwards) else { return false }
    return line[start.upperBound...].range(of: "*/") == nil
  }

  private static func trimmed(_ line: some Sequence<UInt8>) -> String {
    String(decoding: Array(line), as: UTF8.self).trimmingCharacters(in: CharacterSet(charactersIn: " \t\r"))
  }
}
