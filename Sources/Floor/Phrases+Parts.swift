/// What sentences for the ear are made of.
extension Phrases {
  /// Names read out one after the other at most; of more it is said how many they are.
  private static let namesTold = 6

  /// The sentences that are said, one after the other.
  static func together(_ sentences: [Wording?]) -> Wording {
    let said = sentences.compactMap(\.self)
    return Wording(zhCN: said.map(\.zhCN).joined(), en: said.map(\.en).joined(separator: " "))
  }

  /// `飞虎队、猎豹队和雄鹰队`.
  static func list(_ names: [Wording]) -> Wording {
    let told = names.prefix(namesTold)
    let more = names.count - told.count
    if more > 0 {
      return Wording(
        zhCN: "\(told.map(\.zhCN).joined(separator: "、"))等\(spoken(names.count).zhCN)位",
        en: "\(told.map(\.en).joined(separator: ", ")) and \(spoken(more).en) more")
    }
    func joined(_ names: [String], _ comma: String, _ and: String) -> String {
      names.count < 2
        ? names.joined() : names.dropLast().joined(separator: comma) + and + (names.last ?? "")
    }
    return Wording(zhCN: joined(told.map(\.zhCN), "、", "和"), en: joined(told.map(\.en), ", ", " and "))
  }

  /// `三单`.
  static func deals(_ count: Int) -> Wording {
    let number = spoken(count)
    return Wording(zhCN: number.zhCN + "单", en: "\(number.en) \(count == 1 ? "deal" : "deals")")
  }

  /// `三单，合计三万二千元`.
  static func sum(_ deals: Int, _ amount: Int64, _ currency: Currency) -> Wording {
    let (count, amount) = (self.deals(deals), spoken(amount, currency))
    return Wording(zhCN: "\(count.zhCN)，合计\(amount.zhCN)", en: "\(count.en), \(amount.en) in all")
  }

  static func spoken(_ count: Int) -> Wording {
    Wording(zhCN: SpokenNumber.chinese(Int64(count)), en: SpokenNumber.english(Int64(count)))
  }

  static func spoken(_ minorUnits: Int64, _ currency: Currency) -> Wording {
    let amount = Money(minorUnits: minorUnits, currency: currency)
    return Wording(zhCN: SpokenNumber.chinese(amount), en: SpokenNumber.english(amount))
  }

  /// `下午两点半`, of minutes since midnight.
  static func time(_ minuteOfDay: Int) -> Wording {
    let (hour, minute) = (minuteOfDay / 60 % 24, minuteOfDay % 60)
    let part = [(6, "凌晨"), (9, "早上"), (12, "上午"), (13, "中午"), (18, "下午")].first { hour < $0.0 }?.1 ?? "晚上"
    let hourSaid = hour == 0 ? 0 : (hour + 11) % 12 + 1
    let zero = minute < 10
    let minutes =
      minute == 0 ? "" : minute == 30 ? "半" : (zero ? "零" : "") + (minute == 2 ? "二" : spoken(minute).zhCN) + "分"
    let half = hour < 12 ? "a.m." : "p.m."
    let english = [spoken((hour + 11) % 12 + 1).en, minute == 0 ? "" : (zero ? "oh " : "") + spoken(minute).en, half]
    return Wording(
      zhCN: "\(part)\(spoken(hourSaid).zhCN)点\(minutes)", en: english.filter { !$0.isEmpty }.joined(separator: " "))
  }
}
