import Floor
import Testing
import Wire

/// A floor that was put away and taken out again is the floor that it was.
struct StateCodecTests {
  /// A floor and the archive of its days, as bytes.
  struct Kept {
    var floor = FloorState()
    var archive: [PageID: [UInt8]] = [:]

    mutating func apply(_ entry: Entry) throws {
      if let id = floor.page(neededBy: entry) {
        floor.recall(try archive[id].map { try PageCodec.decode($0, id) } ?? DayPage(id))
      }
      floor.next(entry)
    }

    /// Archives what changed and lets go of what the present does not need.
    mutating func turn() {
      for page in floor.takeChanged() { archive[page.id] = PageCodec.encode(page) }
      floor.retire()
    }

    var state: [UInt8] { get throws { try StateCodec.encode(floor.checkpoint) } }

    /// The same, from its bytes alone.
    func restored() throws -> Kept {
      let checkpoint = try StateCodec.decode(state)
      let pages = try checkpoint.pages.map { try PageCodec.decode(#require(archive[$0]), $0) }
      return Kept(floor: FloorState(checkpoint, pages: pages), archive: archive)
    }
  }

  static func entries(_ seed: UInt64) -> [Entry] {
    // Every second history is so long that days are let go of and recalled.
    History.entries(seed: seed, count: 400, days: seed.isMultiple(of: 2) ? 4 : 400, latest: 100)
  }

  @Test(
    "A floor restored anywhere is equal, has equal bytes, and goes on like the one that never stopped",
    arguments: 1...20 as ClosedRange<UInt64>)
  func goesOn(seed: UInt64) throws {
    var (kept, copy) = (Kept(), Kept())
    for (i, entry) in Self.entries(seed).enumerated() {
      try kept.apply(entry)
      try copy.apply(entry)
      if i % 41 == 40 {
        kept.turn()
        copy.turn()
        copy = try copy.restored()
        #expect(copy.floor == kept.floor)
        #expect(try copy.state == kept.state)
      }
    }
    kept.turn()
    copy.turn()
    #expect(try copy.state == kept.state)
    #expect(copy.archive == kept.archive)
  }

  @Test("The histories let go of days and recall them, or the law above says little")
  func premise() throws {
    var kept = Kept()
    var recalled = 0
    for (i, entry) in Self.entries(1).enumerated() {
      if kept.floor.page(neededBy: entry) != nil { recalled += 1 }
      try kept.apply(entry)
      if i % 41 == 40 { kept.turn() }
    }
    #expect(recalled > 5)
    let checkpoint = kept.floor.checkpoint
    #expect(kept.archive.count > checkpoint.pages.count)
    #expect(checkpoint.sites.contains { $0.mark != nil && !$0.firsts.isEmpty && !$0.recent.isEmpty })
    #expect(!checkpoint.waiting.isEmpty && !checkpoint.awards.items.isEmpty)
    #expect(!checkpoint.targets.months.isEmpty && !checkpoint.targets.standing.isEmpty)
    #expect(checkpoint.rules.values.contains { $0.count > 1 })
  }

  @Test("Everything that people said about themselves and each other is kept")
  func samples() throws {
    var floor = FloorState()
    floor.next(.roster(Floors.roster))
    for entry in Samples.entries { floor.next(entry) }
    _ = floor.takeChanged()
    let pages = floor.roster.sites.flatMap { site in
      floor.days(of: site.id).map { floor.page(PageID(site: site.id, day: $0)) }
    }
    let back = try FloorState(StateCodec.decode(StateCodec.encode(floor.checkpoint)), pages: pages)
    #expect(back == floor)
  }

  @Test("Sites keep their order, also those of which only the rules are known")
  func order() throws {
    var floor = FloorState()
    for i in 0..<12 { floor.next(.rules(SiteID("s\(i * 7 % 12)"), .standard)) }
    #expect(try FloorState(StateCodec.decode(StateCodec.encode(floor.checkpoint)), pages: []) == floor)
  }

  @Test("A state that is cut off anywhere, goes on behind its end or is of another version is an error")
  func cutOff() throws {
    var floor = FloorState()
    for entry in Self.entries(2).prefix(60) { floor.next(entry) }
    let bytes = try StateCodec.encode(floor.checkpoint)
    for length in bytes.indices {
      #expect(throws: EntryError.self) { try StateCodec.decode(Array(bytes[..<length])) }
    }
    #expect(throws: EntryError("", "has 1 bytes too many")) { try StateCodec.decode(bytes + [0]) }
    #expect(throws: EntryError("v", "is 2, not 1")) { try StateCodec.decode([2] + bytes.dropFirst()) }
  }

  @Test("No mutated state is worse than an error, and one that reads makes a floor", arguments: 0..<20 as Range<UInt64>)
  func fuzz(seed: UInt64) throws {
    var random = Seeded(seed)
    var floor = FloorState()
    for entry in Self.entries(seed).prefix(150) { floor.next(entry) }
    let pages = floor.takeChanged()
    let good = try StateCodec.encode(floor.checkpoint)
    for _ in 0..<250 {
      guard let checkpoint = try? StateCodec.decode(Mutation.of(good, &random)) else { continue }
      var other = FloorState(checkpoint, pages: pages)
      other.next(Floors.sale("after", by: "a1", 5))
      _ = other.takeChanged()
    }
  }
}
