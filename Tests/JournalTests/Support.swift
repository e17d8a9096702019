import Floor
import Foundation
import Testing

@testable import Journal

/// A directory of its own, removed with the value.
final class TemporaryDirectory {
  let path: String

  init() throws {
    var template = Array("/tmp/floorcast-journal-XXXXXX".utf8CString)
    path = String(cString: try #require(mkdtemp(&template)))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A new directory with the named files of this one, as a copy taken while they are in use.
  func copy(_ names: [String]) throws -> TemporaryDirectory {
    let other = try TemporaryDirectory()
    for name in names { try write(read(name), to: other, name) }
    return other
  }

  func read(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
  }

  func write(_ bytes: [UInt8], _ name: String) throws { try write(bytes, to: self, name) }

  private func write(_ bytes: [UInt8], to other: TemporaryDirectory, _ name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: other.path + "/" + name))
  }
}

let database = SQLiteJournal.fileName
let writeAheadLog = SQLiteJournal.fileName + "-wal"
let lockFile = SQLiteJournal.lockName

/// A draft whose hash stands for its body.
func draft(_ key: String, _ body: String = "body") -> Draft {
  Draft(key: key, hash: hash(of: body), body: Array(body.utf8))
}

func hash(of body: String) -> [UInt8] {
  Chain.start.extended(key: "", hash: [], body: Array(body.utf8)).link.withBytes { Array($0) }
}

/// `numbers` as drafts with a body each can be told by.
func drafts(_ numbers: some Sequence<Int>) -> [Draft] {
  numbers.map { draft("sale-\($0)", "the body of sale \($0).") }
}

extension Journal {
  /// The whole log, read in pages.
  func all(page: Int = 100) throws(JournalError) -> [StoredEntry] {
    var entries: [StoredEntry] = []
    while true {
      let next = try read(after: entries.last?.offset ?? 0, limit: page)
      if next.isEmpty { return entries }
      entries += next
    }
  }

  /// The bodies of the whole log, read in pages.
  func allBodies(page: Int = 100) throws(JournalError) -> [[UInt8]] {
    var all: [[UInt8]] = []
    while true {
      let next = try bodies(after: Int64(all.count), limit: page)
      guard next.count > 0 else { return all }
      all += next.arrays
    }
  }
}

extension Bodies {
  var arrays: [[UInt8]] { (0..<count).map { withBytes(of: $0) { Array($0) } } }
}

/// The error `body` throws, or a failed test.
func failure<T>(_ body: () throws(JournalError) -> T) -> JournalError? {
  do {
    _ = try body()
    return nil
  } catch {
    return error
  }
}

/// What is left of an error for a comparison: its case, and the offset of damage.
enum Kind: Equatable {
  case full, unknownOutcome, damaged(Int64), inUse, cannotOpen, closed

  init?(_ error: JournalError?) {
    switch error {
    case nil: return nil
    case .full: self = .full
    case .unknownOutcome: self = .unknownOutcome
    case .damaged(let offset, _): self = .damaged(offset)
    case .inUse: self = .inUse
    case .cannotOpen: self = .cannotOpen
    case .closed: self = .closed
    }
  }
}
