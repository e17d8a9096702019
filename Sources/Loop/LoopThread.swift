import Floor
import Foundation
import Hub
import Logging
import Synchronization

/// Starts loops.
public enum LoopThread {
  /// Starts a loop on a thread of its own and returns when it listens.
  ///
  /// - Parameters:
  ///   - epoch, base: The log, and the offset of its last entry.
  ///   - channels: How many `ChannelID`s there are.
  ///   - makeHandler: Called once, on the loop's thread; the handler lives and dies there.
  /// - Throws: `LoopError`, with a text for the person who starts the server.
  public static func start(
    _ configuration: Configuration, epoch: Epoch, base: Int64, channels: Int,
    logger: Logger = Logger(label: "loop"),
    makeHandler: @escaping @Sendable (Submitter) -> any LoopHandler
  ) throws(LoopError) -> RunningLoop {
    let submitter = Submitter()
    let started = DispatchSemaphore(value: 0)
    let end = DispatchGroup()
    let outcome = Mutex<Result<Int, LoopError>>(.failure(.library("the loop did not start")))
    end.enter()
    let thread = Thread {
      defer { end.leave() }
      // Made in here, so that no other thread can reach it.
      let made = Result { () throws(LoopError) -> EventLoop in
        let loop = try EventLoop(
          configuration, epoch: epoch, base: base, channels: channels, submitter: submitter, logger: logger)
        try loop.listen(makeHandler)
        return loop
      }
      outcome.withLock { $0 = made.map(\.port) }
      started.signal()
      if case .success(let loop) = made { loop.run() }
    }
    thread.name = "floorcast-loop"
    thread.stackSize = stackBytes
    thread.start()
    started.wait()
    let port = try outcome.withLock { $0 }.get()
    logger.info("listening on \(configuration.host):\(port)")
    return RunningLoop(port: port, submitter: submitter, end: end)
  }

  /// 1 MiB: the loop's deepest stack is that of libwebsockets, a few pages.
  private static let stackBytes = 1 << 20
}

/// A loop that listens; `stop` and `join` end it.
public final class RunningLoop: Sendable {
  /// The port it listens on.
  public let port: Int
  /// The way in.
  public let submitter: Submitter
  private let end: DispatchGroup

  init(port: Int, submitter: Submitter, end: DispatchGroup) {
    self.port = port
    self.submitter = submitter
    self.end = end
  }

  /// Asks it to stop: every viewer is closed with 4000, then the thread ends, at the latest after
  /// `Limits.stopDeadline`. Returns at once; may be called again.
  public func stop() { submitter.requestStop() }

  /// Waits until the thread has ended.
  public func join() { end.wait() }

  /// What it did so far.
  public func counters() -> Counters { submitter.counters() }
}

/// Milliseconds since some point in the past; never goes back.
public func monotonicNow() -> Milliseconds {
  Milliseconds(DispatchTime.now().uptimeNanoseconds / 1_000_000)
}
