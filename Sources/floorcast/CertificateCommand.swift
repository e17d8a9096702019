import ArgumentParser
import FloorcastServer
import Foundation

/// `floorcast certificate`.
struct CertificateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certificate",
    abstract: "Make a certificate for https in a local network, with an authority of your own.",
    discussion:
      "Run again, it renews the certificate with the same authority: the screens need nothing new, the server a restart."
  )

  @Option(help: "A name or address under which screens reach the server. May be repeated.") var host: [String]
  @Option(help: "The folder; whoever can read ca.key in it can pretend to be any https server to the screens.")
  var out: String

  func run() throws {
    do {
      let (files, end) = try Authority(folder: out).issue(for: host)
      print(
        """
        certificate  \(files.certificate), until \(end.day)
        in the configuration's "server":
          "tls": { "certificate": "\(files.certificate)", "key": "\(files.key)" }
        for the screens:
          \(out)/floorcast-policy.json, to /etc/chromium/policies/managed/ of each
        """)
    } catch {
      throw fail(error)
    }
  }
}

extension Date {
  /// The day in UTC, `2027-12-24`.
  var day: String { formatted(.iso8601.year().month().day()) }
}
