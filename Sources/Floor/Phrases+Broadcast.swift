extension Phrases {
  /// What is said when a phase begins.
  public static func words(for cue: PhaseCue) -> Wording {
    Wording(zhCN: "现在开始：\(cue.name.zhCN)。", en: "Now: \(cue.name.en).")
  }

  /// What is read out on the hour, for the ear: the numbers are written as they are said.
  public static func words(for broadcast: Broadcast, in roster: Roster) -> Wording { Wording(zhCN: "", en: "") }
}
