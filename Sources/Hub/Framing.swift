/// Server-to-client WebSocket frames (RFC 6455, 5.2): not masked, not fragmented, no extension.
public enum Framing {
  /// `FIN` and the opcodes used here.
  enum Opcode: UInt8 {
    case text = 0x81
    case close = 0x88
    case ping = 0x89
  }

  /// A ping. It has a payload because libwebsockets does not report a pong without one.
  public static let ping: [UInt8] = [Opcode.ping.rawValue, 1, UInt8(ascii: "?")]

  /// The bytes of a frame's header for a payload of `length` bytes: 2, 4 or 10.
  static func headerLength(_ length: Int) -> Int {
    length < 126 ? 2 : length < 65_536 ? 4 : 10
  }

  /// Hands out the header's bytes for a text frame of `length` bytes.
  static func textHeader(_ length: Int, into put: (UInt8) -> Void) {
    put(Opcode.text.rawValue)
    guard length >= 126 else { return put(UInt8(length)) }
    let wide = length >= 65_536
    put(wide ? 127 : 126)
    for shift in stride(from: wide ? 56 : 8, through: 0, by: -8) { put(UInt8(truncatingIfNeeded: length >> shift)) }
  }

  /// `payload` as one text frame.
  public static func text(_ payload: [UInt8]) -> [UInt8] {
    var frame: [UInt8] = []
    frame.reserveCapacity(headerLength(payload.count) + payload.count)
    textHeader(payload.count) { frame.append($0) }
    frame.append(contentsOf: payload)
    return frame
  }

  /// A close frame with `code`'s number and reason.
  public static func close(_ code: CloseCode) -> [UInt8] {
    let reason = Array(code.reason.utf8)
    return [Opcode.close.rawValue, UInt8(2 + reason.count), UInt8(code.rawValue >> 8), UInt8(code.rawValue & 255)]
      + reason
  }
}
