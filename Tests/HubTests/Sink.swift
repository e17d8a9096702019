import Floor
import Testing

@testable import Hub

/// Sockets without sockets: what each viewer was given, and how much each still takes.
struct Sink {
  private(set) var taken: [ViewerID: [UInt8]] = [:]
  private(set) var writes = 0
  /// Viewers whose socket is full: a write is accepted, and parks them.
  var full: Set<ViewerID> = []
  var broken: Set<ViewerID> = []

  mutating func write(_ viewer: ViewerID, _ bytes: UnsafeRawBufferPointer) -> Written {
    writes += 1
    guard !broken.contains(viewer) else { return .failed }
    taken[viewer, default: []] += bytes
    return full.contains(viewer) ? .partial : .whole
  }

  /// The texts of all frames a viewer got since it was asked last; fails on anything that is not whole text frames.
  mutating func texts(_ viewer: ViewerID) throws -> [String] {
    let bytes = taken.removeValue(forKey: viewer) ?? []
    var texts: [String] = []
    var at = 0
    while at < bytes.count {
      #expect(bytes[at] == 0x81)
      var length = Int(bytes[at + 1])
      at += 2
      let wide = length == 126 ? 2 : length == 127 ? 8 : 0
      if wide > 0 { length = bytes[at..<at + wide].reduce(0) { $0 << 8 | Int($1) } }
      at += wide
      try #require(at + length <= bytes.count)
      texts.append(String(decoding: bytes[at..<at + length], as: UTF8.self))
      at += length
    }
    return texts
  }
}

let site = ChannelID(0)
let otherSite = ChannelID(1)

func someEpoch(_ digit: Character = "a") throws -> Epoch {
  try #require(Epoch(String(repeating: digit, count: 32)))
}

extension Hub {
  mutating func publish(_ offset: Int64, _ text: String, to channel: ChannelID = site) {
    publish(Publication(channel: channel, offset: offset, payload: Array(text.utf8)))
  }

  mutating func snapshot(_ offset: Int64, _ text: String, of channel: ChannelID = site) {
    replace(Snapshot(channel: channel, offset: offset, payload: Array(text.utf8)))
  }

  mutating func flush(into sink: inout Sink, now: Milliseconds = 0) {
    flush(now: now) { sink.write($0, $1) }
  }

  /// A viewer that joined and has what there is.
  mutating func viewer(
    _ how: Join = .fresh, slot: SlotID? = nil, channel: ChannelID = site, into sink: inout Sink, now: Milliseconds = 0
  ) -> ViewerID {
    let viewer = open()
    _ = join(viewer, channel, slot: slot, how)
    catchUp(viewer, now: now) { sink.write($0, $1) }
    return viewer
  }

  mutating func unblocked(_ viewer: ViewerID, into sink: inout Sink, now: Milliseconds = 0) -> Bool {
    unblocked(viewer, now: now) { sink.write($0, $1) }
  }
}
