import Floor
import Hub
import Intake
import Loop
import Wire

extension Door {
  /// `hello`: who is there, which page, which site, and what they have seen already.
  func hello(_ reader: inout ObjectReader, _ viewer: ViewerID, _ guest: Guest) -> [Reaction] {
    guard guest.page == nil else {
      return refuse(.invalid([FieldFault("kind", "is a second hello", allowed: "one hello per connection")]), ref: nil)
    }
    let role = reader.string("role", required: true, maximum: 40)
    let page = role.flatMap(Page.init(rawValue:))
    let token = reader.string("token", maximum: 128)
    let agent = reader.string("agent", maximum: 64).map { AgentID($0) }
    let site = reader.string("site", maximum: 64).map { SiteID($0) }
    let position = reader.object("position", Door.position)
    if let role, page == nil {
      reader.fail("role", "is \(role)", allowed: Page.allCases.map(\.rawValue).joined(separator: ", "))
    }
    guard let page, reader.faults.isEmpty else { return refuse(.invalid(reader.faults), ref: nil) }
    guard let caller = caller(saying: token, to: page, guest) else { return turnAway(.unauthorized) }
    guard caller.role.mayOpen(page) else {
      return turnAway(.forbidden("the role \(caller.role.rawValue) may not open the page \(page.rawValue)"))
    }
    do throws(Problem) {
      let watched = page == .agent ? try own(agent, caller) : nil
      // A paired screen hangs where it hangs, whatever its address says.
      let place = try place(page, caller.screen == nil ? site : caller.site, caller, watched)
      guests[viewer] = Guest(caller: caller, page: page, agent: watched, site: directory.sites[place].id)
      let screen = page == .screen ? try wallOpened(viewer, caller) : nil
      return try welcome(page, place, position, screen, slot: slot(page, place, watched))
    } catch {
      return error.status == 403 || error.status == 401 ? turnAway(error) : refuse(error, ref: nil)
    }
  }

  /// Who says hello with `token`. A wall whose token nobody knows is turned away even where everybody may come in without:
  /// it was revoked, and has to notice.
  private func caller(saying token: String?, to page: Page, _ guest: Guest) -> Caller? {
    if let device = token.flatMap({ directory.caller(holding: $0) }) { return device }
    if access.isOpen, page == .screen, let token, Token.isSecret(token) { return nil }
    return guest.caller ?? access.caller(holding: token)
  }

  private static func position(_ reader: inout ObjectReader) -> Position? {
    let epoch = reader.string("epoch", required: true, maximum: 32)
    let offset = reader.integer("offset", required: true, in: 0...(1 << 53))
    guard let epoch, let offset else { return nil }
    guard let known = Epoch(epoch) else {
      reader.fail("epoch", "is \(epoch)", allowed: "32 lowercase hexadecimal digits")
      return nil
    }
    return Position(epoch: known, offset: offset)
  }

  /// The agent whose page is opened.
  private func own(_ agent: AgentID?, _ caller: Caller) throws(Problem) -> AgentID {
    guard let wanted = agent ?? caller.agent else {
      throw .invalid([FieldFault("agent", "is missing", allowed: "the agent's id")])
    }
    guard caller.agent == nil || caller.agent == wanted else {
      throw .forbidden("an agent may open their own page only")
    }
    guard directory.site(of: wanted) != nil else {
      throw .invalid([FieldFault("agent", "is \(wanted), whom nobody knows", allowed: "an agent's id")])
    }
    return wanted
  }

  /// The number of the site that is shown.
  private func place(_ page: Page, _ site: SiteID?, _ caller: Caller, _ agent: AgentID?) throws(Problem) -> Int {
    let roster = directory.roster
    let wanted =
      agent.flatMap { directory.site(of: $0) } ?? site ?? caller.home(in: roster) ?? directory.sites.first?.id
    if let wanted, let problem = caller.problem(page == .console ? .console(wanted) : .wall(wanted), in: roster) {
      throw problem
    }
    guard let place = directory.sites.firstIndex(where: { $0.id == wanted }) else {
      let known = directory.sites.map(\.id.description).joined(separator: ", ")
      throw .invalid([FieldFault("site", "is \(wanted?.description ?? "missing")", allowed: known)])
    }
    return place
  }

  private func slot(_ page: Page, _ place: Int, _ watched: AgentID?) -> SlotID? {
    switch page {
    case .screen: Stage.gallerySlot(ChannelID(place), of: directory.sites.count)
    case .console: Stage.deskSlot(ChannelID(place))
    case .agent: watched.map(startWatching)
    }
  }

  private func welcome(
    _ page: Page, _ place: Int, _ position: Position?, _ screen: ScreenView?, slot: SlotID?
  ) throws(Problem) -> [Reaction] {
    let (epoch, clock) = (directory.epoch, clock)
    let playlist = screen.flatMap { directory.book[ScreenID($0.id)]?.screen?.playlist }
    do {
      let welcome = try ServerMessage.welcome(
        role: page.rawValue, version: Version.current, time: clock.wall(), tick: 2_000, site: directory.sites[place],
        company: directory.company, top: directory.top, rate: clock.rate(), assets: assets,
        theme: directory.look.view(), playlist: page == .screen ? directory.playlist(for: playlist) : nil,
        speech: speech.isConfigured, screen: screen)
      return [
        .send(welcome),
        .join(ChannelID(place), slot: slot, position.map(Join.resume) ?? .fresh) { from, to in
          (try? ServerMessage.resumed(from: Position(epoch: epoch, offset: from), to: to, time: clock.wall())) ?? []
        },
      ]
    } catch {
      throw .internalError("the welcome could not be written: \(error)")
    }
  }

  private func startWatching(_ agent: AgentID) -> SlotID {
    let slot = watchers[agent]?.slot ?? SlotID(nextSlot)
    if watchers[agent] == nil { nextSlot += 1 }
    watchers[agent, default: Watched(slot: slot, count: 0)].count += 1
    _ = crossing.put(.watch(agent, slot), weight: 0)
    return slot
  }

  func stopWatching(_ agent: AgentID) {
    guard var watched = watchers[agent] else { return }
    watched.count -= 1
    watchers[agent] = watched
    if watched.count == 0 { _ = crossing.put(.unwatch(agent), weight: 0) }
  }

  private func turnAway(_ problem: Problem) -> [Reaction] { refuse(problem, ref: nil) + [.close(.forbidden)] }
}
