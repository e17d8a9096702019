// QR: texts as QR codes (ISO/IEC 18004). It owns the one call of libqrencode and must not know what a text is for or how a
// code is drawn. Pure; any thread: libqrencode shares nothing between codes.

import CQRencode

/// A QR code: a square of modules, each dark or light.
public struct QR: Hashable, Sendable {
  /// Modules along each side: 21 to 177.
  public let size: Int
  /// Row by row from the top left; `true` is dark.
  private let modules: [Bool]

  /// The smallest code for `text`, with as much error correction as lets a phone read it off a wall from an angle (level M,
  /// of which 15 % may be covered). `nil` for a text that is empty or too long for a code (2,331 bytes).
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    // Not as a C string, which would end at the first zero.
    guard let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else { return nil }
    defer { QRcode_free(code) }
    guard let data = code.pointee.data, code.pointee.width > 0 else { return nil }
    let size = Int(code.pointee.width)
    // The lowest bit is the colour; the others say what the module is for.
    (self.size, modules) = (size, (0..<size * size).map { data[$0] & 1 == 1 })
  }

  /// Whether the module in that row and column is dark.
  public subscript(row: Int, column: Int) -> Bool { modules[row * size + column] }

  /// Each row as a text of `1` (dark) and `0`, from the top, without the light margin of four modules that a reader needs.
  public var rows: [String] {
    (0..<size).map { row in String((0..<size).map { self[row, $0] ? "1" : "0" }) }
  }
}
