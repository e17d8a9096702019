import Floor
import JSON

/// One kind of JSON entry as the journal keeps it.
protocol StoredForm: Decodable, SendableMetatype {
  /// The kind's name in the log.
  static var kind: String { get }
  func entry() throws(EntryError) -> Entry
}

/// A JSON entry of any kind, read in one go.
struct StoredEntry: Decodable {
  private var v: Int
  private var form: (any StoredForm)?

  private enum CodingKeys: String, CodingKey {
    case v, kind
  }

  private static let forms: [any StoredForm.Type] = [
    StoredScreen.self,
    StoredSale.self, StoredRoster.self, StoredRules.self, StoredCompany.self, StoredCorrection.self, StoredTarget.self,
    StoredConduct.self, StoredAward.self, StoredAwardChange.self, StoredApplause.self, StoredPhase.self,
    StoredBroadcast.self, StoredShow.self, StoredShowChange.self, StoredCommentary.self,
    StoredNotice.self, StoredNoticeEnd.self,
  ]

  init(from decoder: any Decoder) throws {
    let head = try decoder.container(keyedBy: CodingKeys.self)
    v = try head.decode(Int.self, forKey: .v)
    let kind = try head.decode(String.self, forKey: .kind)
    guard v <= EntryCodec.version else { return }
    form = try StoredEntry.forms.first { $0.kind == kind }?.init(from: decoder)
  }

  /// `nil` for a kind that is not known here.
  func entry() throws(EntryError) -> Entry? {
    guard v <= EntryCodec.version else {
      throw EntryError("v", "is \(v): written by a newer version of Floorcast")
    }
    return try form?.entry()
  }
}

/// The day in `text`.
func day(_ text: String, _ field: String) throws(EntryError) -> CivilDate {
  guard let day = CivilDate(text) else { throw EntryError(field, "is no day") }
  return day
}

/// The currency in `text`.
func currency(_ text: String, _ field: String) throws(EntryError) -> Currency {
  guard let currency = Currency(text) else { throw EntryError(field, "is no ISO 4217 code") }
  return currency
}

/// The only one of `values` that is there.
func only<Value>(_ field: String, _ values: Value?...) throws(EntryError) -> Value {
  let present = values.compactMap(\.self)
  guard present.count == 1 else { throw EntryError(field, "must be said once, and is \(present.count) times") }
  return present[0]
}

/// The name of a page.
struct StoredPage: Codable {
  var site, day: String

  init(_ page: PageID) { (site, day) = (page.site.description, page.day.description) }

  func page() throws(EntryError) -> PageID { PageID(site: SiteID(site), day: try Wire.day(day, "page.day")) }
}

/// The same words in each language.
struct StoredWording: Codable {
  var zh, en: String

  init(_ wording: Wording) { (zh, en) = (wording.zhCN, wording.en) }

  var wording: Wording { Wording(zhCN: zh, en: en) }
}

/// A sale as logs before the binary form kept it: read, never written.
private struct StoredSale: StoredForm {
  static let kind = "sale"
  var id, agent, product: String
  var amount: Int64
  var currency: String
  var closed: String?
  var closedAt: Int64?
  var customer: String?
  var source, site: String
  var acceptedAt: Int64
  var acceptedOn, closedOn: String

  enum CodingKeys: String, CodingKey {
    case id, agent, product, amount, currency, closed
    case closedAt = "closed_at"
    case customer, source, site
    case acceptedAt = "accepted_at"
    case acceptedOn = "accepted_on"
    case closedOn = "closed_on"
  }

  func entry() throws(EntryError) -> Entry {
    let closing: Closing? =
      if let closed { .day(try day(closed, "closed")) } else { closedAt.map(Closing.instant) }
    return .sale(
      AcceptedSale(
        sale: Sale(
          id: SaleID(id), agent: agent, product: product,
          amount: Money(minorUnits: amount, currency: try Wire.currency(currency, "currency")), closed: closing,
          customer: customer, source: source),
        site: SiteID(site), acceptedAt: acceptedAt, acceptedOn: try day(acceptedOn, "accepted_on"),
        closedOn: try day(closedOn, "closed_on")))
  }
}
