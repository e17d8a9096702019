import Floor
import Journal
import Logging
import Wire

/// Tries rules against a log: what the last days would have announced by them (PRODUCT.md, "Dry run"). Nothing is recorded.
public struct RuleTrial: Encodable {
  /// One sale that would have been announced otherwise.
  public struct Difference: Encodable {
    var id, day, agent, product: String
    var amount: Int64
    /// The big deal's tier as it was, and as it would have been.
    var was, would: Int?
    /// The product group as it was, and as it would have been.
    var wasGroup, wouldGroup: String?

    enum CodingKeys: String, CodingKey {
      case id, day, agent, product, amount, was, would
      case wasGroup = "was_group"
      case wouldGroup = "would_group"
    }
  }

  /// The first day that was looked at.
  public var since: [String: String] = [:]
  /// How many sales were looked at.
  public var considered = 0
  /// What would have been otherwise, in the order of the log.
  public var differences: [Difference] = []

  /// Tries the rules of `config` against the last `days` days of the log in the folder `data`.
  public init(_ config: Config, data: String, days: Int32, logger: Logger) throws(StartError) {
    let reader = try ReportReader(data: data, logger: logger)
    for site in reader.sites {
      guard let rules = config.rules[site], let last = reader.latestDay(of: site) else { continue }
      let first = last.advanced(by: 1 - days)
      since[site.description] = first.description
      for record in try reader.records(of: site, from: first, through: last) where record.counts {
        considered += 1
        let (tier, group) = (rules.tier(of: record.amount.minorUnits), rules.group(of: record.product))
        if tier != record.tier || group != record.fate.group {
          differences.append(Difference(record, tier, group, reader.name(of: record)))
        }
      }
    }
  }
}

extension RuleTrial.Difference {
  init(_ record: SaleRecord, _ tier: Int?, _ group: GroupID?, _ agent: String) {
    (id, day, product) = (record.sale.id.description, record.day.description, record.product)
    (self.agent, amount, was, would) = (agent, record.amount.minorUnits, record.tier, tier)
    (wasGroup, wouldGroup) = (record.fate.group?.description, group?.description)
  }
}

extension ReportReader {
  /// The latest day on which a sale was accepted at `site`.
  func latestDay(of site: SiteID) -> CivilDate? { ledger.floor.latestDay(of: site) }

  /// The sales that count at `site` on the days from `first` to `last`, in the order of the log.
  func records(of site: SiteID, from first: CivilDate, through last: CivilDate) throws(StartError) -> [SaleRecord] {
    let days = (first.daysSinceEpoch...max(first, last).daysSinceEpoch).map(CivilDate.init(daysSinceEpoch:))
    do { try ledger.recall(site, days) } catch { throw .journal(error.description) }
    return days.flatMap { ledger.floor.page(PageID(site: site, day: $0)).records }.sorted { $0.offset < $1.offset }
  }

  /// What the agent of `record` is called.
  func name(of record: SaleRecord) -> String {
    record.agent.flatMap { ledger.floor.roster[$0]?.name } ?? record.sale.agent
  }
}
