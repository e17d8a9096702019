// Wire: every byte that crosses a socket or is journaled. It owns the forms - entries, messages, problems - and must not
// know sockets, files or clocks. Pure functions; any thread.

import Floor
import JSON

/// Entries as the journal keeps them: one JSON object each, with its version.
///
/// Bytes once written stay readable for ever: a field's meaning is never changed, new fields are optional, and what can
/// no longer be said in a form gets a new `v`.
public enum EntryCodec {
  /// The version that is written.
  public static let version = 1

  /// The bytes of `entry`.
  public static func encode(_ entry: Entry) throws(JSONError) -> [UInt8] {
    switch entry {
    case .sale(let sale): try JSON.encode(StoredSale(sale))
    case .roster(let change): try JSON.encode(StoredRoster(change))
    case .rules(let site, let rules): try JSON.encode(StoredRules(site, rules))
    case .correction(let correction): try JSON.encode(StoredCorrection(correction))
    }
  }

  /// The entry in `bytes`; `nil` for a kind that this version does not know: such an entry stays in the log and
  /// changes nothing here.
  /// - Throws: `JSONError` for bytes that are no entry, and for a known form of a newer version, which would be misread.
  public static func decode(_ bytes: [UInt8]) throws(JSONError) -> Entry? {
    let stored = try JSON.decode(StoredKind.self, from: bytes, limits: .body)
    guard stored.v <= version else { throw unreadable("v", "is \(stored.v): written by a newer version of Floorcast") }
    return switch stored.kind {
    case StoredSale.kind: try .sale(JSON.decode(StoredSale.self, from: bytes, limits: .body).entry())
    case StoredRoster.kind: try .roster(JSON.decode(StoredRoster.self, from: bytes, limits: .body).entry())
    case StoredRules.kind: try JSON.decode(StoredRules.self, from: bytes, limits: .body).entry()
    case StoredCorrection.kind:
      try .correction(JSON.decode(StoredCorrection.self, from: bytes, limits: .body).entry())
    default: nil
    }
  }

  /// The idempotency key of `entry`, which is to follow the entry at `head`.
  ///
  /// A sale's key is its id alone, so it counts once whatever way it comes. A change of roster or rules is only
  /// repeated if it is appended at the same place: going back to an earlier state is a change too.
  public static func key(for entry: Entry, after head: Int64) -> String {
    switch entry {
    case .sale(let accepted): key(for: accepted.sale.id)
    case .roster: "roster/after-\(head)"
    case .rules(let site, _): "rules/\(site)/after-\(head)"
    case .correction(let correction): "correction/\(correction.id)"
    }
  }

  /// The idempotency key of the sale `id`.
  public static func key(for id: SaleID) -> String { "sale/\(id)" }

  /// The content hash of `entry`, whose bytes are `body`.
  public static func hash(of entry: Entry, body: [UInt8]) throws(JSONError) -> [UInt8] {
    switch entry {
    case .sale(let accepted): try ContentHash.of(accepted.sale)
    case .correction(let correction): try ContentHash.of(bytes: JSON.encode(CorrectionContent(correction)))
    case .roster, .rules: ContentHash.of(bytes: body)
    }
  }
}

private struct StoredKind: Decodable {
  var v: Int
  var kind: String
}

/// Why stored bytes that are good JSON are no entry.
func unreadable(_ path: String, _ problem: String) -> JSONError {
  JSONError(path: path, position: nil, problem: problem, allowed: nil)
}

private struct StoredSale: Codable {
  static let kind = "sale"
  var v = EntryCodec.version
  var kind = StoredSale.kind
  var id, agent, product: String
  var amount: Int64
  var currency: String
  var closed: String?
  var closedAt: Int64?
  var customer: String?
  var source, site: String
  var acceptedAt: Int64
  var acceptedOn, closedOn: String

  enum CodingKeys: String, CodingKey {
    case v, kind, id, agent, product, amount, currency, closed
    case closedAt = "closed_at"
    case customer, source, site
    case acceptedAt = "accepted_at"
    case acceptedOn = "accepted_on"
    case closedOn = "closed_on"
  }

  init(_ accepted: AcceptedSale) {
    let sale = accepted.sale
    (id, agent, product) = (sale.id.description, sale.agent, sale.product)
    (amount, currency, customer) = (sale.amount.minorUnits, sale.amount.currency.description, sale.customer)
    (source, site, acceptedAt) = (sale.source, accepted.site.description, accepted.acceptedAt)
    (acceptedOn, closedOn) = (accepted.acceptedOn.description, accepted.closedOn.description)
    switch sale.closed {
    case .day(let day): closed = day.description
    case .instant(let instant): closedAt = instant
    case nil: break
    }
  }

  func entry() throws(JSONError) -> AcceptedSale {
    guard let currency = Currency(currency) else { throw unreadable("currency", "is no ISO 4217 code") }
    guard let acceptedOn = CivilDate(acceptedOn) else { throw unreadable("accepted_on", "is no day") }
    guard let closedOn = CivilDate(closedOn) else { throw unreadable("closed_on", "is no day") }
    let closing = closed.flatMap(CivilDate.init).map(Closing.day) ?? closedAt.map(Closing.instant)
    return AcceptedSale(
      sale: Sale(
        id: SaleID(id), agent: agent, product: product, amount: Money(minorUnits: amount, currency: currency),
        closed: closing, customer: customer, source: source),
      site: SiteID(site), acceptedAt: acceptedAt, acceptedOn: acceptedOn, closedOn: closedOn)
  }
}

private struct StoredRoster: Codable {
  static let kind = "roster"
  var v = EntryCodec.version
  var kind = StoredRoster.kind
  var sites: [StoredSite]
  var teams: [StoredTeam]
  var agents: [StoredAgent]

  struct StoredSite: Codable {
    var id, zh, en, zone, currency: String
  }
  struct StoredTeam: Codable {
    var id, site, name: String
    var color, slogan: String?
  }
  struct StoredAgent: Codable {
    var id, team, name: String
    var pinyin: String?
  }

  init(_ change: RosterChange) {
    sites = change.sites.map {
      StoredSite(
        id: $0.id.description, zh: $0.name.zhCN, en: $0.name.en, zone: $0.timeZone, currency: $0.currency.description)
    }
    teams = change.teams.map {
      StoredTeam(id: $0.id.description, site: $0.site.description, name: $0.name, color: $0.color, slogan: $0.slogan)
    }
    agents = change.agents.map {
      StoredAgent(id: $0.id.description, team: $0.team.description, name: $0.name, pinyin: $0.pinyin)
    }
  }

  func entry() throws(JSONError) -> RosterChange {
    var sites: [Site] = []
    for site in self.sites {
      guard let currency = Currency(site.currency) else { throw unreadable("sites", "\(site.id): no ISO 4217 code") }
      sites.append(
        Site(id: SiteID(site.id), name: Wording(zhCN: site.zh, en: site.en), timeZone: site.zone, currency: currency))
    }
    return RosterChange(
      sites: sites,
      teams: teams.map {
        Team(id: TeamID($0.id), site: SiteID($0.site), name: $0.name, color: $0.color, slogan: $0.slogan)
      },
      agents: agents.map { Agent(id: AgentID($0.id), team: TeamID($0.team), name: $0.name, pinyin: $0.pinyin) })
  }
}

private struct StoredRules: Codable {
  static let kind = "rules"
  var v = EntryCodec.version
  var kind = StoredRules.kind
  var site: String
  var bigDealTiers: [Int64]

  enum CodingKeys: String, CodingKey {
    case v, kind, site
    case bigDealTiers = "big_deal_tiers"
  }

  init(_ site: SiteID, _ rules: Rules) { (self.site, bigDealTiers) = (site.description, rules.bigDealTiers) }

  func entry() -> Entry { .rules(SiteID(site), Rules(bigDealTiers: bigDealTiers)) }
}
