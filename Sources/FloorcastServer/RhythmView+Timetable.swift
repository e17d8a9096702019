import Floor
import Rhythm
import Wire

extension RhythmView {
  /// The day of `site` by its timetable.
  init(_ timetable: Timetable, at site: Site, on day: CivilDate, _ calendar: WorkingCalendar) {
    let cues = DayPlan.cues(
      of: day, site: site.id, timetable: timetable, calendar: calendar, zone: site.timeZone, dayStart: site.dayStart)
    func minutes(_ isMeant: (DueCue.Kind) -> Bool) -> [Int] { cues.filter { isMeant($0.kind) }.map(\.minute) }
    self.init(
      day: day, isWorking: calendar.isWorking(day),
      phases: timetable.phases.map {
        Phase(id: $0.id, from: $0.from, to: $0.to, name: $0.name, isQuiet: $0.isQuiet, scene: $0.scene)
      },
      broadcasts: minutes { if case .hourly = $0 { true } else { false } },
      ceremony: minutes { $0 == .ceremony }.first)
  }
}
