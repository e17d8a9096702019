import Foundation
import Hub
import Testing

@testable import Loop

@Suite struct StopTests {
  @Test("A stop says restart to every viewer and ends")
  func stops() throws {
    let server = try Server { $0.limits.stopDeadline = 10_000 }
    server.snapshot(0, "start")
    let viewers = try (0..<20).map { _ in try Client.viewer(server.port, "join") }
    #expect(eventually { server.loop.counters().hub.snapshots == 20 })
    server.loop.stop()
    for viewer in viewers {
      let close = try viewer.closeFrame()
      #expect(close.code == 4_000)
      #expect(close.reason == "restart")
      viewer.send(Client.frame([0x0F, 0xA0], opcode: 8))
    }
    server.loop.join()
    #expect(server.seen.now.closed.count == 20)
    #expect(throws: Client.Gone.self) { try Client(server.port) }
  }

  @Test("A stop waits for nobody longer than its deadline: blocked viewers, half requests, unanswered ones")
  func blocked() throws {
    let server = try Server { $0.limits.stopDeadline = 2_000 }
    server.snapshot(0, "start")
    let blocked = try (0..<10).map { _ in try Client.viewer(server.port, "join", receiveBuffer: 4_096) }
    let text = String(repeating: "x", count: 60_000)
    var offset: Int64 = 0
    #expect(
      eventually {
        offset += 1
        server.publish(offset, text)
        return server.loop.counters().hub.parks >= 10
      })
    let half = try Client(server.port)
    half.send("POST /echo HT")
    let waiting = try Client(server.port)
    waiting.send("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(eventually { server.seen.now.requests.count == 1 })
    let start = Date()
    server.loop.stop()
    server.loop.join()
    #expect(-start.timeIntervalSinceNow < 6)
    #expect(server.seen.now.closed.count == 10)
    withExtendedLifetime((blocked, half, waiting)) {}
  }

  @Test("A request that is being answered is answered before the end")
  func answersFirst() throws {
    let server = try Server { $0.limits.stopDeadline = 10_000 }
    let client = try Client(server.port)
    client.send("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(eventually { server.seen.now.requests.count == 1 })
    server.loop.stop()
    server.submit(.respond(server.seen.now.requests[0], HTTPResponse(status: 201)))
    #expect(client.answer().hasPrefix("HTTP/1.1 201"))
    server.loop.join()
  }

  @Test("Loops start and stop one after the other and side by side")
  func manyLoops() throws {
    for _ in 0..<3 {
      let servers = try (0..<4).map { _ in try Server() }
      for server in servers { #expect(try server.isHealthy()) }
      for server in servers { server.loop.stop() }
      for server in servers { server.loop.join() }
    }
  }
}
