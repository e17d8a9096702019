import Dispatch
import Synchronization

/// The way from one thread to another on which the sender waits while there is no room: nothing is refused or dropped.
final class Conveyor<Element: Sendable>: Sendable {
  private let elements = Mutex<[Element]>([])
  private let room: DispatchSemaphore
  private let filled = DispatchSemaphore(value: 0)

  /// - Parameter room: how many elements may be on their way.
  init(room: Int) { self.room = DispatchSemaphore(value: room) }

  /// Sends `element`; waits for room.
  func put(_ element: Element) {
    room.wait()
    elements.withLock { $0.append(element) }
    filled.signal()
  }

  /// Waits for the next element.
  func take() -> Element {
    filled.wait()
    defer { room.signal() }
    return elements.withLock { $0.removeFirst() }
  }
}
