// The real Loop and Hub with the smallest handler, for Tests/Benchmarks/run: whoever opens with `floorcast.v1` follows
// the one channel, whoever opens with `bench.publish` is the publisher, and each of its messages is published as it is.
//
// The limits that would refuse a load generator are off: connections of an address, messages a second. All others are
// the product's. The publisher's receive buffer is large: what one turn reads is what one train can carry.

import Floor
import Foundation
import Hub
import Loop

private final class Bench: LoopHandler {
  private let submitter: Submitter
  private var publisher: ViewerID?
  private var offset: Int64 = 0

  init(_ submitter: Submitter) { self.submitter = submitter }

  func handle(_ request: HTTPRequest, id: RequestID) -> HTTPResponse? { HTTPResponse(status: 404) }

  func admits(_ upgrade: UpgradeRequest) -> Int? { nil }

  func opened(_ viewer: ViewerID, _ upgrade: UpgradeRequest) -> [Reaction] {
    let isPublisher = upgrade.subprotocol == "bench.publish"
    if isPublisher { publisher = viewer }
    return [.join(ChannelID(isPublisher ? 1 : 0), slot: nil, .fresh) { _, _ in [] }]
  }

  func received(_ message: UnsafeRawBufferPointer, from viewer: ViewerID) -> [Reaction] {
    guard viewer == publisher else { return [] }
    // The snapshot comes with the first message, not at the join: the floor sends nothing to who connects either.
    if offset == 0 {
      submitter.submit([.snapshot(Snapshot(channel: ChannelID(0), offset: 0, payload: Array("{}".utf8)))])
    }
    offset += 1
    submitter.submit([.publish(Publication(channel: ChannelID(0), offset: offset, payload: [UInt8](message)))])
    return []
  }

  func closed(_ viewer: ViewerID) {}
}

var configuration = Configuration()
configuration.port = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 9_002
configuration.limits.connectionsPerAddress = nil
configuration.limits.messages = nil
configuration.subprotocols = [
  Subprotocol(), Subprotocol(name: "bench.publish", receiveBuffer: 256 << 10, messageCap: 1 << 20),
]

var generator = SystemRandomNumberGenerator()
let loop = try LoopThread.start(configuration, epoch: Epoch(using: &generator), base: 0, channels: 2) { Bench($0) }
loop.join()
