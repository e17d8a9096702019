import Floor

/// The beginning of a phase as screens name it.
struct PhaseView: Encodable {
  var offset, at: Int64
  var id: String
  var name: WordingView
  var minute: Int
  var sound: String?
  var words: WordingView

  /// - Parameter offset: of the phase's entry.
  init(_ cue: PhaseCue, offset: Int64) {
    (self.offset, at, id, name) = (offset, cue.at, cue.phase, WordingView(cue.name))
    (minute, sound) = (cue.minute, cue.sound?.rawValue)
    words = WordingView(Phrases.words(for: cue))
  }
}
