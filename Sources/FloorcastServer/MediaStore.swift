import Dispatch
import Logging
import Loop
import Synchronization
import Wire

/// The photos and sounds of people, each under its SHA-256. A file is durable before the entry that names it is
/// recorded, so the log never names one that is not there; what the log has forgotten of stays, since a rerun shows it.
///
/// It has a thread of its own: neither the loop nor the pipeline waits for the disk.
final class MediaStore: Sendable {
  /// Bytes of one file: a photo of a wall's size, ten seconds of sound. It leaves in one answer.
  static let maxBytes = 240 << 10
  /// Files that may wait to be written or read; more are answered 503.
  private static let waitingLimit = 64

  private let files: NamedFiles
  private let queue = DispatchQueue(label: "media")
  private let waiting = Mutex(0)
  private let logger: Logger

  /// The store in `folder`, which is made if it is missing.
  /// - Parameter isReadOnly: nothing is made or kept.
  init(in folder: String, isReadOnly: Bool = false, logger: Logger) throws(StartError) {
    do { files = try isReadOnly ? NamedFiles(reading: folder) : NamedFiles(in: folder) } catch {
      throw .files(error.description)
    }
    self.logger = logger
  }

  /// Keeps `bytes` and says under which hash.
  /// - Parameter then: called on the store's thread.
  /// - Returns: `false` if too much waits.
  func keep(_ bytes: [UInt8], then: @escaping @Sendable (Result<String, Problem>) -> Void) -> Bool {
    perform { [files, logger] in
      let hash = MediaAddress.hash(of: bytes)
      do throws(FileFault) {
        try files.write(bytes, as: hash, isDurable: true)
        then(.success(hash))
      } catch {
        logger.error("a file of an agent's could not be kept", metadata: ["reason": "\(error)"])
        then(.failure(.fileNotKept))
      }
    }
  }

  /// Looks for the file `hash`.
  /// - Parameter then: called on the store's thread, with `nil` where there is none.
  /// - Returns: `false` if too much waits.
  func find(_ hash: String, then: @escaping @Sendable ([UInt8]?) -> Void) -> Bool {
    perform { [files] in then(files.read(hash)) }
  }

  private func perform(_ work: @escaping @Sendable () -> Void) -> Bool {
    let hasRoom = waiting.withLock { waiting in
      guard waiting < MediaStore.waitingLimit else { return false }
      waiting += 1
      return true
    }
    guard hasRoom else { return false }
    queue.async {
      work()
      self.waiting.withLock { $0 -= 1 }
    }
    return true
  }
}

extension HTTPResponse {
  /// A file of an agent's. What it is called says what is in it, so nobody need ask for it twice.
  init(media bytes: [UInt8]) {
    guard let type = MediaType(sniffing: bytes) else {
      self.init(.notFound)
      return
    }
    self.init(
      status: 200,
      headers: [("Content-Type", type.rawValue), ("Cache-Control", "public, max-age=31536000, immutable")],
      body: bytes)
  }
}

extension Problem {
  /// The disk did not take a file: 507.
  fileprivate static let fileNotKept = Problem(
    type: "urn:floorcast:problem:full", title: "The file could not be kept", status: 507,
    detail: "the disk is full or failing; nothing was changed, send it again when there is space")
}
