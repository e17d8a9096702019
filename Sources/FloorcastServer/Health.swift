import Synchronization

/// How the server is, for `/api/v1/health`: written by the pipeline, read by the loop.
final class Health: Sendable {
  /// What the health address answers.
  struct Report: Encodable {
    var status = "ok"
    var version = Version.current
    var offset: Int64 = 0
    var reason: String?
    var viewers = 0
  }

  private let state = Mutex(Report())

  /// The log reaches `head` and takes entries.
  func report(head: Int64) {
    state.withLock { ($0.status, $0.offset, $0.reason) = ("ok", head, nil) }
  }

  /// The last sale could not be recorded; what exactly the disk said is in the log, not for everyone.
  func reportFull() {
    state.withLock { ($0.status, $0.reason) = ("degraded", "the disk is full or failing: the last sale was refused") }
  }

  /// The report of now.
  var report: Report { state.withLock { $0 } }
}

/// The version of this server, which pages compare with their own.
public enum Version {
  /// Semantic version.
  public static let current = "0.1.0"
}
