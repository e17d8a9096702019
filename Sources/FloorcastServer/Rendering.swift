import Dispatch
import Foundation
import Synchronization

/// A command that speaks: a text on its standard input, sound on its standard output.
struct SpeechCommand: Hashable, Sendable {
  /// The program and its arguments, as configured.
  let words: [String]

  /// How long a rendering may take: a second or two is usual, and a page that waits longer has moved on.
  static let timeLimit = DispatchTimeInterval.seconds(5)
  /// Bytes of sound at most: three minutes of 16 bits at 22 kHz, more than the longest text takes.
  static let maxBytes = 10 << 20

  /// Where the program is; `nil` if it is not there, or cannot be run. A name without a slash is looked for in `PATH`.
  var program: String? {
    guard let name = words.first else { return nil }
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let places = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
    return places.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Why there is no sound.
  enum Failure: Error, CustomStringConvertible {
    case noProgram(String)
    case notStarted(String)
    case tooSlow
    case tooLong
    case stopped
    case ended(Int32)
    case noSound

    var description: String {
      switch self {
      case .noProgram(let name): "the program \(name) is not there"
      case .notStarted(let reason): "the command could not be started: \(reason)"
      case .tooSlow: "the command took too long and was ended"
      case .tooLong: "the command said more than \(SpeechCommand.maxBytes) bytes and was ended"
      case .stopped: "the server ends"
      case .ended(let status): "the command ended with status \(status)"
      case .noSound: "the command's output is no sound"
      }
    }
  }

  /// What `text` sounds like: a whole WAV, Ogg, MP3 or WebM file. Blocks until it is there, or the time is up.
  /// - Parameter isStopped: asked now and then: the command is to be ended.
  func render(_ text: String, isStopped: () -> Bool = { false }) throws(Failure) -> [UInt8] {
    guard let program else { throw .noProgram(words.first ?? "") }
    let deadline = DispatchTime.now() + SpeechCommand.timeLimit
    let child = try Child(program, Array(words.dropFirst()), input: text)
    defer { child.end() }
    let output = try child.output(until: deadline, isStopped)
    try child.wait(until: deadline, isStopped)
    guard child.status == 0 else { throw .ended(child.status) }
    guard let type = MediaType(sniffing: output), MediaType.clips.contains(type) else { throw .noSound }
    guard type == .wav else { return output }
    guard let wave = WaveFile.completed(output) else { throw .noSound }
    return wave
  }
}

/// A process that was started, until it is over or was ended. One thread.
private final class Child {
  /// Two that are started at once could inherit each other's ends of the pipes, and then neither would see an end.
  private static let starting = Mutex(())

  private let process = Process()
  private let out = Pipe()
  private let over = DispatchSemaphore(value: 0)
  private var isOver = false

  /// - Parameter input: short enough for a pipe, which takes it before anybody reads.
  init(_ program: String, _ arguments: [String], input: String) throws(SpeechCommand.Failure) {
    (process.executableURL, process.arguments) = (URL(filePath: program), arguments)
    process.standardError = FileHandle.nullDevice
    process.standardOutput = out
    process.terminationHandler = { [over] _ in over.signal() }
    if let fault = Child.starting.withLock({ _ in start(input) }) { throw .notStarted(fault) }
  }

  private func start(_ input: String) -> String? {
    let pipe = Pipe()
    process.standardInput = pipe.fileHandleForReading
    defer { try? pipe.fileHandleForReading.close() }
    do {
      // Our own end for reading is still open: a command that reads nothing cannot make this write fail.
      try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
      try pipe.fileHandleForWriting.close()
      try process.run()
      return nil
    } catch {
      return error.localizedDescription
    }
  }

  var status: Int32 { process.terminationStatus }

  /// How often it is asked whether to go on, in milliseconds.
  private static let nap = 100

  /// Everything it says, until it says no more.
  func output(until deadline: DispatchTime, _ isStopped: () -> Bool) throws(SpeechCommand.Failure) -> [UInt8] {
    let descriptor = out.fileHandleForReading.fileDescriptor
    var (all, part) = ([UInt8](), [UInt8](repeating: 0, count: 65_536))
    while true {
      var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if isStopped() { throw .stopped }
      guard DispatchTime.now() < deadline else { throw .tooSlow }
      guard poll(&poller, 1, Int32(Child.nap)) > 0 else { continue }
      let count = read(descriptor, &part, part.count)
      if count == 0 { return all }
      guard count > 0 else { continue }
      all += part[..<count]
      guard all.count <= SpeechCommand.maxBytes else { throw .tooLong }
    }
  }

  /// Waits for its end.
  func wait(until deadline: DispatchTime, _ isStopped: () -> Bool) throws(SpeechCommand.Failure) {
    while !isOver {
      if isStopped() { throw .stopped }
      guard DispatchTime.now() < deadline else { throw .tooSlow }
      isOver = over.wait(timeout: .now() + .milliseconds(Child.nap)) == .success
    }
  }

  /// Ends it, unless it is over, with what it has started: it leads a process group of its own. SIGKILL, since SIGTERM is
  /// blocked in our threads and a child inherits that.
  func end() {
    if !isOver {
      kill(-process.processIdentifier, SIGKILL)
      // It is gone at once, or in the hands of a disk that does not answer.
      isOver = over.wait(timeout: .now() + .seconds(1)) == .success
    }
    try? out.fileHandleForReading.close()
  }
}
