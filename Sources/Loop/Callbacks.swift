import CLibwebsockets
import CUV

// What C calls. Functions at file scope, because a closure literal takes on the isolation of the place it is written
// at; on this thread that would be an illegal instruction, and no compiler says so.

/// Every callback of libwebsockets, for every protocol.
func onWebSocketLibrary(
  _ wsi: OpaquePointer?, _ reason: lws_callback_reasons, _ user: UnsafeMutableRawPointer?,
  _ data: UnsafeMutableRawPointer?, _ length: Int
) -> Int32 {
  guard let wsi, let context = lws_get_context(wsi), let owner = lws_context_user(context) else { return 0 }
  return Unmanaged<EventLoop>.fromOpaque(owner)._withUnsafeGuaranteedRef {
    $0.callback(wsi, reason, user, data, length)
  }
}

/// After the polling of each turn.
func onTurn(_ handle: UnsafeMutablePointer<uv_check_t>?) {
  guard let owner = handle?.pointee.data else { return }
  Unmanaged<EventLoop>.fromOpaque(owner)._withUnsafeGuaranteedRef { $0.turn() }
}

/// Ten times a second.
func onTimer(_ handle: UnsafeMutablePointer<uv_timer_t>?) {
  guard let owner = handle?.pointee.data else { return }
  Unmanaged<EventLoop>.fromOpaque(owner)._withUnsafeGuaranteedRef { $0.checkDeadlines() }
}

/// Somebody submitted. The turn that this begins does the work.
func onWake(_ handle: UnsafeMutablePointer<uv_async_t>?) {}

/// A line of libwebsockets' log.
func onLogLine(_ level: Int32, _ text: UnsafePointer<CChar>?) {
  guard let text else { return }
  LibraryLog.emit(level, String(cString: text))
}
