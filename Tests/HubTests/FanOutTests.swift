import Floor
import Testing

@testable import Hub

@Suite struct FanOutTests {
  @Test(
    "Frames of 125, 126, 65,535 and 65,536 bytes have the header of their size",
    arguments: [0, 125, 126, 65_535, 65_536])
  func framing(length: Int) {
    let header: [UInt8] =
      switch length {
      case ..<126: [0x81, UInt8(length)]
      case ..<65_536: [0x81, 126, UInt8(length >> 8), UInt8(length & 255)]
      default: [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]
      }
    #expect(Framing.text([UInt8](repeating: 65, count: length)) == header + [UInt8](repeating: 65, count: length))
    #expect(Framing.headerLength(length) == header.count)
  }

  @Test("What was published in one turn reaches each viewer in one write")
  func trains() throws {
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 1)
    var sink = Sink()
    hub.snapshot(0, "start")
    let viewers = (0..<10).map { _ in hub.viewer(into: &sink) }
    let before = sink.writes
    for offset in 1...16 { hub.publish(Int64(offset), "\(offset)") }
    hub.flush(into: &sink)
    #expect(sink.writes - before == 10)
    for viewer in viewers { #expect(try sink.texts(viewer) == ["start"] + (1...16).map { "\($0)" }) }
    hub.flush(into: &sink)
    #expect(sink.writes - before == 10)
  }

  @Test("Ten thousand frames through many slabs arrive whole, in order, whatever their sizes")
  func slabs() throws {
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 1)
    var sink = Sink()
    hub.snapshot(0, "0")
    let viewer = hub.viewer(into: &sink)
    _ = try sink.texts(viewer)
    var generator = SystemRandomNumberGenerator()
    for batch in 0..<100 {
      var sent: [String] = []
      for index in 0..<100 {
        let length = Int.random(in: 0...3_000, using: &generator)
        let text =
          "\(batch * 100 + index)" + String(repeating: "x", count: index == 50 ? 1_200_000 * (batch % 10 / 9) : length)
        sent.append(text)
        hub.publish(Int64(batch * 100 + index + 1), text)
      }
      hub.flush(into: &sink)
      #expect(try sink.texts(viewer) == sent)
    }
  }

  @Test("A viewer that leaves does not disturb the others, and its identity names nobody afterwards")
  func leaving() throws {
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 1)
    var sink = Sink()
    hub.snapshot(0, "start")
    let viewers = (0..<5).map { _ in hub.viewer(into: &sink) }
    hub.close(viewers[1])
    let next = hub.viewer(into: &sink)
    #expect(next.index == viewers[1].index)
    #expect(next != viewers[1])
    for viewer in viewers + [next] { _ = try sink.texts(viewer) }
    hub.publish(1, "one")
    hub.flush(into: &sink)
    #expect((hub.send(Array("late".utf8), to: viewers[1], now: 0) { sink.write($0, $1) }) as Bool)
    for viewer in viewers where viewer != viewers[1] { #expect(try sink.texts(viewer) == ["one"]) }
    #expect(try sink.texts(next) == ["one"])
    #expect(try sink.texts(viewers[1]) == [])
    #expect((hub.viewers == 5) as Bool)
  }

  @Test("A latest value goes to the slot's viewers only, once for each value, and to who joins later")
  func latest() throws {
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 1)
    var sink = Sink()
    hub.snapshot(0, "start")
    let own = hub.viewer(slot: SlotID(70), into: &sink)
    let other = hub.viewer(slot: SlotID(71), into: &sink)
    hub.replace(SlotID(70), payload: Array("own 1".utf8))
    hub.flush(into: &sink)
    hub.publish(1, "one")
    hub.replace(SlotID(70), payload: Array("own 2".utf8))
    hub.replace(SlotID(70), payload: Array("own 3".utf8))
    hub.flush(into: &sink)
    #expect(try sink.texts(own) == ["start", "own 1", "one", "own 3"])
    #expect(try sink.texts(other) == ["start", "one"])
    let late = hub.viewer(slot: SlotID(70), into: &sink)
    #expect(try sink.texts(late) == ["start", "one", "own 3"])
  }

  @Test("A tick goes behind the news, to viewers at the head only, and is not kept")
  func tick() throws {
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 1)
    var sink = Sink()
    hub.snapshot(0, "start")
    let quick = hub.viewer(into: &sink)
    let slow = hub.viewer(into: &sink)
    sink.full = [slow]
    hub.publish(1, "one")
    hub.flush(into: &sink)
    hub.publish(2, "two")
    hub.tick(site, payload: Array("tick".utf8))
    hub.flush(into: &sink)
    #expect(try sink.texts(quick) == ["start", "one", "two", "tick"])
    sink.full = []
    #expect((hub.unblocked(slow, into: &sink)) as Bool)
    #expect(try sink.texts(slow) == ["start", "one", "two"])
    let late = hub.viewer(into: &sink)
    #expect(try sink.texts(late) == ["start", "one", "two"])
  }
}
