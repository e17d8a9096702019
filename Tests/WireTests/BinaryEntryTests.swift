import Floor
import Testing
@testable import Wire

/// The binary forms read what was written, and nothing else.
struct BinaryEntryTests {
  static let sale = bytes(.sale(Samples.sale(closed: .instant(5), customer: "某公司")))
  static let activity = bytes(.activity(Samples.activity))

  static func bytes(_ entry: Entry) -> [UInt8] { (try? EntryCodec.encode(entry)) ?? [] }

  @Test("A sale and an activity are small, and begin with the version of their form")
  func small() {
    #expect(Self.sale.count < 80)
    #expect(Self.activity.count < 30)
    #expect(Self.sale[0] == 1 && Self.activity[0] == 1)
  }

  @Test("Bytes that are cut off anywhere are an error that says so", arguments: [sale, activity])
  func cutOff(bytes: [UInt8]) throws {
    for length in 1..<bytes.count {
      #expect { try EntryCodec.decode(Array(bytes[..<length])) } throws: { error in
        (error as? EntryError).map { !$0.field.isEmpty && $0.problem == "is cut off" } == true
      }
    }
  }

  @Test("Bytes behind the end are an error", arguments: [sale, activity])
  func tooLong(bytes: [UInt8]) {
    #expect(throws: EntryError("", "has 1 bytes too many")) { try EntryCodec.decode(bytes + [0]) }
  }

  /// The index of `text` in `bytes`.
  static func place(of text: String, in bytes: [UInt8]) throws -> Int {
    let text = Array(text.utf8)
    return try #require(bytes.indices.first { bytes[$0...].starts(with: text) })
  }

  @Test("Text that is no UTF-8 is an error that names the field", arguments: [("张三", "agent"), ("某公司", "customer")])
  func noUTF8(text: String, field: String) throws {
    var bytes = Self.sale
    bytes[try Self.place(of: text, in: bytes)] = 0xFF
    #expect(throws: EntryError(field, "is no UTF-8")) { try EntryCodec.decode(bytes) }
  }

  @Test("A long text is checked too, whether or not it was read before")
  func longText() throws {
    let name = "企业云服务年费版"
    let good = try EntryCodec.encode(.sale(Samples.sale(product: name)))
    var bad = good
    bad[try Self.place(of: name, in: good) + 1] = 0xFF
    var decoder = EntryDecoder()
    for bytes in [bad, good, bad, good] {
      let entry = try? decoder.entry(bytes)
      #expect(entry == (bytes == good ? .sale(Samples.sale(product: name)) : nil))
    }
  }

  @Test("Many texts of one length, which share the places where they are remembered, stay apart")
  func manyTexts() throws {
    var decoder = EntryDecoder()
    for round in 0..<2 {
      for i in 0..<2_000 {
        let entry = Entry.sale(Samples.sale("\(round)", product: "a product with the number \(10_000 + i) of many"))
        #expect(try decoder.entry(EntryCodec.encode(entry)) == entry)
      }
    }
  }

  @Test("Names that only a number at their end parts are remembered in different places")
  func numberedTexts() {
    for name in ["企业云通信年费 ", "a long name of a product, number ", "agent-", "a"] {
      let places = (0..<40).map { i in Array("\(name)\(i)".utf8).withUnsafeBytes { $0.slot(bits: 9) } }
      #expect(Set(places).count > 30)
    }
  }

  @Test("A currency that is none, flags and versions that are not known are errors")
  func unknown() throws {
    var bytes = Self.sale
    bytes.replaceSubrange(try Self.place(of: "CNY", in: bytes)..., with: "CNX".utf8)
    #expect(throws: EntryError("currency", "is no ISO 4217 code")) { try EntryCodec.decode(bytes) }
    var flags = Self.sale
    flags[2] |= 0x80
    #expect(throws: EntryError("flags", "are not known")) { try EntryCodec.decode(flags) }
    flags[2] = 0x03
    #expect(throws: EntryError("flags", "are not known")) { try EntryCodec.decode(flags) }
    #expect(throws: EntryError("v", "is 2: written by a newer version of Floorcast")) {
      try EntryCodec.decode([2] + Self.sale.dropFirst())
    }
  }

  @Test("A binary kind of a later version is kept and means nothing here")
  func unknownKind() throws {
    #expect(try EntryCodec.decode([1, 99, 1, 2, 3]) == nil)
  }

  @Test("Numbers longer than they need to be, or beyond 64 bits, are an error")
  func numbers() {
    for amount: [UInt8] in [[0x80, 0], [0xFF, 0x80, 0], Array(repeating: 0xFF, count: 9) + [2]] {
      let bytes = [1, 1, 0, 0, 0, 0] + amount + Array("CNY".utf8)
      #expect(throws: EntryError("amount", "is no number")) { try EntryCodec.decode(bytes) }
    }
  }

  @Test("Days without a name are an error")
  func days() throws {
    let last = CivilDate("9999-12-31")!
    var activity = Samples.activity
    activity.day = last
    #expect(try EntryCodec.decode(EntryCodec.encode(.activity(activity))) == .activity(activity))
    activity.day = last.advanced(by: 1)
    #expect(throws: EntryError("day", "is no day")) { try EntryCodec.decode(EntryCodec.encode(.activity(activity))) }
  }

  @Test("Every currency reads back, and three other letters are none")
  func currencies() {
    for code in Currency.all {
      let letters = Array(code.utf8)
      #expect(Currency(letters[0], letters[1], letters[2]) == Currency(code))
    }
    for other in ["cny", "AAA", "ZZZ", "C1Y", "\u{0}\u{0}\u{0}", "[[["] {
      let letters = Array(other.utf8)
      #expect(Currency(letters[0], letters[1], letters[2]) == nil)
    }
  }

  @Test(
    "No mutated bytes are misread or worse: an entry, nothing known, or an error", arguments: 0..<20 as Range<UInt64>)
  func fuzz(seed: UInt64) throws {
    var random = Seeded(seed)
    let samples = try Samples.entries.map { try EntryCodec.encode($0) }
    for _ in 0..<1_000 {
      let bytes = Mutation.of(samples.randomElement(using: &random)!, &random)
      guard let entry = try? EntryCodec.decode(bytes) else { continue }
      #expect(try EntryCodec.decode(EntryCodec.encode(entry)) == entry)
    }
  }
}

extension EntryDecoder {
  /// The entry in `bytes`.
  fileprivate mutating func entry(_ bytes: [UInt8]) throws -> Entry? {
    var stretch = Stretch(reserving: 1)
    try bytes.withUnsafeBytes { try decode($0, onto: &stretch) }
    return stretch.sales.first.map(Entry.sale) ?? stretch.others.first?.entry
  }
}
