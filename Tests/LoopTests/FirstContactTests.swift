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

  @Test("The loop answers, and stops at once when nobody is there")
  func health() throws {
    let server = try Server()
    #expect(try server.isHealthy())
    server.loop.stop()
    server.loop.join()
    #expect(throws: Client.Gone.self) { try Client(server.port) }
  }
}
