import Foundation

@testable import Loop

/// Certificates of "localhost" for the tests of this process, made by the `openssl` program.
final class Secrets: Sendable {
  static let shared = Secrets()

  let folder = NSTemporaryDirectory() + "floorcast-tls-" + UUID().uuidString + "/"
  /// What a server shows and the clients here trust.
  var files: TLSFiles { TLSFiles(certificate: folder + "one.pem", key: folder + "one.key") }
  /// Another pair.
  var others: TLSFiles { TLSFiles(certificate: folder + "two.pem", key: folder + "two.key") }

  private init() {
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    make("one")
    make("two")
  }

  private func make(_ name: String) {
    let openssl = Process()
    openssl.executableURL = URL(filePath: "/usr/bin/env")
    openssl.arguments = [
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "10",
      "-subj", "/CN=localhost", "-keyout", folder + name + ".key", "-out", folder + name + ".pem",
    ]
    openssl.standardError = FileHandle.nullDevice
    try? openssl.run()
    openssl.waitUntilExit()
  }
}
