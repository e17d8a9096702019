import CLibwebsockets
import Foundation

/// A client's IP address without the port; small, so that connections can be counted by it.
struct Address: Hashable, CustomStringConvertible {
  private let family: Int32
  private let high: UInt64
  private let low: UInt64

  /// The address in `storage`; "unknown" if it is neither IPv4 nor IPv6.
  init(_ storage: UnsafePointer<sockaddr_storage>) {
    family = Int32(storage.pointee.ss_family)
    let raw = UnsafeRawPointer(storage)
    switch family {
    case AF_INET:
      high = 0
      low = UInt64(raw.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr)
    case AF_INET6:
      let address = raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
      (high, low) = withUnsafeBytes(of: address) {
        ($0.loadUnaligned(as: UInt64.self), $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      }
    default: (high, low) = (0, 0)
    }
  }

  var description: String {
    guard family == AF_INET || family == AF_INET6 else { return "unknown" }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
      let found: UnsafePointer<CChar>? =
        if family == AF_INET {
          withUnsafeBytes(of: UInt32(low)) {
            inet_ntop(AF_INET, $0.baseAddress, text.baseAddress, socklen_t(text.count))
          }
        } else {
          withUnsafeBytes(of: (high, low)) {
            inet_ntop(AF_INET6, $0.baseAddress, text.baseAddress, socklen_t(text.count))
          }
        }
      return found.map { String(cString: $0) } ?? "unknown"
    }
  }
}
