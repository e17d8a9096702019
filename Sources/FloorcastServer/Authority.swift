import Foundation
import JSON
import Loop

/// The own authority of an installation, which the screens of one company trust and nobody else has to: a folder with its
/// certificate and key, the server's certificate, and what makes a Chromium trust it. Made by Debian's `openssl` program:
/// signing a certificate needs an ASN.1 writer, and this one is on every such machine.
public struct Authority {
  /// Why no certificate was made.
  public struct Fault: Error, CustomStringConvertible {
    /// For the person who asked.
    public let description: String
  }

  /// Ten years: it has to be brought to every screen by hand.
  static let authorityDays = 3_653
  /// The longest that browsers take from a server (CA/Browser Forum, section 6.3.2, of 2020: 398 days).
  static let serverDays = 397
  /// Characters of a name in a certificate (RFC 5280, ub-common-name).
  private static let nameLimit = 64

  private let folder: URL
  /// What is made here, before it is put into its place.
  private let workshop: URL

  /// The authority in `folder`, which need not exist yet.
  public init(folder: String) {
    self.folder = URL(filePath: folder, directoryHint: .isDirectory)
    workshop = self.folder.appending(path: ".new-\(UUID().uuidString)")
  }

  /// Makes the authority, if there is none, and a new key and certificate for a server that is reached under `hosts`:
  /// names, or IPv4 or IPv6 addresses.
  /// - Returns: the server's files, and when the certificate ends.
  public func issue(for hosts: [String]) throws(Fault) -> (files: TLSFiles, end: Date) {
    let names = try hosts.map(Authority.alternativeName)
    guard let first = hosts.first else { throw Fault(description: "no host is named") }
    do {
      let owner = [FileAttributeKey.posixPermissions: 0o700]
      try FileManager.default.createDirectory(at: workshop, withIntermediateDirectories: true, attributes: owner)
      defer { try? FileManager.default.removeItem(at: workshop) }
      try Authority.settings(names).write(to: workshop.appending(path: "settings"), atomically: false, encoding: .utf8)
      try makeAuthority(named: String("Floorcast of \(first)".prefix(Authority.nameLimit)))
      try makeServer(named: String(first.prefix(Authority.nameLimit)))
      try Data(JSON.encode(KioskPolicy(authority: der(of: "ca.pem")))).write(
        to: workshop.appending(path: KioskPolicy.file))
      try put([KioskPolicy.file])
      let files = TLSFiles(certificate: path("server.pem"), key: path("server.key"))
      return (files, try files.check())
    } catch let fault as Fault {
      throw fault
    } catch let fault as TLSFiles.Fault {
      throw Fault(description: "what openssl made cannot be used: \(fault)")
    } catch {
      throw Fault(description: "cannot write to \(folder.path): \(error.localizedDescription)")
    }
  }

  /// The parts of certificates, as `openssl` reads them.
  private static func settings(_ names: [String]) -> String {
    """
    [req]
    distinguished_name = name
    [name]
    [authority]
    basicConstraints = critical,CA:TRUE,pathlen:0
    keyUsage = critical,keyCertSign,cRLSign
    subjectKeyIdentifier = hash
    [server]
    basicConstraints = critical,CA:FALSE
    keyUsage = critical,digitalSignature
    extendedKeyUsage = serverAuth
    subjectKeyIdentifier = hash
    authorityKeyIdentifier = keyid
    subjectAltName = \(names.joined(separator: ","))

    """
  }

  /// `DNS:wall.lan` or `IP:10.0.0.5`.
  private static func alternativeName(_ host: String) throws(Fault) -> String {
    var address = in6_addr()
    if inet_pton(AF_INET, host, &address) == 1 || inet_pton(AF_INET6, host, &address) == 1 { return "IP:\(host)" }
    guard
      host.wholeMatch(of: /([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?/)
        != nil,
      host.utf8.count <= 253
    else { throw Fault(description: "\(host) is no host (allowed: a name such as wall.lan, or an IP address)") }
    return "DNS:\(host)"
  }

  private func makeAuthority(named name: String) throws {
    let made = ["ca.pem", "ca.key"].filter { FileManager.default.fileExists(atPath: path($0)) }
    if made.count == 2 { return try checkAuthority() }
    guard made.isEmpty else {
      throw Fault(
        description: "\(folder.path) has \(made[0]) and not the other half of ca.pem and ca.key: bring it back")
    }
    try openssl(
      ["req", "-x509", "-days", "\(Authority.authorityDays)", "-extensions", "authority", "-out", "ca.pem"]
        + Authority.request(name, key: "ca.key"))
    try put(["ca.key", "ca.pem"])
  }

  /// A certificate that outlives its authority would be refused before its time.
  private func checkAuthority() throws {
    let seconds = Authority.serverDays * 86_400
    guard try run(["x509", "-in", path("ca.pem"), "-noout", "-checkend", "\(seconds)"]) != nil else { return }
    throw Fault(
      description:
        "the authority \(path("ca.pem")) ends within \(Authority.serverDays) days, or is none: make a new one in "
        + "another folder, and bring it to the screens")
  }

  private func makeServer(named name: String) throws {
    try openssl(["req", "-new", "-out", "request"] + Authority.request(name, key: "server.key"))
    let serial = (0..<16).map { _ in String(UInt8.random(in: 16...127), radix: 16) }.joined()
    try openssl([
      "x509", "-req", "-in", "request", "-CA", path("ca.pem"), "-CAkey", path("ca.key"), "-set_serial", "0x\(serial)",
      "-days", "\(Authority.serverDays)", "-sha256", "-extfile", "settings", "-extensions", "server", "-out",
      "leaf.pem",
    ])
    let chain =
      try Data(contentsOf: workshop.appending(path: "leaf.pem")) + Data(contentsOf: URL(filePath: path("ca.pem")))
    try chain.write(to: workshop.appending(path: "server.pem"))
    try put(["server.key", "server.pem"])
  }

  /// A key on the curve P-256, which every browser takes, and a request or certificate for it.
  private static func request(_ name: String, key: String) -> [String] {
    [
      "-config", "settings", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-sha256",
      "-subj", "/CN=\(name)", "-keyout", key,
    ]
  }

  /// Moves finished files into their place; nobody but the owner reads keys.
  private func put(_ names: [String]) throws {
    for name in names {
      let mode = name.hasSuffix(".key") ? 0o600 : 0o644
      let made = workshop.appending(path: name).path
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: made)
      guard rename(made, path(name)) == 0 else {
        throw Fault(description: "cannot write \(path(name)): \(String(cString: strerror(errno)))")
      }
    }
  }

  /// The base64 of the certificate's DER: what stands between the lines of its PEM.
  private func der(of name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("-") }
      .joined()
  }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func openssl(_ arguments: [String]) throws {
    guard let said = try run(arguments) else { return }
    throw Fault(description: "openssl \(arguments[0]) failed: \(said)")
  }

  /// Runs `openssl` in the workshop; `nil`, or what it said when it failed.
  private func run(_ arguments: [String]) throws -> String? {
    let (process, errors) = (Process(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    process.currentDirectoryURL = workshop
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    // What `env` answers if there is no such program.
    guard process.terminationStatus != 127 else {
      throw Fault(description: "the program openssl is missing: apt-get install openssl")
    }
    return process.terminationStatus == 0 ? nil : said
  }
}

/// What Chromium on a screen's computer is told, in `/etc/chromium/policies/managed/`.
struct KioskPolicy: Encodable {
  static let file = "floorcast-policy.json"

  /// Whom to trust, besides those whom everyone does.
  let authorities: [String]

  init(authority: String) { authorities = [authority] }

  enum CodingKeys: String, CodingKey {
    case authorities = "CACertificates"
    case autoplay = "AutoplayAllowed"
    case translate = "TranslateEnabled"
    case passwords = "PasswordManagerEnabled"
    case notices = "PromotionsEnabled"
  }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    try object.encode(authorities, forKey: .authorities)
    // Sound without a click: nobody touches a wall.
    try object.encode(true, forKey: .autoplay)
    // Nothing may come between the wall and its viewers.
    for key in [CodingKeys.translate, .passwords, .notices] { try object.encode(false, forKey: key) }
  }
}
