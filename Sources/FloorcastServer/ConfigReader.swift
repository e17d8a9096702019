import Floor
import Foundation
import Intake
import JSON
import Loop
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
    read(&reader, file)
    reader.refuseUnknownKeys()
    guard reader.faults.isEmpty else {
      throw ConfigFaults(
        file: file, faults: reader.faults.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) })
    }
  }

  /// - Parameter file: the configuration; files that it names are named from where it lies.
  private mutating func read(_ reader: inout ObjectReader, _ file: String) {
    let folder = URL(filePath: file).deletingLastPathComponent()
    server = reader.object("server") { server in Server(&server, beside: folder) } ?? server
    screens = reader.object("screens", Screens.init) ?? screens
    let configured = reader.honours("honours")
    let honours = KnownHonours(&reader, configured: configured)
    let floor = ConfigFloor(&reader, honours)
    (roster, rules, targets, timetables) = (floor.roster, floor.rules, floor.targets, floor.timetables)
    readCompany(&reader, file)
    self.honours = honours.honours
    readSpeech(&reader)
    readTokens(&reader, floor)
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

  private mutating func readCompany(_ reader: inout ObjectReader, _ file: String) {
    if let first = roster.sites.first { companyRules.currency = first.currency }
    var (rules, look) = (companyRules, look)
    company =
      reader.object("company") { company in
        rules.currency = company.currency("reporting_currency") ?? rules.currency
        rules.rates = company.rates("rates", to: rules.currency) ?? rules.rates
        look = company.look(beside: file)
        return company.wording()
      } ?? company
    (companyRules, self.look) = (rules, look)
  }

  private mutating func readTokens(_ reader: inout ObjectReader, _ floor: ConfigFloor) {
    let tokens = reader.objects("tokens", maximum: 10_000) { token in CallerEntry(&token, floor) }
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

  init?(_ reader: inout ObjectReader, _ floor: ConfigFloor) {
    let name = reader.string("name", required: true, maximum: 100)
    let role = reader.word("role", required: true, of: Role.self)
    let hash = reader.string("hash", required: true, maximum: 100)
    let site = reader.reference("site", "site", among: floor.siteIDs)
    let agent = reader.reference("agent", "agent", among: floor.agentIDs)
    let team = reader.reference("team", "team", among: floor.teamIDs)
    reader.refuseUnknownKeys()
    if let hash, !Token.isHash(hash) {
      reader.fail(
        "hash", "is no token hash", allowed: "what `floorcast token` prints: sha256: and 64 hexadecimal digits")
    }
    if role == .agent, reader.node("agent") == nil {
      reader.fail("agent", "is missing", allowed: "the id of the agent whose page it opens", at: reader.position)
    }
    if role == .leader, reader.node("team") == nil {
      reader.fail("team", "is missing", allowed: "the id of the team that is led", at: reader.position)
    }
    if let role, role != .leader, team != nil {
      reader.fail("team", "limits no \(role.rawValue)", allowed: "a team for the role leader only")
    }
    if let team, let site, let home = floor.sitesOfTeams[team], home != site {
      reader.fail("site", "is \(site)", allowed: "\(home), the site of team \(team), or no site")
    }
    guard let name, let role, let hash, reader.faults.isEmpty else { return nil }
    (self.hash, caller) = (hash, Caller(role: role, name: name, site: site, agent: agent, team: team))
  }
}

extension Config.Server {
  fileprivate init?(_ reader: inout ObjectReader, beside folder: URL) {
    host = reader.string("host", maximum: 100) ?? host
    port = reader.integer("port", in: 0...65_535).map(Int.init) ?? port
    hosts = reader.strings("hosts") ?? hosts
    origins = reader.strings("origins") ?? origins
    connectionsPerAddress =
      reader.integer("connections_per_address", in: 1...10_000).map(Int.init) ?? connectionsPerAddress
    messagesPerSecond = reader.integer("messages_per_second", in: 1...10_000).map(Int.init) ?? messagesPerSecond
    tls = reader.object("tls") { tls in TLSFiles(&tls, beside: folder) }
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

extension TLSFiles {
  fileprivate init?(_ reader: inout ObjectReader, beside folder: URL) {
    let certificate = reader.string("certificate", required: true, maximum: 1_000)
    let key = reader.string("key", required: true, maximum: 1_000)
    reader.refuseUnknownKeys()
    guard let certificate, let key else { return nil }
    let beside = { URL(filePath: $0, relativeTo: folder).path }
    self.init(certificate: beside(certificate), key: beside(key))
    do { try check() } catch {
      switch error {
      case .certificate(let fault): reader.fail("certificate", fault, allowed: "what `floorcast certificate` makes")
      case .key(let fault): reader.fail("key", fault, allowed: "the key that was made with the certificate")
      }
    }
  }
}

extension Config.Screens {
  init?(_ reader: inout ObjectReader) {
    top = reader.integer("top", in: 1...50).map(Int.init) ?? top
    playlists = reader.playlists("playlists") ?? playlists
    reader.refuseUnknownKeys()
  }
}
