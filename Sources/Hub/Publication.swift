import Floor

/// One message for every viewer of a channel.
public struct Publication: Sendable {
  /// Who gets it.
  public var channel: ChannelID
  /// The log's offset it belongs to; several publications may share one. Never smaller than the channel's last.
  public var offset: Int64
  /// JSON text, not framed.
  public var payload: [UInt8]

  /// A message at `offset` for all viewers of `channel`.
  public init(channel: ChannelID, offset: Int64, payload: [UInt8]) {
    self.channel = channel
    self.offset = offset
    self.payload = payload
  }
}

/// The whole state of a channel as of an offset, for viewers that cannot be brought there by publications.
public struct Snapshot: Sendable {
  /// Whose state.
  public var channel: ChannelID
  /// All publications up to here are folded in.
  public var offset: Int64
  /// JSON text, not framed.
  public var payload: [UInt8]
  /// Whoever joins from now on gets it in place of the publications up to `offset`, wherever they were.
  public var replacesPast: Bool

  /// The state of `channel` as of `offset`.
  public init(channel: ChannelID, offset: Int64, payload: [UInt8], replacesPast: Bool = false) {
    (self.channel, self.offset) = (channel, offset)
    (self.payload, self.replacesPast) = (payload, replacesPast)
  }
}

/// How a viewer enters a channel.
public enum Join: Sendable, Equatable {
  /// It knows nothing: snapshot, then publications.
  case fresh
  /// It was here before and has seen everything up to this position.
  case resume(Position)
}

/// What became of a join.
public enum Joined: Sendable, Equatable {
  /// The channel's snapshot is first, then the publications after it.
  case snapshot
  /// Every publication from `from` on follows; `to` is the channel's head.
  case resumed(from: Int64, to: Int64)
}

/// What became of bytes that were offered to one socket.
public enum Written: Sendable {
  /// The kernel has them all.
  case whole
  /// The rest waits in the socket's own buffer: write nothing more until `Hub.unblocked`.
  case partial
  /// The connection is broken and will be closed by its owner.
  case failed
}
