import Floor

/// What the clock and directors of shows add to random histories.
extension History {
  /// Before every fourth entry what the clock or a director sets off, which is drawn apart from the rest. What it says is
  /// found out when it is applied.
  static func cue(_ now: Now, sites: [SiteID], seed: UInt64, prefix: String = "") -> Entry? {
    guard now.i.isMultiple(of: 4) else { return nil }
    var random = Seeded(seed &* 1_000_003 &+ UInt64(now.i))
    let (site, day, hour) = (sites.randomElement(using: &random)!, now.day, now.minute / 60)
    switch Int.random(in: 0..<10, using: &random) {
    case 0:
      return .phase(
        PhaseCue(
          site: site, day: day, minute: now.minute, at: now.at, phase: "phase-\(hour / 4)",
          name: Wording(zhCN: "攻城略地", en: "calls"), sound: HouseSound.allCases.randomElement(using: &random)))
    case 1, 2:
      let occasion: Broadcast.Occasion = .random(using: &random) ? .hour(hour) : .recap("rest-\(hour / 4)")
      return .broadcast(FloorState().broadcast(of: site, occasion, day: day, minute: now.minute, at: now.at))
    case 3, 4:
      let isPlayed = Int.random(in: 0..<3, using: &random) > 0
      let make = Bool.random(using: &random) ? FloorState().greeting : FloorState().ceremony
      return .show(
        make(
          site, isPlayed ? day : day.advanced(by: -1), now.at, [nil, "assistant"].randomElement(using: &random)!,
          isPlayed ? now.at + ShowAnchor.lead : nil, ShowPlan()))
    case 5, 6:
      return .showChange(
        ShowChange(
          id: "\(prefix)d\(now.i)", show: "", site: site,
          action: ShowChange.Action.allCases.randomElement(using: &random)!, anchor: nil, by: "assistant", at: now.at))
    case 7:
      return .notice(
        Notice(
          id: "\(prefix)n\(now.i)", site: site, text: ["今晚团建", "tea!"].randomElement(using: &random)!,
          isSpoken: .random(using: &random), by: "operations", at: now.at,
          until: now.at + Int64.random(in: 1...600, using: &random) * 60_000))
    case 8: return .noticeEnd(NoticeEnd(id: "", by: "operations", at: now.at))
    default:
      return .commentary(
        Commentary(
          id: "\(prefix)m\(now.i)", site: site, day: day.advanced(by: Int32.random(in: -1...1, using: &random)),
          text: ["", "well done", "干得漂亮"].randomElement(using: &random)!, by: "operations", at: now.at))
    }
  }

  /// Honours of shows.
  static let plan = ShowPlan(
    honours: Dictionary(
      uniqueKeysWithValues: ShowPlan.Occasion.allCases.map { occasion in
        (
          occasion,
          Honour(
            id: "top-\(occasion.rawValue)", title: Wording(zhCN: "开拓能手", en: "Top Sales"),
            reward: .init(what: "voucher", days: 1))
        )
      }))
}

extension FloorState {
  /// What a show that cannot be directed so is asked instead, is to be repeated.
  func placed(_ change: ShowChange) -> ShowChange {
    guard let stand = cues(of: change.site).stand else { return change }
    var change = change
    change.show = stand.show.key
    do {
      change.anchor = try stand.anchor(after: change.action, at: change.at)
    } catch {
      (change.action, change.anchor) = (.repeat, ShowAnchor(step: 0, at: change.at + ShowAnchor.lead))
    }
    return change
  }
}
