import Floor

extension ByteWriter {
  mutating func site(_ site: FloorCheckpoint.SiteState) throws(EntryError) {
    shared(site.id)
    optional(site.today) { $0.day($1) }
    optional(site.retiredBefore) { $0.day($1) }
    list(site.firsts.sorted { Period.precedes($0.key, $1.key) }) { writer, first in
      writer.period(first.key)
      writer.text(first.value)
    }
    list(site.recent) { writer, announcement in
      writer.signed(announcement.offset)
      writer.text(announcement.sale)
      writer.signed(announcement.saleOffset, from: announcement.offset)
      writer.page(announcement.page)
    }
    optional(site.recentDay) { $0.day($1) }
    optional(site.mark) { $0.mark($1) }
    list(site.pages) { $0.day($1) }
    try cues(site.cues)
  }

  private mutating func mark(_ mark: HourMark) {
    day(mark.day)
    count(mark.hour)
    list(mark.boards.sorted { Period.precedes($0.key, $1.key) }) { writer, board in
      writer.period(board.key)
      writer.standings(board.value.agents)
      writer.standings(board.value.teams)
      writer.signed(board.value.amount)
      writer.count(board.value.deals)
    }
  }

  private mutating func standings<Of>(_ standings: Standings<Identifier<Of>>) {
    list(standings.rows) { writer, row in
      writer.shared(row.id)
      writer.signed(row.amount)
      writer.count(row.deals)
      writer.signed(row.reachedAt)
    }
  }
}

extension ByteReader {
  mutating func site() throws(EntryError) -> FloorCheckpoint.SiteState {
    FloorCheckpoint.SiteState(
      id: SiteID(try shared("id")), today: try optionalDay("today"), retiredBefore: try optionalDay("retired_before"),
      firsts: try firsts(),
      recent: try list("recent") { reader throws(EntryError) in try reader.recentAnnouncement() },
      recentDay: try optionalDay("recent_day"),
      mark: try optional("mark") { reader throws(EntryError) in try reader.mark() },
      pages: try list("pages") { reader throws(EntryError) in try reader.day("page") },
      cues: try cues())
  }

  mutating func optionalDay(_ field: StaticString) throws(EntryError) -> CivilDate? {
    try optional(field) { reader throws(EntryError) in try reader.day(field) }
  }

  private mutating func firsts() throws(EntryError) -> [Period: SaleID] {
    let firsts = try list("firsts") { reader throws(EntryError) in
      (try reader.period("period"), SaleID(try reader.text("sale")))
    }
    return Dictionary(firsts) { first, _ in first }
  }

  private mutating func recentAnnouncement() throws(EntryError) -> RecentAnnouncement {
    let offset = try signed("offset")
    return RecentAnnouncement(
      offset: offset, sale: SaleID(try text("sale")), saleOffset: try signed("sale_offset", from: offset),
      page: try page("page"))
  }

  private mutating func mark() throws(EntryError) -> HourMark {
    let (day, hour) = (try day("day"), try count("hour"))
    let boards = try list("boards") { reader throws(EntryError) in
      (
        try reader.period("period"),
        Board(
          agents: try reader.standings("agents"), teams: try reader.standings("teams"),
          amount: try reader.signed("amount"), deals: try reader.count("deals"))
      )
    }
    return HourMark(day: day, hour: hour, boards: Dictionary(boards) { first, _ in first })
  }

  private mutating func standings<Of>(_ field: StaticString) throws(EntryError) -> Standings<Identifier<Of>> {
    Standings(
      try list(field) { reader throws(EntryError) in
        let (id, amount) = (Identifier<Of>(try reader.shared("id")), try reader.signed("amount"))
        let deals = try reader.count("deals")
        guard deals > 0 else { throw reader.fault("deals", "is \(deals), and whoever is listed has one") }
        return Standings.Row(id: id, amount: amount, deals: deals, reachedAt: try reader.signed("reached_at"))
      })
  }
}

extension Period {
  /// An order that is the same everywhere: the days, the weeks, the months.
  fileprivate static func precedes(_ a: Period, _ b: Period) -> Bool {
    (a.kind.code, a.start) < (b.kind.code, b.start)
  }
}
