import ArgumentParser
import FloorcastServer
import Floor
import Foundation

/// `floorcast replay`.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Play a day of a log again on screens, from a log no server has open. The log is not touched.")

  @Argument(help: "The business day, e.g. 2026-11-20.") var day: String
  @Option(help: "The folder of the log.") var data: String
  @Option(help: "The configuration that names sites and timetables.") var config = "config/floor.json"
  @Option(help: "By the calendar of this site; the first one where it is not given.") var site: String?
  @Option(help: "Where it begins, e.g. 15:20; with the business day where it is not given.") var from: String?
  @Option(help: "How many times as fast as the day was, 1 to 3600.") var speed = 1
  @Option(help: "The port to listen on, instead of the configured one; 0: any free one.") var port: Int?
  @Option(name: .customLong("public"), help: "The files for browsers.") var publicDirectory = "public"

  func validate() throws {
    if CivilDate(day) == nil { throw ValidationError("day is \(day) (allowed: a day such as 2026-11-20)") }
    if let from, DayTime(from) == nil { throw ValidationError("--from is \(from) (allowed: 00:00 to 23:59)") }
    if !RehearsalClock.rates.contains(speed) { throw ValidationError("--speed is \(speed) (allowed: 1 to 3600)") }
  }

  func run() throws {
    var settings: Config
    do { settings = try Config(file: config) } catch { throw fail(error) }
    if let port { settings.server.port = port }
    guard let day = CivilDate(day) else { return }
    let end = EndSignal()
    do {
      let rerun = try Rerun(
        settings,
        Rerun.Plan(
          data: data, day: day, site: site.map { SiteID($0) }, minute: from.flatMap { DayTime($0) }?.minute,
          speed: speed),
        publicDirectory: publicDirectory, logger: makeLogger(level: .warning))
      print(
        """
        \(day) is played again from \(from ?? "its beginning") on: \(rerun.count) entries, \(speed) times as fast.
          wall          \(settings.server.scheme)://127.0.0.1:\(rerun.port)/wall/
        Ctrl-C ends it.
        """)
      try end.wait(stop: rerun.stop, until: rerun.wait)
    } catch let error as StartError {
      throw fail(error)
    }
  }
}

/// `15:20`, in minutes since midnight.
struct DayTime {
  let minute: Int

  init?(_ text: String) {
    guard let match = text.wholeMatch(of: /([0-9]{2}):([0-9]{2})/), let hour = Int(match.1),
      let minute = Int(match.2), hour < 24, minute < 60
    else { return nil }
    self.minute = hour * 60 + minute
  }
}
