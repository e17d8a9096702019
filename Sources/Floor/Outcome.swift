/// What an entry set off.
public enum Outcome: Hashable, Sendable {
  /// It was known already, or changed nothing.
  case nothing
  /// Something that has no announcement is different now.
  case changed
  /// What somebody did on the phone, or points for their conduct: no place, person, target or honour is different.
  case noted
  /// Screens were paired, set otherwise or revoked; boards are as they were.
  case screens
  /// A sale was recorded; announced unless nobody knows its agent.
  case sale(SaleRecord, Announcement?)
  /// A sale was corrected. The announcement is the sale's own as it stands now, or the first it gets.
  case corrected(SaleRecord, Correction, Announcement?)
  /// An announcement was applauded.
  case applauded(Announcement)
  /// A phase of the day began.
  case phase(PhaseCue)
  /// The hour was told.
  case broadcast(Broadcast)
  /// A show is on stage, or was directed: where it stands now. (One that is only recorded, of a day before the latest
  /// show's, is `changed`.)
  case show(Stand)
  /// A notice was put up, or taken down.
  case notice(PostedNotice, isEnded: Bool)
}
