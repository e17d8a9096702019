import ArgumentParser
import FloorcastServer
import Foundation
import JSON

/// `floorcast try-rules`.
struct TryRules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try-rules",
    abstract:
      "List what the last days would have announced by the rules of a configuration, from a log no server has open.")

  @Argument(help: "The configuration with the new rules.") var config: String
  @Option(help: "The folder of the log.") var data: String
  @Option(help: "How many days back.") var days: Int32 = 7

  func validate() throws {
    if !(1...366).contains(days) { throw ValidationError("--days \(days) is not of 1 to 366") }
  }

  func run() throws {
    do {
      let trial = try RuleTrial(Config(file: config), data: data, days: days, logger: makeLogger(level: .warning))
      print(String(decoding: try JSON.encode(trial), as: UTF8.self))
    } catch let error as ConfigFaults {
      throw fail(error)
    } catch let error as StartError {
      throw fail(error)
    }
  }
}
