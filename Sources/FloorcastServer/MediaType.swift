/// The kinds of file that people bring: told by what a file begins with, not by what somebody says of it.
enum MediaType: String, CaseIterable {
  case png = "image/png"
  case jpeg = "image/jpeg"
  case webp = "image/webp"
  case mp3 = "audio/mpeg"
  case ogg = "audio/ogg"
  case wav = "audio/wav"
  case webm = "audio/webm"

  /// What a photo may be.
  static let photos: [MediaType] = [.png, .jpeg, .webp]
  /// What a clip may be.
  static let clips: [MediaType] = [.mp3, .ogg, .wav, .webm]

  /// What `bytes` begin like; `nil`: none of these.
  init?(sniffing bytes: some Collection<UInt8>) {
    let head = Array(bytes.prefix(12))
    switch head {
    case _ where head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]): self = .png
    case _ where head.starts(with: [0xFF, 0xD8, 0xFF]): self = .jpeg
    case _ where MediaType.isRIFF(head, "WEBP"): self = .webp
    case _ where MediaType.isRIFF(head, "WAVE"): self = .wav
    case _ where head.starts(with: "OggS".utf8): self = .ogg
    case _ where head.starts(with: [0x1A, 0x45, 0xDF, 0xA3]): self = .webm
    case _ where head.starts(with: "ID3".utf8) || MediaType.isFrame(head): self = .mp3
    default: return nil
    }
  }

  /// The type that a `Content-Type` header names, which may have parameters; `nil`: none of these.
  init?(header: String?) {
    let name = header?.split(separator: ";").first?.lowercased().filter { $0 != " " } ?? ""
    // What browsers on other systems call a WAV file.
    let isWave = ["audio/x-wav", "audio/wave", "audio/vnd.wave"].contains(name)
    self.init(rawValue: isWave ? MediaType.wav.rawValue : name)
  }

  private static func isRIFF(_ head: [UInt8], _ form: String) -> Bool {
    head.count == 12 && head.starts(with: "RIFF".utf8) && head.dropFirst(8).elementsEqual(form.utf8)
  }

  /// The head of an MPEG audio frame of layer III: eleven bits that are set, a version that is not reserved.
  private static func isFrame(_ head: [UInt8]) -> Bool {
    head.count >= 2 && head[0] == 0xFF && head[1] & 0xE6 == 0xE2 && head[1] & 0x18 != 0x08
  }
}
