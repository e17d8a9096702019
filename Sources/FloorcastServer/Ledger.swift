import Floor
import Journal
import Logging
import Wire

/// The floor and its past: the state that is at hand, and the archive from which older days are recalled.
///
/// The archive holds what can be worked out from the log again. If it cannot be written any more, the floor goes on without
/// it: then what happens stays in memory until the next start.
final class Ledger {
  /// What pages and state are written in; another number in the archive means that it is made anew.
  static let format = 3
  /// Entries between two checkpoints: a start folds at most so many, which takes well under a second.
  static let checkpointEntries: Int64 = 50_000

  /// What is known now.
  private(set) var floor: FloorState
  private let archive: Archive
  /// Whether what changes reaches the archive.
  private(set) var isArchiving = true
  private var checkpointAt: Int64
  /// Of a long replay: encodes what is turned.
  private var writer: PageWriter?
  private let logger: Logger

  /// A ledger whose archive holds every page that `floor` let go of.
  init(_ floor: FloorState, archive: Archive, logger: Logger) {
    (self.floor, self.archive, self.logger) = (floor, archive, logger)
    checkpointAt = floor.offset
  }

  /// The state and pages of the archive's checkpoint, if it is one of `journal`; an empty floor otherwise.
  static func restored(_ archive: Archive, of journal: any Journal, logger: Logger) throws(JournalError) -> FloorState {
    guard let (offset, state) = try archive.checkpoint(of: journal) else { return FloorState() }
    do {
      let checkpoint = try StateCodec.decode(state)
      var pages: [DayPage] = []
      for id in checkpoint.pages {
        guard let body = try archive.page(site: id.site.description, day: id.day.daysSinceEpoch) else {
          throw EntryError("\(id.site)/\(id.day)", "is missing")
        }
        pages.append(try PageCodec.decode(body, id))
      }
      return FloorState(checkpoint, pages: pages)
    } catch {
      logger.warning(
        "the archive cannot be read and is made anew", metadata: ["offset": "\(offset)", "reason": "\(error)"])
      try archive.erase()
      return FloorState()
    }
  }

  // MARK: Fold

  /// Applies a durable entry.
  @discardableResult
  func apply(_ entry: Entry, at offset: Int64) throws(JournalError) -> Outcome {
    try makeReady(for: entry)
    return floor.apply(entry, at: offset)
  }

  /// Applies the next entries of the log, whose outcomes nobody asks for; `putInOrder` comes after the last of them.
  func fold(_ stretch: Stretch) throws(JournalError) {
    var folded = 0
    for (sales, entry) in stretch.others {
      try fold(stretch.sales[folded..<sales])
      folded = sales
      if let entry { try apply(entry, at: floor.offset + 1) } else { floor.skip(floor.offset + 1) }
    }
    try fold(stretch.sales[folded...])
  }

  private func fold(_ sales: ArraySlice<AcceptedSale>) throws(JournalError) {
    var rest = floor.fold(sales)
    while let sale = rest.first {
      try makeReady(for: .sale(sale))
      rest = floor.fold(rest)
    }
  }

  /// Brings boards up to what was folded.
  func putInOrder() { floor.putInOrder() }

  /// Recalls the page that `entry` is about.
  private func makeReady(for entry: Entry) throws(JournalError) {
    if let page = floor.page(neededBy: entry) { try recall(page) }
    if case .correction(let correction) = entry, correction.page == nil { try search(for: correction.sale) }
  }

  /// Applies `entry` without a log: for a dry run.
  func pretend(_ entry: Entry) throws(JournalError) { try apply(entry, at: floor.offset + 1) }

  /// What became of a sale, wherever it is kept. `journal` knows its entry.
  func record(of sale: SaleID, in journal: any Journal) throws(JournalError) -> SaleRecord? {
    guard let stored = try journal.find(key: EntryCodec.key(for: sale)),
      case .sale(let accepted)? = try? EntryCodec.decode(stored.body)
    else { return nil }
    if let record = floor.record(at: stored.offset, on: accepted.closedOn) { return record }
    for site in floor.roster.sites { try recall(PageID(site: site.id, day: accepted.closedOn)) }
    return floor.record(at: stored.offset, on: accepted.closedOn)
  }

  /// Puts the days of `site` at hand.
  func recall(_ site: SiteID, _ days: some Sequence<CivilDate>) throws(JournalError) {
    for day in days { try recall(PageID(site: site, day: day)) }
  }

  /// Every day of `site` on which something happened, ascending.
  func days(of site: SiteID) throws(JournalError) -> [CivilDate] {
    try put(writer?.collect() ?? [])
    let archived = isArchiving ? try archive.days(of: site.description) : []
    return Set(archived.map(CivilDate.init(daysSinceEpoch:)) + floor.days(of: site)).sorted()
  }

  private func recall(_ id: PageID) throws(JournalError) {
    if floor.needs(id) { floor.recall(try archived(id) ?? DayPage(id)) }
  }

  /// The page as the archive has it.
  private func archived(_ id: PageID) throws(JournalError) -> DayPage? {
    try put(writer?.collect() ?? [])
    guard let body = try archive.page(site: id.site.description, day: id.day.daysSinceEpoch) else { return nil }
    do { return try PageCodec.decode(body, id) } catch {
      throw .damaged(
        offset: 0, "page \(id.day) of \(id.site) in the archive: \(error); remove the archive to rebuild it")
    }
  }

  /// Puts the page of a sale at hand whose correction does not say where it is, as in logs of the first form.
  private func search(for sale: SaleID) throws(JournalError) {
    guard floor.record(of: sale) == nil else { return }
    for site in floor.roster.sites {
      for day in try days(of: site.id).reversed() where floor.needs(PageID(site: site.id, day: day)) {
        guard let page = try archived(PageID(site: site.id, day: day)) else { continue }
        if page.records.contains(where: { $0.sale.id == sale }) { return floor.recall(page) }
      }
    }
  }

  // MARK: Checkpoint

  /// Whether enough has happened since the last checkpoint.
  var isCheckpointDue: Bool { isArchiving && floor.offset - checkpointAt >= Ledger.checkpointEntries }

  /// Puts changed pages into the archive and lets go of what the present does not need, before a checkpoint makes it
  /// durable: for a long replay, whose memory it bounds.
  func turnPages() throws(JournalError) {
    let writer = self.writer ?? PageWriter()
    self.writer = writer
    try put(writer.exchange(floor.takeChanged()))
    floor.retire()
  }

  /// Makes changed pages and the state durable, so that the next start need not fold what came before, and lets go of what
  /// the present does not need.
  /// - Parameter link: the journal's at the floor's offset.
  func checkpoint(link: [UInt8]) {
    guard isArchiving else { return }
    do {
      try putPages()
      try archive.commit(offset: floor.offset, link: link, state: StateCodec.encode(floor.checkpoint))
      checkpointAt = floor.offset
      floor.retire()
    } catch {
      // What was committed is still there; what was not stays at hand.
      isArchiving = false
      archive.discard()
      logger.error(
        "the archive cannot be written: the next start reads more of the log", metadata: ["reason": "\(error)"])
    }
  }

  private func putPages() throws(JournalError) {
    try put(writer?.collect() ?? [])
    writer = nil
    try put(floor.takeChanged().map { ($0.id, PageCodec.encode($0)) })
  }

  private func put(_ pages: [PageWriter.Written]) throws(JournalError) {
    for page in pages { try archive.put(page.bytes, site: page.id.site.description, day: page.id.day.daysSinceEpoch) }
  }

  /// Lets go of what was recalled.
  func retire() { if isArchiving { floor.retire() } }

  /// Closes the archive; what was not committed is folded again at the next start.
  func close() { archive.close() }
}
