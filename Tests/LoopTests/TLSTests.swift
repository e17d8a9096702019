import CLibwebsockets
import Foundation
import Hub
import Testing

@testable import Loop

@Suite struct TLSTests {
  private func secure(_ configure: (inout Configuration) -> Void = { _ in }) throws -> Server {
    try Server {
      $0.tls = Secrets.shared.files
      configure(&$0)
    }
  }

  // MARK: The handshake

  @Test("HTTP and its security headers come over TLS as they do without", arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func http(version: Int32) throws {
    let server = try secure()
    let client = try Client(server.port)
    #expect(client.shakeHands(versions: version...version))
    client.send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n")
    let answer = client.answer()
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.contains("\r\nContent-Security-Policy: default-src 'none';"))
    #expect(!answer.contains("Strict-Transport-Security"))
    #expect(answer.hasSuffix("\r\n\r\n" + String(repeating: "A", count: 250_000)))
  }

  @Test("TLS 1.0 and 1.1 are refused")
  func oldVersions() throws {
    let server = try secure()
    for version in [TLS1_VERSION, TLS1_1_VERSION] {
      #expect(try !Client(server.port).shakeHands(versions: version...version))
    }
    #expect(try server.isHealthy())
  }

  @Test("HTTP/1.1 is all that is agreed on, also with a client that would rather have HTTP/2")
  func protocols() throws {
    let server = try secure()
    let client = try Client(server.port)
    #expect(client.shakeHands(protocols: ["h2", "http/1.1"]))
    #expect(client.agreed == ("TLSv1.3", "http/1.1"))
    let stubborn = try Client(server.port)
    if stubborn.shakeHands(protocols: ["h2"]) { #expect(stubborn.agreed.above.isEmpty) }
    #expect(try server.isHealthy())
  }

  @Test("A body of many records arrives, and the answer to a request that waits")
  func bodies() throws {
    let server = try secure { $0.limits.bodyBytes = 300_000 }
    let body = String(repeating: "b", count: 200_000)
    let head = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
    #expect(try Client.ask(server.port, head + body, tls: true).hasSuffix("\r\n\r\n" + body))
    let client = try Client(server.port, tls: true)
    client.send("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(eventually { server.seen.now.last?.path == "/later" })
    let id = try #require(server.seen.now.requests.last)
    server.submit(.respond(id, HTTPResponse(status: 200, body: Array("at last".utf8))))
    #expect(client.answer().hasSuffix("at last"))
  }

  // MARK: WebSockets

  @Test("A viewer over wss joins, is told what comes, and is answered; many messages in one record are all read")
  func viewer() throws {
    let server = try secure()
    server.snapshot(0, "start")
    let viewer = try Client.viewer(server.port, "join", tls: true)
    #expect(try viewer.nextText() == "welcome")
    #expect(try viewer.nextText() == "start")
    server.publish(1, "one")
    #expect(try viewer.nextText() == "one")
    let texts = (0..<4).map { "\($0) " + String(repeating: "e", count: 3_900) }
    viewer.send(texts.flatMap { Client.frame(Array("echo \($0)".utf8)) })
    for text in texts { #expect(try viewer.nextText() == text) }
  }

  @Test("A train of many records arrives whole, at viewers over TLS that read at once and at one that reads later")
  func trains() throws {
    // All of it is to arrive: nobody is so far behind that the snapshot would do.
    let server = try secure { $0.hub.behindBytes = 1 << 20 }
    server.snapshot(0, "start")
    let viewers = try (0..<3).map { _ in try Client.viewer(server.port, "join", tls: true) }
    let late = try Client.viewer(server.port, "join", receiveBuffer: 4_096, tls: true)
    #expect(eventually { server.loop.counters().hub.snapshots == 4 })
    let text = String(repeating: "t", count: 6_000)
    // One hand-over: one train of 600 kB for each, in writes of 256 kB and less.
    let items = (1...100).map { offset in
      Outgoing.publish(
        Publication(channel: ChannelID(0), offset: Int64(offset), payload: Array("\(offset) \(text)".utf8)))
    }
    server.loop.submitter.submit(items)
    for viewer in viewers + [late] {
      #expect(try viewer.nextText() == "welcome")
      #expect(try viewer.nextText() == "start")
      for offset in 1...100 { try #require(viewer.nextText() == "\(offset) \(text)") }
    }
  }

  // MARK: Slow and broken ones

  /// A viewer that joined and does not read any more, seen parked; returns the last offset.
  private func park(_ server: Server) throws -> (Client, Int64) {
    server.snapshot(0, "start")
    let viewer = try Client.viewer(server.port, "join", receiveBuffer: 4_096, tls: true)
    #expect(try viewer.nextText() == "welcome")
    #expect(try viewer.nextText() == "start")
    let text = String(repeating: "x", count: 30_000)
    var offset: Int64 = 0
    #expect(
      eventually {
        offset += 1
        server.publish(offset, "\(offset) \(text)")
        return server.loop.counters().hub.parks > 0
      })
    return (viewer, offset)
  }

  @Test("A viewer that does not read is parked, the others do not wait for it, and it gets all when it reads")
  func slow() throws {
    let server = try secure()
    let (slow, parkedAt) = try park(server)
    #expect(parkedAt < 40)
    let quick = try Client.viewer(server.port, "resume \(parkedAt)", tls: true)
    #expect(try quick.nextText() == "welcome")
    #expect(try quick.nextText() == "resumed \(parkedAt) \(parkedAt)")
    _ = try quick.nextText()
    for offset in 1...100 {
      server.publish(parkedAt + Int64(offset), "\(offset)")
      #expect(try quick.nextText() == "\(offset)")
    }
    slow.say("echo again")
    for offset in 1...parkedAt { try #require(slow.nextText().hasPrefix("\(offset) x")) }
    for offset in 1...100 { #expect(try slow.nextText() == "\(offset)") }
    #expect(try slow.nextText() == "again")
  }

  @Test("A viewer that is parked in the middle of a record of its own messages is read on when it has read")
  func parkedInsideARecord() throws {
    let server = try secure()
    server.snapshot(0, "start")
    let viewer = try Client.viewer(server.port, "join", receiveBuffer: 4_096, tls: true)
    #expect(try viewer.nextText() == "welcome")
    #expect(try viewer.nextText() == "start")
    // Four messages to a record, whose answers nobody reads, until one of them finds the socket full.
    var count = 0
    #expect(
      eventually {
        let texts = (count..<count + 4).map { "echo \($0) " + String(repeating: "e", count: 3_900) }
        count += 4
        return !viewer.send(texts.flatMap { Client.frame(Array($0.utf8)) }) || server.loop.counters().hub.parks > 0
      })
    let before = server.loop.counters().turns
    #expect(eventually { server.loop.counters().turns >= before + 5 })
    let start = (Date(), server.loop.counters().turns)
    #expect(eventually { server.loop.counters().turns >= start.1 + 5 })
    // Ten turns a second at rest; a loop that spins takes thousands.
    #expect(-start.0.timeIntervalSinceNow > 0.1)
    for number in 0..<count { try #require(viewer.nextText().hasPrefix("\(number) e")) }
    viewer.say("echo done")
    #expect(try viewer.nextText() == "done")
  }

  @Test("A parked viewer that says it will send no more gets the rest, and nothing spins meanwhile")
  func halfClosed() throws {
    let server = try secure()
    let (slow, parkedAt) = try park(server)
    slow.halfClose()
    let start = (Date(), server.loop.counters().turns)
    #expect(eventually { server.loop.counters().turns >= start.1 + 10 })
    #expect(-start.0.timeIntervalSinceNow > 0.3)
    for offset in 1...parkedAt { try #require(slow.nextText().hasPrefix("\(offset) x")) }
    #expect(slow.seesEnd())
    #expect(try server.isHealthy())
  }

  @Test("A viewer that stays parked is closed with 4008, and all are told when the server stops")
  func closes() throws {
    let clock = Server.Clock()
    let server = try secure { $0.clock = { clock.now } }
    let (slow, _) = try park(server)
    let other = try Client.viewer(server.port, "join", tls: true)
    clock.advance(30_001)
    #expect(eventually { server.loop.counters().slowCloses == 1 })
    #expect(try slow.closeFrame().code == 4_008)
    server.loop.stop()
    #expect(try other.closeFrame().code == 4_000)
  }

  // MARK: What is no TLS

  @Test("Whoever comes with plain HTTP is sent to https, by its own name and path only")
  func plain() throws {
    let server = try secure()
    let answer = try Client.get(server.port, "/wall/?site=BJ&x=%0d%0aX-Evil:1")
    #expect(answer.hasPrefix("HTTP/1.1 307 Temporary Redirect\r\nLocation: https://localhost/wall/?site=BJ&x="))
    #expect(!answer.contains("\r\nX-Evil"))
    let evil = try Client.ask(server.port, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n")
    #expect(evil.hasPrefix("HTTP/1.1 421"))
    #expect(try Client.post(server.port, "/echo", "secret").hasPrefix("HTTP/1.1 403"))
    #expect(try Client.ask(server.port, Client.handshake()).hasPrefix("HTTP/1.1 426"))
    #expect(server.seen.now.requests.isEmpty && server.seen.now.opened.isEmpty)
    #expect(try server.isHealthy())
  }

  @Test("What is neither, and what never comes, is cut, and leaves nothing behind")
  func rubbish() throws {
    let clock = Server.Clock()
    let server = try secure {
      $0.clock = { clock.now }
      $0.limits.connectionsPerAddress = 8
    }
    // More than an address may have at once, one after the other.
    for bytes: [UInt8] in [[0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0], [0], [0x80, 0x2E, 1], Array("\r\n\r\n".utf8)] {
      for _ in 0..<8 {
        let client = try Client(server.port)
        client.send(bytes)
        client.halfClose()
        #expect(client.seesEnd())
      }
    }
    let silent = try Client(server.port)
    let half = try Client(server.port)
    half.send([0x16, 3, 1, 2, 0, 1])
    #expect(try server.isHealthy())
    clock.advance(5_001)
    #expect(silent.seesEnd())
    #expect(half.seesEnd())
    #expect(try server.isHealthy())
  }

  @Test("Pipelined requests over TLS get one answer and freeze nothing", arguments: ["/echo", "/later", "/big"])
  func pipelined(path: String) throws {
    let server = try secure()
    let post = "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx"
    let client = try Client(server.port, tls: true)
    client.send(post + post)
    #expect(eventually { server.seen.now.requests.count >= 1 })
    #expect(try server.isHealthy())
  }

  // MARK: The files

  @Test("Files that do not do are named, with what is wrong")
  func faults() throws {
    let (one, two) = (Secrets.shared.files, Secrets.shared.others)
    let end = try one.check().timeIntervalSinceNow / 86_400
    #expect((9.9...10.1).contains(end))
    func fault(_ certificate: String, _ key: String) -> TLSFiles.Fault? {
      do throws(TLSFiles.Fault) {
        try TLSFiles(certificate: certificate, key: key).check()
        return nil
      } catch { return error }
    }
    #expect(fault("/nowhere", one.key) == .certificate("is /nowhere, which cannot be read"))
    #expect(fault(one.certificate, "/nowhere") == .key("is /nowhere, which cannot be read"))
    #expect(
      fault(one.key, one.key) == .certificate("is \(one.key), which holds no certificate in PEM that OpenSSL accepts"))
    #expect(
      fault(one.certificate, one.certificate)
        == .key("is \(one.certificate), which holds no private key in PEM without a passphrase"))
    #expect(
      fault(one.certificate, two.key) == .key("is \(two.key), which does not fit the certificate \(one.certificate)"))
    #expect { try Server { $0.tls = TLSFiles(certificate: one.certificate, key: two.key) } } throws: {
      "\($0)".contains("does not fit the certificate")
    }
  }
}
