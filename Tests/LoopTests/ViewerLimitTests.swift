import Foundation
import Hub
import Testing

@testable import Loop

@Suite struct ViewerLimitTests {
  @Test("A message of exactly the cap is taken, in one piece or in bytes; one byte more is 1009")
  func messageCap() throws {
    let server = try Server()
    let viewer = try Client.viewer(server.port)
    let full = "echo " + String(repeating: "x", count: 4_091)
    viewer.say(full)
    #expect(try viewer.nextText() == full.dropFirst(5))
    for (index, byte) in full.utf8.enumerated() {
      viewer.send(Client.frame([byte], opcode: index == 0 ? 1 : 0, isFinal: index == full.utf8.count - 1))
    }
    #expect(try viewer.nextText() == full.dropFirst(5))
    viewer.say(full + "x")
    #expect(try viewer.closeFrame().code == 1_009)
  }

  @Test("Fragments without an end reach the cap, also empty ones")
  func endlessFragments() throws {
    for payload in [Array("xx".utf8), []] {
      let server = try Server()
      let viewer = try Client.viewer(server.port)
      viewer.send(Client.frame(payload, isFinal: false))
      for _ in 0..<10_000 { guard viewer.send(Client.frame(payload, opcode: 0, isFinal: false)) else { break } }
      // libwebsockets reports no empty fragment, so those cost nothing but their own bytes.
      if !payload.isEmpty { #expect(try viewer.closeFrame().code == 1_009) }
      #expect(server.seen.now.messages.isEmpty)
      #expect(try server.isHealthy())
    }
  }

  @Test("Frames that announce 2^40 and 2^63 bytes are refused before they come")
  func hugeLengths() throws {
    for length in [1 << 40, UInt64(1) << 63] {
      let server = try Server()
      let viewer = try Client.viewer(server.port)
      let size = withUnsafeBytes(of: length.bigEndian) { [UInt8]($0) }
      let mask: [UInt8] = [1, 2, 3, 4]
      viewer.send([0x81, 0x80 | 127] + size + mask)
      viewer.send([UInt8](repeating: 65, count: 1_000))
      #expect(viewer.seesEnd())
      #expect(eventually { server.seen.now.closed.count == 1 })
      #expect(try server.isHealthy())
    }
  }

  @Test("Binary messages are refused")
  func binary() throws {
    let server = try Server()
    let viewer = try Client.viewer(server.port)
    viewer.send(Client.frame([1, 2, 3], opcode: 2))
    #expect(try viewer.closeFrame().code == 4_004)
    #expect(server.seen.now.messages.isEmpty)
  }

  @Test(
    "Text that is not UTF-8 is closed with 1007",
    arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE4, 0xBD]] as [[UInt8]])
  func invalidUTF8(bytes: [UInt8]) throws {
    let server = try Server()
    let viewer = try Client.viewer(server.port)
    viewer.send(Client.frame(bytes))
    let close = try viewer.closeFrame()
    #expect(close.code == 1_007)
    viewer.send(Client.frame(close.payload, opcode: 8))
    #expect(server.seen.now.messages.isEmpty)
    #expect(eventually { server.seen.now.closed.count == 1 })
  }

  @Test("A viewer may send its burst and its rate, then it is closed with 4010")
  func rate() throws {
    let clock = Server.Clock()
    let server = try Server {
      $0.limits.messages = Limits.Rate(perSecond: 20, burst: 40)
      $0.clock = { clock.now }
    }
    let viewer = try Client.viewer(server.port)
    for _ in 0..<40 { viewer.say("x") }
    #expect(eventually { server.seen.now.messages.count == 40 })
    clock.advance(1_000)
    for _ in 0..<20 { viewer.say("x") }
    #expect(eventually { server.seen.now.messages.count == 60 })
    viewer.say("x")
    #expect(try viewer.closeFrame().code == 4_010)
    #expect(server.seen.now.messages.count == 60)
  }

  @Test("Pongs that nobody asked for count as messages")
  func pongFlood() throws {
    let server = try Server { $0.limits.messages = Limits.Rate(perSecond: 1, burst: 10) }
    let viewer = try Client.viewer(server.port)
    for _ in 0..<100 { viewer.send(Client.frame([63], opcode: 10)) }
    #expect(try viewer.closeFrame().code == 4_010)
  }

  @Test("A viewer that does not join in time is closed with 4001; one that did stays")
  func joinDeadline() throws {
    let clock = Server.Clock()
    let server = try Server { $0.clock = { clock.now } }
    server.snapshot(0, "start")
    let idle = try Client.viewer(server.port, "hello")
    let joined = try Client.viewer(server.port, "join")
    #expect(try joined.nextText() == "welcome")
    #expect(eventually { server.seen.now.messages.count == 2 })
    clock.advance(5_000)
    #expect(try idle.closeFrame().code == 4_001)
    joined.say("echo here")
    #expect(try joined.nextText() == "start")
    #expect(try joined.nextText() == "here")
  }

  @Test("A joined viewer is pinged, stays while it answers, and is hung up when it does not")
  func hangUp() throws {
    let clock = Server.Clock()
    let server = try Server { $0.clock = { clock.now } }
    server.snapshot(0, "start")
    let alive = try Client.viewer(server.port, "join")
    let dead = try Client.viewer(server.port, "join")
    for viewer in [alive, dead] {
      #expect(try viewer.nextText() == "welcome")
      #expect(try viewer.nextText() == "start")
    }
    clock.advance(15_000)
    #expect(try alive.next(pings: true).opcode == 9)
    #expect(try dead.next(pings: true).opcode == 9)
    alive.send(Client.frame([63], opcode: 10))
    alive.say("echo 1")
    #expect(try alive.nextText() == "1")
    clock.advance(15_000)
    #expect(dead.seesEnd())
    #expect(try alive.next(pings: true).opcode == 9)
    #expect(server.loop.counters().hangUps == 1)
    #expect(server.loop.counters().viewers == 1)
  }
}
