import ArgumentParser
import FloorcastServer
import Foundation

/// `floorcast sale`.
struct SaleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sale", abstract: "Record one sale with a running server and print its answer.",
    discussion: """
      Repeating the command with the same --id is safe: a sale counts once. Over https the machine must trust the server's
      authority: copy ca.pem to /usr/local/share/ca-certificates/floorcast.crt and run update-ca-certificates.
      """)

  @Option(help: "The server.") var server = "http://127.0.0.1:8080"
  @Option(help: "A token that may record sales; the environment's FLOORCAST_TOKEN where it is not given.") var token:
    String?
  @Option(help: "The sale's id; drawn at random where it is not given.") var id: String?
  @Option(help: "The agent's id or exact name.") var agent: String
  @Option(help: "What was sold.") var product: String
  @Option(help: "How much, as people type it: 12800, 12,800.50, 1.28万.") var amount: String
  @Option(help: "An ISO 4217 code, where it is not the site's.") var currency: String?
  @Option(name: .customLong("closed-at"), help: "A day or an RFC 3339 time, where it is not now.") var closedAt: String?
  @Option(help: "Who bought.") var customer: String?

  func run() throws {
    guard let url = URL(string: server)?.appending(path: "api/v1/sales"), url.host != nil else {
      throw ValidationError("--server must be an address such as http://127.0.0.1:8080")
    }
    let sale = OutgoingSale(
      id: id ?? "cli-\(UUID().uuidString.lowercased())", agent: agent, product: product, amount: amount,
      currency: currency,
      closedAt: closedAt, customer: customer)
    let token = token ?? ProcessInfo.processInfo.environment["FLOORCAST_TOKEN"]
    let answer: SaleClient.Answer
    do { answer = try SaleClient(url: url, token: token).send(sale) } catch {
      let hint = url.scheme == "https" ? " (this machine must trust its certificate: floorcast sale --help)" : ""
      throw fail("\(server) cannot be reached\(hint): \(error.localizedDescription)")
    }
    print(answer.body)
    if !answer.isRecorded { throw ExitCode.failure }
  }
}
