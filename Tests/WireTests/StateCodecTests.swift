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
    #expect(checkpoint.sites.contains { $0.cues.stand != nil && $0.cues.broadcast != nil && $0.cues.phase != nil })
  }

  @Test("Everything that people said about themselves and each other is kept")
  func samples() throws {
    var floor = FloorState()
    floor.next(.roster(Floors.roster))
    for entry in Samples.entries { floor.next(entry) }
    _ = floor.takeChanged()
    #expect(floor.cues(of: Samples.bj).keys.count == 7, "the day is among it")
    let pages = floor.roster.sites.flatMap { site in
      floor.days(of: site.id).map { floor.page(PageID(site: site.id, day: $0)) }
    }
    let back = try FloorState(StateCodec.decode(StateCodec.encode(floor.checkpoint)), pages: pages)
    #expect(back == floor)
  }

  /// What a site remembers of its day after each of `Samples.dayEntries`, and with everything there.
  static let books: [CueBook] = {
    var floor = FloorState()
    return Samples.dayEntries.map { entry in
      floor.next(entry)
      return floor.cues(of: Samples.bj)
    } + [
      CueBook(
        began: Samples.day, keys: ["a": Samples.day, "b": Samples.day.advanced(by: 1)], phase: Samples.phase,
        phaseOffset: 4, broadcast: Samples.broadcast(), broadcastOffset: 5,
        stand: Stand(
          Samples.ceremony, offset: 6, anchor: ShowAnchor(step: 2, at: Samples.now, heldAt: Samples.now + 5)),
        commentaries: [Samples.day: Samples.commentary("x"), Samples.day.advanced(by: 1): Samples.commentary("y")],
        pendingAwards: Samples.ceremony.awards)
    ]
  }()

  static func kept(_ book: CueBook) -> FloorCheckpoint {
    var checkpoint = FloorCheckpoint()
    checkpoint.sites = [
      FloorCheckpoint.SiteState(
        id: Samples.bj, today: nil, retiredBefore: nil, firsts: [:], recent: [], recentDay: nil, mark: nil, pages: [],
        cues: book)
    ]
    return checkpoint
  }

  @Test("What a site remembers of its day is kept, whatever of it there is", arguments: books)
  func keepsBook(book: CueBook) throws {
    #expect(try StateCodec.decode(StateCodec.encode(Self.kept(book))) == Self.kept(book))
  }

  @Test("A remembered day that is cut off is an error")
  func bookCutOff() throws {
    let bytes = try StateCodec.encode(Self.kept(#require(Self.books.last)))
    // A step that divides no length of what is inside: every byte would take half a minute.
    for length in stride(from: 0, to: bytes.count, by: 7) {
      #expect(throws: EntryError.self) { try StateCodec.decode(Array(bytes[..<length])) }
    }
  }

  @Test(
    "A remembered day that was mutated is a day or an error, and where a show stands can be asked",
    arguments: 0..<20 as Range<UInt64>)
  func mutatedBooks(seed: UInt64) throws {
    var random = Seeded(seed)
    let good = try StateCodec.encode(Self.kept(#require(Self.books.last)))
    for _ in 0..<250 {
      guard let checkpoint = try? StateCodec.decode(Mutation.of(good, &random)) else { continue }
      for site in checkpoint.sites { _ = site.cues.stand?.step(at: Samples.now + 100_000) }
      #expect(try StateCodec.decode(StateCodec.encode(checkpoint)) == checkpoint)
    }
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
    #expect(throws: EntryError("v", "is 4, not 3")) { try StateCodec.decode([4] + bytes.dropFirst()) }
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
