import Foundation
import Hub
import Testing

@testable import Loop

@Suite struct ViewerTests {
  @Test("A viewer gets the welcome, the snapshot, then every publication in order")
  func joins() throws {
    let server = try Server()
    server.snapshot(3, "as of 3")
    server.publish(4, "four")
    let viewer = try Client.viewer(server.port, "join")
    #expect(try viewer.nextText() == "welcome")
    #expect(try viewer.nextText() == "as of 3")
    #expect(try viewer.nextText() == "four")
    for offset in 5...200 { server.publish(Int64(offset), "\(offset)") }
    for offset in 5...200 { #expect(try viewer.nextText() == "\(offset)") }
  }

  @Test("A viewer that was cut in the middle resumes without a gap, however often")
  func resumes() throws {
    let server = try Server()
    server.snapshot(0, "start")
    var viewer = try Client.viewer(server.port, "join")
    #expect(try viewer.nextText() == "welcome")
    #expect(try viewer.nextText() == "start")
    var last = 0
    for round in 1...10 {
      for offset in (round * 10 - 9)...(round * 10) { server.publish(Int64(offset), "\(offset)") }
      for _ in 0..<5 {
        last += 1
        #expect(try viewer.nextText() == "\(last)")
      }
      #expect(eventually { server.loop.counters().hub.framesSent > 0 })
      viewer.close()
      viewer = try Client.viewer(server.port, "resume \(last)")
      #expect(try viewer.nextText() == "welcome")
      let resumed = try viewer.nextText()
      #expect(resumed.hasPrefix("resumed \(last) "))
      let head = try #require(resumed.split(separator: " ").last.flatMap { Int($0) })
      #expect(try viewer.nextText() == "\(last)")
      while last < round * 10 {
        last += 1
        #expect(try viewer.nextText() == "\(last)")
      }
      #expect(head <= last)
    }
  }

  @Test("A position that cannot be resumed gets the snapshot", arguments: [0, 5, 99])
  func cannotResume(offset: Int) throws {
    let server = try Server(base: 5)
    server.snapshot(7, "as of 7")
    let viewer = try Client.viewer(server.port, "resume \(offset)")
    #expect(try viewer.nextText() == "welcome")
    #expect(try viewer.nextText() == "as of 7")
  }

  @Test("A slot's newest value, ticks and answers reach the right viewers")
  func privateThings() throws {
    let server = try Server()
    server.snapshot(0, "start")
    let own = try Client.viewer(server.port, "join 7")
    let other = try Client.viewer(server.port, "join 8")
    for viewer in [own, other] {
      #expect(try viewer.nextText() == "welcome")
      #expect(try viewer.nextText() == "start")
    }
    server.submit(.latest(SlotID(7), payload: Array("row".utf8)))
    #expect(try own.nextText() == "row")
    server.submit(.tick(channel: ChannelID(0), payload: Array("tick".utf8)))
    #expect(try own.nextText() == "tick")
    #expect(try other.nextText() == "tick")
    own.say("echo me")
    #expect(try own.nextText() == "me")
    let ids = server.seen.now.opened
    server.submit(.send(ids[1], payload: Array("you".utf8)), .send(ids[0], payload: Array("you too".utf8)))
    #expect(try other.nextText() == "you")
    #expect(try own.nextText() == "you too")
  }

  @Test("Payloads of 125, 126, 65,535 and 65,536 bytes arrive as they are", arguments: [125, 126, 65_535, 65_536])
  func sizes(length: Int) throws {
    let server = try Server()
    let text = String(repeating: "é", count: length / 2) + (length % 2 == 1 ? "x" : "")
    server.snapshot(0, "start")
    let viewer = try Client.viewer(server.port, "join")
    server.publish(1, text)
    #expect(try viewer.nextText() == "welcome")
    #expect(try viewer.nextText() == "start")
    #expect(try viewer.nextText() == text)
  }

  @Test("A handler's close is the last thing, with its code and reason")
  func handlerCloses() throws {
    let server = try Server()
    let viewer = try Client.viewer(server.port, "leave")
    let close = try viewer.next()
    #expect(close.opcode == 8)
    #expect(close.code == 4_003)
    #expect(close.reason == "forbidden")
    viewer.send(Client.frame([0x0F, 0xA3], opcode: 8))
    #expect(viewer.seesEnd(within: 1))
    #expect(server.seen.now.closed == server.seen.now.opened)
  }

  @Test("A close that is submitted arrives even at a viewer that talks all the time", arguments: CloseCode.allCases)
  func submittedClose(code: CloseCode) throws {
    let server = try Server()
    let viewer = try Client.viewer(server.port)
    for _ in 0..<50 { viewer.say("chatter") }
    #expect(eventually { !server.seen.now.opened.isEmpty })
    server.submit(.close(server.seen.now.opened[0], code))
    for _ in 0..<50 { viewer.say("chatter") }
    let close = try viewer.closeFrame()
    #expect(close.code == Int(code.rawValue))
    #expect(close.reason == code.reason)
  }

  @Test("A client's close is answered, and the handler hears of every end once")
  func clientCloses() throws {
    let server = try Server()
    let polite = try Client.viewer(server.port)
    polite.send(Client.frame([0x03, 0xE8], opcode: 8))
    #expect(try polite.closeFrame().code == 1_000)
    let rude = try Client.viewer(server.port)
    rude.close()
    #expect(eventually { server.seen.now.closed.count == 2 })
    #expect(Set(server.seen.now.closed) == Set(server.seen.now.opened))
    #expect(eventually { server.loop.counters().viewers == 0 })
  }

  @Test("A ping gets its pong, also between the fragments of a message")
  func pings() throws {
    let server = try Server()
    let viewer = try Client.viewer(server.port)
    viewer.send(Client.frame(Array("echo ".utf8), isFinal: false))
    viewer.send(Client.frame(Array("?".utf8), opcode: 9))
    viewer.send(Client.frame(Array("hello".utf8), opcode: 0))
    let frames = [try viewer.next(), try viewer.next()]
    #expect(frames.contains(Client.Frame(opcode: 10, payload: Array("?".utf8))))
    #expect(frames.contains(Client.Frame(opcode: 1, payload: Array("hello".utf8))))
  }
}
