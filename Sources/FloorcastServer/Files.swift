import Foundation

/// A folder of files that are called by what is in them, or by what they were made from: written whole or not at all.
struct NamedFiles: Sendable {
  /// Where they are.
  let folder: String

  /// The folder, made if it is missing, without what a crash left half written.
  /// - Throws: `FileFault` if it cannot be made.
  init(in folder: String) throws(FileFault) {
    self.folder = folder
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw FileFault("the directory \(folder) cannot be made: \(error.localizedDescription)")
    }
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasPrefix(".") {
      remove(name)
    }
  }

  /// The folder as it is: nothing is made in it.
  init(reading folder: String) { self.folder = folder }

  /// The file `name`; `nil` if there is none.
  func read(_ name: String) -> [UInt8]? { FileManager.default.contents(atPath: path(name)).map { Array($0) } }

  /// Removes the file `name`, if there is one.
  func remove(_ name: String) { unlink(path(name)) }

  /// Makes `bytes` the file `name`.
  /// - Parameter isDurable: it has reached the disk, with its name, when this returns.
  func write(_ bytes: [UInt8], as name: String, isDurable: Bool) throws(FileFault) {
    let (temporary, path) = (path(".\(name).new"), path(name))
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileFault("open", temporary) }
    do throws(FileFault) {
      defer { close(descriptor) }
      try NamedFiles.write(bytes, to: descriptor, temporary)
      if isDurable, fsync(descriptor) != 0 { throw FileFault("sync", temporary) }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else { throw FileFault("rename", temporary) }
    if isDurable { try syncFolder() }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(FileFault) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileFault("write", path) }
      rest = rest.dropFirst(count)
    }
  }

  private func syncFolder() throws(FileFault) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFault("open", folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileFault("sync", folder) }
  }

  private func path(_ name: String) -> String { "\(folder)/\(name)" }
}

/// What could not be done with a file.
struct FileFault: Error, CustomStringConvertible {
  var description: String

  init(_ text: String) { description = text }

  /// - Parameter action: what was to be done; `errno` says why it was not.
  init(_ action: String, _ path: String) {
    description = "\(action) \(path): \(String(cString: strerror(errno)))"
  }
}
