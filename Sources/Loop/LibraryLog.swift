import CLibwebsockets
import Hub
import Logging
import Synchronization

/// libwebsockets' log, as ours. Its log function is one for the process.
enum LibraryLog {
  private static let logger = Logger(label: "libwebsockets")
  /// At most one line a second: out of descriptors, libwebsockets says so for every connection it cannot accept.
  private static let interval: Milliseconds = 1_000
  private static let last = Mutex<(at: Milliseconds, withheld: Int)>((.min / 2, 0))

  /// Set once: the first use of this constant does it.
  static let isConnected: Bool = {
    lws_set_log_level(LLL_ERR | LLL_WARN, onLogLine)
    return true
  }()

  /// Its errors are about one connection (a reset, a bad handshake), so nobody needs to act on them: what concerns the
  /// server is thrown by the start.
  static func emit(_ level: Int32, _ text: String) {
    let now = monotonicNow()
    let withheld: Int? = last.withLock { last in
      guard now - last.at >= interval else {
        last.withheld += 1
        return nil
      }
      defer { last = (now, 0) }
      return last.withheld
    }
    guard let withheld else { return }
    var line = text[...]
    while let last = line.last, last.isNewline { line.removeLast() }
    logger.log(
      level: level == LLL_ERR ? .info : .debug, "\(line)\(withheld > 0 ? " (and \(withheld) lines before)" : "")")
  }
}
