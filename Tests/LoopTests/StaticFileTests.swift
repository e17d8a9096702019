import Foundation
import Testing

@testable import Loop

@Suite struct StaticFileTests {
  /// A public folder for one test.
  private final class Folder {
    let path = NSTemporaryDirectory() + "floorcast-" + UUID().uuidString

    init(_ files: [String: String]) throws {
      for (name, text) in files {
        let file = URL(filePath: path + "/public/" + name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  private static let files = [
    "index.html": "<p>landing", "wall/index.html": "<p>wall", "wall/wall.js": "1", "css/base.css": "a{}",
    "i18n/en.json": "{}", "logo.svg": "<svg/>", "icon.png": "png", "app.webmanifest": "{}", ".secret": "hidden",
    ".git/config": "hidden", "sub/.env": "hidden",
  ]

  private func serve(_ body: (Server, Folder) throws -> Void) throws {
    let folder = try Folder(StaticFileTests.files)
    try Data("secret".utf8).write(to: URL(filePath: folder.path + "/outside.txt"))
    try body(try Server { $0.files = try StaticFiles(directory: folder.path + "/public") }, folder)
  }

  @Test("Files have their type, folders their index")
  func types() throws {
    try serve { server, _ in
      for (path, type, body) in [
        ("/", "text/html; charset=utf-8", "<p>landing"), ("/wall/", "text/html; charset=utf-8", "<p>wall"),
        ("/wall/wall.js", "text/javascript; charset=utf-8", "1"), ("/css/base.css", "text/css; charset=utf-8", "a{}"),
        ("/i18n/en.json", "application/json; charset=utf-8", "{}"),
        ("/logo.svg", "image/svg+xml; charset=utf-8", "<svg/>"), ("/icon.png", "image/png", "png"),
        ("/app.webmanifest", "application/manifest+json; charset=utf-8", "{}"),
      ] {
        let answer = try Client.get(server.port, path)
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\nETag: \""))
        #expect(answer.contains("\r\nCache-Control: no-cache\r\n"))
        #expect(answer.hasSuffix("\r\n\r\n" + body))
      }
    }
  }

  @Test("Scripts and styles come without comments and indentation; a service worker may control every page")
  func stripped() throws {
    let script = "// why\nself.onfetch = () => {\n  go()\n}\n"
    let folder = try Folder(["wall/service-worker.js": script, "a.css": "/* why */\n.a {\n  top: 0;\n}\n"])
    let server = try Server { $0.files = try StaticFiles(directory: folder.path + "/public") }
    let worker = try Client.get(server.port, "/wall/service-worker.js")
    #expect(worker.contains("\r\nContent-Type: text/javascript; charset=utf-8\r\nService-Worker-Allowed: /\r\n"))
    #expect(worker.contains("; worker-src 'self';"))
    #expect(worker.hasSuffix("\r\n\r\nself.onfetch = () => {\ngo()\n}"))
    let style = try Client.get(server.port, "/a.css")
    #expect(style.hasSuffix("\r\n\r\n.a{\ntop:0;\n}"))
    #expect(!style.contains("Service-Worker-Allowed"))
  }

  @Test("What is served has a name, which changes with every file and is told")
  func assets() throws {
    func assets(_ files: [String: String]) throws -> (name: String, answer: String) {
      let folder = try Folder(files)
      let files = try StaticFiles(directory: folder.path + "/public")
      let server = try Server { $0.files = files }
      return try withExtendedLifetime(server) { (files.assets, try Client.get(server.port, "/version.json")) }
    }
    let (name, answer) = try assets(["a.js": "1\n", "b/c.svg": "2"])
    #expect(name.count == 40)
    #expect(answer.contains("\r\nContent-Type: application/json; charset=utf-8\r\n"))
    #expect(answer.hasSuffix("\r\n\r\n{\"assets\":\"\(name)\"}"))
    #expect(try assets(["b/c.svg": "2", "a.js": "// another comment\n1\n"]).name == name)
    for files in [["a.js": "1\n", "b/c.svg": "3"], ["a.js": "1\n", "b/d.svg": "2"], ["a.js": "1\n"]] {
      #expect(try assets(files).name != name)
    }
    #expect(StaticFiles().assets.isEmpty)
  }

  @Test("A folder without its slash is sent on to it, with the query")
  func redirect() throws {
    try serve { server, _ in
      #expect(try Client.get(server.port, "/wall").contains("HTTP/1.1 308 Permanent Redirect\r\nLocation: /wall/\r\n"))
      let answer = try Client.get(server.port, "/wall?site=BJ&lang=zh-CN&x=%0d%0aX-Evil:1")
      #expect(answer.contains("\r\nLocation: /wall/?site=BJ&lang=zh-CN&x="))
      #expect(!answer.contains("\r\nX-Evil"))
    }
  }

  @Test("A file that the client has is 304, and HEAD is the head")
  func conditional() throws {
    try serve { server, _ in
      let answer = try Client.get(server.port, "/wall/wall.js")
      let etag = try #require(answer.split(separator: "\r\n").first { $0.hasPrefix("ETag: ") }?.dropFirst(6))
      let again = try Client.get(server.port, "/wall/wall.js", "If-None-Match: \"x\", \(etag)\r\n")
      #expect(again.hasPrefix("HTTP/1.1 304 Not Modified\r\n"))
      #expect(again.hasSuffix("\r\n\r\n"))
      #expect(again.contains("ETag: \(etag)"))
      #expect(try Client.get(server.port, "/wall/wall.js", "If-None-Match: \"x\"\r\n").hasPrefix("HTTP/1.1 200"))
      let head = try Client.get(server.port, "/", method: "HEAD")
      #expect(head.contains("Content-Length: 10\r\n"))
      #expect(head.hasSuffix("\r\n\r\n"))
    }
  }

  @Test(
    "A file is only read: other methods are 405 and say what is allowed",
    arguments: ["POST", "PUT", "DELETE", "OPTIONS"])
  func methods(method: String) throws {
    try serve { server, _ in
      let answer = try Client.get(server.port, "/wall/wall.js", method: method, "Content-Length: 0\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 405"))
      #expect(answer.contains("\r\nAllow: GET, HEAD\r\n"))
    }
  }

  @Test("No spelling of a path leads outside, to a hidden file or to a folder, and none is echoed")
  func traversal() throws {
    try serve { server, folder in
      let ups = [
        "..", "%2e%2e", ".%2e", "%2e.", "..%00", "%252e%252e", "..;", "%c0%ae%c0%ae", "%uff0e%uff0e", "....", "...",
        "\u{FF0E}\u{FF0E}", "..%5c", "..\\",
      ]
      let slashes = ["/", "%2f", "%5c", "\\", "//", "/./", "%252f"]
      var paths = ups.flatMap { up in
        slashes.flatMap { ["/\(up)\($0)outside.txt", "/wall\($0)\(up)\($0)\(up)\($0)outside.txt"] }
      }
      paths += ["/.secret", "/.git/config", "/sub/.env", "/sub/", "/css/", "/css", "/s..", "/wall%00.js"]
      paths += [folder.path + "/outside.txt", "http://localhost/../outside.txt", "file:///etc/passwd", "//etc/passwd"]
      paths += ["/" + String(repeating: "../", count: 500) + "etc/passwd", "/wall/wall.js/", "/WALL/wall.js"]
      for path in paths {
        let answer = try Client.get(server.port, path)
        #expect(!answer.contains("secret") && !answer.contains("hidden") && !answer.contains("root:"), "\(path)")
        #expect(!answer.contains("outside.txt"), "\(path)")
        #expect(
          answer.isEmpty || answer.hasPrefix("HTTP/1.1 4") || answer.hasPrefix("HTTP/1.0 403"),
          "\(path): \(answer.prefix(40))")
      }
      #expect(try server.isHealthy())
    }
  }

  @Test("A public folder that is missing, has a symbolic link or a file too large stops the start with a reason")
  func badFolders() throws {
    let folder = try Folder(["index.html": "x"])
    let root = folder.path + "/public"
    #expect { try Server { $0.files = try StaticFiles(directory: root + "/none") } } throws: {
      "\($0)".contains("cannot read the public directory \(root)/none")
    }
    try FileManager.default.createSymbolicLink(atPath: root + "/link", withDestinationPath: "/etc/passwd")
    #expect { try Server { $0.files = try StaticFiles(directory: root) } } throws: {
      "\($0)".contains("symbolic links are not served")
    }
    try FileManager.default.removeItem(atPath: root + "/link")
    try Data(count: 300_000).write(to: URL(filePath: root + "/large.png"))
    #expect { try Server { $0.files = try StaticFiles(directory: root) } } throws: {
      "\($0)".contains("/large.png has 300000 bytes")
    }
  }
}
