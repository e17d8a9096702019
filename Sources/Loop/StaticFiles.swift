import CLibwebsockets
import Foundation

/// The files of the public folder, read once and kept as finished answers: a request looks up a name and never touches
/// the disk, so no spelling of a path can lead outside.
public struct StaticFiles: Sendable {
  private struct File: Sendable {
    let etag: String
    let whole: [UInt8]
    let head: [UInt8]
    let notModified: [UInt8]
  }

  private static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8", "json": "application/json; charset=utf-8",
    "webmanifest": "application/manifest+json; charset=utf-8", "txt": "text/plain; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8", "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp",
    "ico": "image/x-icon", "woff2": "font/woff2", "mp3": "audio/mpeg", "ogg": "audio/ogg", "wav": "audio/wav",
  ]

  /// A script of this name may control every page, not only those below its own folder.
  private static let worker = "/service-worker.js"

  /// Names what is served: the hash over the names and contents of all files, as hexadecimal digits; "" without files.
  /// `/version.json` says it, so that a page learns that it is not of today.
  public private(set) var assets = ""
  private var files: [String: File] = [:]
  private var folders: Set<String> = []

  /// No files.
  public init() {}

  /// The files below `directory`, scripts and styles without what only people read. Names that begin with a dot are
  /// left out; a symbolic link, or a file that does not fit into one answer, is an error.
  public init(directory: String) throws(LoopError) {
    try read(directory, as: "/")
    let list = files.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.etag)\n" }.joined()
    assets = StaticFiles.hash(Array(list.utf8))
    try add(Array(#"{"assets":"\#(assets)"}"#.utf8), as: "/version.json")
  }

  /// The answer, if there is a file (or a folder with an index) of this name.
  func answer(method: String, path: String, query: String, ifNoneMatch: String?) -> [UInt8]? {
    if folders.contains(path) {
      let location = path + "/" + (query.isEmpty ? "" : "?" + StaticFiles.escaped(query))
      return Answer.bytes(HTTPResponse(status: 308, headers: [("Location", location)]))
    }
    guard let file = files[path] else { return nil }
    guard method == "GET" || method == "HEAD" else {
      var refusal = HTTPResponse.problem(405, "A file is only read.")
      refusal.headers.append(("Allow", "GET, HEAD"))
      return Answer.bytes(refusal)
    }
    if let ifNoneMatch, ifNoneMatch == "*" || ifNoneMatch.contains(file.etag) { return file.notModified }
    return method == "HEAD" ? file.head : file.whole
  }

  private mutating func read(_ directory: String, as prefix: String) throws(LoopError) {
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: directory) } catch {
      throw .publicDirectory("cannot read the public directory \(directory): \(error.localizedDescription)")
    }
    for name in names where !name.hasPrefix(".") {
      let path = directory + "/" + name
      let type = (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
      switch type {
      case .typeDirectory?: try read(path, as: prefix + name + "/")
      case .typeRegular?:
        guard let data = FileManager.default.contents(atPath: path) else {
          throw .publicDirectory("cannot read \(path)")
        }
        try add([UInt8](data), as: prefix + name)
      default: throw .publicDirectory("\(path) is neither a file nor a directory; symbolic links are not served")
      }
    }
  }

  private mutating func add(_ source: [UInt8], as name: String) throws(LoopError) {
    let suffix = name.split(separator: ".").last.map { String($0).lowercased() } ?? ""
    let body = Stripping.stripped(source, suffix: suffix)
    let etag = "\"" + StaticFiles.hash(body) + "\""
    let headers = [("ETag", etag), ("Cache-Control", "no-cache")]
    var type = [("Content-Type", StaticFiles.types[suffix] ?? "application/octet-stream")]
    if name.hasSuffix(StaticFiles.worker) { type.append(("Service-Worker-Allowed", "/")) }
    let response = HTTPResponse(status: 200, headers: type + headers, body: body)
    let whole = Answer.bytes(response)
    guard whole.count <= HTTPResponse.maxBytes else {
      throw .publicDirectory("\(name) has \(body.count) bytes; a file must fit into \(HTTPResponse.maxBytes)")
    }
    let file = File(
      etag: etag, whole: whole, head: Answer.bytes(response, toHead: true),
      notModified: Answer.bytes(HTTPResponse(status: 304, headers: headers)))
    files[name] = file
    if name.hasSuffix("/index.html") {
      let folder = String(name.dropLast("index.html".count))
      files[folder] = file
      if folder != "/" { folders.insert(String(folder.dropLast())) }
    }
  }

  /// The content's SHA-1 as hexadecimal digits: it names a version, nothing is kept secret by it.
  private static func hash(_ bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: 20)
    _ = lws_SHA1(bytes, bytes.count, &digest)
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// libwebsockets decoded it; what is not plain is encoded again.
  static func escaped(_ text: String) -> String {
    let plain = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~&=/")
    return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }
}
