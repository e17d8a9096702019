import CLibwebsockets
import Logging

/// libwebsockets' log, as ours. Its log function is one for the process.
enum LibraryLog {
  private static let logger = Logger(label: "libwebsockets")

  /// Set once: the first use of this constant does it.
  static let isConnected: Bool = {
    lws_set_log_level(LLL_ERR | LLL_WARN, onLogLine)
    return true
  }()

  /// Its errors are about one connection (a reset, a bad handshake), so nobody needs to act on them: what concerns the
  /// server is thrown by the start.
  static func emit(_ level: Int32, _ text: String) {
    var line = text[...]
    while let last = line.last, last.isNewline { line.removeLast() }
    logger.log(level: level == LLL_ERR ? .info : .debug, "\(line)")
  }
}
