import Foundation
import Testing

@testable import FloorcastServer

/// What files are told by, and what sound that came through a pipe is put right to.
struct MediaTypeTests {
  @Test(
    "A file is what it begins like",
    arguments: [
      ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0], MediaType.png), ([0xFF, 0xD8, 0xFF, 0xE0], .jpeg),
      (Array("RIFF....WEBPVP8 ".utf8), .webp), (Array("RIFF....WAVEfmt ".utf8), .wav), (Array("OggS\0".utf8), .ogg),
      ([0x1A, 0x45, 0xDF, 0xA3, 1], .webm), (Array("ID3\u{4}".utf8), .mp3), ([0xFF, 0xFB, 0x90], .mp3),
      ([0xFF, 0xF3, 0x90], .mp3), ([0xFF, 0xF1, 0x50], nil), ([0xFF, 0xEB, 0x90], nil), ([], nil), ([0xFF], nil),
      (Array("RIFF....WEB".utf8), nil), (Array("<svg xmlns=".utf8), nil), (Array("GIF89a".utf8), nil),
      (Array("\u{89}PNG".utf8), nil),
    ] as [([UInt8], MediaType?)])
  func sniffs(bytes: [UInt8], type: MediaType?) { #expect(MediaType(sniffing: bytes) == type) }

  @Test(
    "A header may have parameters, and other names for a WAV file",
    arguments: [
      ("image/png", MediaType.png), ("IMAGE/JPEG", .jpeg), ("audio/webm;codecs=opus", .webm),
      ("audio/ogg ; codecs=vorbis", .ogg), ("audio/x-wav", .wav), ("audio/wave", .wav), ("image/svg+xml", nil),
      ("text/html", nil), ("", nil), (nil, nil),
    ] as [(String?, MediaType?)])
  func headers(header: String?, type: MediaType?) { #expect(MediaType(header: header) == type) }

  /// A sound with `samples` bytes whose lengths are said to be `riff` and `data`.
  static func wave(_ samples: Int, riff: UInt32, data: UInt32, behind: [UInt8] = [], format: Bool = true) -> [UInt8] {
    func bytes(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
    let head =
      format ? Array("fmt ".utf8) + bytes(16) + [1, 0, 1, 0] + bytes(8_000) + bytes(16_000) + [2, 0, 16, 0] : []
    return Array("RIFF".utf8) + bytes(riff) + Array("WAVE".utf8) + head + Array("data".utf8) + bytes(data)
      + [UInt8](repeating: 7, count: samples) + behind
  }

  @Test("A sound with made-up lengths gets its own, one with its own stays")
  func lengths() {
    let good = Self.wave(100, riff: 136, data: 100)
    #expect(WaveFile.completed(good) == good && WaveFile.isComplete(good))
    for (riff, data) in [(0x7FFF_F024, 0x7FFF_F000), (UInt32.max, UInt32.max), (0, UInt32.max)] as [(UInt32, UInt32)] {
      let made = Self.wave(100, riff: riff, data: data)
      #expect(WaveFile.completed(made) == good && !WaveFile.isComplete(made))
    }
    let tagged = Self.wave(100, riff: 148, data: 100, behind: Array("LIST\u{4}\0\0\0INFO".utf8))
    #expect(WaveFile.completed(tagged) == tagged, "what comes behind the sound stays")
    #expect(!WaveFile.isComplete(Array(good.dropLast())))
  }

  @Test("A sound without sound, without a format or cut off in its head is none")
  func silence() {
    #expect(WaveFile.completed(Self.wave(0, riff: 36, data: 0)) == nil)
    #expect(WaveFile.completed(Self.wave(0, riff: 36, data: .max)) == nil)
    #expect(WaveFile.completed(Self.wave(10, riff: 20, data: 10, format: false)) == nil)
    let good = Self.wave(100, riff: 136, data: 100)
    for length in 0...44 { #expect(WaveFile.completed(Array(good[..<length])) == nil) }
  }
}

/// Files that are written whole, and a cache of them.
final class NamedFilesTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "floorcast-files-\(UUID().uuidString)")
    .path

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? [] }

  @Test("A file is there whole or not at all, and what a crash left is swept out")
  func whole() throws {
    let files = try NamedFiles(in: folder)
    try files.write([1, 2, 3], as: "a", isDurable: true)
    try files.write([4], as: "a", isDurable: false)
    #expect(files.read("a") == [4] && files.read("b") == nil)
    _ = FileManager.default.createFile(atPath: "\(folder)/.c.new", contents: Data([1]))
    #expect(try NamedFiles(in: folder).read("a") == [4])
    #expect(names == ["a"])
    files.remove("a")
    #expect(names == [])
    #expect(throws: FileFault.self) { try files.write([1], as: "no/such", isDurable: true) }
    #expect(throws: FileFault.self) { try NamedFiles(in: "/dev/null/x") }
  }

  @Test("The oldest go when there is no room for all, also of those that were there before")
  func room() throws {
    var cache = try SpeechCache(in: folder, limit: 250)
    for name in ["a", "b", "c"] {
      try cache.files.write([UInt8](repeating: 1, count: 100), as: name, isDurable: false)
      for gone in cache.add(name, 100) { cache.files.remove(gone) }
    }
    #expect(names == ["b", "c"] && !cache.has("a") && cache.has("b"))
    #expect(cache.add("b", 100) == [])
    try cache.files.write([1], as: "d", isDurable: false)
    for gone in cache.add("d", 100) { cache.files.remove(gone) }
    #expect(names == ["b", "d"], "the same name again is one file, and the newest")
    let again = try SpeechCache(in: folder, limit: 100)
    #expect(names.count == 1 && again.has(names[0]))
    var small = try SpeechCache(in: folder, limit: 10)
    try small.files.write([UInt8](repeating: 1, count: 100), as: "e", isDurable: false)
    #expect(small.add("e", 100).contains("e") && !small.has("e"), "what is larger than the room is not kept")
  }
}
