import Dispatch
import Foundation

/// The only places where time is read; tests give their own.
public struct Clock: Sendable {
  /// Unix milliseconds, as the machine believes: what is written into entries.
  public var wall: @Sendable () -> Int64
  /// Never goes back: what waits and intervals are measured with.
  public var monotonic: @Sendable () -> DispatchTime

  /// A clock.
  public init(wall: @escaping @Sendable () -> Int64, monotonic: @escaping @Sendable () -> DispatchTime) {
    (self.wall, self.monotonic) = (wall, monotonic)
  }

  /// The machine's clocks.
  public static let system = Clock(
    wall: { Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)) }, monotonic: { .now() })
}
