import Foundation
import Hub
import Testing

@testable import Loop

@Suite struct SlowViewerTests {
  private static let text = String(repeating: "x", count: 30_000)

  /// A viewer that joined and does not read any more, seen parked; returns the last offset.
  private func park(_ server: Server) throws -> (Client, Int64) {
    server.snapshot(0, "start")
    let viewer = try Client.viewer(server.port, "join", receiveBuffer: 4_096)
    #expect(try viewer.nextText() == "welcome")
    #expect(try viewer.nextText() == "start")
    var offset: Int64 = 0
    #expect(
      eventually {
        offset += 1
        server.publish(offset, "\(offset) \(SlowViewerTests.text)")
        return server.loop.counters().hub.parks > 0
      })
    return (viewer, offset)
  }

  @Test("A viewer that does not read is parked after little, and the others do not wait for it")
  func doesNotDelayOthers() throws {
    let server = try Server()
    let (slow, parkedAt) = try park(server)
    #expect(parkedAt < 40)
    let quick = try Client.viewer(server.port, "resume \(parkedAt)")
    #expect(try quick.nextText() == "welcome")
    #expect(try quick.nextText() == "resumed \(parkedAt) \(parkedAt)")
    _ = try quick.nextText()
    for offset in 1...100 {
      server.publish(parkedAt + Int64(offset), "\(offset)")
      #expect(try quick.nextText() == "\(offset)")
    }
    withExtendedLifetime(slow) {}
  }

  @Test("A parked viewer that reads again and is too far behind gets the snapshot, then goes on from there")
  func skips() throws {
    let server = try Server()
    let (slow, parkedAt) = try park(server)
    let last = parkedAt + 30
    for offset in (parkedAt + 1)...last { server.publish(offset, "\(offset) \(SlowViewerTests.text)") }
    server.snapshot(last, "as of \(last)")
    #expect(eventually { server.loop.counters().hub.framesSent >= Int(parkedAt) })
    var text = ""
    var seen: Int64 = 0
    while !text.hasPrefix("as of") {
      text = try slow.nextText()
      if let offset = text.split(separator: " ").first.flatMap({ Int64($0) }) {
        #expect(offset == seen + 1)
        seen = offset
      }
    }
    #expect(text == "as of \(last)")
    #expect(seen < last)
    server.publish(last + 1, "next")
    #expect(try slow.nextText() == "next")
    #expect(server.loop.counters().hub.skips == 1)
  }

  @Test("A parked viewer that only missed a little gets exactly that, and is listened to again")
  func catchesUp() throws {
    let server = try Server()
    let (slow, parkedAt) = try park(server)
    for offset in 1...3 { server.publish(parkedAt + Int64(offset), "\(parkedAt + Int64(offset))") }
    slow.say("echo again")
    for offset in 1...(parkedAt + 3) { #expect(try slow.nextText().hasPrefix("\(offset)")) }
    #expect(try slow.nextText() == "again")
  }

  @Test("A viewer that stays parked is closed with 4008 if it wakes up in time, and cut if it does not")
  func tooSlow() throws {
    let clock = Server.Clock()
    let server = try Server { $0.clock = { clock.now } }
    let (slow, _) = try park(server)
    clock.advance(30_001)
    #expect(eventually { server.loop.counters().slowCloses == 1 })
    #expect(server.seen.now.closed.count == 1)
    let close = try slow.closeFrame()
    #expect(close.code == 4_008)
    #expect(close.reason == "too slow")

    let (stuck, _) = try park(
      try Server {
        $0.hub.parked = 200; $0.limits.closeGrace = 200
      })
    #expect(eventually { !stuck.send([0]) })
  }

  @Test("Viewers that come and go in crowds leave nothing behind, and a late submit is refused")
  func crowds() throws {
    let server = try Server()
    server.snapshot(0, "start")
    for round in 0..<5 {
      let viewers = try (0..<50).map { _ in try Client.viewer(server.port, "join") }
      server.publish(Int64(round + 1), "\(round)")
      for viewer in viewers {
        var text = ""
        while text != "\(round)" { text = try viewer.nextText() }
      }
    }
    #expect(eventually { server.loop.counters().viewers == 0 })
    #expect(server.seen.now.closed.count == 250)
    server.loop.stop()
    server.loop.join()
    #expect(!server.loop.submitter.submit([.tick(channel: ChannelID(0), payload: [])]))
  }
}
