import Dispatch
import Logging
import Synchronization
import Wire

/// The voice of the server: texts become sound by the commands that are configured, on threads of its own.
///
/// A text that many pages ask for at once is rendered once; what was rendered is kept (`SpeechCache`).
final class Speech: Sendable {
  /// Renderings at once: they share the machine with the floor.
  static let atOnce = 2
  /// Renderings that may wait besides; more are answered 503, and a page uses its own voice.
  static let waitingLimit = 16

  /// What becomes of a text: the sound, or why there is none.
  typealias Answer = @Sendable (Result<[UInt8], Problem>) -> Void

  private struct Job {
    var name, language: String
    var command: SpeechCommand
    var text: String
  }

  private struct State {
    var cache: SpeechCache
    /// Who waits for what is rendered or read, by its name.
    var listeners: [String: [Answer]] = [:]
    var waiting: [Job] = []
    var running = 0
    /// Languages whose program cannot be started. Foundation keeps some descriptors of each try, so there is none after the
    /// first.
    var mute: Set<String> = []
    var isOver = false
  }

  private let commands: [String: SpeechCommand]
  /// Whether there is a language that it speaks.
  var isConfigured: Bool { !commands.isEmpty }
  private let files: NamedFiles
  private let state: Mutex<State>
  private let renderers = DispatchQueue(label: "speech", attributes: .concurrent)
  private let reader = DispatchQueue(label: "speech files")
  private let logger: Logger

  /// - Parameters:
  ///   - commands: by the language that each speaks.
  ///   - folder: for what was rendered; made if missing.
  ///   - cacheLimit: bytes of it.
  init(
    _ commands: [String: [String]], folder: String, cacheLimit: Int = SpeechCache.maxBytes, logger: Logger
  ) throws(StartError) {
    let cache: SpeechCache
    do { cache = try SpeechCache(in: folder, limit: cacheLimit) } catch { throw .files(error.description) }
    self.commands = commands.mapValues(SpeechCommand.init).filter { $0.value.program != nil }
    self.logger = logger
    files = cache.files
    state = Mutex(State(cache: cache))
  }

  /// Says `text`.
  /// - Parameters:
  ///   - language: one that a command is configured for.
  ///   - then: called once, on a thread of the voice, unless this throws.
  /// - Throws: `Problem`: the language is not spoken here, or too much waits.
  func say(_ text: String, in language: String, then: @escaping Answer) throws(Problem) {
    guard let command = commands[language] else { throw .notSpoken(language) }
    let name = Speech.name(of: text, in: language, command)
    let refusal: Problem? = state.withLock { state in
      guard state.listeners[name] == nil else {
        state.listeners[name]?.append(then)
        return nil
      }
      let job = Job(name: name, language: language, command: command, text: text)
      if state.cache.has(name) {
        state.listeners[name] = [then]
        reader.async { self.read(job) }
        return nil
      }
      guard !state.mute.contains(language) else { return .notSpoken(language) }
      guard state.waiting.count < Speech.waitingLimit || state.running < Speech.atOnce else { return .busyVoice }
      state.listeners[name] = [then]
      state.waiting.append(job)
      startNext(&state)
      return nil
    }
    if let refusal { throw refusal }
  }

  /// Ends every command and starts no other: who waits hears nothing more.
  func stop() {
    state.withLock { state in
      state.isOver = true
      state.waiting = []
    }
    // Until the last command is ended, which takes a tenth of a second: nothing of ours is to go on without us.
    renderers.sync(flags: .barrier) {}
  }

  private var isOver: Bool { state.withLock { $0.isOver } }

  private func startNext(_ state: inout State) {
    guard state.running < Speech.atOnce, !state.isOver, !state.waiting.isEmpty else { return }
    let job = state.waiting.removeFirst()
    state.running += 1
    renderers.async { self.render(job) }
  }

  private func render(_ job: Job) {
    let answer: Result<[UInt8], Problem>
    var isMute = false
    do throws(SpeechCommand.Failure) {
      answer = .success(try job.command.render(job.text, isStopped: { self.isOver }))
    } catch {
      if case .notStarted = error { isMute = true }
      let level = isMute ? Logger.Level.error : .warning
      logger.log(level: level, "a text could not be spoken", metadata: ["reason": "\(error)"])
      answer = .failure(.unspoken("\(error)"))
    }
    var isKept = false
    if case .success(let bytes) = answer {
      do throws(FileFault) {
        try files.write(bytes, as: job.name, isDurable: false)
        isKept = true
      } catch {
        logger.error("a rendered text could not be kept", metadata: ["reason": "\(error)"])
      }
    }
    var gone: [String] = []
    finish(job, answer) { state in
      if isKept, case .success(let bytes) = answer { gone = state.cache.add(job.name, bytes.count) }
      if isMute { state.mute.insert(job.language) }
      state.running -= 1
      self.startNext(&state)
    }
    for name in gone { files.remove(name) }
  }

  /// Answers from the cache; a file that is gone or damaged is rendered anew.
  private func read(_ job: Job) {
    if let bytes = files.read(job.name), let type = MediaType(sniffing: bytes),
      type != .wav || WaveFile.isComplete(bytes)
    {
      return finish(job, .success(bytes)) { _ in }
    }
    files.remove(job.name)
    state.withLock { state in
      state.cache.remove(job.name)
      state.waiting.append(job)
      startNext(&state)
    }
  }

  private func finish(_ job: Job, _ answer: Result<[UInt8], Problem>, _ change: (inout State) -> Void) {
    let listeners = state.withLock { state in
      change(&state)
      return state.listeners.removeValue(forKey: job.name) ?? []
    }
    for listener in listeners { listener(answer) }
  }

  /// What a rendering is called: by everything that it depends on.
  private static func name(of text: String, in language: String, _ command: SpeechCommand) -> String {
    // No argument, language or text holds the character zero.
    MediaAddress.hash(of: Array((command.words + ["", language, text]).joined(separator: "\0").utf8))
  }
}

extension Problem {
  /// No command speaks the language: 404.
  fileprivate static func notSpoken(_ language: String) -> Problem {
    Problem(
      title: "Not Found", status: 404,
      detail: "the server does not speak \(language): no command is configured for it, or its program is not there")
  }

  /// The command failed: 502.
  fileprivate static func unspoken(_ reason: String) -> Problem {
    Problem(
      type: "urn:floorcast:problem:speech", title: "The text could not be spoken", status: 502, detail: reason)
  }

  /// More texts wait than may wait: 503, try again.
  fileprivate static let busyVoice = Problem(
    type: "urn:floorcast:problem:busy", title: "Busy", status: 503,
    detail: "too many texts are waiting to be spoken; send it again in a second")
}
