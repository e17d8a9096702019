extension Phrases {
  /// What is said with a picture of `show`, for the ear.
  public static func words(for step: Show.Step, of show: Show, in roster: Roster) -> Wording {
    Wording(zhCN: "", en: "")
  }

  /// What is said in praise of a team; part of what is said with its picture.
  public static func words(for praise: Show.Praise, of show: Show, in roster: Roster) -> Wording {
    Wording(zhCN: "", en: "")
  }
}
