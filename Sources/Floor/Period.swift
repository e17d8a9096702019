/// A stretch of business days over which results are compared.
public enum Period: Hashable, Sendable {
  /// One business day.
  case day(CivilDate)
  /// Monday to Sunday, named by its Monday (ISO 8601).
  case week(CivilDate)
  /// A calendar month, named by its first day.
  case month(CivilDate)

  /// The kinds of period.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// One business day.
    case day
    /// Monday to Sunday.
    case week
    /// A calendar month.
    case month
  }

  /// The period of `kind` that `day` lies in.
  public init(_ kind: Kind, of day: CivilDate) {
    switch kind {
    case .day: self = .day(day)
    case .week: self = .week(day.advanced(by: -Int32(day.weekday - 1)))
    case .month: self = .month(day.advanced(by: -Int32(day.day - 1)))
    }
  }

  /// Which kind it is.
  public var kind: Kind {
    switch self {
    case .day: .day
    case .week: .week
    case .month: .month
    }
  }

  /// Its first day.
  public var start: CivilDate {
    switch self {
    case .day(let day), .week(let day), .month(let day): day
    }
  }

  /// Its last day.
  public var end: CivilDate {
    switch self {
    case .day(let day): day
    case .week(let monday): monday.advanced(by: 6)
    case .month(let first): Period(.month, of: first.advanced(by: 31)).start.advanced(by: -1)
    }
  }

  /// Its days, ascending.
  public var days: [CivilDate] {
    (start.daysSinceEpoch...end.daysSinceEpoch).map { CivilDate(daysSinceEpoch: $0) }
  }

  /// Whether `day` lies in it.
  public func contains(_ day: CivilDate) -> Bool { start <= day && day <= end }

  /// The periods that `day` lies in, the shortest first.
  public static func all(of day: CivilDate) -> [Period] { Kind.allCases.map { Period($0, of: day) } }
}

extension CivilDate {
  /// 1 (Monday) to 7 (Sunday), as ISO 8601 counts.
  public var weekday: Int {
    let sinceThursday = Int(daysSinceEpoch) % 7  // 1970-01-01 was a Thursday
    return (sinceThursday + 7 + 3) % 7 + 1
  }
}
