import Floor
import Wire

extension ObjectReader {
  /// One of the words that name the cases of `type`.
  public mutating func word<T: RawRepresentable<String> & CaseIterable>(
    _ key: String, required: Bool = false, of type: T.Type = T.self
  ) -> T? {
    let words = T.allCases.map(\.rawValue).joined(separator: ", ")
    guard node(key, required: required, allowed: words) != nil, let text = string(key, maximum: 100) else { return nil }
    if let value = T(rawValue: text) { return value }
    fail(key, "is \(text)", allowed: words)
    return nil
  }

  /// A day such as `2026-11-21`.
  public mutating func day(_ key: String, required: Bool = false) -> CivilDate? {
    guard let text = string(key, required: required, maximum: 100) else { return nil }
    if let day = CivilDate(text) { return day }
    fail(key, "is \(text)", allowed: "a day such as 2026-11-21")
    return nil
  }

  /// The first day of a month such as `2026-11`.
  mutating func month(_ key: String) -> CivilDate? {
    guard let text = string(key, maximum: 100) else { return nil }
    if let first = CivilDate("\(text)-01") { return first }
    fail(key, "is \(text)", allowed: "a month such as 2026-11")
    return nil
  }

  /// The only one of `values`, which the members `keys` gave; none, or more than one, is a fault.
  mutating func only<T>(_ values: [T?], of keys: [String]) -> T? {
    let present = keys.filter { node($0) != nil }
    if present.count == 1 { return values.compactMap(\.self).first }
    let allowed = "one of \(keys.joined(separator: ", "))"
    if let second = present.dropFirst().first {
      fail(second, "comes besides \(present[0])", allowed: allowed)
    } else {
      fail(keys[0], "is missing", allowed: allowed, at: position)
    }
    return nil
  }
}

extension FieldFault {
  /// `field` names something that is not there.
  /// - Parameters:
  ///   - kind: what it should have been: `team`.
  ///   - known: what there is.
  public static func unknown<T>(
    _ field: String, _ id: Identifier<T>, _ kind: String, among known: some Sequence<Identifier<T>>
  ) -> FieldFault {
    FieldFault(field, "is \(id), which is no \(kind)", allowed: listed(known.map(\.description)))
  }
}

/// The names one may choose from, cut short where there are many.
func listed(_ names: [String]) -> String {
  // More than these say nothing to whoever mistyped one.
  let most = 8
  let shown = names.sorted().prefix(most).joined(separator: ", ")
  return names.isEmpty ? "none is configured" : names.count > most ? "\(shown), ..." : shown
}
