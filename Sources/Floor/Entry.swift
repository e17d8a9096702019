/// One entry of the log. Everything that changes what the floor knows is one; the log's order is the only order.
///
/// All but sales are kept aside (`indirect`), so that an entry is as large as a sale: a replay moves millions of them.
public enum Entry: Hashable, Sendable {
  /// Sites, teams and agents as they are from here on.
  indirect case roster(RosterChange)
  /// The rules of a site from here on. Recorded, so that a changed configuration changes no history.
  indirect case rules(SiteID, Rules)
  /// The rules of the company from here on.
  indirect case company(CompanyRules)
  /// A screen was paired, set otherwise or revoked.
  indirect case screen(ScreenChange)
  /// A sale that was accepted.
  case sale(AcceptedSale)
  /// A sale that is in the log already was voided, amended or given to someone else.
  indirect case correction(Correction)
  /// Somebody's target.
  indirect case target(Target)
  /// What an agent did on the phone.
  indirect case activity(Activity)
  /// Points for conduct.
  indirect case conduct(Conduct)
  /// An honour was given.
  indirect case award(Award)
  /// What became of an award.
  indirect case awardChange(AwardChange)
  /// A hand for an announcement.
  indirect case applause(Applause)
  /// A phase of the day began.
  indirect case phase(PhaseCue)
  /// The hour was told.
  indirect case broadcast(Broadcast)
  /// A ceremony or a greeting, frozen.
  indirect case show(Show)
  /// A show was directed.
  indirect case showChange(ShowChange)
  /// What is said at the end of a ceremony.
  indirect case commentary(Commentary)
  /// A message to the screens was put up.
  indirect case notice(Notice)
  /// It was taken down.
  indirect case noticeEnd(NoticeEnd)
}

/// A sale together with what the door knew when it let it in: nothing here is looked up again on replay.
public struct AcceptedSale: Hashable, Sendable {
  /// What the sender said.
  public var sale: Sale
  /// The site whose calendar named the days below.
  public var site: SiteID
  /// Unix milliseconds, the server's clock.
  public var acceptedAt: Int64
  /// The site's business day at `acceptedAt`.
  public var acceptedOn: CivilDate
  /// The business day on which the sale counts; earlier than `acceptedOn` for a late one.
  public var closedOn: CivilDate
  /// Minutes since midnight at the site at `acceptedAt`.
  public var minute: Int

  /// An accepted sale.
  @inlinable public init(
    sale: Sale, site: SiteID, acceptedAt: Int64, acceptedOn: CivilDate, closedOn: CivilDate, minute: Int = 0
  ) {
    (self.sale, self.site, self.acceptedAt) = (sale, site, acceptedAt)
    (self.acceptedOn, self.closedOn, self.minute) = (acceptedOn, closedOn, minute)
  }

  /// Closed on an earlier business day: it counts there and is nobody's first order today.
  public var isLate: Bool { closedOn < acceptedOn }
}

/// Names a page of the past: everything that counts at one site on one business day.
public struct PageID: Hashable, Sendable {
  /// Whose.
  public var site: SiteID
  /// Which day.
  public var day: CivilDate

  /// The page of `site` on `day`.
  public init(site: SiteID, day: CivilDate) { (self.site, self.day) = (site, day) }
}
