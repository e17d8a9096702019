import Floor
import JSON

/// The beginning of a phase in the log.
struct StoredPhase: StoredForm, Encodable {
  static let kind = "phase"
  var v = EntryCodec.version
  var kind = StoredPhase.kind
  var site, day: String
  var minute: Int
  var at: Int64
  var phase: String
  var name: StoredWording
  var sound: String?

  init(_ cue: PhaseCue) {
    (site, day, minute, at) = (cue.site.description, cue.day.description, cue.minute, cue.at)
    (phase, name, sound) = (cue.phase, StoredWording(cue.name), cue.sound?.rawValue)
  }

  func entry() throws(EntryError) -> Entry {
    var heard: HouseSound?
    if let sound {
      heard = HouseSound(rawValue: sound)
      if heard == nil { throw EntryError("sound", "is not known") }
    }
    return .phase(
      PhaseCue(
        site: SiteID(site), day: try Wire.day(day, "day"), minute: minute, at: try instant(at, "at"), phase: phase,
        name: name.wording, sound: heard))
  }
}

/// The instant in `number`, Unix milliseconds within what every page's numbers hold exactly: so that nobody who adds a
/// duration to it, or takes one from it, has to look out.
func instant(_ number: Int64, _ field: String) throws(EntryError) -> Int64 {
  guard number.magnitude <= 1 << 53 else { throw EntryError(field, "is \(number), which is no time") }
  return number
}

/// An hourly broadcast or a recap in the log.
struct StoredBroadcast: StoredForm, Encodable {
  static let kind = "broadcast"
  var v = EntryCodec.version
  var kind = StoredBroadcast.kind
  var site, day: String
  var minute: Int
  var at: Int64
  /// Why it is told: one of them.
  var hour: Int?
  var recap: String?
  var since: Int
  var deals: [StoredDeal]
  var period, total: StoredSum
  var leaders, leadingTeams: [String]
  var target: Int64?
  var currency: String

  struct StoredDeal: Codable {
    var announcement: Int64
    var agent, team, product: String
    var amount: Int64
  }
  struct StoredSum: Codable {
    var amount: Int64
    var deals: Int
  }

  enum CodingKeys: String, CodingKey {
    case v, kind, site, day, minute, at, hour, recap, since, deals, period, total, leaders
    case leadingTeams = "leading_teams"
    case target, currency
  }

  init(_ broadcast: Broadcast) {
    (site, day) = (broadcast.site.description, broadcast.day.description)
    (minute, at, since) = (broadcast.minute, broadcast.at, broadcast.since)
    switch broadcast.occasion {
    case .hour(let hour): self.hour = hour
    case .recap(let phase): recap = phase
    }
    deals = broadcast.deals.map {
      StoredDeal(
        announcement: $0.announcement, agent: $0.agent.description, team: $0.team.description, product: $0.product,
        amount: $0.amount)
    }
    (period, total) = (StoredSum(broadcast.period), StoredSum(broadcast.total))
    leaders = broadcast.leaders.map(\.description)
    leadingTeams = broadcast.leadingTeams.map(\.description)
    (target, currency) = (broadcast.target, broadcast.currency.description)
  }

  func entry() throws(EntryError) -> Entry {
    // The last hour of a day that begins as late as days do comes before that time of the next date.
    if let hour, !(0..<24 + Site.latestDayStart / 60).contains(hour) {
      throw EntryError("hour", "is \(hour), which is none")
    }
    let occasion = try only("hour or recap", hour.map(Broadcast.Occasion.hour), recap.map(Broadcast.Occasion.recap))
    return .broadcast(
      Broadcast(
        site: SiteID(site), day: try Wire.day(day, "day"), minute: minute, at: try instant(at, "at"),
        occasion: occasion, since: since, deals: deals.map(\.deal), period: period.sum, total: total.sum,
        leaders: leaders.map { AgentID($0) }, leadingTeams: leadingTeams.map { TeamID($0) }, target: target,
        currency: try Wire.currency(currency, "currency")))
  }
}

extension StoredBroadcast.StoredDeal {
  fileprivate var deal: Broadcast.Deal {
    Broadcast.Deal(
      announcement: announcement, agent: AgentID(agent), team: TeamID(team), product: product, amount: amount)
  }
}

extension StoredBroadcast.StoredSum {
  fileprivate init(_ sum: Broadcast.Sum) { self.init(amount: sum.amount, deals: sum.deals) }

  fileprivate var sum: Broadcast.Sum { Broadcast.Sum(amount: amount, deals: deals) }
}

/// What a commentary's id stands for. Never reorder: the hashes in every log were made from these bytes.
struct CommentaryContent: Codable {
  var id, site, day, text: String

  init(_ commentary: Commentary) {
    (id, site) = (commentary.id, commentary.site.description)
    (day, text) = (commentary.day.description, commentary.text)
  }
}

/// A commentary in the log.
struct StoredCommentary: StoredForm, Encodable {
  static let kind = "commentary"
  var v = EntryCodec.version
  var kind = StoredCommentary.kind
  var what: CommentaryContent
  var by: String
  var at: Int64

  init(_ commentary: Commentary) {
    (what, by, at) = (CommentaryContent(commentary), commentary.by, commentary.at)
  }

  func entry() throws(EntryError) -> Entry {
    .commentary(
      Commentary(
        id: what.id, site: SiteID(what.site), day: try day(what.day, "what.day"), text: what.text, by: by,
        at: try instant(at, "at")))
  }
}
