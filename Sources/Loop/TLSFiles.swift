import CLibwebsockets
import Foundation

/// A certificate and its key, as files.
public struct TLSFiles: Sendable, Equatable {
  /// PEM: the certificate, and behind it those of the authorities up to the one that clients trust.
  public var certificate: String
  /// PEM, without a passphrase.
  public var key: String

  /// These files.
  public init(certificate: String, key: String) { (self.certificate, self.key) = (certificate, key) }

  /// What is wrong with one of them, in words that go on from its name.
  public enum Fault: Error, Equatable {
    /// With the certificate.
    case certificate(String)
    /// With the key.
    case key(String)
  }

  /// Reads both, as a server will, and holds them against each other.
  /// - Returns: when the certificate ends.
  @discardableResult
  public func check() throws(Fault) -> Date {
    guard FileManager.default.contents(atPath: certificate) != nil else {
      throw .certificate("is \(certificate), which cannot be read")
    }
    guard FileManager.default.contents(atPath: key) != nil else { throw .key("is \(key), which cannot be read") }
    ERR_clear_error()
    defer { ERR_clear_error() }
    guard let context = SSL_CTX_new(TLS_server_method()) else {
      throw .certificate("cannot be judged: OpenSSL refuses")
    }
    defer { SSL_CTX_free(context) }
    guard SSL_CTX_use_certificate_chain_file(context, certificate) == 1,
      let leaf = SSL_CTX_get0_certificate(context)
    else { throw .certificate("is \(certificate), which holds no certificate in PEM that OpenSSL accepts") }
    guard let file = BIO_new_file(key, "r") else { throw .key("is \(key), which cannot be read") }
    defer { BIO_free(file) }
    guard let secret = PEM_read_bio_PrivateKey(file, nil, noPassphrase, nil) else {
      throw .key("is \(key), which holds no private key in PEM without a passphrase")
    }
    defer { EVP_PKEY_free(secret) }
    guard SSL_CTX_use_PrivateKey(context, secret) == 1 else {
      throw .key("is \(key), which does not fit the certificate \(certificate)")
    }
    var end = tm()
    guard ASN1_TIME_to_tm(X509_get0_notAfter(leaf), &end) == 1 else {
      throw .certificate("is \(certificate), which does not say when it ends")
    }
    return Date(timeIntervalSince1970: TimeInterval(timegm(&end)))
  }
}

/// OpenSSL would ask at the terminal.
private func noPassphrase(
  _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int32, _ isWriting: Int32, _ data: UnsafeMutableRawPointer?
) -> Int32 { 0 }
