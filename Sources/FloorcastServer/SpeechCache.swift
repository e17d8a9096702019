import Foundation

/// What was rendered before, in files, as far as there is room: the oldest go first. It can be made again, so nothing of
/// it need survive a power cut; what is damaged is rendered anew.
struct SpeechCache {
  /// Bytes of all files together: a hundred announcements of ten seconds, uncompressed.
  static let maxBytes = 64 << 20

  let files: NamedFiles
  private let limit: Int
  /// The names and lengths, the oldest first.
  private var entries: [(name: String, length: Int)]
  private var total: Int

  /// The cache in `folder`, made if missing, with what is there.
  init(in folder: String, limit: Int = maxBytes) throws(FileFault) {
    (files, self.limit) = (try NamedFiles(in: folder), limit)
    let keys: Set<URLResourceKey> = [.contentModificationDateKey, .fileSizeKey]
    let urls = try? FileManager.default.contentsOfDirectory(
      at: URL(filePath: folder), includingPropertiesForKeys: Array(keys))
    let found = (urls ?? []).compactMap { url -> (String, Int, Date)? in
      guard let values = try? url.resourceValues(forKeys: keys) else { return nil }
      return (url.lastPathComponent, values.fileSize ?? 0, values.contentModificationDate ?? .distantPast)
    }
    entries = found.sorted { $0.2 < $1.2 }.map { ($0.0, $0.1) }
    total = entries.reduce(0) { $0 + $1.length }
    for name in makeRoom() { files.remove(name) }
  }

  /// Whether there is a file of that name.
  func has(_ name: String) -> Bool { entries.contains { $0.name == name } }

  /// Forgets the file `name`.
  mutating func remove(_ name: String) {
    guard let i = entries.firstIndex(where: { $0.name == name }) else { return }
    total -= entries.remove(at: i).length
  }

  /// Takes note of the file `name`, which was written.
  /// - Returns: the files that are to go for it. Not here: the disk may take its time, and others wait to look in.
  mutating func add(_ name: String, _ length: Int) -> [String] {
    remove(name)
    entries.append((name, length))
    total += length
    return makeRoom()
  }

  private mutating func makeRoom() -> [String] {
    var gone: [String] = []
    while total > limit, let oldest = entries.first {
      gone.append(oldest.name)
      remove(oldest.name)
    }
    return gone
  }
}
