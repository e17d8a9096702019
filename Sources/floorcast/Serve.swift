import ArgumentParser
import FloorcastServer
import Foundation

/// `floorcast serve`.
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Serve a floor until SIGTERM or SIGINT.")

  @Option(help: "The configuration file.") var config = "config/floor.json"
  @Option(help: "The folder of the log.") var data: String
  @Option(help: "The port to listen on, instead of the configured one; 0: any free one.") var port: Int?
  @Option(name: .customLong("public"), help: "The files for browsers.") var publicDirectory = "public"

  @Flag(help: "The log was restored from a backup: give it a new identity, so that screens start over.")
  var renewEpoch = false

  func run() throws {
    var settings: Config
    do { settings = try Config(file: config) } catch { throw fail(error) }
    if let port { settings.server.port = port }
    let end = EndSignal()
    do {
      let server = try FloorServer(
        settings, data: data, publicDirectory: publicDirectory, renewingEpoch: renewEpoch, logger: makeLogger())
      print("floorcast listens on \(settings.server.scheme)://\(settings.server.host):\(server.port)/")
      try end.wait(for: server)
    } catch let error as StartError {
      throw fail(error)
    }
  }
}

/// SIGTERM and SIGINT, blocked from the moment this is made, so that one during the start waits instead of being lost.
///
/// Make it before anything starts a thread: threads inherit what is blocked.
struct EndSignal {
  private var signals = sigset_t()

  init() {
    sigemptyset(&signals)
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Serves until a signal asks for the end or the server cannot go on.
  func wait(for server: FloorServer) throws { try wait(stop: server.stop, until: server.wait) }

  /// Waits for a signal, upon which it calls `stop`, and for the end, of which `until` tells.
  func wait(stop: @escaping @Sendable () -> Void, until: () -> String?) throws {
    fflush(nil)
    let signals = signals
    let waiter = Thread {
      var (awaited, number) = (signals, Int32(0))
      sigwait(&awaited, &number)
      stop()
    }
    waiter.name = "signals"
    waiter.start()
    if let reason = until() { throw fail(reason) }
  }
}
