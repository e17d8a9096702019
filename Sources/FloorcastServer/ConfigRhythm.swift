import Floor
import Intake
import JSON
import Rhythm
import Wire

/// The honours of a configuration, as timetables name them.
struct KnownHonours {
  /// Those that are good.
  let honours: [Honour]
  /// Every id that the file gives, of faulty ones too: a fault is told once, not again wherever the id is used.
  let ids: [String]

  /// - Parameter configured: those that could be read; `nil` if the file says nothing of honours.
  init(_ reader: inout ObjectReader, configured: [Honour]?) {
    honours = configured ?? Honour.standard
    ids = configured == nil ? honours.map(\.id) : reader.ids(of: "honours")
  }
}

/// The timetable of a site, the object `rhythm` among its keys.
extension ObjectReader {
  /// Most phases of a day: one in each quarter of an hour.
  private static let mostPhases = 96
  /// The longest grace, in minutes: after an hour the next full hour tells it.
  private static let mostGrace: Int64 = 60
  /// The longest picture of a show, in seconds: an hour is a meeting, not a picture.
  private static let longestPicture: Int64 = 3_600

  mutating func timetable(_ known: KnownHonours, _ times: DayTimes) -> Timetable? {
    let phases = phases("phases", times)
    let broadcasts = bool("broadcasts") ?? true
    let grace = integer("grace_minutes", in: 1...ObjectReader.mostGrace).map(Int.init) ?? Timetable.standardGrace
    let ceremony = object("ceremony") { ceremony in ceremony.ceremony(known, times, phases ?? []) }
    let greeting = showTime("greeting", times, phases ?? [])
    refuseUnknownKeys()
    if let greeting, greeting == ceremony?.minute {
      fail("greeting", "is \(DayTimes.clock(greeting)), when the ceremony begins", allowed: "another time")
    }
    guard let phases, faults.isEmpty else { return nil }
    return Timetable(
      phases: phases, graceMinutes: grace, broadcasts: broadcasts, ceremony: ceremony, greetingMinute: greeting)
  }

  /// Phases one after the other.
  private mutating func phases(_ key: String, _ times: DayTimes) -> [Phase]? {
    var ids: Set<String> = []
    var end = 0
    return objects(key, required: true, maximum: ObjectReader.mostPhases) { reader in
      let phase = reader.phase(after: end, times)
      if let phase {
        end = phase.to
        if !ids.insert(phase.id).inserted {
          reader.fail("id", "is \(phase.id), as an earlier phase's", allowed: "an id that no other phase has")
        }
      }
      return phase
    }
  }

  /// - Parameter end: when the phase before it is over.
  private mutating func phase(after end: Int, _ times: DayTimes) -> Phase? {
    let id = string("id", required: true, maximum: RosterDraft.idLimit)
    let name = object("name", required: true) { name in name.wording() }
    let from = time("from", required: true).map(times.minute(of:))
    let to = time("to", required: true, until: DayTimes.midnight).map(times.end(at:))
    let sound = word("sound", of: HouseSound.self)
    let isQuiet = bool("quiet") ?? false
    let scene = word("scene", of: PlaylistItem.Scene.self)?.rawValue
    refuseUnknownKeys()
    if let from, let to, to <= from {
      fail("to", "is \(DayTimes.clock(to))", allowed: "a time after from, \(DayTimes.clock(from))")
    }
    if let from, from < end {
      let before = DayTimes.clock(end)
      fail("from", "is \(DayTimes.clock(from))", allowed: "\(before), when the phase before it is over, or later")
    }
    if isQuiet, sound != nil {
      fail("sound", "is called for in quiet time", allowed: "no sound where quiet is true")
    }
    guard let id, let name, let from, let to, from < to else { return nil }
    return Phase(id: id, name: name, from: from, to: to, sound: sound, isQuiet: isQuiet, scene: scene)
  }

  private mutating func ceremony(_ known: KnownHonours, _ times: DayTimes, _ phases: [Phase]) -> CeremonyPlan? {
    let minute = showTime("at", required: true, times, phases)
    var plan = ShowPlan()
    _ = object("seconds") { seconds in
      plan.durations = seconds.durations()
      return true
    }
    _ = object("honours") { honours in
      plan.honours = honours.plannedHonours(known)
      return true
    }
    refuseUnknownKeys()
    return minute.map { CeremonyPlan(minute: $0, plan: plan) }
  }

  private mutating func durations() -> ShowPlan.Durations {
    var durations = ShowPlan.Durations()
    let keys: [(String, WritableKeyPath<ShowPlan.Durations, Int>)] = [
      ("opening", \.opening), ("company", \.company), ("team", \.team), ("teams", \.teams), ("top_team", \.topTeam),
      ("top_sales", \.topSales), ("countdown", \.countdown), ("winner", \.winner), ("applause", \.applause),
      ("closing", \.closing),
    ]
    for (key, path) in keys {
      if let seconds = integer(key, in: 1...ObjectReader.longestPicture) {
        durations[keyPath: path] = Int(seconds) * 1000
      }
    }
    refuseUnknownKeys()
    return durations
  }

  private mutating func plannedHonours(_ known: KnownHonours) -> [ShowPlan.Occasion: Honour] {
    var planned: [ShowPlan.Occasion: Honour] = [:]
    for occasion in ShowPlan.Occasion.allCases {
      guard let id = string(occasion.rawValue, maximum: RosterDraft.idLimit) else { continue }
      if !known.ids.contains(id) {
        fail(occasion.rawValue, "is \(id), which is no honour", allowed: known.ids.joined(separator: ", "))
      }
      planned[occasion] = known.honours.first { $0.id == id }
    }
    refuseUnknownKeys()
    return planned
  }

  /// When a show begins: not in quiet time.
  private mutating func showTime(
    _ key: String, required: Bool = false, _ times: DayTimes, _ phases: [Phase]
  ) -> Int? {
    guard let minute = time(key, required: required).map(times.minute(of:)) else { return nil }
    if let quiet = phases.first(where: { $0.isQuiet && $0.minutes.contains(minute) }) {
      let span = "\(DayTimes.clock(quiet.from)) to \(DayTimes.clock(quiet.to))"
      fail(key, "is \(DayTimes.clock(minute)), in the quiet phase \(quiet.id)", allowed: "a time outside \(span)")
    }
    return minute
  }
}
