import Foundation
import Testing

@testable import Loop

@Suite struct HTTPTests {
  @Test("A request reaches the handler with everything it said")
  func request() throws {
    let server = try Server()
    let answer = try Client.ask(
      server.port,
      "POST /echo?a=1&b=%20x HTTP/1.1\r\nHost: localhost:80\r\nContent-Length: 5\r\nAuthorization: Bearer t\r\n"
        + "Content-Type: application/json\r\nIdempotency-Key: k-1\r\nOrigin: http://o\r\n\r\nhello")
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.hasSuffix("\r\n\r\nhello"))
    let request = try #require(server.seen.now.last)
    #expect(request.method == "POST")
    #expect(request.path == "/echo")
    #expect(request.query == "a=1&b= x")
    #expect(request.host == "localhost:80")
    #expect(request.authorization == "Bearer t")
    #expect(request.contentType == "application/json")
    #expect(request.idempotencyKey == "k-1")
    #expect(request.origin == "http://o")
    #expect(request.peer == "127.0.0.1")
  }

  @Test("Every answer has the security headers and closes the connection", arguments: ["/health", "/none", "/ws", "/"])
  func headers(path: String) throws {
    let server = try Server()
    let answer = try Client.get(server.port, path)
    for header in [
      "Connection: close", "X-Content-Type-Options: nosniff", "Content-Security-Policy: default-src 'none';",
      "frame-ancestors 'none'", "Referrer-Policy: no-referrer", "X-Frame-Options: DENY",
    ] { #expect(answer.contains(header)) }
  }

  @Test("A body of exactly the limit is taken, one byte more is 413, whatever of it was sent")
  func bodySize() throws {
    let server = try Server { $0.limits.bodyBytes = 100_000 }
    let body = String(repeating: "x", count: 100_000)
    #expect(try Client.post(server.port, "/echo", body).hasSuffix("\r\n\r\n" + body))
    #expect(try Client.post(server.port, "/echo", body + "x").hasPrefix("HTTP/1.1 413"))
    let announced = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999999999\r\n\r\n"
    let client = try Client(server.port)
    client.send(announced)
    #expect(try client.head().hasPrefix("HTTP/1.1 413"))
    #expect(try server.isHealthy())
  }

  @Test("A body in parts is one body, and an empty one is empty")
  func bodyParts() throws {
    let server = try Server()
    let client = try Client(server.port)
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\n\r\n")
    for byte in "abcdef".utf8 { client.send([byte]) }
    #expect(client.answer().hasSuffix("\r\n\r\nabcdef"))
    #expect(try Client.post(server.port, "/echo", "").contains("Content-Length: 0\r\n"))
  }

  @Test("A client that waits for 100 Continue is told to go on")
  func expectContinue() throws {
    let server = try Server()
    let client = try Client(server.port)
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
    #expect(try client.head() == "HTTP/1.1 100 Continue\r\n\r\n")
    client.send("hi")
    #expect(client.answer().hasSuffix("hi"))
  }

  @Test("An answer may come later; it comes once", arguments: ["GET", "POST"])
  func later(method: String) throws {
    let server = try Server()
    let client = try Client(server.port)
    client.send("\(method) /later HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
    #expect(eventually { !server.seen.now.requests.isEmpty })
    let id = try #require(server.seen.now.requests.first)
    let response = HTTPResponse(status: 201, headers: [("Content-Type", "text/plain")], body: Array("done".utf8))
    server.submit(.respond(id, response), .respond(id, HTTPResponse(status: 500)))
    let answer = client.answer()
    #expect(answer.hasPrefix("HTTP/1.1 201 Created\r\nContent-Type: text/plain\r\n"))
    #expect(answer.hasSuffix("\r\n\r\ndone"))
  }

  @Test("An answer that does not come is 504, and one for a client that left is dropped")
  func noAnswer() throws {
    let server = try Server { $0.limits.answerDeadline = 200 }
    #expect(try Client.post(server.port, "/later", "x").hasPrefix("HTTP/1.1 504"))
    let client = try Client(server.port)
    client.send("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(eventually { server.seen.now.requests.count == 2 })
    client.close()
    server.submit(.respond(server.seen.now.requests[1], HTTPResponse(status: 200)))
    #expect(try server.isHealthy())
  }

  @Test("A large answer is whole; one above the limit is 500")
  func largeAnswers() throws {
    let server = try Server()
    #expect(try Client.get(server.port, "/big").hasSuffix(String(repeating: "A", count: 250_000)))
    #expect(try Client.get(server.port, "/huge").hasPrefix("HTTP/1.1 500"))
  }

  @Test("A value in a header cannot become another header")
  func responseSplitting() throws {
    let server = try Server()
    let answer = try Client.get(server.port, "/split")
    #expect(answer.contains("X-Name: aX-Evil: 1\r\n"))
    #expect(!answer.contains("\r\nX-Evil"))
  }

  @Test("A request without a Host, with two, with a strange one, or with another server's name is refused")
  func host() throws {
    let server = try Server()
    #expect(try Client.ask(server.port, "GET /health HTTP/1.1\r\n\r\n").hasPrefix("HTTP/1.1 400"))
    #expect(try Client.get(server.port, "/health", "Host: other\r\n").hasPrefix("HTTP/1.1 400"))
    #expect(try Client.ask(server.port, "GET /health HTTP/1.1\r\nHost: a b\r\n\r\n").hasPrefix("HTTP/1.1 400"))
    #expect(try Client.ask(server.port, "GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n").hasPrefix("HTTP/1.1 421"))
  }

  @Test("An address has a number of connections that are not viewers, and gets them back")
  func connectionsPerAddress() throws {
    let server = try Server { $0.limits.connectionsPerAddress = 3 }
    #expect(try server.isHealthy())
    let viewers = try (0..<5).map { _ in try Client.viewer(server.port) }
    var idle = try (0..<3).map { _ in try Client(server.port) }
    for client in idle { client.send("GET /hea") }
    #expect(
      try eventually {
        let one = try Client(server.port)
        one.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return one.answer(within: 1).isEmpty
      })
    #expect(try Client(server.port, from: "127.0.0.2").send("x"))
    let elsewhere = try Client(server.port, from: "127.0.0.2")
    elsewhere.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(elsewhere.answer().hasSuffix("fine"))
    idle.removeAll()
    #expect(try eventually { try server.isHealthy() })
    withExtendedLifetime(viewers) {}
  }
}
