import ArgumentParser
import FloorcastServer
import Foundation
import Logging

/// The command `floorcast`.
@main
struct Floorcast: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "floorcast",
    abstract: "The broadcast and wallboard server of a telesales floor.",
    version: Version.current,
    subcommands: [
      Serve.self, Demo.self, SaleCommand.self, Import.self, ReportCommand.self, ReplayCommand.self, TryRules.self,
      TokenCommand.self, CertificateCommand.self, CheckConfig.self,
    ])
}

/// Ends the command with `message` on standard error and exit status 1.
func fail(_ message: some CustomStringConvertible) -> ExitCode {
  FileHandle.standardError.write(Data("floorcast: \(message)\n".utf8))
  return .failure
}

/// The log on standard error.
func makeLogger(level: Logger.Level = .info) -> Logger {
  var logger = Logger(label: "floorcast") { StreamLogHandler.standardError(label: $0) }
  logger.logLevel = level
  return logger
}
