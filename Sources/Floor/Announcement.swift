/// What one sale gives the floor to celebrate: exactly one for each credited sale, saying everything at once.
public struct Announcement: Hashable, Sendable {
  /// Why a sale is announced; lighter first, so that `max()` is the heaviest.
  public enum Reason: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// Every deal is shared.
    case deal
    /// At or above the site's threshold.
    case bigDeal
    /// 开门红: the first order of the business day.
    case firstOfDay
    /// The first order of the week.
    case firstOfWeek
    /// The first order of the month.
    case firstOfMonth

    /// The reason to be the first of a period.
    init(firstOf kind: Period.Kind) {
      self =
        switch kind {
        case .day: .firstOfDay
        case .week: .firstOfWeek
        case .month: .firstOfMonth
        }
    }

    /// The lighter is the smaller.
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  /// The offset of the sale's entry, which is the announcement's identity: no offset is played twice.
  public var offset: Int64
  /// Unix milliseconds at which the sale was announced.
  public var at: Int64
  /// On whose screens.
  public var site: SiteID
  /// Why, heaviest first; never empty.
  public var reasons: [Reason]
  /// The big deal's tier, from 1.
  public var tier: Int?
  /// Who, as they were called then.
  public var agent: Agent
  /// The team it was sold for, as it was called then.
  public var team: Team
  /// What.
  public var product: String
  /// How much.
  public var amount: Money

  /// How many colleagues applauded.
  public var applause = 0
  /// The sale was voided: an announcement still queued is withdrawn, one already shown is marked in the ticker.
  public var isVoided = false

  /// The announcement of the sale in `record`, which has one.
  init(_ record: SaleRecord, _ agent: Agent, _ team: Team) {
    (offset, at, site) = (
      record.announcement ?? record.offset, record.fate.announcedAt ?? record.acceptedAt, record.site
    )
    applause = record.fate.applause
    (reasons, tier) = (record.setOff.isEmpty ? [.deal] : record.setOff, record.tier)
    (self.agent, self.team, product, amount) = (agent, team, record.product, record.amount)
    isVoided = record.isVoided
  }

  /// Whether it interrupts the screen; everything else goes by in the ticker.
  public var isTakeover: Bool { reasons != [.deal] }

  /// How long it is on stage, in milliseconds: the longest that one of its reasons asks for (STAGE.md, Motion).
  public var duration: Int {
    reasons.map { reason in
      switch reason {
      case .deal: 6_000
      case .firstOfDay: 12_000
      case .firstOfWeek: 16_000
      case .firstOfMonth: 20_000
      case .bigDeal: [10_000, 14_000, 20_000][min(max(tier ?? 1, 1), 3) - 1]
      }
    }.max() ?? 0
  }
}
