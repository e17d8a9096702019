import Dispatch
import Foundation
import Synchronization

/// The only places where time is read; tests give their own.
public struct Clock: Sendable {
  /// Unix milliseconds, as the machine believes: what is written into entries.
  public var wall: @Sendable () -> Int64
  /// Never goes back: what waits and intervals are measured with.
  public var monotonic: @Sendable () -> DispatchTime
  /// How many times as fast as time itself `wall` runs: 1, but for a rehearsal.
  public var rate: @Sendable () -> Int
  /// Is told whether a show is on stage: a rehearsal plays it in real time.
  public var showIsOn: @Sendable (Bool) -> Void

  /// A clock.
  public init(
    wall: @escaping @Sendable () -> Int64, monotonic: @escaping @Sendable () -> DispatchTime,
    rate: @escaping @Sendable () -> Int = { 1 }, showIsOn: @escaping @Sendable (Bool) -> Void = { _ in }
  ) {
    (self.wall, self.monotonic, self.rate, self.showIsOn) = (wall, monotonic, rate, showIsOn)
  }

  /// The machine's clocks.
  public static let system = Clock(
    wall: { Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)) }, monotonic: { .now() })
}

/// A clock for demos and reruns: it starts when it is told to, and runs as many times as fast as it is told to; while a
/// show is on stage it runs like any other, since people are to watch it.
public final class RehearsalClock: Sendable {
  /// The most times as fast: an hour in a second.
  public static let rates = 1...3_600

  private struct Anchor {
    /// Unix milliseconds at `since`.
    var wall: Int64
    var since: DispatchTime
    var isSlow = false
    /// Whether a show is about to begin, of which the pipeline does not know yet.
    var awaitsShow = false
  }

  private let speed: Int
  private let anchor: Mutex<Anchor>

  /// A clock that begins now.
  /// - Parameters:
  ///   - start: what it says then, in Unix milliseconds.
  ///   - speed: how many times as fast it runs, one of `rates`.
  public init(start: Int64, speed: Int) {
    self.speed = min(max(speed, RehearsalClock.rates.lowerBound), RehearsalClock.rates.upperBound)
    anchor = Mutex(Anchor(wall: start, since: .now()))
  }

  /// Unix milliseconds.
  public func wall() -> Int64 { anchor.withLock { reading($0, .now()) } }

  /// How many times as fast it runs at the moment.
  public var rate: Int { anchor.withLock { $0.isSlow ? 1 : speed } }

  /// Goes on from another time.
  public func set(to wall: Int64) { anchor.withLock { ($0.wall, $0.since) = (wall, .now()) } }

  /// Goes on from `wall` in real time, since a show begins there, until that is over.
  public func beginShow(at wall: Int64) {
    anchor.withLock { ($0.wall, $0.since, $0.isSlow, $0.awaitsShow) = (wall, .now(), true, true) }
  }

  /// Runs in real time while `isOn`.
  public func showIsOn(_ isOn: Bool) {
    anchor.withLock { anchor in
      if isOn { anchor.awaitsShow = false }
      guard anchor.isSlow != isOn, !anchor.awaitsShow else { return }
      let now = DispatchTime.now()
      (anchor.wall, anchor.since, anchor.isSlow) = (reading(anchor, now), now, isOn)
    }
  }

  private func reading(_ anchor: Anchor, _ now: DispatchTime) -> Int64 {
    let gone = Int64((now.uptimeNanoseconds - anchor.since.uptimeNanoseconds) / 1_000)  // microseconds
    return anchor.wall + gone * Int64(anchor.isSlow ? 1 : speed) / 1_000
  }

  /// What the server is given.
  public var clock: Clock {
    Clock(
      wall: { self.wall() }, monotonic: { .now() }, rate: { self.rate }, showIsOn: { self.showIsOn($0) })
  }
}
