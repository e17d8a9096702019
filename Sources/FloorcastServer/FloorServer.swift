import Dispatch
import Floor
import Foundation
import Journal
import Logging
import Loop
import Synchronization

/// A running Floorcast server: two threads, the loop's and the pipeline's, and the crossing between them.
public final class FloorServer: Sendable {
  /// Sales that may wait for their commit; more are answered 503. Some ten seconds of work for a slow disk.
  static let waitingSales = 10_000

  private let loop: RunningLoop
  private let crossing: Crossing<Command>
  private let pipelineEnd: Promise<String?>
  private let speech: Speech

  /// The port it listens on.
  public var port: Int { loop.port }

  /// Opens the pipeline, on its own thread.
  typealias Opening = @Sendable (Health) throws(StartError) -> (Pipeline, Directory)

  /// Starts a server.
  /// - Parameters:
  ///   - data: the folder of the log; created if missing.
  ///   - publicDirectory: the files for browsers.
  ///   - renewingEpoch: the log was restored from a backup: its offsets mean other entries than the screens remember.
  /// - Throws: `StartError`, with a text for the person who starts it.
  public convenience init(
    _ config: Config, data: String, publicDirectory: String, renewingEpoch: Bool = false, clock: Clock = .system,
    logger: Logger
  ) throws(StartError) {
    let folders = Folders(media: "\(data)/media", speech: "\(data)/speech")
    try self.init(config, folders, publicDirectory: publicDirectory, clock: clock, logger: logger) {
      health throws(StartError) in
      try Pipeline.open(
        config, data: data, renewingEpoch: renewingEpoch, clock: clock, health: health, logger: logger)
    }
  }

  /// Where files are kept beside the log.
  struct Folders {
    /// The photos and sounds of people: part of what the log says.
    var media: String
    /// What was spoken, which can be made again.
    var speech: String
  }

  /// - Parameter rerun: the day of a log that is only played again: nothing can be recorded.
  init(
    _ config: Config, _ folders: Folders, publicDirectory: String, clock: Clock, rerun: CivilDate? = nil,
    logger: Logger,
    open: @escaping Opening
  ) throws(StartError) {
    let (crossing, health) = (Crossing<Command>(limit: FloorServer.waitingSales), Health())
    let (opening, end) = (Promise<Result<Directory, StartError>>(), Promise<String?>())
    let thread = Thread {
      do throws(StartError) {
        let (pipeline, directory) = try open(health)
        opening.keep(.success(directory))
        end.keep(pipeline.end(of: crossing))
      } catch {
        opening.keep(.failure(error))
      }
    }
    thread.name = "pipeline"
    thread.start()
    let directory = try opening.wait().get()
    (self.crossing, pipelineEnd) = (crossing, end)
    do {
      // Not before the log is ours alone: its lock is theirs too.
      let media = try MediaStore(in: folders.media, isReadOnly: rerun != nil, logger: logger)
      let speech = try Speech(config.speech, folder: folders.speech, logger: logger)
      self.speech = speech
      let files = try FloorServer.files(in: publicDirectory)
      loop = try FloorServer.startLoop(config, directory, files, health, logger) { submitter in
        Door(
          config, directory: directory, assets: files.assets, crossing: crossing, clock: clock, health: health,
          media: media, speech: speech,
          rerun: rerun, submit: { submitter.submit($0) }, viewers: { submitter.counters().viewers })
      }
    } catch {
      _ = crossing.put(.stop, weight: 0)
      _ = end.wait()
      throw error
    }
    for warning in config.warnings { logger.warning("\(warning)") }
    _ = crossing.put(.open { [submitter = loop.submitter] in submitter.submit($0) }, weight: 0)
    logger.info(
      "serving",
      metadata: [
        "address": "\(config.server.scheme)://\(config.server.host):\(loop.port)", "offset": "\(health.report.offset)",
      ])
  }

  /// Waits for the pipeline's end.
  /// - Returns: `nil` after `stop`, else why the server cannot go on.
  public func wait() -> String? { pipelineEnd.wait() }

  /// Plays entries of a log on.
  func play(_ entries: [(entry: Entry, offset: Int64)]) { _ = crossing.put(.play(entries), weight: 0) }

  /// Says goodbye to every screen (close code 4000, which tells it to come back), then ends the pipeline.
  public func stop() {
    speech.stop()
    loop.stop()
    loop.join()
    _ = crossing.put(.stop, weight: 0)
    crossing.close()
  }

  private static func files(in directory: String) throws(StartError) -> StaticFiles {
    do { return try StaticFiles(directory: directory) } catch { throw .loop(error.description) }
  }

  private static func startLoop(
    _ config: Config, _ directory: Directory, _ files: StaticFiles, _ health: Health, _ logger: Logger,
    _ makeDoor: @escaping @Sendable (Submitter) -> Door
  ) throws(StartError) -> RunningLoop {
    var configuration = Configuration()
    configuration.host = config.server.host == "localhost" ? "127.0.0.1" : config.server.host
    configuration.port = config.server.port
    configuration.files = files
    configuration.tls = config.server.tls
    configuration.limits.connectionsPerAddress = config.server.connectionsPerAddress
    let rate = config.server.messagesPerSecond
    configuration.limits.messages = Limits.Rate(perSecond: rate, burst: 2 * rate)
    do throws(LoopError) {
      return try LoopThread.start(
        configuration, epoch: directory.epoch, base: health.report.offset, channels: directory.sites.count,
        logger: logger, makeHandler: makeDoor)
    } catch {
      throw .loop(error.description)
    }
  }
}
