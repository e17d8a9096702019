import Foundation

/// Makes `path` a directory, its parents included (mode 0700), so that a power cut does not take it back.
func createDirectory(_ path: String) throws(JournalError) {
  if mkdir(path, 0o700) == 0 { return try syncDirectory(parent(of: path)) }
  switch errno {
  case EEXIST: return
  case ENOENT where parent(of: path) != path:
    try createDirectory(parent(of: path))
    guard mkdir(path, 0o700) == 0 else { throw .cannotOpen("create the directory \(path): \(lastSystemError())") }
    try syncDirectory(parent(of: path))
  default: throw .cannotOpen("create the directory \(path): \(lastSystemError())")
  }
}

/// Makes `path` a file that only its owner reads and writes (0600). SQLite gives its write-ahead log the same mode.
func createFile(_ path: String) throws(JournalError) {
  let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else { throw .cannotOpen("open \(path) for writing: \(lastSystemError())") }
  defer { close(descriptor) }
  guard fchmod(descriptor, 0o600) == 0 else { throw .cannotOpen("set the mode of \(path): \(lastSystemError())") }
  try syncDirectory(parent(of: path))
}

private func syncDirectory(_ path: String) throws(JournalError) {
  let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { throw .cannotOpen("open the directory \(path): \(lastSystemError())") }
  defer { close(descriptor) }
  guard fsync(descriptor) == 0 else { throw .cannotOpen("sync the directory \(path): \(lastSystemError())") }
}

private func parent(of path: String) -> String {
  let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  guard let slash = trimmed.lastIndex(of: "/") else { return "." }
  return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
}
