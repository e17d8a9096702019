// Hub: who gets what, and from which byte on.
//
// It owns the viewers' cursors, one ring of framed messages for each channel, the channels' snapshots, the "latest value
// only" places, and the policy for viewers that cannot keep up. It must not know sockets, clocks, HTTP or what a payload
// says: time is handed in as milliseconds, bytes leave through a closure. It runs on its owner's thread (the loop), or in
// a test without any.

/// Milliseconds of a monotonic clock, or a length of time in them.
public typealias Milliseconds = Int64

/// One open connection. An index is used again by a later viewer, with another generation, so an identity that is kept
/// too long names nobody instead of somebody else.
public struct ViewerID: Hashable, Sendable {
  /// The viewer's place in dense tables.
  public let index: UInt32
  /// How often the place was given away before.
  public let generation: UInt32

  /// The identity of the `generation`-th viewer at `index`.
  public init(index: UInt32, generation: UInt32) {
    self.index = index
    self.generation = generation
  }
}

/// A stream of publications that many viewers follow; dense from 0, given out by the composition root (one for each
/// site).
public struct ChannelID: Hashable, Sendable {
  /// 0 ..< the number of channels the hub was made with.
  public let rawValue: Int

  /// The `rawValue`-th channel.
  public init(_ rawValue: Int) { self.rawValue = rawValue }
}

/// A place of which only the latest value matters (an agent's own row, a console's desk). Any integer.
public struct SlotID: Hashable, Sendable {
  /// Chosen by the composition root.
  public let rawValue: Int

  /// The place called `rawValue`.
  public init(_ rawValue: Int) { self.rawValue = rawValue }
}
