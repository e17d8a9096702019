import Floor
import Testing

/// PRODUCT.md, "A reward is a promise".
struct AwardBookTests {
  static func award(_ id: String, due: CivilDate?, site: SiteID = Floors.bj) -> Entry {
    .award(
      Award(
        id: id, site: site, honour: "top_sales", title: Wording(zhCN: "开拓能手", en: "Top Sales"),
        recipient: .agents([AgentID("a1"), AgentID("a3")]), period: .day(Floors.day), citation: "the most of the day",
        reward: due.map { Award.Reward(what: "voucher", due: $0, presenter: "general manager") }, by: "leader", at: 0,
        on: Floors.day))
  }

  static func change(_ award: String, _ change: AwardChange.Change, id: String = "x") -> Entry {
    .awardChange(AwardChange(id: id, award: award, change: change, by: "assistant", at: 1, on: Floors.day))
  }

  static func promise(_ floor: FloorState, _ id: String, on day: CivilDate = Floors.day) -> AwardBook.Promise? {
    floor.awards[id].flatMap { AwardBook.promise(of: $0, on: day) }
  }

  @Test(
    "What was promised is owed, then due, then overdue, until it is handed over",
    arguments: [(-1, .owed), (0, .due), (1, .overdue), (30, .overdue)] as [(Int32, AwardBook.Promise)])
  func promise(days: Int32, state: AwardBook.Promise) {
    var floor = Floors.new()
    floor.next(Self.award("w1", due: Floors.day))
    #expect(Self.promise(floor, "w1", on: Floors.day.advanced(by: days)) == state)
    floor.next(Self.change("w1", .handedOver))
    #expect(Self.promise(floor, "w1", on: Floors.day.advanced(by: days)) == .handedOver)
    #expect(floor.awards["w1"]?.handedOver?.by == "assistant")
  }

  @Test("A revoked award leaves the hall of fame and owes nothing; history keeps it")
  func revoked() {
    var floor = Floors.new()
    floor.next(Self.award("w1", due: Floors.day))
    floor.next(Self.award("w2", due: nil))
    floor.next(Self.award("w3", due: nil, site: Floors.sh))
    floor.next(Self.change("w1", .revoked(reason: "miscounted")))
    #expect(Self.promise(floor, "w1") == nil)
    #expect(floor.awards.hallOfFame(of: Floors.bj).map(\.award.id) == ["w2"])
    #expect(floor.awards.items.map(\.award.id) == ["w1", "w2", "w3"])
  }

  @Test("What changes nothing is refused for the right reason")
  func faults() {
    var floor = Floors.new()
    for (id, due) in [("w1", Floors.day), ("w2", nil), ("w3", Floors.day)] { floor.next(Self.award(id, due: due)) }
    floor.next(Self.change("w1", .handedOver))
    floor.next(Self.change("w3", .revoked(reason: "by mistake")))
    let cases: [(String, AwardChange.Change, AwardBook.Fault?)] = [
      ("gone", .handedOver, .noSuchAward), ("w1", .handedOver, .nothingOwed), ("w2", .handedOver, .nothingOwed),
      ("w3", .handedOver, .revoked), ("w3", .revoked(reason: "again"), .revoked), ("w2", .revoked(reason: "no"), nil),
    ]
    for (award, change, fault) in cases {
      guard case .awardChange(let entry) = Self.change(award, change, id: "y") else { return }
      #expect(floor.awards.fault(of: entry) == fault)
      let before = floor.awards
      if fault != nil { floor.next(.awardChange(entry)) }
      #expect(floor.awards == before)
    }
  }
}
