import Floor
import Intake
import JSON
import Testing
import Wire

/// What walls say of themselves, and orders for them.
struct ScreenReportTests {
  static let whole =
    #""scene":"podium","version":"9b1c","frame_age":16.4,"sound":"ready","voice":"server","memory":0,"nodes":812,"#
    + #""secure":true,"wake_lock":false,"visible":true,"size":"1920x1080","caught_up":2"#

  static func status(_ fields: String) throws -> (status: ScreenStatus?, faults: [FieldFault]) {
    var reader = ObjectReader(try JSON.parse(Array("{\(fields)}".utf8), limits: .message))
    let status = ScreenStatus(&reader)
    return (status, reader.faults)
  }

  @Test("A status is read whole, what was measured without its decimals")
  func read() throws {
    let (status, faults) = try Self.status(Self.whole)
    #expect(faults.isEmpty)
    #expect(
      status
        == ScreenStatus(
          scene: "podium", version: "9b1c", frameAge: 16, sound: .ready, voice: .server, memory: 0, nodes: 812,
          isSecure: true, holdsWakeLock: false, isVisible: true, size: "1920x1080", caughtUp: 2))
  }

  @Test(
    "Every member of a status is needed",
    arguments: [
      "scene", "version", "frame_age", "sound", "voice", "memory", "nodes", "secure", "wake_lock", "visible", "size",
      "caught_up",
    ])
  func missing(member: String) throws {
    let (status, faults) = try Self.status(Self.whole.replacing("\"\(member)\"", with: "\"x_\(member)\""))
    #expect(status == nil)
    #expect(faults.map(\.field) == [member])
  }

  @Test(
    "What no wall can be is refused",
    arguments: [
      (#""frame_age":16.4"#, #""frame_age":-1"#, "frame_age"),
      (#""frame_age":16.4"#, #""frame_age":1e300"#, "frame_age"),
      (#""frame_age":16.4"#, #""frame_age":"5""#, "frame_age"), (#""sound":"ready""#, #""sound":"loud""#, "sound"),
      (#""voice":"server""#, #""voice":5"#, "voice"), (#""memory":0"#, #""memory":-1"#, "memory"),
      (#""nodes":812"#, #""nodes":1.5"#, "nodes"), (#""size":"1920x1080""#, #""size":"big""#, "size"),
      (#""size":"1920x1080""#, #""size":"1920x108000""#, "size"), (#""secure":true"#, #""secure":1"#, "secure"),
      (#""caught_up":2"#, #""caught_up":true"#, "caught_up"), (#""scene":"podium""#, #""scene":"\n""#, "scene"),
    ])
  func wrong(part: String, other: String, field: String) throws {
    let (status, faults) = try Self.status(Self.whole.replacing(part, with: other))
    #expect(status == nil)
    #expect(faults.map(\.field) == [field])
    #expect(faults.allSatisfy { $0.allowed?.isEmpty == false })
  }

  @Test("No text of a status is longer than its bound")
  func lengths() throws {
    let long = String(repeating: "9", count: 65)
    for (part, field) in [(#""podium""#, "scene"), (#""9b1c""#, "version"), (#""1920x1080""#, "size")] {
      let (_, faults) = try Self.status(Self.whole.replacing(part, with: "\"\(long)\""))
      #expect(faults.map(\.field) == [field])
    }
  }

  static func painted(_ fields: String) throws -> (receipt: PaintedDraft?, fields: [String]) {
    var reader = ObjectReader(try JSON.parse(Array("{\(fields)}".utf8), limits: .message))
    let receipt = PaintedDraft(&reader)
    return (receipt, reader.faults.map(\.field))
  }

  @Test("A receipt says what, when, and how long it waited")
  func receipt() throws {
    let (receipt, fields) = try Self.painted(#""offset":7,"painted":1795000000123.6,"waited":0"#)
    #expect(fields.isEmpty)
    #expect(receipt?.offset == 7 && receipt?.painted == 1_795_000_000_124 && receipt?.waited == 0)
    #expect(try Self.painted(#""x":1"#).fields == ["offset", "painted", "waited"])
    #expect(try Self.painted(#""offset":-1,"painted":-1,"waited":-1"#).fields == ["offset", "painted", "waited"])
    #expect(try Self.painted(#""offset":1,"painted":1,"waited":86400001"#).fields == ["waited"])
  }

  @Test("An order is for one screen, paired or not", arguments: ScreenOrder.allCases)
  func order(order: ScreenOrder) throws {
    let paired = try draft(#"{"id":"a","order":"\#(order.rawValue)"}"#)
    #expect(paired.to == .screen(ScreenID("a")) && paired.order == order)
    let other = try draft(#"{"viewer":"3-1","order":"\#(order.rawValue)"}"#)
    #expect(other.to == .viewer("3-1") && other.order == order)
  }

  @Test(
    "An order for nobody, for two or for nothing is refused",
    arguments: [
      (#"{"order":"reload"}"#, ["id"]), (#"{"id":"a","viewer":"1-1","order":"reload"}"#, ["viewer"]),
      (#"{"id":"a"}"#, ["order"]), (#"{"id":"a","order":"explode"}"#, ["order"]),
    ])
  func wrongOrder(text: String, fields: [String]) {
    let refusal = problem { try draft(text) }
    #expect(refusal?.status == 422)
    #expect(refusal?.errors.map(\.field) == fields)
  }

  private func draft(_ text: String) throws -> ScreenOrderDraft { try ScreenOrderDraft.read(Array(text.utf8)).get() }
}
