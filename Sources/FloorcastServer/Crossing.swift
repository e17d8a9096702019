import Dispatch
import Synchronization

/// The bounded way from one thread to another: many put, one takes everything that waits.
///
/// What does not fit is refused at once, so that whoever brought it can be told; nothing is dropped later.
final class Crossing<Element: Sendable>: Sendable {
  private struct State {
    var waiting: [Element] = []
    var weight = 0
    var isClosed = false
  }

  private let limit: Int
  private let state = Mutex(State())
  private let arrivals = DispatchSemaphore(value: 0)

  /// - Parameter limit: how much may wait at most, in the unit of `put`'s weight.
  init(limit: Int) { self.limit = limit }

  /// Leaves `element` for the other side. Any thread.
  /// - Parameter weight: 0 for what must never be refused for lack of room.
  /// - Returns: `false` if too much waits already, or the other side is closed.
  func put(_ element: Element, weight: Int = 1) -> Bool {
    let wasTaken = state.withLock { state in
      guard !state.isClosed, weight == 0 || state.weight + weight <= limit || state.waiting.isEmpty else {
        return false
      }
      state.waiting.append(element)
      state.weight += weight
      return true
    }
    if wasTaken { arrivals.signal() }
    return wasTaken
  }

  /// Takes everything that waits; waits for something until `deadline`. One thread only.
  /// - Returns: `nil` when the crossing is closed and empty.
  func take(until deadline: DispatchTime) -> [Element]? {
    // One signal for each element: the first wait may block, the others only use up the signals of what is taken.
    _ = arrivals.wait(timeout: deadline)
    let (taken, isClosed) = state.withLock { state in
      defer { (state.waiting, state.weight) = ([], 0) }
      return (state.waiting, state.isClosed)
    }
    for _ in taken.dropFirst() { _ = arrivals.wait(timeout: .now()) }
    return taken.isEmpty && isClosed ? nil : taken
  }

  /// Lets nothing more in; what waits is still taken.
  func close() {
    state.withLock { $0.isClosed = true }
    arrivals.signal()
  }
}
