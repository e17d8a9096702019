import ArgumentParser
import Intake

/// `floorcast token`.
struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Make a token: the secret for the caller, and the entry for the configuration, which keeps only its hash."
  )

  @Argument(help: "What the caller is: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).") var role: Role
  @Option(help: "The caller's name, for the log.") var name: String
  @Option(help: "The only site the caller may see.") var site: String?
  @Option(help: "The agent whose page it opens (role agent).") var agent: String?
  @Option(help: "The team it leads (role leader).") var team: String?

  func validate() throws {
    if role == .agent, agent == nil { throw ValidationError("the role agent needs --agent, the id of the agent") }
    if (role == .leader) != (team != nil) {
      throw ValidationError("the role leader, and no other, needs --team, the id of the team")
    }
    for text in [name, site, agent, team].compactMap(\.self)
    where text.contains(where: { $0 == "\"" || $0 == "\\" || $0.isNewline }) {
      throw ValidationError("names may not hold quotes, backslashes or line breaks")
    }
  }

  func run() {
    var random = SystemRandomNumberGenerator()
    let token = Token(using: &random)
    let members: [(String, String?)] = [
      ("name", name), ("role", role.rawValue), ("site", site), ("agent", agent), ("team", team),
      ("hash", token.hash),
    ]
    let entry = members.compactMap { key, value in value.map { "\"\(key)\": \"\($0)\"" } }.joined(separator: ", ")
    print("token, shown once:        \(token.secret)")
    print("entry for \"tokens\":       { \(entry) }")
  }
}

extension Role: ExpressibleByArgument {}
