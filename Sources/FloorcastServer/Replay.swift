import Foundation
import Floor
import Journal
import Logging
import Wire

/// Reads a log into a floor: from the archive's checkpoint where there is one, else from the beginning.
///
/// Entries are read and decoded on the thread that owns the journal and folded on a second one, which also puts pages into the
/// archive; `PageWriter` encodes those on a third.
enum Replay {
  /// Entries read at once: enough to make the hand-over cheap, little enough to stay in the cache.
  private static let page = 2_000
  /// Pages on their way between the two threads.
  private static let room = 8
  /// Entries after which old pages are let go of, which bounds the memory of a long replay.
  private static let turnEntries: Int64 = 100_000

  /// Entries on their way, or why there are no more.
  private typealias Portion = Result<Stretch, StartError>

  /// The whole of `journal`, whose archive is in the folder `directory`.
  static func ledger(of journal: any Journal, in directory: String, logger: Logger) throws(StartError) -> Ledger {
    do {
      var archive = try Archive(directory: directory, format: Ledger.format)
      var floor = try Ledger.restored(archive, of: journal, logger: logger)
      if floor.offset < journal.head {
        archive.close()
        floor = try fold(journal, onto: floor, in: directory, logger: logger)
        archive = try Archive(directory: directory, format: Ledger.format)
      }
      return Ledger(floor, archive: archive, logger: logger)
    } catch let error as StartError {
      throw error
    } catch {
      throw .journal("\(error)")
    }
  }

  private static func fold(
    _ journal: any Journal, onto start: FloorState, in directory: String, logger: Logger
  ) throws -> FloorState {
    let conveyor = Conveyor<Portion?>(room: room)
    let end = Promise<Result<FloorState, StartError>>()
    let link = try journal.link(at: journal.head) ?? []
    let thread = Thread {
      end.keep(
        Result { () throws(StartError) in
          try Replay.fold(onto: start, in: directory, link: link, logger: logger, from: conveyor)
        })
    }
    thread.name = "fold"
    thread.start()
    let sawUnknownKind = read(journal, after: start.offset, onto: conveyor)
    conveyor.put(nil)
    if sawUnknownKind {
      logger.warning("the log holds entries of a newer version; they are kept and change nothing here")
    }
    return try end.wait().get()
  }

  /// The first thread's part.
  /// - Returns: whether something was not understood.
  private static func read(_ journal: any Journal, after start: Int64, onto conveyor: Conveyor<Portion?>) -> Bool {
    var (offset, sawUnknownKind) = (start, false)
    var decoder = EntryDecoder()
    do {
      while offset < journal.head {
        let bodies = try journal.bodies(after: offset, limit: page)
        var stretch = Stretch(reserving: bodies.count)
        for i in 0..<bodies.count {
          try bodies.withBytes(of: i) { try decoder.decode($0, onto: &stretch) }
          offset += 1
        }
        if stretch.holdsUnknown { sawUnknownKind = true }
        conveyor.put(.success(stretch))
      }
    } catch let error as EntryError {
      conveyor.put(.failure(.journal("entry \(offset + 1) cannot be read: \(error)")))
    } catch {
      conveyor.put(.failure(.journal("\(error)")))
    }
    return sawUnknownKind
  }

  /// The second thread's part.
  private static func fold(
    onto start: FloorState, in directory: String, link: [UInt8], logger: Logger, from conveyor: Conveyor<Portion?>
  ) throws(StartError) -> FloorState {
    var isOver = false
    // Whoever reads on is not left waiting for room.
    defer { while !isOver { isOver = conveyor.take() == nil } }
    do {
      let archive = try Archive(directory: directory, format: Ledger.format)
      defer { archive.close() }
      let ledger = Ledger(start, archive: archive, logger: logger)
      var turned = start.offset
      while true {
        guard let portion = conveyor.take() else {
          isOver = true
          break
        }
        try ledger.fold(portion.get())
        if ledger.floor.offset - turned >= turnEntries {
          try ledger.turnPages()
          turned = ledger.floor.offset
        }
      }
      ledger.putInOrder()
      ledger.checkpoint(link: link)
      // Turned pages are nowhere else.
      guard ledger.isArchiving else { throw StartError.journal("the archive in \(directory) cannot be written") }
      return ledger.floor
    } catch let error as StartError {
      throw error
    } catch {
      throw .journal("\(error)")
    }
  }
}
