import Floor
import Testing

/// What happens once on a day of the floor: phases, broadcasts, shows.
struct CueTests {
  static func phase(_ id: String, at minute: Int, on day: CivilDate = Floors.day, site: SiteID = Floors.bj) -> PhaseCue
  {
    PhaseCue(site: site, day: day, minute: minute, at: 0, phase: id, name: Wording(zhCN: "小憩", en: "rest"))
  }

  static func commentary(_ text: String, on day: CivilDate = Floors.day, id: String = "m") -> Entry {
    .commentary(Commentary(id: id, site: Floors.bj, day: day, text: text, by: "operations", at: 0))
  }

  @Test("A second entry of a key changes nothing, whatever else it says")
  func once() {
    var floor = Floors.open()
    let (first, later) = (Self.phase("rest", at: 750), Self.phase("rest", at: 760))
    #expect(floor.next(.phase(first)) == .phase(first))
    let broadcast = floor.broadcast(of: Floors.bj, .hour(15), day: Floors.day, minute: 900, at: 1)
    #expect(floor.next(.broadcast(broadcast)) == .broadcast(broadcast))
    let show = floor.ceremony(of: Floors.bj, on: Floors.day, at: 2, by: nil, startsAt: 3, ShowPlan())
    #expect(floor.next(.show(show)) == .show(Stand(show, offset: floor.offset, anchor: ShowAnchor(step: 0, at: 3))))
    floor.sell("s1", by: "a1", 100)
    let book = floor.cues(of: Floors.bj)
    let again = floor.broadcast(of: Floors.bj, .hour(15), day: Floors.day, minute: 901, at: 4)
    let other = floor.ceremony(of: Floors.bj, on: Floors.day, at: 5, by: "assistant", startsAt: 6, ShowPlan())
    #expect(again != broadcast && other != show)
    for entry in [.phase(later), .broadcast(again), .show(other)] as [Entry] {
      #expect(floor.next(entry) == .nothing)
      #expect(floor.cues(of: Floors.bj) == book)
    }
    #expect([first.key, broadcast.key, show.key].allSatisfy(book.has))
  }

  @Test("Sites have days of their own")
  func sites() {
    var floor = Floors.open()
    floor.next(.phase(Self.phase("rest", at: 750)))
    #expect(floor.cues(of: Floors.sh) == CueBook())
    let other = Self.phase("rest", at: 750, site: Floors.sh)
    #expect(floor.next(.phase(other)) == .phase(other))
    #expect(floor.cues(of: Floors.sh).phase == other)
    #expect(floor.cues(of: Floors.sh).phaseOffset == floor.offset)
  }

  @Test("Keys are kept for the days for which something missed is made up, and the first day for ever")
  func forgetting() {
    var floor = Floors.open()
    let cues = (0...20).map { Self.phase("rest", at: 750, on: Floors.day.advanced(by: $0)) }
    for cue in cues { floor.next(.phase(cue)) }
    let book = floor.cues(of: Floors.bj)
    #expect(Set(book.keys.keys) == Set(cues.suffix(Int(CueBook.daysKept) + 1).map(\.key)))
    #expect(book.began == Floors.day)
  }

  @Test("A later commentary takes the place of the day's earlier one, and an empty one takes it back")
  func commentaries() {
    var floor = Floors.open()
    #expect(floor.next(Self.commentary("well done")) == .changed)
    floor.next(Self.commentary("tomorrow too", on: Floors.day.advanced(by: 1)))
    floor.next(Self.commentary("very well done", id: "n"))
    #expect(floor.cues(of: Floors.bj).commentaries[Floors.day]?.text == "very well done")
    floor.next(Self.commentary("", id: "o"))
    #expect(Array(floor.cues(of: Floors.bj).commentaries.keys) == [Floors.day.advanced(by: 1)])
  }

  @Test("Commentaries of the past are forgotten, with cues and without")
  func oldCommentaries() {
    for hasCues in [true, false] {
      var floor = Floors.open()
      for i in 0...100 as ClosedRange<Int32> {
        let day = Floors.day.advanced(by: i)
        floor.next(Self.commentary("day \(i)", on: day, id: "m\(i)"))
        if hasCues { floor.next(.phase(Self.phase("rest", at: 750, on: day))) }
      }
      let days = floor.cues(of: Floors.bj).commentaries.keys
      #expect(days.count == Int(CueBook.daysKept + (hasCues ? 0 : CueBook.daysAhead)) + 1)
      #expect(days.max() == Floors.day.advanced(by: 100))
    }
  }

  @Test("A floor that a checkpoint kept goes on where it was, in the middle of a show")
  func checkpoint() {
    var floor = Floors.open()
    floor.sell("s1", by: "a1", 100)
    floor.next(Self.commentary("well done"))
    floor.next(.phase(Self.phase("rest", at: 750)))
    floor.next(.broadcast(floor.broadcast(of: Floors.bj, .hour(15), day: Floors.day, minute: 900, at: 1)))
    let plan = ShowPlan(honours: [.day: Honour(id: "top_sales", title: Wording(zhCN: "开拓能手", en: "Top Sales"))])
    floor.next(.show(floor.ceremony(of: Floors.bj, on: Floors.day, at: 2, by: nil, startsAt: 3, plan)))
    let pages = floor.checkpoint.pages.map(floor.page)
    var restored = FloorState(floor.checkpoint, pages: pages)
    #expect(restored.cues(of: Floors.bj) == floor.cues(of: Floors.bj))
    #expect(restored.checkpoint == floor.checkpoint)
    #expect(!restored.cues(of: Floors.bj).pendingAwards.isEmpty)
    #expect(restored.next(.phase(Self.phase("rest", at: 751))) == .nothing)
  }
}
