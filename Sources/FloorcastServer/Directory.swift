import Floor
import Synchronization

/// What the door knows of the floor: sites are fixed at the start, people come and go while the server runs. Written by the
/// pipeline, read by the loop.
final class Directory: Sendable {
  /// The sites; a site's channel has its number.
  let sites: [Site]
  /// The company's name.
  let company: Wording
  /// How many agents a board names.
  let top: Int
  /// The log.
  let epoch: Epoch
  private let siteOfAgent = Mutex<[AgentID: SiteID]>([:])

  init(_ roster: Roster, _ config: Config, epoch: Epoch) {
    sites = roster.sites
    (company, top, self.epoch) = (config.company, config.screens.top, epoch)
    update(roster)
  }

  /// Where `agent` works; `nil` for somebody who is not there.
  func site(of agent: AgentID) -> SiteID? { siteOfAgent.withLock { $0[agent] } }

  /// Takes note of who works where now.
  func update(_ roster: Roster) {
    let sites = Dictionary(
      roster.agents.compactMap { agent in
        agent.hasLeft ? nil : roster[agent.team].map { (agent.id, $0.site) }
      }, uniquingKeysWith: { first, _ in first })
    siteOfAgent.withLock { $0 = sites }
  }
}
