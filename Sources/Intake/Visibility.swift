import Floor
import Wire

/// Something that is recorded.
public enum Deed: CaseIterable, Hashable, Sendable {
  case manageScreens
  case recordSale, correct, setTarget, recordActivity, giveConduct, giveAward, changeAward, editRoster, applaud
  case directShow, writeCommentary, writeNotice
}

/// Something to look at.
public enum Sight: Hashable, Sendable {
  /// How a site's screens are.
  case screens(SiteID)
  /// A site's wall.
  case wall(SiteID)
  /// An agent's own page.
  case ownPage(AgentID)
  /// A site's console.
  case console(SiteID)
  /// A site's standings to the last place; `nil`: all sites side by side.
  case standings(SiteID?)
  /// Why somebody has the place they have.
  case explain(Target.Scope)
  /// A site's report.
  case report(SiteID)
  /// The targets of a site's people.
  case targets(SiteID)
  /// A site's awards, and what is owed.
  case awards(SiteID)
}

/// Everything that each role may do and see, and how far: nothing else in the product decides it.
extension Role {
  /// How far something goes that a role may do or see.
  enum Reach: Hashable, Sendable {
    /// Nobody.
    case nothing
    /// The agent of the token.
    case oneself
    /// The team of the token, and its people.
    case team
    /// The site of the token; every site where the token names none.
    case site
  }

  /// How far the role's hand reaches.
  func reach(_ deed: Deed) -> Reach {
    switch self {
    case .admin: .site
    case .assistant:
      switch deed {
      case .manageScreens: .site
      case .recordSale, .correct, .giveAward, .changeAward, .editRoster, .directShow, .writeCommentary: .site
      case .writeNotice: .site
      case .setTarget, .recordActivity, .giveConduct, .applaud: .nothing
      }
    case .leader:
      switch deed {
      case .manageScreens: .nothing
      case .recordSale, .correct, .setTarget, .giveConduct, .giveAward, .changeAward: .team
      case .recordActivity, .editRoster, .applaud, .directShow, .writeCommentary, .writeNotice: .nothing
      }
    case .integration:
      switch deed {
      case .manageScreens: .nothing
      case .recordSale, .correct, .recordActivity, .editRoster: .site
      case .setTarget, .giveConduct, .giveAward, .changeAward, .applaud, .directShow, .writeCommentary: .nothing
      case .writeNotice: .nothing
      }
    case .agent: deed == .applaud ? .oneself : .nothing
    case .screen: .nothing
    }
  }

  /// How far the role's eye reaches.
  func reach(_ kind: Sight.Kind) -> Reach {
    switch self {
    case .admin: .site
    case .assistant: kind == .ownPage ? .nothing : .site
    case .leader:
      switch kind {
      // Honours and who leads are on the wall; targets, and the places below the wall's, are the team's own business.
      case .wall, .console, .awards, .screens: .site
      case .standings, .explain, .targets: .team
      case .ownPage, .report: .nothing
      }
    case .integration: kind == .wall || kind == .report ? .site : .nothing
    case .agent:
      switch kind {
      case .wall: .site
      case .ownPage, .explain: .oneself
      case .console, .standings, .report, .targets, .awards, .screens: .nothing
      }
    case .screen: kind == .wall ? .site : .nothing
    }
  }

  /// Whether the role may open `page` (the role a page asks for in its `hello`).
  public func mayOpen(_ page: Page) -> Bool {
    let kind: Sight.Kind =
      switch page {
      case .screen: .wall
      case .agent: .ownPage
      case .console: .console
      }
    return reach(kind) != .nothing
  }
}

extension Sight {
  enum Kind: CaseIterable, Hashable, Sendable {
    case wall, ownPage, console, standings, explain, report, targets, awards, screens
  }

  var kind: Kind {
    switch self {
    case .screens: .screens
    case .wall: .wall
    case .ownPage: .ownPage
    case .console: .console
    case .standings: .standings
    case .explain: .explain
    case .report: .report
    case .targets: .targets
    case .awards: .awards
    }
  }

  /// Whose it is; `nil`: everybody's.
  var owner: Target.Scope? {
    switch self {
    case .wall(let site), .console(let site), .report(let site), .targets(let site), .awards(let site): .site(site)
    case .screens(let site): .site(site)
    case .standings(let site): site.map(Target.Scope.site)
    case .ownPage(let agent): .agent(agent)
    case .explain(let scope): scope
    }
  }
}
