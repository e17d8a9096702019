import ArgumentParser
import FloorcastServer
import Foundation

/// `floorcast check-config`.
struct CheckConfig: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-config", abstract: "List every fault of a configuration file with its line and column.")

  @Argument(help: "The configuration file.") var file = "config/floor.json"

  func run() throws {
    do {
      let config = try Config(file: file)
      print(
        "\(file): good - \(config.roster.sites.count) sites, \(config.roster.teams.count) teams, "
          + "\(config.roster.agents.count) agents, \(config.callers.count) tokens")
      for warning in config.warnings { print("\(file): warning: \(warning)") }
      if let end = try? config.server.tls?.check() {
        print("\(config.server.tls?.certificate ?? ""): until \(end.day)")
      }
    } catch {
      print(error)
      throw ExitCode.failure
    }
  }
}
