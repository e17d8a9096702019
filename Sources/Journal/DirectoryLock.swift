import Floor
import Foundation

/// The lock file of a journal's directory: who has it, and how far it was acknowledged.
///
/// The lock is the kernel's (`flock`), so it ends with the process; the text is for people and for the next opening. The
/// acknowledged offset is written without sync after each commit: it can lag behind the log after a power cut, but it is
/// never ahead of what was durable. A log shorter than it has lost entries that somebody was told about: SQLite takes a
/// damaged page of its write-ahead log for the end of that log and says nothing.
final class DirectoryLock {
  /// How far a log was acknowledged.
  struct Mark: Equatable {
    var epoch: Epoch
    var head: Int64
  }

  private var descriptor: Int32
  /// What the last owner left; `nil` when there was none or it cannot be read.
  let previous: Mark?

  /// More than the text ever has.
  private static let textBytes = 256

  /// Takes the lock on `path`, creating the file (mode 0600) when it is missing.
  init(path: String) throws(JournalError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotOpen("create the lock file \(path): \(lastSystemError())") }
    let text = Self.text(of: descriptor)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno == EWOULDBLOCK ? nil : lastSystemError()
      Foundation.close(descriptor)
      if let reason { throw .cannotOpen("lock \(path): \(reason)") }
      throw .inUse("\(path) is held by process \(Self.value("process", in: text) ?? "unknown")")
    }
    previous = Self.mark(in: text)
  }

  /// Names this process as the owner and `mark` as the beginning.
  func claim(_ mark: Mark) throws(JournalError) {
    guard ftruncate(descriptor, 0) == 0, write(mark) else {
      throw .cannotOpen("write the lock file: \(lastSystemError())")
    }
  }

  /// Notes that everything up to `mark` is durable. A failure is ignored: it only weakens the next opening's check.
  func acknowledge(_ mark: Mark) { _ = write(mark) }

  /// Gives the lock back; the file stays, with its mark. Calling it twice does nothing.
  func release() {
    guard descriptor >= 0 else { return }
    // Closing alone is not enough while a child that is being started still shares the descriptor.
    flock(descriptor, LOCK_UN)
    Foundation.close(descriptor)
    descriptor = -1
  }

  deinit { release() }

  private func write(_ mark: Mark) -> Bool {
    var text = "process \(getpid())\nepoch \(mark.epoch)\nacknowledged \(mark.head)\n"
    return text.withUTF8 { pwrite(descriptor, $0.baseAddress, $0.count, 0) == $0.count }
  }

  private static func text(of descriptor: Int32) -> String {
    String(
      decoding: [UInt8](unsafeUninitializedCapacity: textBytes) { buffer, count in
        count = max(0, pread(descriptor, buffer.baseAddress, textBytes, 0))
      }, as: UTF8.self)
  }

  private static func mark(in text: String) -> Mark? {
    guard let epoch = value("epoch", in: text).flatMap(Epoch.init),
      let head = value("acknowledged", in: text).flatMap({ Int64($0) })
    else { return nil }
    return Mark(epoch: epoch, head: head)
  }

  private static func value(_ name: String, in text: String) -> String? {
    text.split(separator: "\n").first { $0.hasPrefix(name + " ") }.map { String($0.dropFirst(name.count + 1)) }
  }
}

/// The text and number of `errno`.
func lastSystemError() -> String {
  let code = errno
  return "\(String(cString: strerror(code))) (errno \(code))"
}
