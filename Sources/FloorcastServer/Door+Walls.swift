import Floor
import Hub
import Intake
import Loop
import Wire

/// What the door knows of open walls: who they are, what they say of themselves, what they painted.
extension Door {
  /// A wall is about to join.
  /// - Returns: what it is, if it is paired.
  func wallOpened(_ viewer: ViewerID, _ caller: Caller) throws(Problem) -> ScreenView? {
    let now = clock.wall()
    guard let id = caller.screen else {
      strangers[viewer] = LiveScreen(since: now)
      return nil
    }
    guard let screen = directory.enter(viewer, as: id) else { throw .unauthorized }
    pairings.end(id)
    live[id, default: LiveScreen(since: now)].since = now
    live[id]?.seen = now
    return ScreenView(id, screen)
  }

  /// A wall is gone.
  func wallClosed(_ viewer: ViewerID, _ guest: Guest) {
    strangers[viewer] = nil
    guard let id = guest.caller?.screen else { return }
    directory.leave(viewer, id)
    // Nobody asks any more how a revoked one is.
    if directory.book[id]?.screen == nil { live[id] = nil } else { live[id]?.seen = clock.wall() }
  }

  /// A wall says how it is.
  func status(_ reader: inout ObjectReader, _ viewer: ViewerID, _ guest: Guest, ref: String?) -> [Reaction] {
    guard guest.page == .screen else { return refuse(.forbidden("only a wall may send status"), ref: ref) }
    let status = reader.object("status", required: true) { reader in ScreenStatus(&reader) }
    guard let status, reader.faults.isEmpty else { return refuse(.invalid(reader.faults), ref: ref) }
    change(viewer, guest) { $0.status = status }
    return []
  }

  /// A wall says what it painted. What is not among the latest entries that walls show is passed over.
  func receipts(_ reader: inout ObjectReader, _ viewer: ViewerID, _ guest: Guest, ref: String?) -> [Reaction] {
    guard guest.page == .screen else { return refuse(.forbidden("only a wall may send receipts"), ref: ref) }
    let painted = reader.objects("receipts", required: true, maximum: PaintedDraft.most) { reader in
      PaintedDraft(&reader)
    }
    guard let painted, reader.faults.isEmpty else { return refuse(.invalid(reader.faults), ref: ref) }
    change(viewer, guest) { wall in
      for receipt in painted {
        guard let at = directory.time(of: receipt.offset) else { continue }
        let latency = receipt.painted - at - receipt.waited
        wall.note(LiveView.Receipt(offset: receipt.offset, painted: receipt.painted, latency: latency))
      }
    }
    return []
  }

  /// Changes what is known of the wall that `viewer` is, which has just said something.
  private func change(_ viewer: ViewerID, _ guest: Guest, _ change: (inout LiveScreen) -> Void) {
    let now = clock.wall()
    func note(_ wall: inout LiveScreen) {
      wall.seen = now
      change(&wall)
    }
    if let id = guest.caller?.screen {
      note(&live[id, default: LiveScreen(since: now)])
    } else {
      note(&strangers[viewer, default: LiveScreen(since: now)])
    }
  }
}
