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
    do {
      let server = try FloorServer(
        settings, data: data, publicDirectory: publicDirectory, renewingEpoch: renewEpoch, logger: makeLogger())
      print("floorcast listens on http://\(settings.server.host):\(server.port)/")
      try waitForEnd(of: server)
    } catch let error as StartError {
      throw fail(error)
    }
  }
}

/// Serves until a signal asks for the end or the server cannot go on.
func waitForEnd(of server: FloorServer) throws {
  fflush(nil)
  let signals = [SIGTERM, SIGINT].map { number in
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler { server.stop() }
    source.resume()
    return source
  }
  defer { signals.forEach { $0.cancel() } }
  if let reason = server.wait() { throw fail(reason) }
}
