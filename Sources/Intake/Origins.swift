/// Which `Host` and `Origin` headers are accepted: against DNS rebinding (a foreign name that resolves to us) and
/// against other sites' pages that talk to us with a visitor's rights.
public struct Origins: Sendable {
  private let hosts: Set<String>
  private let origins: Set<String>

  /// - Parameters:
  ///   - hosts: names under which the server is reached, without port, e.g. `wall.lan`.
  ///   - origins: foreign origins that may use it besides its own pages, e.g. `https://crm.example`.
  public init(hosts: some Sequence<String>, origins: some Sequence<String> = []) {
    self.hosts = Set(hosts.map { $0.lowercased() })
    self.origins = Set(origins)
  }

  /// The names by which this machine calls itself.
  public static let loopback = ["localhost", "127.0.0.1", "[::1]"]

  /// Whether `host` (with or without a port) is one of ours. Compared whole: no prefix or suffix passes.
  public func accepts(host: String) -> Bool {
    let name: Substring
    if let end = host.lastIndex(of: ":"), host.last != "]", !host[host.index(after: end)...].isEmpty {
      guard host[host.index(after: end)...].utf8.allSatisfy({ (48...57).contains($0) }) else { return false }
      name = host[..<end]
    } else {
      name = host[...]
    }
    return hosts.contains(name.lowercased())
  }

  /// Whether a page of `origin` may talk to the server reached as `host`: its own pages, and the origins listed.
  public func accepts(origin: String, host: String) -> Bool {
    origins.contains(origin) || origin == "http://\(host)" || origin == "https://\(host)"
  }
}
