import Floor

/// Pages of the past as the archive keeps them. Equal pages have equal bytes, texts being equal if their UTF-8 is.
///
/// The archive is worked out from the log, so there is one version of the form only: where another one is found, the
/// archive is made anew.
public enum PageCodec {
  /// The version of the form.
  public static let version: UInt8 = 1

  /// Bytes of a record of usual length, to reserve memory by.
  private static let usualRecord = 80
  /// The fewest bytes in which a record can be written.
  private static let smallestRecord = 11

  /// The bytes of `page`.
  public static func encode(_ page: DayPage) -> [UInt8] {
    var writer = ByteWriter(reserving: 64 + page.records.count * usualRecord)
    writer.byte(version)
    writer.page(page.id)
    writer.count(page.announced)
    var base = RecordBase(page.id)
    writer.count(page.records.count)
    page.records.withUnsafeBufferPointer { records in
      guard let first = records.baseAddress else { return }
      for record in first..<first + records.count { writer.record(record, &base) }
    }
    writer.list(page.activities.values.sorted { $0.agent < $1.agent }) { $0.activity($1) }
    writer.list(page.conducts) { $0.conduct($1) }
    writer.list(page.targets.sorted { TargetKey.precedes($0.key, $1.key) }.map(\.value)) { $0.target($1) }
    return writer.bytes
  }

  /// The page `id` in `bytes`.
  /// - Throws: `EntryError` for bytes that are not exactly that page in this form.
  public static func decode(_ bytes: [UInt8], _ id: PageID) throws(EntryError) -> DayPage {
    try bytes.withUnsafeBufferPointer { bytes throws(EntryError) in try decode(UnsafeRawBufferPointer(bytes), id) }
  }

  /// The page `id` in `bytes`, which are read in place and need not outlive the call.
  public static func decode(_ bytes: UnsafeRawBufferPointer, _ id: PageID) throws(EntryError) -> DayPage {
    var reader = ByteReader(bytes)
    try reader.version(version)
    guard try reader.page("page") == id else { throw EntryError("page", "is not \(id.site)/\(id.day)") }
    let announced = try reader.count("announced")
    var base = RecordBase(id)
    let records = try reader.list("records", atLeast: smallestRecord) { reader throws(EntryError) in
      try reader.record(&base)
    }
    let activities = try reader.list("activities") { reader throws(EntryError) in try reader.activity() }
    let conducts = try reader.list("conducts") { reader throws(EntryError) in try reader.conduct() }
    let targets = try reader.list("targets") { reader throws(EntryError) in try reader.target() }
    try reader.end()
    return DayPage(
      id, records: records, activities: activities, conducts: conducts, targets: targets, announced: announced)
  }
}

extension ByteWriter {
  fileprivate mutating func activity(_ activity: Activity) {
    text(activity.id)
    shared(activity.agent)
    day(activity.day)
    signed(activity.calls)
    signed(activity.connects)
    signed(activity.talkSeconds)
    signed(activity.at)
  }

  fileprivate mutating func conduct(_ conduct: Conduct) {
    text(conduct.id)
    shared(conduct.agent)
    day(conduct.day)
    code(conduct.kind)
    signed(conduct.points)
    text(conduct.reason)
    shared(conduct.by)
    signed(conduct.at)
  }
}

extension ByteReader {
  fileprivate mutating func activity() throws(EntryError) -> Activity {
    Activity(
      id: try text("id"), agent: AgentID(try shared("agent")), day: try day("day"), calls: try signed("calls"),
      connects: try signed("connects"), talkSeconds: try signed("talk_seconds"), at: try signed("at"))
  }

  fileprivate mutating func conduct() throws(EntryError) -> Conduct {
    Conduct(
      id: try text("id"), agent: AgentID(try shared("agent")), day: try day("day"), kind: try code("for"),
      points: try signed("points"), reason: try text("reason"), by: try shared("by"), at: try signed("at"))
  }
}
