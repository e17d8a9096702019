/// The targets of months. Those of single days are on the pages of their days.
public struct TargetBook: Hashable, Sendable {
  /// By month: targets of that month alone.
  public private(set) var months: [TargetKey: [CivilDate: Target]] = [:]
  /// Targets of every month from one on, the earliest first.
  public private(set) var standing: [TargetKey: [Target]] = [:]

  /// No targets.
  public init() {}

  /// Takes note of a target of a month, or of every month.
  public mutating func apply(_ target: Target) {
    let key = TargetKey(target)
    switch target.span {
    case .day: return
    case .month(let first): months[key, default: [:]][Period(.month, of: first).start] = target
    case .everyMonth(let from):
      standing[key, default: []].removeAll { $0.start == from }
      standing[key, default: []].append(target)
      standing[key]?.sort { $0.start < $1.start }
    }
  }

  /// The target of the month that begins on `month`: its own, else the standing one; `nil` where none was set, or it was
  /// taken back.
  public func target(_ key: TargetKey, month: CivilDate) -> Int64? {
    if let own = months[key]?[month]?.amount { return own }
    return standing[key]?.last { $0.start <= month }?.amount
  }
}

extension Target {
  fileprivate var start: CivilDate {
    switch span {
    case .day(let day), .month(let day), .everyMonth(let day): day
    }
  }
}
