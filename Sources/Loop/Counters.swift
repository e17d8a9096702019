import Hub

/// What the loop did since its start, for metrics; as of the last turn.
public struct Counters: Sendable, Equatable {
  /// Turns of the loop. One at rest takes ten a second; many more without traffic mean that it spins.
  public var turns = 0
  /// Viewers open now.
  public var viewers = 0
  /// Viewers ever opened.
  public var opened = 0
  /// HTTP requests answered, files included.
  public var requests = 0
  /// HTTP requests and upgrades refused by the loop itself, and connections above the limit of an address.
  public var refused = 0
  /// Viewers closed because they could not keep up.
  public var slowCloses = 0
  /// Viewers hung up because they did not answer a ping.
  public var hangUps = 0
  /// Fan-out.
  public var hub = Hub.Counters()

  /// Nothing yet.
  public init() {}
}
