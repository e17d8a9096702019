import Floor
import Foundation
import Hub
import Logging

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
    throw .library("not written yet")
  }
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
