import Floor
import Testing

@testable import Journal

/// Where a journal's entries stay while it is closed.
protocol Shelf: AnyObject {
  func open() throws -> any Journal
}

final class MemoryShelf: Shelf {
  private let store = MemoryJournal.Store()
  func open() throws -> any Journal { try MemoryJournal(reopening: store) }
}

final class DiskShelf: Shelf {
  private let directory: TemporaryDirectory
  init() throws { directory = try TemporaryDirectory() }
  func open() throws -> any Journal { try SQLiteJournal(directory: directory.path) }
}

enum Implementation: CaseIterable {
  case memory, sqlite

  func shelf() throws -> any Shelf {
    switch self {
    case .memory: MemoryShelf()
    case .sqlite: try DiskShelf()
    }
  }
}

/// A journal with nothing of its own but what has no default.
final class PlainJournal: Journal {
  private let inner: any Journal
  init(_ inner: any Journal) { self.inner = inner }
  var epoch: Epoch { inner.epoch }
  var head: Int64 { inner.head }
  func append(_ drafts: [Draft]) throws(JournalError) -> [Appended] { try inner.append(drafts) }
  func read(after offset: Int64, limit: Int) throws(JournalError) -> [StoredEntry] {
    try inner.read(after: offset, limit: limit)
  }
  func close() { inner.close() }
}

/// What every journal promises.
@Suite struct ContractTests {
  @Test("a new journal is empty and has an epoch of its own", arguments: Implementation.allCases)
  func new(_ kind: Implementation) throws {
    let one = try kind.shelf().open()
    let other = try kind.shelf().open()
    #expect(one.head == 0)
    #expect(try one.read(after: 0, limit: 10) == [])
    #expect(one.epoch != other.epoch)
  }

  @Test(
    "entries get contiguous offsets from 1 and come back as they were, in order", arguments: Implementation.allCases)
  func order(_ kind: Implementation) throws {
    let journal = try kind.shelf().open()
    #expect(try journal.append(drafts(1...3)) == [.appended(offset: 1), .appended(offset: 2), .appended(offset: 3)])
    #expect(try journal.append(drafts(4...4)) == [.appended(offset: 4)])
    #expect(journal.head == 4)
    let expected = drafts(1...4).enumerated().map {
      StoredEntry(offset: Int64($0 + 1), key: $1.key, hash: $1.hash, body: $1.body)
    }
    #expect(try journal.all() == expected)
  }

  @Test(
    "a journal that was closed is resumed with its epoch, its head and its entries", arguments: Implementation.allCases)
  func resume(_ kind: Implementation) throws {
    let shelf = try kind.shelf()
    var journal = try shelf.open()
    let epoch = journal.epoch
    _ = try journal.append(drafts(1...5))
    let before = try journal.all()
    for next in 6...8 {
      journal.close()
      journal = try shelf.open()
      #expect(journal.epoch == epoch)
      #expect(journal.head == Int64(next - 1))
      #expect(try journal.append(drafts(next...next)) == [.appended(offset: Int64(next))])
    }
    #expect(Array(try journal.all().prefix(5)) == before)
  }

  @Test(
    "a known key is a duplicate with the same hash and a conflict with another, also after a reopen",
    arguments: Implementation.allCases)
  func duplicates(_ kind: Implementation) throws {
    let shelf = try kind.shelf()
    let first = try shelf.open()
    _ = try first.append([draft("a"), draft("b")])
    let verdicts: [Appended] = [.duplicate(offset: 2), .conflict(offset: 1)]
    #expect(try first.append([draft("b"), draft("a", "other")]) == verdicts)
    first.close()
    let second = try shelf.open()
    #expect(try second.append([draft("b"), draft("a", "other")]) == verdicts)
    #expect(second.head == 2)
    #expect(try second.all().map(\.body) == [draft("a").body, draft("b").body])
  }

  @Test("only the hash decides what is the same, not the body", arguments: Implementation.allCases)
  func hashDecides(_ kind: Implementation) throws {
    let journal = try kind.shelf().open()
    _ = try journal.append([Draft(key: "a", hash: hash(of: "x"), body: [1])])
    #expect(try journal.append([Draft(key: "a", hash: hash(of: "x"), body: [2])]) == [.duplicate(offset: 1)])
    #expect(try journal.all().map(\.body) == [[1]])
  }

  @Test(
    "a key that occurs twice in one call is stored once, and the rest of the call is stored",
    arguments: Implementation.allCases)
  func twiceInOneCall(_ kind: Implementation) throws {
    let journal = try kind.shelf().open()
    let verdicts = try journal.append([draft("a"), draft("a"), draft("a", "other"), draft("b"), draft("a")])
    #expect(
      verdicts == [
        .appended(offset: 1), .duplicate(offset: 1), .conflict(offset: 1), .appended(offset: 2), .duplicate(offset: 1),
      ])
    #expect(try journal.all().map(\.key) == ["a", "b"])
  }

  @Test("an empty append stores nothing and gives no verdicts", arguments: Implementation.allCases)
  func empty(_ kind: Implementation) throws {
    let journal = try kind.shelf().open()
    #expect(try journal.append([]) == [])
    #expect(journal.head == 0)
  }

  @Test("empty and big bodies come back whole", arguments: Implementation.allCases)
  func sizes(_ kind: Implementation) throws {
    let shelf = try kind.shelf()
    let journal = try shelf.open()
    let bodies = [0, 1, 4095, 4096, 3_000_000].map { size in (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) } }
    _ = try journal.append(bodies.map { Draft(key: "\($0.count)", hash: hash(of: "\($0.count)"), body: $0) })
    journal.close()
    #expect(try shelf.open().all().map(\.body) == bodies)
  }

  /// NUL, an empty key, right to left, a flag, the last scalar; "é" as one scalar and as two, which Swift calls equal.
  static let keys = ["", "a\u{0}b", "a", "销售-1", "بيع", "🇨🇳", "\u{10FFFF}", "\u{E9}", "e\u{301}", "A", "a ", "1", "01"]

  @Test("keys are any Unicode text and are compared byte by byte", arguments: Implementation.allCases)
  func unicode(_ kind: Implementation) throws {
    let shelf = try kind.shelf()
    let journal = try shelf.open()
    let all = Self.keys.map { draft($0) }
    #expect(try journal.append(all) == (1...Int64(all.count)).map { .appended(offset: $0) })
    journal.close()
    let again = try shelf.open()
    #expect(try again.append(all) == (1...Int64(all.count)).map { .duplicate(offset: $0) })
    #expect(try again.all().map { Array($0.key.utf8) } == Self.keys.map { Array($0.utf8) })
  }

  @Test("pages of any size give the whole log once", arguments: Implementation.allCases)
  func paging(_ kind: Implementation) throws {
    let journal = try kind.shelf().open()
    _ = try journal.append(drafts(1...25))
    for page in [1, 2, 7, 24, 25, 26, .max] {
      #expect(try journal.all(page: page).map(\.offset) == Array(1...25))
      #expect(try journal.allBodies(page: page) == drafts(1...25).map(\.body))
    }
    #expect(try journal.read(after: 20, limit: 3).map(\.offset) == [21, 22, 23])
    #expect(try journal.read(after: -5, limit: 2).map(\.offset) == [1, 2])
    for (offset, limit) in [(25, 1), (26, 1), (.max, 1), (0, 0), (0, -1)] as [(Int64, Int)] {
      #expect(try journal.read(after: offset, limit: limit) == [])
      #expect(try journal.bodies(after: offset, limit: limit).count == 0)
    }
  }

  @Test("bodies carry the offset of the first of them, wherever one begins", arguments: Implementation.allCases)
  func bodies(_ kind: Implementation) throws {
    let journal = try kind.shelf().open()
    _ = try journal.append(drafts(1...25))
    for (after, limit, expected) in [(20, 3, 21...23), (-5, 2, 1...2), (23, .max, 24...25)] as [(Int64, Int, _)] {
      let bodies = try journal.bodies(after: after, limit: limit)
      #expect(bodies.first == Int64(expected.lowerBound))
      #expect(bodies.arrays == drafts(expected).map(\.body))
    }
  }

  @Test("an entry is found by the bytes of its key, and no other", arguments: Implementation.allCases)
  func find(_ kind: Implementation) throws {
    let shelf = try kind.shelf()
    let first = try shelf.open()
    #expect(try first.find(key: "") == nil)
    _ = try first.append(Self.keys.dropLast().map { draft($0, "the body of \($0)") })
    first.close()
    let journal = try shelf.open()
    for (expected, key) in zip(try journal.all(), Self.keys) {
      let found = try #require(try journal.find(key: key))
      #expect(found == expected && found.key.utf8.elementsEqual(key.utf8))
    }
    for key in [Self.keys[Self.keys.count - 1], "a\u{0}", "\u{0}"] { #expect(try journal.find(key: key) == nil) }
  }

  @Test("a link stands for the entries up to it, and outlives the journal", arguments: Implementation.allCases)
  func links(_ kind: Implementation) throws {
    let shelf = try kind.shelf()
    let journal = try shelf.open()
    _ = try journal.append(drafts(1...4))
    let links = try (0...4).map { try #require(try journal.link(at: $0)) }
    #expect(Set(links).count == 5 && links.allSatisfy { $0.count == 32 })
    for offset: Int64 in [-1, 5, .max, .min] { #expect(try journal.link(at: offset) == nil) }
    // Another log of the same kind agrees up to the first entry that differs, and never again.
    let other = try kind.shelf().open()
    _ = try other.append(drafts(1...2) + drafts(5...5) + drafts(4...4))
    #expect(try (0...4).map { try other.link(at: $0) == links[Int($0)] } == [true, true, true, false, false])
    journal.close()
    let again = try shelf.open()
    _ = try again.append(drafts(6...6))
    #expect(try (0...4).map { try again.link(at: $0) } == links)
  }

  @Test("a journal that can only read entries gives bodies, finds keys and has links like one that can do more")
  func plain() throws {
    let shelf = try DiskShelf()
    let journal = try shelf.open()
    _ = try journal.append(Self.keys.map { draft($0, "the body of \($0)") })
    let plain = PlainJournal(journal)
    for key in Self.keys + ["none"] { #expect(try plain.find(key: key) == journal.find(key: key)) }
    #expect(try plain.bodies(after: 3, limit: 5).arrays == journal.bodies(after: 3, limit: 5).arrays)
    for offset in -1...journal.head + 1 { #expect(try plain.link(at: offset) == journal.link(at: offset)) }
  }

  @Test("both journals have the same link for the same entries")
  func sameLinks() throws {
    let links = try Implementation.allCases.map { kind in
      let journal = try kind.shelf().open()
      _ = try journal.append(drafts(1...3))
      return try (0...3).map { try journal.link(at: $0) }
    }
    #expect(links[0] == links[1])
  }

  @Test("a closed journal refuses every call, and closing it again does nothing", arguments: Implementation.allCases)
  func closed(_ kind: Implementation) throws {
    let journal = try kind.shelf().open()
    journal.close()
    journal.close()
    #expect(failure { () throws(JournalError) in try journal.append([draft("a")]) } == .closed)
    #expect(failure { () throws(JournalError) in try journal.append([]) } == .closed)
    #expect(failure { () throws(JournalError) in try journal.read(after: 0, limit: 1) } == .closed)
    #expect(failure { () throws(JournalError) in try journal.read(after: .max, limit: 0) } == .closed)
    #expect(failure { () throws(JournalError) in try journal.bodies(after: .max, limit: 0) } == .closed)
    #expect(failure { () throws(JournalError) in try journal.find(key: "a") } == .closed)
    #expect(failure { () throws(JournalError) in try journal.link(at: -1) } == .closed)
  }

  @Test("a journal is open once at a time, and again after it was closed or let go", arguments: Implementation.allCases)
  func once(_ kind: Implementation) throws {
    let shelf = try kind.shelf()
    var holder: (any Journal)? = try shelf.open()
    #expect(throws: JournalError.self) { try shelf.open() }
    _ = try holder?.append([draft("a")])
    holder = nil
    #expect(try shelf.open().head == 1)
  }
}
