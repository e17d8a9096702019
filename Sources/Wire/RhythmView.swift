import Floor

/// The phases of a site's day, as screens and consoles follow it by the clock.
public struct RhythmView: Encodable, Sendable {
  var day: String
  var working: Bool
  var phases: [Phase]
  var broadcasts: [Int]
  var ceremony: Int?

  /// A phase of the day.
  public struct Phase: Encodable, Sendable {
    var id: String
    var from, to: Int
    var name: WordingView
    var quiet: Bool
    var scene: String?

    /// A phase.
    /// - Parameters:
    ///   - from: its first minute, since midnight by the site's clock.
    ///   - to: the minute at which it is over.
    ///   - isQuiet: screens are dimmed and silent.
    ///   - scene: what the wall shows in it; `nil`: what it always shows.
    public init(id: String, from: Int, to: Int, name: Wording, isQuiet: Bool = false, scene: String? = nil) {
      (self.id, self.from, self.to, self.name) = (id, from, to, WordingView(name))
      (quiet, self.scene) = (isQuiet, scene)
    }
  }

  /// A site's day.
  /// - Parameters:
  ///   - isWorking: nothing is called, told or played on a day that is not a working day.
  ///   - phases: by their beginning.
  ///   - broadcasts: when the hour is told, in minutes since midnight by the site's clock, ascending.
  ///   - ceremony: when it is due, in minutes since midnight; `nil` on a day without one.
  public init(day: CivilDate, isWorking: Bool, phases: [Phase], broadcasts: [Int] = [], ceremony: Int? = nil) {
    (self.day, working, self.phases) = (day.description, isWorking, phases)
    (self.broadcasts, self.ceremony) = (broadcasts, ceremony)
  }
}
