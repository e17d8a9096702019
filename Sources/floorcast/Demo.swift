import ArgumentParser
import FloorcastServer
import Foundation

/// `floorcast demo`.
struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve a plausible floor whose simulated sales arrive like real ones.")

  @Option(help: "The configuration of the floor.") var config = "config/floor.json"
  @Option(help: "The folder of the log; a new temporary one where it is not given.") var data: String?
  @Option(help: "The port to listen on, instead of the configured one; 0: any free one.") var port: Int?
  @Option(name: .customLong("public"), help: "The files for browsers.") var publicDirectory = "public"
  @Option(help: "Where the simulated day's randomness starts; the same seed sells the same deals.") var seed: UInt64?

  func run() throws {
    var settings: Config
    do { settings = try Config(file: config) } catch { throw fail(error) }
    if let port { settings.server.port = port }
    guard settings.callers.isEmpty, settings.isLoopbackOnly else {
      throw fail("the demo floor is for this machine only: its configuration may have no tokens and no other host")
    }
    let folder =
      data ?? FileManager.default.temporaryDirectory.appending(path: "floorcast-demo-\(UUID().uuidString)").path
    defer { if data == nil { try? FileManager.default.removeItem(atPath: folder) } }
    let end = EndSignal()
    do {
      let server = try FloorServer(
        settings, data: folder, publicDirectory: publicDirectory, logger: makeLogger(level: .warning))
      greet(settings, port: server.port)
      let seller = DemoSeller(settings.roster, port: server.port, seed: seed ?? .random(in: .min ... .max))
      seller.start()
      defer { seller.stop() }
      try end.wait(for: server)
    } catch let error as StartError {
      throw fail(error)
    }
  }

  private func greet(_ config: Config, port: Int) {
    let address = "http://127.0.0.1:\(port)"
    let agent = config.roster.agents.first?.id.description ?? ""
    print(
      """
      The demo floor is open.
        wall          \(address)/wall/
        console       \(address)/console/
        agent's page  \(address)/me/?agent=\(agent)
      In English: add ?lang=en (agent's page: &lang=en). Ctrl-C ends it.
      """)
  }
}
