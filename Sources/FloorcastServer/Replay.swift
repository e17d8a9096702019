import Foundation
import Floor
import Journal
import Logging
import Wire

/// Reads a log into a floor: from the archive's checkpoint where there is one, else from the beginning.
///
/// The journal is read on the thread that owns it; entries are decoded and folded on a second one.
enum Replay {
  /// Entries read at once: enough to make the hand-over cheap, little enough to stay in the cache.
  private static let page = 2_000
  /// Pages on their way between the two threads.
  private static let room = 8
  /// Entries after which old pages are let go of, which bounds the memory of a long replay.
  private static let turnEntries: Int64 = 100_000

  /// What a replay ends with.
  struct End: Sendable {
    var floor: FloorState
    var sawUnknownKind: Bool
  }

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
    let conveyor = Conveyor<Result<Bodies, JournalError>?>(room: room)
    let end = Promise<Result<End, StartError>>()
    let link = try journal.link(at: journal.head) ?? []
    let thread = Thread {
      let result = Result { () throws(StartError) in
        try Replay.fold(onto: start, in: directory, link: link, logger: logger, from: conveyor)
      }
      // Whoever reads on is not left waiting for room.
      if case .failure = result { while conveyor.take() != nil {} }
      end.keep(result)
    }
    thread.name = "fold"
    thread.start()
    var offset = start.offset
    while offset < journal.head {
      do {
        let bodies = try journal.bodies(after: offset, limit: page)
        offset += Int64(bodies.count)
        conveyor.put(.success(bodies))
      } catch {
        conveyor.put(.failure(error))
        break
      }
    }
    conveyor.put(nil)
    let (floor, sawUnknownKind) = try end.wait().map { ($0.floor, $0.sawUnknownKind) }.get()
    if sawUnknownKind {
      logger.warning("the log holds entries of a newer version; they are kept and change nothing here")
    }
    return floor
  }

  /// The second thread's part.
  private static func fold(
    onto start: FloorState, in directory: String, link: [UInt8], logger: Logger,
    from conveyor: Conveyor<Result<Bodies, JournalError>?>
  ) throws(StartError) -> End {
    var (offset, sawUnknownKind) = (start.offset, false)
    do {
      let archive = try Archive(directory: directory, format: Ledger.format)
      defer { archive.close() }
      let ledger = Ledger(start, archive: archive, logger: logger)
      let decoder = EntryDecoder()
      while let bodies = try conveyor.take()?.get() {
        for i in 0..<bodies.count {
          offset += 1
          guard let entry = try bodies.withBytes(of: i, { try decoder.decode($0) }) else {
            sawUnknownKind = true
            continue
          }
          try ledger.apply(entry, at: offset)
        }
        if offset % turnEntries < Int64(bodies.count) { try ledger.turnPages() }
      }
      ledger.checkpoint(link: link)
      return End(floor: ledger.floor, sawUnknownKind: sawUnknownKind)
    } catch let error as EntryError {
      throw .journal("entry \(offset) cannot be read: \(error)")
    } catch {
      throw .journal("\(error)")
    }
  }
}
