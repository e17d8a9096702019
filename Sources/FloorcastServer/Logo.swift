import Foundation
import Intake
import JSON
import Loop
import Wire

/// The company's sign, read at the start and served from memory.
public struct Logo: Hashable, Sendable {
  /// What a browser is told it is.
  let type: String
  let bytes: [UInt8]
  /// Names this version of it.
  private let tag: String

  /// The largest, in bytes: every screen loads it over a wireless network before it shows anything.
  static let largest = 100_000

  /// Why a file is no logo.
  enum Fault: Error {
    case unreadable, tooLarge(Int), otherKind
  }

  /// Reads an SVG, PNG or WebP; what it says it is must be what its name says.
  init(file: String) throws(Fault) {
    // A file that is far too large is not even read.
    let size = (try? FileManager.default.attributesOfItem(atPath: file))?[.size] as? Int ?? 0
    guard size <= Logo.largest else { throw .tooLarge(Logo.largest) }
    guard let data = FileManager.default.contents(atPath: file) else { throw .unreadable }
    guard data.count <= Logo.largest else { throw .tooLarge(Logo.largest) }
    bytes = Array(data)
    tag = "\"" + ContentHash.of(bytes: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\""
    switch file.split(separator: ".").last?.lowercased() {
    case "svg" where Logo.isMarkup(bytes): type = "image/svg+xml; charset=utf-8"
    case "png" where bytes.starts(with: [0x89] + Array("PNG\r\n".utf8)): type = "image/png"
    case "webp" where bytes.starts(with: "RIFF".utf8) && bytes.dropFirst(8).starts(with: "WEBP".utf8):
      type = "image/webp"
    default: throw .otherKind
    }
  }

  private static func isMarkup(_ bytes: [UInt8]) -> Bool {
    guard let text = String(validating: bytes, as: UTF8.self) else { return false }
    return text.contains("<svg")
  }

  /// The answer to whoever asks for it.
  /// - Parameter known: the versions that they say they have.
  func response(unless known: String?) -> HTTPResponse {
    let headers = [("ETag", tag), ("Cache-Control", "no-cache")]
    if let known, known == "*" || known.contains(tag) { return HTTPResponse(status: 304, headers: headers) }
    return HTTPResponse(status: 200, headers: [("Content-Type", type)] + headers, body: bytes)
  }
}

extension ObjectReader {
  /// The name of a file beside `file`.
  mutating func logo(_ key: String, beside file: String) -> Logo? {
    guard let name = string(key, maximum: 1_000) else { return nil }
    let folder = file.lastIndex(of: "/").map { file[...$0] } ?? ""
    let path = name.hasPrefix("/") ? name : folder + name
    do throws(Logo.Fault) {
      return try Logo(file: path)
    } catch {
      let fault =
        switch error {
        case .unreadable: "cannot be read"
        case .tooLarge(let most): "has more than \(most) bytes"
        case .otherKind: "is not what its name says"
        }
      fail(key, "is \(name), which \(fault)", allowed: "an SVG, PNG or WebP beside the configuration, up to 100 kB")
      return nil
    }
  }
}
