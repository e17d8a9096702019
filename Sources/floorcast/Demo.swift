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

  @Option(help: "How many times as fast the day passes, 1 to 3600; a ceremony is played in real time, in a short form.")
  var speed = 1
  @Option(
    help:
      "When the demo's day begins by the first site's clock, e.g. 2026-11-23T17:55; without it: now, or with --speed the next working morning."
  )
  var at: String?
  @Flag(inversion: .prefixedNo, help: "Whether simulated people sell.") var sellers = true
  @Flag(
    inversion: .prefixedNo,
    help: "Whether they did before, since the month before: a new log only. As sellers, where it is not given.")
  var past: Bool?

  func validate() throws {
    if !RehearsalClock.rates.contains(speed) { throw ValidationError("--speed is \(speed) (allowed: 1 to 3600)") }
    if let at, DemoDay.Start(at) == nil {
      throw ValidationError("--at is \(at) (allowed: a day and time such as 2026-11-23T17:55 or 2026-11-23T17:59:50)")
    }
  }

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
    // The people of the demo sell through the door as well, and trust no authority of ours; on this machine http does.
    settings.server.tls = nil
    let end = EndSignal()
    let day = DemoDay(settings, at: at.flatMap(DemoDay.Start.init), speed: speed)
    if speed > 1 { day.shortenShows(&settings) }
    let seed = seed ?? .random(in: .min ... .max)
    do {
      if past ?? sellers {
        try DemoPast.write(
          settings, data: folder, clock: day.clock, seed: seed, logger: makeLogger(level: .warning))
      }
      let server = try FloorServer(
        settings, data: folder, publicDirectory: publicDirectory, clock: day.clock,
        logger: makeLogger(level: .warning))
      greet(settings, port: server.port)
      let seller = DemoSeller(settings.roster, port: server.port, seed: seed)
      if sellers { seller.start() }
      day.start()
      defer {
        seller.stop()
        day.stop()
      }
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
