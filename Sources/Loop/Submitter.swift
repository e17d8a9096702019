import CUV
import Synchronization

/// The way into the loop, for any thread.
public final class Submitter: Sendable {
  /// The handle that wakes the loop.
  ///
  /// `@unchecked Sendable`: libuv allows `uv_async_send` from any thread; the pointer is used under the mutex only, and
  /// set to nil there before the loop closes the handle.
  private struct Waker: @unchecked Sendable {
    var handle: UnsafeMutablePointer<uv_async_t>?
  }

  private struct State {
    var waker = Waker()
    var waiting: [Outgoing] = []
    var isStopping = false
    var isOver = false
    var counters = Counters()
  }

  private let state = Mutex(State())

  init() {}

  /// Hands `items` over, in this order, to be carried out in the loop's next turn. `false` if the loop has stopped:
  /// nothing will come of them.
  @discardableResult
  public func submit(_ items: [Outgoing]) -> Bool {
    state.withLock { state in
      guard !state.isOver else { return false }
      state.waiting.append(contentsOf: items)
      if let handle = state.waker.handle { uv_async_send(handle) }
      return true
    }
  }

  /// What the loop did, as of its last turn.
  public func counters() -> Counters {
    state.withLock { $0.counters }
  }

  // MARK: The loop's side

  /// Asks the loop to stop.
  func requestStop() {
    state.withLock { state in
      state.isStopping = true
      if let handle = state.waker.handle { uv_async_send(handle) }
    }
  }

  /// Connects the loop. The handle is not used after `disconnect`.
  ///
  /// `nonisolated(unsafe)`: the pointer goes straight into `Waker`; see there.
  func connect(_ handle: UnsafeMutablePointer<uv_async_t>) {
    nonisolated(unsafe) let handle = handle
    state.withLock { $0.waker.handle = handle }
  }

  /// Refuses everything from now on; the handle may be closed.
  func disconnect() {
    state.withLock { state in
      state.isOver = true
      state.waker.handle = nil
      state.waiting = []
    }
  }

  /// Everything that waits, and whether the loop is asked to stop.
  func take(into items: inout [Outgoing]) -> Bool {
    state.withLock { state in
      swap(&items, &state.waiting)
      return state.isStopping
    }
  }

  func report(_ counters: Counters) {
    state.withLock { $0.counters = counters }
  }
}
