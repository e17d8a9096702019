import Floor
import Foundation
import Intake
import JSON
import Rhythm
import Wire

/// Every fault of a configuration, with the file it was found in.
public struct ConfigFaults: Error, CustomStringConvertible {
  /// The file.
  public var file: String
  /// What is wrong, in the order of the file.
  public var faults: [FieldFault]

  /// One line per fault: `config/floor.json:12:5: sites[0].currency is XXX (allowed: an ISO 4217 code)`.
  public var description: String {
    faults.map { fault in
      let place = fault.line.map { ":\($0):\(fault.column ?? 1)" } ?? ""
      return "\(file)\(place): \(fault.description)"
    }.joined(separator: "\n")
  }
}

extension Config {
  /// Reads the file at `path` (JSON with comments).
  /// - Throws: `ConfigFaults` with every fault, not the first.
  public init(file path: String) throws(ConfigFaults) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigFaults(file: path, faults: [FieldFault("", "cannot be read", allowed: "a readable file")])
    }
    try self.init(bytes: Array(data), file: path)
  }

  /// Reads `bytes`, which came from `file`.
  public init(bytes: [UInt8], file: String) throws(ConfigFaults) {
    let root: JSONNode
    do { root = try JSON.parse(bytes, limits: .config) } catch {
      throw ConfigFaults(file: file, faults: [FieldFault(error)])
    }
    var reader = ObjectReader(root)
    self.init()
    read(&reader)
    reader.refuseUnknownKeys()
    guard reader.faults.isEmpty else {
      throw ConfigFaults(
        file: file, faults: reader.faults.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) })
    }
  }

  private mutating func read(_ reader: inout ObjectReader) {
    company = reader.wording("company") ?? company
    server = reader.object("server", Server.init) ?? server
    screens = reader.object("screens", Screens.init) ?? screens
    readRoster(&reader)
    readTokens(&reader)
    if !isLoopbackOnly, callers.isEmpty {
      reader.fail(
        "tokens", "is empty although server.host is \(server.host)",
        allowed: "at least one token (floorcast token), or server.host 127.0.0.1", at: reader.position)
    }
    if server.host == "0.0.0.0", server.hosts.isEmpty {
      reader.fail(
        "server.hosts", "is empty although server.host is 0.0.0.0",
        allowed: "the names and addresses under which browsers reach this machine", at: reader.position)
    }
  }

  private mutating func readRoster(_ reader: inout ObjectReader) {
    var rules: [SiteID: Rules] = [:]
    roster.sites = reader.objects("sites", required: true, maximum: 100) { site in Site(&site, rules: &rules) } ?? []
    self.rules = rules
    let sites = Set(roster.sites.map(\.id))
    roster.teams = reader.objects("teams", maximum: 1_000) { team in Team(&team, sites: sites) } ?? []
    let teams = Set(roster.teams.map(\.id))
    roster.agents = reader.objects("agents", maximum: 20_000) { agent in Agent(&agent, teams: teams) } ?? []
    if roster.sites.isEmpty, reader.faults.isEmpty { reader.fail("sites", "is empty", allowed: "at least one site") }
    reader.refuseRepeated("sites", roster.sites.map(\.id.description))
    reader.refuseRepeated("teams", roster.teams.map(\.id.description))
    reader.refuseRepeated("agents", roster.agents.map(\.id.description))
  }

  private mutating func readTokens(_ reader: inout ObjectReader) {
    let sites = Set(roster.sites.map(\.id))
    let agents = Set(roster.agents.map(\.id))
    let tokens = reader.objects("tokens", maximum: 10_000) { token in
      CallerEntry(&token, sites: sites, agents: agents)
    }
    for token in tokens ?? [] {
      if callers.updateValue(token.caller, forKey: token.hash) != nil {
        reader.fail("tokens", "holds the hash of \(token.caller.name) twice", allowed: "one token for each caller")
      }
    }
  }
}

/// One token of the configuration.
private struct CallerEntry {
  var hash: String
  var caller: Caller

  init?(_ reader: inout ObjectReader, sites: Set<SiteID>, agents: Set<AgentID>) {
    let name = reader.string("name", required: true, maximum: 100)
    let role = reader.word("role", required: true, of: Role.allCases)
    let hash = reader.string("hash", required: true, maximum: 100)
    let site = reader.string("site", maximum: 100).map { SiteID($0) }
    let agent = reader.string("agent", maximum: 100).map { AgentID($0) }
    reader.refuseUnknownKeys()
    if let hash, !Token.isHash(hash) {
      reader.fail(
        "hash", "is no token hash", allowed: "what `floorcast token` prints: sha256: and 64 hexadecimal digits")
    }
    if let site, !sites.contains(site) { reader.fail("site", "is \(site), which is no site", allowed: listed(sites)) }
    if let agent, !agents.contains(agent) {
      reader.fail("agent", "is \(agent), who is no agent", allowed: "an agent's id")
    }
    if role == .agent, agent == nil {
      reader.fail("agent", "is missing", allowed: "the id of the agent whose page it opens")
    }
    guard let name, let role, let hash, reader.faults.isEmpty else { return nil }
    (self.hash, caller) = (hash, Caller(role: role, name: name, site: site, agent: agent))
  }
}

extension Config.Server {
  init?(_ reader: inout ObjectReader) {
    host = reader.string("host", maximum: 100) ?? host
    port = reader.integer("port", in: 0...65_535).map(Int.init) ?? port
    hosts = reader.strings("hosts") ?? hosts
    origins = reader.strings("origins") ?? origins
    connectionsPerAddress =
      reader.integer("connections_per_address", in: 1...10_000).map(Int.init) ?? connectionsPerAddress
    messagesPerSecond = reader.integer("messages_per_second", in: 1...10_000).map(Int.init) ?? messagesPerSecond
    if !Config.Server.isAddress(host) {
      reader.fail("host", "is \(host)", allowed: "127.0.0.1, 0.0.0.0 or this machine's IPv4 address")
    }
    reader.refuseUnknownKeys()
  }

  /// Four numbers below 256, or `localhost`.
  private static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return text == "localhost" || parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }
}

extension Config.Screens {
  init?(_ reader: inout ObjectReader) {
    top = reader.integer("top", in: 1...50).map(Int.init) ?? top
    reader.refuseUnknownKeys()
  }
}

extension Site {
  init?(_ reader: inout ObjectReader, rules: inout [SiteID: Rules]) {
    let id = reader.string("id", required: true, maximum: 64)
    let name = reader.wording("name", required: true)
    let zone = reader.string("time_zone", maximum: 64) ?? "Asia/Shanghai"
    let code = reader.string("currency", maximum: 3) ?? "CNY"
    let deals = reader.strings("big_deals")
    reader.refuseUnknownKeys()
    if !BusinessCalendar.knows(zone: zone) {
      reader.fail("time_zone", "is \(zone)", allowed: "an IANA name such as Asia/Shanghai")
    }
    guard let currency = Currency(code) else {
      reader.fail("currency", "is \(code)", allowed: "an ISO 4217 code such as CNY")
      return nil
    }
    let tiers = deals.flatMap { reader.tiers("big_deals", $0, currency) }
    guard let id, let name, reader.faults.isEmpty else { return nil }
    self.init(id: SiteID(id), name: name, timeZone: zone, currency: currency)
    rules[self.id] = tiers.map(Rules.init(bigDealTiers:)) ?? .standard
  }
}

extension Team {
  init?(_ reader: inout ObjectReader, sites: Set<SiteID>) {
    let id = reader.string("id", required: true, maximum: 64)
    let site = reader.string("site", required: true, maximum: 64).map { SiteID($0) }
    let name = reader.string("name", required: true, maximum: 100)
    let color = reader.string("color", maximum: 7)
    let slogan = reader.string("slogan", maximum: 200)
    reader.refuseUnknownKeys()
    if let site, !sites.contains(site) { reader.fail("site", "is \(site), which is no site", allowed: listed(sites)) }
    if let color, color.wholeMatch(of: /#[0-9A-Fa-f]{6}/) == nil {
      reader.fail("color", "is \(color)", allowed: "#rrggbb")
    }
    guard let id, let site, let name, reader.faults.isEmpty else { return nil }
    self.init(id: TeamID(id), site: site, name: name, color: color, slogan: slogan)
  }
}

extension Agent {
  init?(_ reader: inout ObjectReader, teams: Set<TeamID>) {
    let id = reader.string("id", required: true, maximum: 64)
    let team = reader.string("team", required: true, maximum: 64).map { TeamID($0) }
    let name = reader.string("name", required: true, maximum: 100)
    let pinyin = reader.string("pinyin", maximum: 100)
    reader.refuseUnknownKeys()
    if let team, !teams.contains(team) { reader.fail("team", "is \(team), which is no team", allowed: listed(teams)) }
    guard let id, let team, let name, reader.faults.isEmpty else { return nil }
    self.init(id: AgentID(id), team: team, name: name, pinyin: pinyin)
  }
}

/// The identifiers one may choose from, cut short where there are many.
private func listed<T>(_ ids: Set<Identifier<T>>) -> String {
  let shown = ids.sorted().prefix(8).map(\.description).joined(separator: ", ")
  return ids.isEmpty ? "none is configured" : ids.count > 8 ? "\(shown), ..." : shown
}

extension ObjectReader {
  /// `{"zh-CN": "...", "en": "..."}`.
  fileprivate mutating func wording(_ key: String, required: Bool = false) -> Wording? {
    object(key, required: required) { reader in
      let zhCN = reader.string("zh-CN", required: true, maximum: 200)
      let en = reader.string("en", required: true, maximum: 200)
      reader.refuseUnknownKeys()
      guard let zhCN, let en else { return nil }
      return Wording(zhCN: zhCN, en: en)
    }
  }

  /// An array of texts.
  fileprivate mutating func strings(_ key: String) -> [String]? {
    guard let nodes = array(key, maximum: 100) else { return nil }
    return nodes.enumerated().compactMap { i, node in
      if case .string(let text) = node.value { return text }
      fail("\(key)[\(i)]", "is \(node.typeName)", allowed: "a text", at: node.position)
      return nil
    }
  }

  /// One of the words that name the cases of `T`.
  fileprivate mutating func word<T: RawRepresentable<String>>(_ key: String, required: Bool, of cases: [T]) -> T? {
    guard let text = string(key, required: required, maximum: 100) else { return nil }
    if let value = T(rawValue: text) { return value }
    fail(key, "is \(text)", allowed: cases.map(\.rawValue).joined(separator: ", "))
    return nil
  }

  /// One to three amounts in major units, ascending.
  fileprivate mutating func tiers(_ key: String, _ texts: [String], _ currency: Currency) -> [Int64]? {
    let amounts = texts.compactMap { try? Money(decimal: $0, currency: currency).minorUnits }
    let isAscending = zip(amounts, amounts.dropFirst()).allSatisfy { $0 < $1 }
    if amounts.count == texts.count, (1...3).contains(amounts.count), isAscending { return amounts }
    fail(key, "is not a list of tiers", allowed: "one to three ascending amounts such as \"10000.00\"")
    return nil
  }

  fileprivate mutating func refuseRepeated(_ key: String, _ ids: [String]) {
    var seen: Set<String> = []
    for id in ids where !seen.insert(id).inserted { fail(key, "names \(id) twice", allowed: "each id once") }
  }
}
