import Floor
import Testing

@testable import Hub

@Suite struct SlowViewerTests {
  @Test("A viewer whose socket is full gets no more until it is free, then all that it missed, in order")
  func parks() throws {
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 1)
    var sink = Sink()
    hub.snapshot(0, "start")
    let slow = hub.viewer(into: &sink)
    let quick = hub.viewer(into: &sink)
    sink.full = [slow]
    for offset in 1...20 {
      hub.publish(Int64(offset), "\(offset)")
      hub.flush(into: &sink)
    }
    #expect((hub.isParked(slow)) as Bool)
    #expect(try sink.texts(slow) == ["start", "1"])
    #expect(try sink.texts(quick) == ["start"] + (1...20).map { "\($0)" })
    sink.full = []
    #expect((hub.unblocked(slow, into: &sink)) as Bool)
    #expect((!hub.isParked(slow)) as Bool)
    #expect(try sink.texts(slow) == (2...20).map { "\($0)" })
  }

  @Test("A catch-up is written in pieces of the cap, and ends parked when the socket is full again")
  func catchUpCap() throws {
    var limits = Hub.Limits()
    limits.catchUpBytes = 100
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 1, limits: limits)
    var sink = Sink()
    hub.snapshot(0, "start")
    let slow = hub.viewer(into: &sink)
    sink.full = [slow]
    for offset in 1...10 {
      hub.publish(Int64(offset), String(repeating: "x", count: 48))
      hub.flush(into: &sink)
    }
    _ = try sink.texts(slow)
    #expect((!hub.unblocked(slow, into: &sink)) as Bool)
    #expect(try sink.texts(slow).count == 2)
    sink.full = []
    #expect((hub.unblocked(slow, into: &sink)) as Bool)
    #expect(try sink.texts(slow).count == 7)
  }

  @Test("A viewer too far behind gets the snapshot instead of what it missed")
  func skips() throws {
    var limits = Hub.Limits()
    limits.behindBytes = 1_000
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 1, limits: limits)
    var sink = Sink()
    hub.snapshot(0, "start")
    let slow = hub.viewer(into: &sink)
    sink.full = [slow]
    for offset in 1...30 {
      hub.publish(Int64(offset), String(repeating: "x", count: 48))
      hub.snapshot(Int64(offset), "as of \(offset)")
      hub.flush(into: &sink)
    }
    hub.publish(31, "31")
    sink.full = []
    _ = try sink.texts(slow)
    #expect((hub.unblocked(slow, into: &sink)) as Bool)
    #expect(try sink.texts(slow) == ["as of 30", "31"])
    #expect((hub.counters.skips == 1) as Bool)
  }

  @Test("A viewer whose next frame the ring has dropped gets the snapshot")
  func fellOffTheRing() throws {
    var limits = Hub.Limits()
    limits.ringFrames = 4
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 1, limits: limits)
    var sink = Sink()
    hub.snapshot(0, "start")
    let slow = hub.viewer(into: &sink)
    sink.full = [slow]
    for offset in 1...40 {
      hub.publish(Int64(offset), "\(offset)")
      hub.flush(into: &sink)
    }
    hub.snapshot(38, "as of 38")
    sink.full = []
    _ = try sink.texts(slow)
    #expect((hub.unblocked(slow, into: &sink)) as Bool)
    #expect(try sink.texts(slow) == ["as of 38", "39", "40"])
  }

  @Test("A viewer at the head gets the snapshot when one turn brings more than the ring holds")
  func burst() throws {
    var limits = Hub.Limits()
    limits.ringFrames = 4
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 1, limits: limits)
    var sink = Sink()
    hub.snapshot(0, "start")
    let viewer = hub.viewer(into: &sink)
    _ = try sink.texts(viewer)
    for offset in 1...40 { hub.publish(Int64(offset), "\(offset)") }
    hub.flush(into: &sink)
    #expect(try sink.texts(viewer).isEmpty, "nothing that would leave a gap")
    hub.snapshot(40, "as of 40")
    hub.publish(41, "41")
    hub.flush(into: &sink)
    #expect(try sink.texts(viewer) == ["as of 40", "41"])
    #expect(hub.counters.skips == 1)
  }

  @Test("A slot that was cleared shows nothing to whoever comes next")
  func clearedSlot() throws {
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 1)
    var sink = Sink()
    hub.snapshot(0, "start")
    hub.replace(SlotID(1), payload: Array("yesterday".utf8))
    hub.replace(SlotID(1), payload: [])
    let viewer = hub.viewer(slot: SlotID(1), into: &sink)
    #expect(try sink.texts(viewer) == ["start"])
    hub.replace(SlotID(1), payload: Array("today".utf8))
    hub.flush(into: &sink)
    #expect(try sink.texts(viewer) == ["today"])
  }

  @Test("A parked viewer gets only the newest latest value, and the latest value waits behind the news")
  func latestWhileParked() throws {
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 1)
    var sink = Sink()
    hub.snapshot(0, "start")
    let slow = hub.viewer(slot: SlotID(1), into: &sink)
    sink.full = [slow]
    for offset in 1...5 {
      hub.publish(Int64(offset), "\(offset)")
      hub.replace(SlotID(1), payload: Array("own \(offset)".utf8))
      hub.flush(into: &sink)
    }
    sink.full = []
    _ = try sink.texts(slow)
    #expect((hub.unblocked(slow, into: &sink)) as Bool)
    #expect(try sink.texts(slow) == ["2", "3", "4", "5", "own 5"])
  }

  @Test("Being slow is counted from the first full socket until the head is reached, not from the last write")
  func tooSlow() throws {
    var limits = Hub.Limits()
    limits.parked = 30_000
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 1, limits: limits)
    var sink = Sink()
    hub.snapshot(0, "start")
    let slow = hub.viewer(into: &sink)
    sink.full = [slow]
    for second in 0...29 {
      hub.publish(Int64(2 * second + 1), "taken in part")
      hub.flush(into: &sink, now: Milliseconds(second) * 1_000)
      hub.publish(Int64(2 * second + 2), "left behind")
      hub.flush(into: &sink, now: Milliseconds(second) * 1_000)
      _ = hub.unblocked(slow, into: &sink, now: Milliseconds(second) * 1_000 + 500)
    }
    #expect((hub.isParked(slow)) as Bool)
    #expect((hub.tooSlow(now: 30_000).isEmpty) as Bool)
    #expect((hub.tooSlow(now: 30_001) == [slow]) as Bool)
    sink.full = []
    #expect((hub.unblocked(slow, into: &sink, now: 30_001)) as Bool)
    #expect((hub.tooSlow(now: 90_000).isEmpty) as Bool)
  }

  @Test("Answers wait for a parked viewer up to a bound; beyond it, it is too slow")
  func answers() throws {
    var limits = Hub.Limits()
    limits.privateBytes = 100
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 1, limits: limits)
    var sink = Sink()
    hub.snapshot(0, "start")
    let slow = hub.viewer(into: &sink)
    sink.full = [slow]
    let answer = [UInt8](repeating: 65, count: 40)
    #expect((hub.send(answer, to: slow, now: 0) { sink.write($0, $1) }) as Bool)
    #expect((hub.send(answer, to: slow, now: 0) { sink.write($0, $1) }) as Bool)
    #expect((!hub.send(answer, to: slow, now: 0) { sink.write($0, $1) }) as Bool)
    sink.full = []
    #expect((hub.unblocked(slow, into: &sink)) as Bool)
    #expect((hub.send(answer, to: slow, now: 0) { sink.write($0, $1) }) as Bool)
  }

  @Test("A broken socket is written to once, and the others get everything")
  func broken() throws {
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 1)
    var sink = Sink()
    hub.snapshot(0, "start")
    let bad = hub.viewer(into: &sink)
    let good = hub.viewer(into: &sink)
    sink.broken = [bad]
    let before = sink.writes
    for offset in 1...3 {
      hub.publish(Int64(offset), "\(offset)")
      hub.flush(into: &sink)
    }
    #expect(sink.writes - before == 1 + 3)
    #expect(try sink.texts(good) == ["start", "1", "2", "3"])
  }
}
