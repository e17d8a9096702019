import Floor
import Testing

@testable import Hub

@Suite struct JoinTests {
  @Test("A fresh viewer gets the snapshot and then only what came after it")
  func fresh() throws {
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 2)
    var sink = Sink()
    hub.publish(1, "one")
    hub.publish(2, "two")
    hub.snapshot(2, "as of 2")
    hub.publish(3, "three")
    let viewer = hub.viewer(into: &sink)
    #expect(try sink.texts(viewer) == ["as of 2", "three"])
    hub.publish(4, "four")
    hub.flush(into: &sink)
    #expect(try sink.texts(viewer) == ["four"])
  }

  @Test("A viewer that joins before the first snapshot waits for it")
  func waits() throws {
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 1)
    var sink = Sink()
    let viewer = hub.viewer(into: &sink)
    hub.publish(1, "one")
    hub.flush(into: &sink)
    #expect(try sink.texts(viewer) == [])
    hub.snapshot(1, "as of 1")
    hub.publish(2, "two")
    hub.flush(into: &sink)
    #expect(try sink.texts(viewer) == ["as of 1", "two"])
  }

  @Test("A snapshot that is older than what the ring has dropped is not given out: it would leave a gap")
  func noGap() throws {
    var limits = Hub.Limits()
    limits.ringFrames = 2
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 1, limits: limits)
    var sink = Sink()
    hub.snapshot(1, "as of 1")
    for offset in 2...5 { hub.publish(Int64(offset), "\(offset)") }
    let viewer = hub.viewer(into: &sink)
    #expect(try sink.texts(viewer) == [])
    hub.snapshot(5, "as of 5")
    hub.flush(into: &sink)
    #expect(try sink.texts(viewer) == ["as of 5"])
  }

  @Test("A viewer that comes back gets every frame of its last offset and after, and no snapshot")
  func resumes() throws {
    let epoch = try someEpoch()
    var hub = Hub(epoch: epoch, base: 5, channels: 1)
    var sink = Sink()
    hub.snapshot(5, "as of 5")
    for text in ["6a", "6b", "7", "8"] { hub.publish(Int64(text.prefix(1)) ?? 0, text) }
    let viewer = hub.open()
    let joined = hub.join(viewer, site, slot: nil, .resume(Position(epoch: epoch, offset: 6)))
    #expect(joined == .resumed(from: 6, to: 8))
    hub.catchUp(viewer, now: 0) { sink.write($0, $1) }
    #expect(try sink.texts(viewer) == ["6a", "6b", "7", "8"])
    #expect((hub.counters.resumes == 1) as Bool)
    #expect((hub.counters.snapshots == 0) as Bool)
  }

  @Test(
    "A position of another log, from before the start, dropped, or from the future gets the snapshot",
    arguments: [(4, "a"), (5, "a"), (6, "a"), (10, "a"), (9, "b")])
  func refusesResume(offset: Int64, digit: Character) throws {
    var limits = Hub.Limits()
    limits.ringFrames = 3
    var hub = Hub(epoch: try someEpoch(), base: 5, channels: 1, limits: limits)
    for offset in 6...9 { hub.publish(Int64(offset), "\(offset)") }
    let viewer = hub.open()
    #expect(
      (hub.join(viewer, site, slot: nil, .resume(Position(epoch: try someEpoch(digit), offset: offset))) == .snapshot)
        as Bool)
  }

  @Test("A position that only the snapshot has reached resumes with nothing to send")
  func resumesAtSnapshot() throws {
    let epoch = try someEpoch()
    var hub = Hub(epoch: epoch, base: 5, channels: 1)
    hub.snapshot(7, "as of 7")
    let viewer = hub.open()
    let joined = hub.join(viewer, site, slot: nil, .resume(Position(epoch: epoch, offset: 7)))
    #expect(joined == .resumed(from: 7, to: 7))
  }

  @Test("Channels do not see each other's messages")
  func channels() throws {
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 2)
    var sink = Sink()
    hub.snapshot(0, "here")
    hub.snapshot(0, "there", of: otherSite)
    let here = hub.viewer(into: &sink)
    let there = hub.viewer(channel: otherSite, into: &sink)
    hub.publish(1, "one", to: otherSite)
    hub.flush(into: &sink)
    #expect(try sink.texts(here) == ["here"])
    #expect(try sink.texts(there) == ["there", "one"])
  }

  @Test("A channel that does not exist, and a viewer that is gone, cannot be joined")
  func unknown() throws {
    var hub = Hub(epoch: try someEpoch(), base: 0, channels: 2)
    let viewer = hub.open()
    #expect((hub.join(viewer, ChannelID(2), slot: nil, .fresh) == nil) as Bool)
    #expect((hub.join(viewer, ChannelID(-1), slot: nil, .fresh) == nil) as Bool)
    hub.close(viewer)
    #expect((hub.join(viewer, site, slot: nil, .fresh) == nil) as Bool)
  }
}
