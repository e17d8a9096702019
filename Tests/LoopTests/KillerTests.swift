import Foundation
import Testing

@testable import Loop

/// Requests that are known to freeze, crash or confuse the library underneath. After each the loop answers at once.
@Suite struct KillerTests {
  private static let post = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi"

  /// Sends `bytes` several times on connections of their own and returns what came back to the last.
  private func survives(_ bytes: String, configure: (inout Configuration) -> Void = { _ in }) throws -> String {
    let server = try Server(configure)
    var answer = ""
    for _ in 0..<3 {
      answer = try Client.ask(server.port, bytes)
      #expect(try server.isHealthy())
    }
    #expect(turnsSpent(server) < 200)
    return answer
  }

  private func answers(_ text: String) -> Int { text.components(separatedBy: "HTTP/1.1 ").count - 1 }

  @Test("Two pipelined POSTs: the first is answered, then the connection ends")
  func pipelinedPosts() throws {
    let answer = try survives(KillerTests.post + KillerTests.post)
    #expect(answer.hasPrefix("HTTP/1.1 200"))
    #expect(answers(answer) == 1)
  }

  @Test("Two pipelined POSTs whose answers are put off")
  func pipelinedPostsLater() throws {
    let server = try Server()
    let client = try Client(server.port)
    let post = "POST /later HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi"
    client.send(post + post)
    #expect(eventually { server.seen.now.requests.count == 1 })
    for _ in 0..<5 { #expect(try server.isHealthy()) }
    client.send(post)
    #expect(try server.isHealthy())
    #expect(turnsSpent(server) < 200)
    server.submit(.respond(try #require(server.seen.now.requests.first), HTTPResponse(status: 201)))
    let answer = client.answer()
    #expect(answer.hasPrefix("HTTP/1.1 201"))
    #expect(answers(answer) == 1)
  }

  @Test("Two pipelined POSTs, and a GET behind a GET, in pieces of one byte")
  func pipelinedInBytes() throws {
    let server = try Server()
    for bytes in [KillerTests.post + KillerTests.post, "GET /health HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n"] {
      let client = try Client(server.port)
      for byte in bytes.utf8 { guard client.send([byte]) else { break } }
      #expect(client.answer().hasPrefix("HTTP/1.1 200"))
      #expect(try server.isHealthy())
    }
  }

  @Test("Two pipelined GETs with a body")
  func pipelinedGetsWithBody() throws {
    let get = "GET /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello"
    let answer = try survives(get + get)
    #expect(answer.hasPrefix("HTTP/1.1 400"))
    #expect(answers(answer) == 1)
  }

  @Test("A GET whose answer is put off while the client sends on and half-closes", arguments: [false, true])
  func laterGet(halfCloses: Bool) throws {
    let server = try Server()
    let client = try Client(server.port)
    client.send("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(eventually { server.seen.now.requests.count == 1 })
    client.send("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
    if halfCloses { client.halfClose() }
    #expect(turnsSpent(server) < 200)
    #expect(try server.isHealthy())
    server.submit(.respond(try #require(server.seen.now.requests.first), HTTPResponse(status: 201)))
    #expect(client.answer().hasPrefix("HTTP/1.1 201"))
  }

  @Test("A half-closed client of a large answer gets all of it, and costs no more than another")
  func halfClosedHTTP() throws {
    let server = try Server()
    let client = try Client(server.port, receiveBuffer: 4_096)
    client.send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(eventually { server.seen.now.last?.path == "/big" })
    client.halfClose()
    #expect(turnsSpent(server) < 200)
    #expect(try server.isHealthy())
    #expect(client.takeAll().count > 250_000)
  }

  /// Asks for an answer later and lets it be as long as a long one may be.
  private func longAnswer(_ server: Server, _ client: Client) throws {
    client.send("POST /later HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi")
    #expect(eventually { server.seen.now.requests.count == 1 })
    var response = HTTPResponse(status: 200, body: [UInt8](repeating: 65, count: HTTPResponse.maxLongBytes - 4_096))
    response.isLong = true
    server.submit(.respond(try #require(server.seen.now.requests.first), response))
  }

  @Test("A long answer reaches a slow reader whole, and others are served meanwhile")
  func longAnswerWhole() throws {
    let server = try Server()
    let client = try Client(server.port, receiveBuffer: 4_096)
    try longAnswer(server, client)
    #expect(turnsSpent(server) < 200)
    for _ in 0..<5 { #expect(try server.isHealthy()) }
    let answer = client.takeAll()
    #expect(answer.suffix(HTTPResponse.maxLongBytes - 4_096).allSatisfy { $0 == 65 })
    #expect(answer.count > HTTPResponse.maxLongBytes - 4_096)
  }

  @Test("A client that half-closes or sends on in the middle of a long answer costs nothing", arguments: [false, true])
  func longAnswerSpoilt(halfCloses: Bool) throws {
    let server = try Server()
    let client = try Client(server.port, receiveBuffer: 4_096)
    try longAnswer(server, client)
    #expect(turnsSpent(server) < 200)
    if halfCloses { client.halfClose() } else { client.send(KillerTests.post + KillerTests.post) }
    #expect(turnsSpent(server) < 200)
    #expect(try server.isHealthy())
    #expect(client.takeAll().count < HTTPResponse.maxLongBytes - 4_096)
  }

  @Test("A long answer that nobody takes ends with its deadline, and one that is too long is 500")
  func longAnswerUntaken() throws {
    let server = try Server { $0.limits.takeDeadline = 300 }
    let client = try Client(server.port, receiveBuffer: 4_096)
    try longAnswer(server, client)
    _ = eventually(within: 0.6) { false }
    #expect(client.takeAll().count < HTTPResponse.maxLongBytes - 4_096)
    let other = try Client(server.port)
    other.send("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(eventually { server.seen.now.requests.count == 2 })
    var response = HTTPResponse(status: 200, body: [UInt8](repeating: 65, count: HTTPResponse.maxLongBytes))
    response.isLong = true
    server.submit(.respond(server.seen.now.requests[1], response))
    #expect(other.answer().hasPrefix("HTTP/1.1 500"))
  }

  @Test("Long answers that nobody takes hold no more memory than they may; one more is 503")
  func longAnswersAtOnce() throws {
    let server = try Server()
    var response = HTTPResponse(status: 200, body: [UInt8](repeating: 65, count: HTTPResponse.maxLongBytes - 4_096))
    response.isLong = true
    let most = HTTPResponse.maxLongBytesAtOnce / response.body.count
    let clients = try (0...most).map { _ in try Client(server.port, receiveBuffer: 4_096) }
    for (i, client) in clients.enumerated() {
      client.send("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(eventually { server.seen.now.requests.count == i + 1 })
      server.submit(.respond(server.seen.now.requests[i], response))
    }
    #expect(clients[most].answer().hasPrefix("HTTP/1.1 503"))
    #expect(clients[0].takeAll().count > response.body.count)
    let next = try Client(server.port)
    next.send("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(eventually { server.seen.now.requests.count == most + 2 })
    server.submit(.respond(server.seen.now.requests[most + 1], response))
    #expect(next.answer().hasPrefix("HTTP/1.1 200"), "there is room again")
  }

  @Test("A slow reader that half-closes while it is parked does not make the loop spin, and loses nothing")
  func halfClosedViewer() throws {
    let server = try Server {
      $0.hub.behindBytes = 64 << 20; $0.hub.ringBytes = 64 << 20
    }
    server.snapshot(0, "start")
    let viewer = try Client.viewer(server.port, "join", receiveBuffer: 4_096)
    #expect(try viewer.nextText() == "welcome")
    #expect(try viewer.nextText() == "start")
    let text = String(repeating: "x", count: 60_000)
    var offset: Int64 = 0
    #expect(
      eventually {
        offset += 1
        server.publish(offset, "\(offset) \(text)")
        return server.loop.counters().hub.parks > 0
      })
    for _ in 0..<5 {
      offset += 1
      server.publish(offset, "\(offset) \(text)")
    }
    viewer.halfClose()
    #expect(turnsSpent(server) < 200)
    #expect(try server.isHealthy())
    for expected in 1...offset { #expect(try viewer.nextText() == "\(expected) \(text)") }
    #expect(viewer.seesEnd())
    #expect(eventually { server.seen.now.closed.count == 1 })
  }

  /// Turns of the loop in a third of a second; a loop at rest takes three for its timer.
  private func turnsSpent(_ server: Server) -> Int {
    let before = server.loop.counters().turns
    _ = eventually(within: 0.3) { false }
    return server.loop.counters().turns - before
  }

  @Test("An unknown Upgrade on a connection that is kept alive")
  func unknownUpgrade() throws {
    let request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: carrier-pigeon\r\n\r\n"
    _ = try survives(request)
    _ = try survives("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n" + request + request)
    _ = try survives(request + request)
  }

  @Test("h2c, by Upgrade and by prior knowledge")
  func http2() throws {
    let upgrade = try survives(
      "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
        + "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n")
    #expect(upgrade.hasPrefix("HTTP/1.1 400"))
    let prior = try survives("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") { $0.limits.requestDeadline = 300 }
    #expect(!prior.hasPrefix("HTTP/1.1 2") && !prior.hasPrefix("HTTP/1.1 1"))
  }

  @Test(
    "A Content-Length that is not one number is refused",
    arguments: ["-1", "5abc", "+2", "0x2", "2, 2", "1e1", "18446744073709551618", " ", "٢"])
  func contentLength(value: String) throws {
    let answer = try survives("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(value)\r\n\r\nhi") {
      $0.limits.requestDeadline = 300
    }
    #expect(answer.hasPrefix("HTTP/1.1 4"))
    #expect(answers(answer) == 1)
  }

  @Test("Two Content-Lengths, equal or not, and none at all, are refused")
  func contentLengths() throws {
    for (first, second) in [(2, 2), (2, 3), (3, 2)] {
      let answer = try survives(
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(first)\r\nContent-Length: \(second)\r\n\r\nhi")
      #expect(answer.hasPrefix("HTTP/1.1 400"))
    }
    #expect(try survives("POST /echo HTTP/1.1\r\nHost: localhost\r\n\r\n").hasPrefix("HTTP/1.1 411"))
  }

  @Test("Transfer-Encoding is refused, alone and beside a Content-Length")
  func transferEncoding() throws {
    let chunks = "2\r\nhi\r\n0\r\n\r\n"
    for headers in ["Transfer-Encoding: chunked", "Content-Length: 2\r\nTransfer-Encoding: chunked"] {
      let answer = try survives("POST /echo HTTP/1.1\r\nHost: localhost\r\n\(headers)\r\n\r\n" + chunks)
      #expect(answer.hasPrefix("HTTP/1.1 400"))
      #expect(answers(answer) == 1)
    }
  }

  @Test("A body that comes byte by byte is cut when the time for the whole request is over")
  func slowBody() throws {
    let server = try Server { $0.limits.requestDeadline = 400 }
    let client = try Client(server.port)
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n")
    let isCut = eventually(within: 8) {
      usleep(10_000)
      return !client.send([65])
    }
    #expect(isCut)
    #expect(try server.isHealthy())
  }

  @Test("A head that comes byte by byte is cut when the time for the whole request is over")
  func slowHead() throws {
    let server = try Server { $0.limits.requestDeadline = 400 }
    let client = try Client(server.port)
    client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ")
    #expect(
      eventually(within: 8) {
        usleep(10_000)
        return !client.send([65])
      })
    #expect(try server.isHealthy())
  }

  @Test(
    "Folded headers, headers that are the beginning of a known one, and other odd heads",
    arguments: [
      "X-Folded: a\r\n b\r\n", "X: 1\r\n", "X-A: 1\r\n", "X:\r\n", "Content-Length : 2\r\n", "\u{0}: 1\r\n",
      "A\u{0}B: 1\r\n", ": 1\r\n", "no colon\r\n",
    ])
  func oddHeaders(header: String) throws {
    let answer = try survives("GET /health HTTP/1.1\r\nHost: localhost\r\n\(header)\r\n") {
      $0.limits.requestDeadline = 200
    }
    #expect(answers(answer) <= 1)
  }

  @Test("A head of 4 KiB and more, five hundred headers, and bare line feeds")
  func largeHeads() throws {
    for length in [4_000, 4_096, 4_097, 20_000] {
      _ = try survives(
        "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: \(String(repeating: "a", count: length))\r\n\r\n"
      ) {
        $0.limits.requestDeadline = 200
      }
    }
    let many = (0..<500).map { "X-Header-\($0): \($0)\r\n" }.joined()
    _ = try survives("GET /health HTTP/1.1\r\nHost: localhost\r\n\(many)\r\n") { $0.limits.requestDeadline = 200 }
    _ = try survives("GET /health HTTP/1.1\nHost: localhost\n\n") { $0.limits.requestDeadline = 200 }
  }

  @Test("CONNECT does not turn a connection into something else")
  func connectMethod() throws {
    let answer = try survives("CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\nhello") {
      $0.limits.requestDeadline = 200
    }
    #expect(!answer.hasPrefix("HTTP/1.1 2"))
  }

  @Test("Random damage to requests and frames does not stop the loop")
  func damage() throws {
    let server = try Server { $0.limits.requestDeadline = 200 }
    var generator = SystemRandomNumberGenerator()
    let seeds = [
      Array(KillerTests.post.utf8), Array(Client.handshake().utf8) + Client.frame(Array("join".utf8)),
      Array("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8),
      Array(Client.handshake().utf8) + Client.frame([0, 1], opcode: 8) + Client.frame([], opcode: 9),
    ]
    for round in 0..<400 {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let at = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: at)
        default: bytes.insert(contentsOf: bytes[at...].prefix(20), at: at)
        }
      }
      let client = try Client(server.port)
      client.send(bytes)
      if round % 20 == 0 { #expect(try server.isHealthy()) }
    }
    #expect(try server.isHealthy())
  }
}
