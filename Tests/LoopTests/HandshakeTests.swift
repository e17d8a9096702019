import Foundation
import Testing

@testable import Loop

@Suite struct HandshakeTests {
  private func status(_ handshake: String, _ server: Server) throws -> String {
    let client = try Client(server.port)
    client.send(handshake)
    return String(try client.head().dropFirst("HTTP/1.1 ".count).prefix(3))
  }

  @Test("A right handshake opens, with the subprotocol, and the handler hears who it is")
  func opens() throws {
    let server = try Server()
    let client = try Client(server.port)
    client.send(Client.handshake(with: ["Authorization: Bearer sesame"]))
    let head = try client.head().lowercased()
    #expect(head.hasPrefix("http/1.1 101"))
    #expect(head.contains("sec-websocket-protocol: floorcast.v1"))
    #expect(head.contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="))
    #expect(!head.contains("extensions"))
    #expect(eventually { server.seen.now.upgrades.count == 1 })
    let upgrade = try #require(server.seen.now.upgrades.first)
    #expect(upgrade.host == "localhost")
    #expect(upgrade.origin == "http://localhost")
    #expect(upgrade.authorization == "Bearer sesame")
    #expect(upgrade.subprotocol == "floorcast.v1")
  }

  @Test("Subprotocols are chosen from a list, wherever the known one stands")
  func subprotocolList() throws {
    let server = try Server()
    for list in ["other, floorcast.v1", "floorcast.v1,other", "a,b , floorcast.v1"] {
      let handshake = Client.handshake(without: "Sec-WebSocket-Protocol", with: ["Sec-WebSocket-Protocol: \(list)"])
      #expect(try status(handshake, server) == "101")
    }
  }

  @Test(
    "A handshake with anything wrong is refused, and nobody is opened",
    arguments: [
      ("Host", "", "400"), ("Host", "Host: evil.example", "421"), ("Sec-WebSocket-Version", "", "426"),
      ("Sec-WebSocket-Version", "Sec-WebSocket-Version: 8", "426"),
      ("Sec-WebSocket-Version", "Sec-WebSocket-Version: 13x", "426"), ("Sec-WebSocket-Key", "", "400"),
      ("Sec-WebSocket-Key", "Sec-WebSocket-Key: short", "400"), ("Sec-WebSocket-Protocol", "", "400"),
      ("Sec-WebSocket-Protocol", "Sec-WebSocket-Protocol: http", "400"),
      ("Sec-WebSocket-Protocol", "Sec-WebSocket-Protocol: floorcast.v1x", "400"),
      ("Origin", "Origin: http://evil.example", "403"), ("Origin", "", "403"), ("Origin", "Origin: null", "403"),
      ("Origin", "Origin: http://localhost\r\nOrigin: http://localhost", "403"),
      ("Origin", "Origin: http://localhost.evil", "403"), ("?", "Transfer-Encoding: chunked", "400"),
      ("?", "Content-Length: 5", "400"),
    ])
  func refuses(without: String, with: String, expected: String) throws {
    let server = try Server()
    let handshake = Client.handshake(without: without, with: with.isEmpty ? [] : [with])
    #expect(try status(handshake, server) == expected)
    #expect(server.seen.now.opened.isEmpty)
    #expect(try server.isHealthy())
  }

  @Test(
    "Only GET /ws in HTTP/1.1 opens",
    arguments: [
      "POST /ws HTTP/1.1", "GET /ws HTTP/1.0", "GET / HTTP/1.1", "GET /ws/ HTTP/1.1", "GET /WS HTTP/1.1",
      "GET /wsx HTTP/1.1", "PUT /ws HTTP/1.1", "HEAD /ws HTTP/1.1",
    ])
  func requestLine(line: String) throws {
    let server = try Server()
    let client = try Client(server.port)
    client.send(Client.handshake(request: line))
    #expect(!client.answer(within: 2).hasPrefix("HTTP/1.1 101"))
    #expect(server.seen.now.opened.isEmpty)
    #expect(try server.isHealthy())
  }

  @Test("A port that is taken and an address that is none stop the start with a reason")
  func start() throws {
    let server = try Server()
    #expect { try Server { $0.port = server.port } } throws: {
      "\($0)" == "cannot listen on 127.0.0.1:\(server.port): Address already in use"
    }
    #expect { try Server { $0.host = "somewhere" } } throws: { "\($0)" == "somewhere is not an IP address" }
    #expect { try Server { $0.host = "192.0.2.1" } } throws: { "\($0)".contains("Cannot assign requested address") }
  }

  @Test("Only the address that was asked for is bound")
  func bound() throws {
    let server = try Server { $0.host = "127.0.0.3" }
    #expect(throws: Client.Gone.self) { try Client(server.port) }
  }
}
