import Floor
import Testing

/// Laws of the fold, held over random histories of every kind of entry.
struct FoldPropertyTests {
  static let seeds: ClosedRange<UInt64> = 1...8

  static func fold(_ entries: some Sequence<Entry>, onto start: FloorState = FloorState()) -> FloorState {
    var floor = start
    for entry in entries { floor.next(entry) }
    return floor
  }

  @Test("A random history holds every kind of entry, and each kind changes something")
  func everyKind() {
    // An entry about nobody moves the offset alone.
    let nothing = Floors.target(.agent("gone"), .day(Floors.day), 1)
    var effects: [String: Int] = [:]
    for seed in Self.seeds {
      var floor = FloorState()
      for entry in History.entries(seed: seed) {
        var unmoved = floor
        unmoved.next(nothing)
        floor.next(entry)
        if floor != unmoved { effects[String("\(entry)".prefix { $0 != "(" }), default: 0] += 1 }
      }
    }
    let kinds =
      "roster rules company sale correction target activity conduct award awardChange applause phase broadcast show "
      + "showChange commentary notice noticeEnd screen"
    #expect(Set(effects.keys) == Set(kinds.split(separator: " ").map(String.init)))
    #expect(effects.values.allSatisfy { $0 >= 10 }, "\(effects)")
  }

  @Test("Prefix and suffix make the whole, wherever the history is cut", arguments: seeds)
  func prefixAndSuffix(seed: UInt64) {
    let entries = History.entries(seed: seed)
    let whole = Self.fold(entries)
    for cut in stride(from: 0, through: entries.count, by: 23) {
      #expect(Self.fold(entries[cut...], onto: Self.fold(entries[..<cut])) == whole)
    }
  }

  @Test("A floor is the one its checkpoint was taken from, wherever that is", arguments: seeds)
  func checkpoint(seed: UInt64) {
    var floor = FloorState()
    for (i, entry) in History.entries(seed: seed).enumerated() {
      floor.next(entry)
      guard i.isMultiple(of: 23) else { continue }
      _ = floor.takeChanged()
      let checkpoint = floor.checkpoint
      var restored = FloorState(checkpoint, pages: checkpoint.pages.map(floor.page))
      _ = restored.takeChanged()
      #expect(restored == floor)
    }
  }

  @Test("A floor that puts its boards in order at the end is the one that always had them in order", arguments: seeds)
  func orderAtTheEnd(seed: UInt64) {
    let entries = History.entries(seed: seed)
    var floor = FloorState()
    for (i, entry) in entries.enumerated() {
      if case .sale(let sale) = entry {
        #expect(floor.fold([sale]).isEmpty)
      } else {
        floor.apply(entry, at: Int64(i + 1))
      }
    }
    floor.putInOrder()
    #expect(floor == Self.fold(entries))
  }

  @Test("Any entry offered again at its own offset changes nothing", arguments: seeds)
  func sameOffsetAgain(seed: UInt64) {
    var floor = FloorState()
    for (i, entry) in History.entries(seed: seed).enumerated() {
      floor.apply(entry, at: Int64(i + 1))
      let before = floor
      #expect(floor.apply(entry, at: Int64(i + 1)) == .nothing)
      #expect(floor == before)
    }
  }

  @Test("A correction, an award, its change and a cue that are in the log twice count once", arguments: seeds)
  func repeated(seed: UInt64) {
    let entries = History.entries(seed: seed)
    var floor = FloorState()
    for entry in entries {
      floor.next(entry)
      switch entry {
      case .correction, .award, .awardChange, .phase, .broadcast, .show, .notice, .noticeEnd:
        let before = floor
        floor.next(entry)
        #expect(floor.awards == before.awards)
        for site in [Floors.bj, Floors.sh] {
          #expect(floor.cues(of: site) == before.cues(of: site))
          for day in floor.days(of: site) {
            let id = PageID(site: site, day: day)
            #expect(floor.page(id) == before.page(id))
          }
        }
      default: continue
      }
    }
  }

  @Test("Every sale is credited, waiting or voided", arguments: seeds)
  func conservation(seed: UInt64) {
    let entries = History.entries(seed: seed)
    let floor = Self.fold(entries)
    let pages = [Floors.bj, Floors.sh].flatMap { site in
      floor.days(of: site).map { floor.page(PageID(site: site, day: $0)) }
    }
    let sales = Set(entries.compactMap { entry -> SaleID? in if case .sale(let s) = entry { s.sale.id } else { nil } })
    let filed = pages.flatMap(\.records)
    #expect(filed.count + floor.toSortOut.count == sales.count)
    #expect(Set(filed.map(\.sale.id)).union(floor.toSortOut.map(\.sale.id)) == sales)
    #expect(filed.allSatisfy { $0.counts || $0.isVoided })
    let credited = pages.flatMap(\.tallies.values).reduce(0) { $0 + $1.deals }
    #expect(credited == filed.count { !$0.isVoided })
  }

  @Test(
    "At most one first order per site and day, week and month, and no announcement's offset repeats",
    arguments: seeds)
  func announcementsOnce(seed: UInt64) {
    var floor = FloorState()
    var firsts: [BoardID: Int] = [:]
    var offsets: Set<Int64> = []
    for entry in History.entries(seed: seed) {
      let record: SaleRecord
      let announcement: Announcement
      switch floor.next(entry) {
      case .sale(let sold, let made?): (record, announcement) = (sold, made)
      case .corrected(let corrected, let correction, let made?) where made.offset == floor.offset:
        (record, announcement) = (corrected, made)
        #expect(correction.change != .void)
      default: continue
      }
      #expect(offsets.insert(announcement.offset).inserted)
      let kinds: [Announcement.Reason: Period.Kind] = [.firstOfDay: .day, .firstOfWeek: .week, .firstOfMonth: .month]
      for kind in announcement.reasons.compactMap({ kinds[$0] }) {
        firsts[BoardID(site: record.site, period: Period(kind, of: record.day)), default: 0] += 1
      }
    }
    #expect(firsts.values.allSatisfy { $0 == 1 })
    #expect(Set(firsts.keys.map(\.period.kind)).count == 3)
  }

  @Test("What was the first order once is the first order for ever", arguments: seeds)
  func firstsStay(seed: UInt64) {
    var floor = FloorState()
    var firsts: [BoardID: SaleID] = [:]
    for entry in History.entries(seed: seed) {
      floor.next(entry)
      for site in [Floors.bj, Floors.sh] {
        for period in floor.latestDay(of: site).map(Period.all(of:)) ?? [] {
          let id = BoardID(site: site, period: period)
          let announced = floor.firsts(of: site, over: period).announced
          if let first = firsts[id] { #expect(announced?.sale.id == first) }
          firsts[id] = announced?.sale.id
        }
      }
    }
    #expect(firsts.count > 4)
  }
}
