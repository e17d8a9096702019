extension Hub {
  /// Bounds on what is kept and on how far a viewer may fall behind.
  public struct Limits: Sendable {
    /// Frames a channel keeps for viewers that come back: some ten minutes of a very busy floor.
    public var ringFrames = 8_192
    /// Bytes a channel keeps.
    public var ringBytes = 8 << 20
    /// A parked viewer further behind than this many bytes gets the snapshot instead: it is smaller.
    public var behindBytes = 256 << 10
    /// A viewer that was parked and has not reached the head for longer is too slow.
    public var parked: Milliseconds = 30_000
    /// Bytes in one write of the fan-out.
    public var trainBytes = 256 << 10
    /// Bytes in one write to a viewer that catches up: what it does not take is copied, so it is less.
    public var catchUpBytes = 64 << 10
    /// Bytes of answers that may wait for one parked viewer.
    public var privateBytes = 64 << 10

    /// The product's limits.
    public init() {}
  }

  /// What was done since the start.
  public struct Counters: Sendable, Equatable {
    /// Publications, snapshots, latest values, ticks and answers handed to sockets, once for each viewer.
    public var framesSent = 0
    /// Their bytes, headers included.
    public var bytesSent = 0
    /// Snapshots sent to joining or skipping viewers.
    public var snapshots = 0
    /// Joins that the ring served.
    public var resumes = 0
    /// Times a viewer was parked because its socket was full.
    public var parks = 0
    /// Parked viewers that were so far behind that they got the snapshot.
    public var skips = 0

    /// Nothing yet.
    public init() {}
  }
}
