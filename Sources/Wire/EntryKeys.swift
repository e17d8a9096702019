import Floor
import JSON

extension EntryCodec {
  /// The idempotency key of `entry`, which is to follow the entry at `head`.
  ///
  /// What somebody sends has the key of its id alone, so that it counts once whatever way it comes. What the server
  /// says of itself - a change of the configuration - is only repeated if it is appended at the same place: going back
  /// to an earlier state is a change too.
  public static func key(for entry: Entry, after head: Int64) -> String {
    switch entry {
    case .screen(let change): "screen/\(change.id)/\(change.version)"
    case .sale(let accepted): key(for: accepted.sale.id)
    case .correction(let correction): "correction/\(correction.id)"
    case .target(let target): "target/\(target.id)"
    case .activity(let activity): "activity/\(activity.id)"
    case .conduct(let conduct): "conduct/\(conduct.id)"
    case .award(let award): "award/\(award.id)"
    case .awardChange(let change): "award-change/\(change.id)"
    case .applause(let applause): "applause/\(applause.announcement)/\(applause.agent)"
    case .phase(let cue): cue.key
    case .broadcast(let broadcast): broadcast.key
    case .show(let show): show.key
    case .showChange(let change): "show-change/\(change.id)"
    case .commentary(let commentary): "commentary/\(commentary.id)"
    case .notice(let notice): "notice/\(notice.id)"
    case .noticeEnd(let end): "notice-end/\(end.id)"
    case .rules(let site, _): "rules/\(site)/after-\(head)"
    case .company: "company/after-\(head)"
    case .roster(let change):
      switch change.origin {
      case .configuration: "roster/after-\(head)"
      case .edit(let id, _): "roster/edit/\(id)"
      }
    }
  }

  /// The idempotency key of the sale `id`.
  public static func key(for id: SaleID) -> String { "sale/\(id)" }

  /// The content hash of `entry`, whose bytes are `body`: of what the sender said, without what the server added.
  ///
  /// What happens at its time is the same thing for everybody who finds that the time has come, whatever they had worked
  /// out when they did: there, the key is all the content.
  public static func hash(of entry: Entry, body: [UInt8]) throws(JSONError) -> [UInt8] {
    switch entry {
    case .screen(let change): try ContentHash.of(content: ScreenContent(change))
    case .sale(let accepted): try ContentHash.of(accepted.sale)
    case .correction(let correction): try ContentHash.of(content: CorrectionContent(correction))
    case .target(let target): try ContentHash.of(content: TargetContent(target))
    case .activity(let activity): try ContentHash.of(content: ActivityContent(activity))
    case .conduct(let conduct): try ContentHash.of(content: ConductContent(conduct))
    case .award(let award): try ContentHash.of(content: AwardContent(award))
    case .awardChange(let change): try ContentHash.of(content: AwardChangeContent(change))
    case .applause(let applause): try ContentHash.of(content: ApplauseContent(applause))
    case .phase(let cue): ContentHash.of(bytes: Array(cue.key.utf8))
    case .broadcast(let broadcast): ContentHash.of(bytes: Array(broadcast.key.utf8))
    case .show(let show): ContentHash.of(bytes: Array(show.key.utf8))
    case .showChange(let change): try ContentHash.of(content: ShowChangeContent(change))
    case .commentary(let commentary): try ContentHash.of(content: CommentaryContent(commentary))
    case .notice(let notice): try ContentHash.of(content: NoticeContent(notice))
    case .noticeEnd(let end): try ContentHash.of(content: NoticeEndContent(id: end.id))
    case .roster(let change):
      switch change.origin {
      case .configuration: ContentHash.of(bytes: body)
      case .edit(let id, _): try ContentHash.of(content: RosterContent(id: id, people: StoredPeople(change)))
      }
    case .rules, .company: ContentHash.of(bytes: body)
    }
  }
}
