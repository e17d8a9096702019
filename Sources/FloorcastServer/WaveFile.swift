/// WAV files (RIFF, little-endian chunks).
enum WaveFile {
  /// `bytes` with the lengths that they have: a program that writes into a pipe cannot go back to its header when it knows
  /// them, and says something very large instead.
  /// - Returns: `nil` for bytes that are no WAV file, or have no sound in them.
  static func completed(_ bytes: [UInt8]) -> [UInt8]? {
    guard MediaType(sniffing: bytes) == .wav else { return nil }
    var (place, hasFormat) = (12, false)
    while let chunk = chunk(bytes, at: place) {
      let start = place + 8
      if chunk.name == "data" {
        let length = min(chunk.length, bytes.count - start)
        guard hasFormat, length > 0 else { return nil }
        let isCut = chunk.length > length
        var file = isCut ? Array(bytes[..<(start + length)]) : bytes
        put(UInt32(clamping: length), at: place + 4, of: &file)
        put(UInt32(clamping: file.count - 8), at: 4, of: &file)
        return file
      }
      hasFormat = hasFormat || chunk.name == "fmt "
      // Chunks begin at even places.
      place = start + chunk.length + chunk.length % 2
    }
    return nil
  }

  /// Whether `bytes` are as long as they say.
  static func isComplete(_ bytes: [UInt8]) -> Bool { completed(bytes) == bytes }

  private static func chunk(_ bytes: [UInt8], at place: Int) -> (name: String, length: Int)? {
    guard place + 8 <= bytes.count else { return nil }
    let length = (0..<4).reduce(0) { $0 | Int(bytes[place + 4 + $1]) << (8 * $1) }
    return (String(decoding: bytes[place..<(place + 4)], as: UTF8.self), length)
  }

  private static func put(_ number: UInt32, at place: Int, of bytes: inout [UInt8]) {
    for i in 0..<4 { bytes[place + i] = UInt8(truncatingIfNeeded: number >> (8 * i)) }
  }
}
