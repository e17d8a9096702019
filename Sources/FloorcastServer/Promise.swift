import Dispatch
import Synchronization

/// A value that one thread gives once and others wait for.
final class Promise<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let kept = DispatchSemaphore(value: 0)

  /// Gives the value; a second one is ignored.
  func keep(_ value: Value) {
    let isFirst = self.value.withLock { held in
      guard held == nil else { return false }
      held = value
      return true
    }
    if isFirst { kept.signal() }
  }

  /// Waits for the value.
  func wait() -> Value {
    while true {
      if let value = value.withLock({ $0 }) { return value }
      kept.wait()
      kept.signal()
    }
  }
}
