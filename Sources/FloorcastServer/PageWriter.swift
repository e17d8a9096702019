import Floor
import Foundation
import Wire

/// Encodes pages on a thread of its own while the one that folds goes on: together with reading, a long replay then has as
/// much to do on two processors.
///
/// At most one batch is under way, so whoever gives the next one first collects the one before.
final class PageWriter {
  /// A page as the archive keeps it.
  typealias Written = (id: PageID, bytes: [UInt8])

  private let given = Conveyor<[DayPage]?>(room: 1)
  private let written = Conveyor<[Written]>(room: 1)
  private var isUnderWay = false

  /// Starts the thread.
  init() {
    let (given, written) = (given, written)
    let thread = Thread {
      while let pages = given.take() { written.put(pages.map { ($0.id, PageCodec.encode($0)) }) }
    }
    thread.name = "pages"
    thread.start()
  }

  deinit { given.put(nil) }

  /// Gives a batch away, and takes the one before back.
  func exchange(_ pages: [DayPage]) -> [Written] {
    let before = collect()
    given.put(pages)
    isUnderWay = true
    return before
  }

  /// Waits for the batch that is under way; nothing where there is none.
  func collect() -> [Written] {
    guard isUnderWay else { return [] }
    isUnderWay = false
    return written.take()
  }
}
