import Foundation
import Testing

/// What each module may import of ours and of others: imports point inward, towards `Floor`, and one module sees each C
/// library. The package manager does not hold this, because an undeclared import compiles once the module is built.
private let table: [String: Set<String>] = [
  "CLibwebsockets": [], "CUV": [], "CJSONC": [], "CQRencode": [],
  "JSON": ["CJSONC"],
  "Floor": [],
  "QR": ["CQRencode"],
  "Rhythm": ["Floor", "Foundation"],
  "Wire": ["Floor", "JSON", "Crypto"],
  "Intake": ["Floor", "Wire", "JSON", "Crypto"],
  "Journal": ["Floor", "GRDB", "GRDBSQLite", "Crypto", "Foundation"],
  "Hub": ["Floor"],
  "Loop": ["CLibwebsockets", "CUV", "Hub", "Floor", "Logging", "Foundation", "Dispatch", "Synchronization", "Glibc"],
  "FloorcastServer": [
    "Floor", "Rhythm", "JSON", "QR", "Wire", "Intake", "Journal", "Hub", "Loop", "Logging", "Foundation",
    "FoundationNetworking", "Dispatch", "Synchronization",
  ],
  "floorcast": ["FloorcastServer", "Floor", "Intake", "JSON", "Wire", "ArgumentParser", "Logging", "Foundation"],
]

struct ImportTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  private static func files(of module: String) throws -> [URL] {
    let folder = sources.appending(path: module)
    let names = try #require(FileManager.default.enumerator(atPath: folder.path))
    return names.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.map { folder.appending(path: $0) }
  }

  private static func imports(in file: URL) throws -> [String] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
      let words = line.trimmingCharacters(in: .whitespaces).split(separator: " ")
      guard let i = words.firstIndex(of: "import"),
        words[..<i].allSatisfy({ $0.hasPrefix("@") || $0 == "public" || $0 == "internal" })
      else { return nil }
      return words.last.map { String($0.split(separator: ".")[0]) }
    }
  }

  @Test("The table names every module there is")
  func complete() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
    #expect(Set(folders) == Set(table.keys))
  }

  @Test("A module imports only what the table allows", arguments: table.keys.sorted())
  func allowed(module: String) throws {
    for file in try Self.files(of: module) {
      for name in try Self.imports(in: file) {
        #expect(table[module]?.contains(name) == true, "\(file.lastPathComponent) imports \(name)")
      }
    }
  }

  @Test("The reader of import lines sees them in every form")
  func readerWorks() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "imports-\(UUID().uuidString).swift")
    defer { try? FileManager.default.removeItem(at: file) }
    try "import A\n@testable import B\npublic import C\nimport struct D.E\n  import F\n// import G\nlet important = 1\n"
      .write(to: file, atomically: true, encoding: .utf8)
    #expect(try Self.imports(in: file) == ["A", "B", "C", "D", "F"])
  }

  @Test("No force unwrap of errors and no fatalError outside tests")
  func noTraps() throws {
    for module in table.keys {
      for file in try Self.files(of: module) {
        let text = try String(contentsOf: file, encoding: .utf8)
        for word in ["try" + "!", "fatal" + "Error("] {
          #expect(!text.contains(word), "\(file.lastPathComponent) has \(word)")
        }
      }
    }
  }
}
