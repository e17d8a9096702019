import Floor
import JSON

/// What a floor knows besides its pages, as a checkpoint keeps it. Equal checkpoints have equal bytes, texts being equal
/// if their UTF-8 is.
///
/// A checkpoint is worked out from the log, so there is one version of the form only: where another one is found, the
/// checkpoint is made anew.
public enum StateCodec {
  /// The version of the form.
  public static let version: UInt8 = 3

  /// Bytes of a checkpoint of usual size, to reserve memory by.
  private static let usualLength = 65_536

  /// The bytes of `checkpoint`.
  /// - Throws: `EntryError` for a name that JSON cannot hold: one with U+0000.
  public static func encode(_ checkpoint: FloorCheckpoint) throws(EntryError) -> [UInt8] {
    var writer = ByteWriter(reserving: usualLength)
    writer.byte(version)
    writer.signed(checkpoint.offset)
    try writer.roster(checkpoint.roster)
    try writer.roster(checkpoint.configured)
    try writer.optional(checkpoint.company) { writer, rules throws(EntryError) in try writer.entry(.company(rules)) }
    let rules = checkpoint.rules.sorted { $0.key < $1.key }.flatMap { site, versions in versions.map { (site, $0) } }
    try writer.list(rules) { writer, version throws(EntryError) in
      writer.optional(version.1.since) { $0.day($1) }
      try writer.entry(.rules(version.0, version.1.rules))
    }
    writer.list(checkpoint.targets.inOrder) { $0.target($1) }
    writer.list(checkpoint.awards.items) { $0.award($1) }
    try writer.screens(checkpoint.screens)
    var base = RecordBase.nowhere
    writer.list(checkpoint.waiting) { writer, record in withUnsafePointer(to: record) { writer.record($0, &base) } }
    try writer.list(checkpoint.sites) { writer, site throws(EntryError) in try writer.site(site) }
    return writer.bytes
  }

  /// The checkpoint in `bytes`.
  /// - Throws: `EntryError` for bytes that are not exactly a checkpoint in this form.
  public static func decode(_ bytes: [UInt8]) throws(EntryError) -> FloorCheckpoint {
    try bytes.withUnsafeBufferPointer { bytes throws(EntryError) in try decode(UnsafeRawBufferPointer(bytes)) }
  }

  private static func decode(_ bytes: UnsafeRawBufferPointer) throws(EntryError) -> FloorCheckpoint {
    var (reader, checkpoint) = (ByteReader(bytes), FloorCheckpoint())
    try reader.version(version)
    checkpoint.offset = try reader.signed("offset")
    checkpoint.roster = try reader.roster("roster")
    checkpoint.configured = try reader.roster("configured")
    checkpoint.company = try reader.optional("company") { reader throws(EntryError) in try reader.company() }
    for (site, version) in try reader.list("rules", { reader throws(EntryError) in try reader.rules() }) {
      checkpoint.rules[site, default: []].append(version)
    }
    for target in try reader.list("targets", { reader throws(EntryError) in try reader.target() }) {
      checkpoint.targets.apply(target)
    }
    checkpoint.awards.restore(try reader.list("awards") { reader throws(EntryError) in try reader.award() })
    checkpoint.screens = try reader.screens()
    var base = RecordBase.nowhere
    checkpoint.waiting = try reader.list("waiting") { reader throws(EntryError) in try reader.record(&base) }
    checkpoint.sites = try reader.list("sites") { reader throws(EntryError) in try reader.site() }
    try reader.end()
    return checkpoint
  }
}

extension RecordBase {
  /// For records that are on no page: each says where it belongs.
  fileprivate static let nowhere = RecordBase(PageID(site: SiteID(""), day: CivilDate(daysSinceEpoch: 0)))
}

extension TargetBook {
  /// The targets of single months, then the standing ones, each in an order that is the same everywhere.
  fileprivate var inOrder: [Target] {
    let single = months.sorted { TargetKey.precedes($0.key, $1.key) }
      .flatMap { $0.value.sorted { $0.key < $1.key }.map(\.value) }
    return single + standing.sorted { TargetKey.precedes($0.key, $1.key) }.flatMap(\.value)
  }
}

/// What there is little of is kept as the log keeps it.
extension ByteWriter {
  mutating func entry(_ entry: Entry) throws(EntryError) {
    do {
      block(try EntryCodec.encode(entry))
    } catch {
      throw EntryError(error)
    }
  }

  fileprivate mutating func roster(_ roster: Roster) throws(EntryError) {
    try entry(.roster(RosterChange(sites: roster.sites, teams: roster.teams, agents: roster.agents)))
    list(roster.memberships.sorted { $0.key < $1.key }) { writer, agent in
      writer.text(agent.key)
      writer.list(agent.value) { writer, membership in
        writer.optional(membership.from) { $0.day($1) }
        writer.optional(membership.team) { $0.shared($1) }
      }
    }
  }
}

extension ByteReader {
  /// What `pick` takes from the next entry.
  mutating func entry<Value>(_ field: StaticString, _ pick: (Entry) -> Value?) throws(EntryError) -> Value {
    let entry = try block(field) { bytes throws(EntryError) in try EntryCodec.decode(bytes) }
    guard let value = entry.flatMap(pick) else { throw fault(field, "is an entry of another kind") }
    return value
  }

  fileprivate mutating func roster(_ field: StaticString) throws(EntryError) -> Roster {
    var roster = Roster()
    roster.apply(try entry(field) { if case .roster(let change) = $0 { change } else { nil } })
    let memberships = try list("memberships") { reader throws(EntryError) in
      (
        AgentID(try reader.text("agent")),
        try reader.list("times") { reader throws(EntryError) in
          Roster.Membership(
            from: try reader.optionalDay("from"),
            team: try reader.optional("team") { reader throws(EntryError) in TeamID(try reader.shared("team")) })
        }
      )
    }
    roster.restore(Dictionary(memberships) { first, _ in first })
    return roster
  }

  fileprivate mutating func company() throws(EntryError) -> CompanyRules {
    try entry("company") { if case .company(let rules) = $0 { rules } else { nil } }
  }

  fileprivate mutating func rules() throws(EntryError) -> (SiteID, RulesVersion) {
    let since = try optionalDay("since")
    return try entry("rules") {
      if case .rules(let site, let rules) = $0 { (site, RulesVersion(since: since, rules: rules)) } else { nil }
    }
  }
}
