import Floor
import Intake
import JSON
import Wire

/// What several parts of a configuration are made of.
extension ObjectReader {
  /// `{"zh-CN": "...", "en": "..."}`, the members of this object.
  mutating func wording() -> Wording? {
    let zhCN = string("zh-CN", required: true, maximum: 200)
    let en = string("en", required: true, maximum: 200)
    refuseUnknownKeys()
    guard let zhCN, let en else { return nil }
    return Wording(zhCN: zhCN, en: en)
  }

  /// The elements of an array as `read` understands them; one that it does not is a fault, and so is an array without
  /// any where there must be `some`.
  mutating func values<T>(
    _ key: String, required: Bool = false, some: Bool = false, maximum: Int, allowed: String,
    _ read: (JSONNode) -> T?
  ) -> [T]? {
    guard let nodes = array(key, required: required, maximum: maximum) else { return nil }
    if some, nodes.isEmpty { fail(key, "is empty", allowed: "at least one: \(allowed)") }
    return nodes.enumerated().compactMap { i, node in
      if let value = read(node) { return value }
      fail("\(key)[\(i)]", "is \(node.words)", allowed: allowed, at: node.position)
      return nil
    }
  }

  /// An array of texts.
  mutating func strings(_ key: String) -> [String]? {
    values(key, maximum: 100, allowed: "a text") { node in
      if case .string(let text) = node.value { text } else { nil }
    }
  }

  /// The id of something that must be among `ids`.
  mutating func reference<T>(_ key: String, _ kind: String, among ids: Set<Identifier<T>>) -> Identifier<T>? {
    string(key, maximum: RosterDraft.idLimit) == nil ? nil : known(key, kind, among: ids)
  }

  /// The id in a member that was read already, if it is among `ids`; what is no text was told then.
  mutating func known<T>(_ key: String, _ kind: String, among ids: Set<Identifier<T>>) -> Identifier<T>? {
    guard case .string(let text)? = node(key)?.value else { return nil }
    let id = Identifier<T>(text)
    if ids.contains(id) { return id }
    let fault = FieldFault.unknown(key, id, kind, among: ids)
    fail(key, fault.fault, allowed: fault.allowed)
    return nil
  }

  /// The ids of the objects in the array `key`, as far as they have one.
  mutating func ids(of key: String) -> [String] {
    guard case .array(let nodes)? = node(key)?.value else { return [] }
    return nodes.compactMap { node in
      guard case .object(let members) = node.value, let id = members.first(where: { $0.key == "id" })?.value,
        case .string(let text) = id.value
      else { return nil }
      return text
    }
  }

  /// An ISO 4217 code.
  mutating func currency(_ key: String) -> Currency? {
    guard let code = string(key, maximum: 100) else { return nil }
    if let currency = Currency(code) { return currency }
    fail(key, "is \(code)", allowed: "an ISO 4217 code such as CNY")
    return nil
  }

  /// A decimal text of major units, in minor units.
  mutating func money(
    _ key: String, required: Bool = false, _ currency: Currency, allowsZero: Bool = false
  ) -> Int64? {
    guard let text = string(key, required: required, maximum: 100) else { return nil }
    do throws(AmountFault) {
      return try Money(decimal: text, currency: currency).minorUnits
    } catch {
      if allowsZero, error == .zero { return 0 }
      let least = allowsZero ? "0 or more" : "more than 0"
      let allowed = "a decimal text such as \"300000.00\", \(least), with at most \(currency.exponent) decimals"
      fail(key, "is \(text)", allowed: allowed)
      return nil
    }
  }

  /// `{"USD": "7.18"}`: what one unit of each currency is worth in `target`.
  mutating func rates(_ key: String, to target: Currency) -> [Currency: Rate]? {
    let allowed = "an object with currencies and decimal texts such as {\"USD\": \"7.18\"}"
    guard let node = node(key, allowed: allowed) else { return nil }
    guard case .object(let members) = node.value else {
      fail(key, "is \(node.typeName)", allowed: allowed)
      return nil
    }
    var rates: [Currency: Rate] = [:]
    for (code, position, node) in members {
      guard let currency = Currency(code), currency != target else {
        let words = code == target.description ? "is the reporting currency" : "is no currency"
        fail("\(key).\(code)", words, allowed: "an ISO 4217 code other than \(target)", at: position)
        continue
      }
      if case .string(let text) = node.value, let rate = Rate(text) {
        rates[currency] = rate
      } else {
        let allowed = "a positive decimal text such as \"7.18\", with at most \(Rate.mostDecimals) decimals"
        fail("\(key).\(code)", "is \(node.words)", allowed: allowed, at: node.position)
      }
    }
    return rates
  }

  /// The honours that can be given.
  mutating func honours(_ key: String) -> [Honour]? {
    // More than these nobody tells apart.
    let honours = objects(key, maximum: 50) { honour in Honour(&honour) }
    refuseRepeated(key, honours?.map(\.id) ?? [])
    return honours
  }
}

extension Honour {
  fileprivate init?(_ reader: inout ObjectReader) {
    let id = reader.string("id", required: true, maximum: RosterDraft.idLimit)
    let title = reader.object("title", required: true) { title in title.wording() }
    let reward = reader.object("reward") { reward in Reward(&reward) }
    reader.refuseUnknownKeys()
    guard let id, let title else { return nil }
    self.init(id: id, title: title, reward: reward)
  }
}

extension Honour.Reward {
  fileprivate init?(_ reader: inout ObjectReader) {
    let what = reader.string("what", required: true, maximum: SaleDraft.textLimit)
    let days = reader.integer("days", required: true, in: 0...366)
    let presenter = reader.string("presenter", maximum: SaleDraft.textLimit)
    reader.refuseUnknownKeys()
    guard let what, let days else { return nil }
    self.init(what: what, days: Int32(days), presenter: presenter)
  }
}

extension JSONNode {
  /// What it says, where that is short; otherwise what it is.
  var words: String {
    switch value {
    case .string(let text) where text.utf8.count <= 100: text.isEmpty ? "empty" : text
    case .integer(let number): "\(number)"
    default: typeName
    }
  }
}
