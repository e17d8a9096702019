import Floor

/// The fan-out: see the top of `Identifiers.swift`.
///
/// Everything that happens to many viewers is done by `flush`, once for a turn of the loop. For each viewer it costs a
/// few nanoseconds and one call of `write`; nothing is allocated or copied for a viewer.
///
/// `write` gets whole frames. It must not call the hub.
public struct Hub: ~Copyable {
  /// Hands bytes to one viewer's socket.
  public typealias Write = (ViewerID, UnsafeRawBufferPointer) -> Written

  /// Where a viewer's cursor is.
  private struct Place {
    var generation: UInt32 = 0
    /// -1 = free.
    var channel: Int32 = -1
    var position: Int32 = 0
  }

  /// Which log the offsets count.
  public let epoch: Epoch
  /// What was done so far.
  public private(set) var counters = Counters()

  private let limits: Limits
  /// The channels, and behind them the lobby: a channel without messages for viewers that did not join one.
  private var channels: ContiguousArray<Channel>
  private var lobby: Int { channels.count - 1 }
  private var places: ContiguousArray<Place> = []
  private var free: ContiguousArray<UInt32> = []
  private var slots: ContiguousArray<Slot> = []
  private var slotIndex: [SlotID: Int32] = [:]
  private var isDirty = false

  /// A hub of `channels` empty channels over the log `epoch`, whose last offset is `base`.
  public init(epoch: Epoch, base: Int64, channels: Int, limits: Limits = Limits()) {
    self.epoch = epoch
    self.limits = limits
    self.channels = ContiguousArray(
      repeating: Channel(ring: Ring(base: base, frames: limits.ringFrames, bytes: limits.ringBytes)),
      count: channels + 1)
  }

  // MARK: Viewers

  /// How many viewers there are, joined or not.
  public var viewers: Int { places.count - free.count }

  /// Whether `viewer` is here.
  public func contains(_ viewer: ViewerID) -> Bool { place(of: viewer) != nil }

  /// A new viewer; it gets nothing but answers until it joins a channel.
  public mutating func open() -> ViewerID {
    let index: UInt32
    if let used = free.popLast() {
      index = used
    } else {
      index = UInt32(places.count)
      places.append(Place())
    }
    let viewer = ViewerID(index: index, generation: places[Int(index)].generation)
    insert(Cursor(viewer), into: lobby)
    return viewer
  }

  /// Forgets `viewer`; its identity names nobody from now on.
  public mutating func close(_ viewer: ViewerID) {
    guard let place = place(of: viewer) else { return }
    _ = remove(place)
    places[Int(viewer.index)].channel = -1
    places[Int(viewer.index)].generation &+= 1
    free.append(viewer.index)
  }

  /// Lets `viewer` follow `channel`, and `slot` if there is one. Nothing is sent yet: an answer that belongs in front
  /// goes out first, then `catchUp`. `nil` if the viewer or the channel does not exist.
  public mutating func join(_ viewer: ViewerID, _ channel: ChannelID, slot: SlotID?, _ join: Join) -> Joined? {
    guard let place = place(of: viewer), channel.rawValue >= 0, channel.rawValue < lobby else { return nil }
    var cursor = remove(place)
    cursor.slot = slot.map { index(of: $0) } ?? -1
    cursor.slotVersion = 0
    defer { insert(cursor, into: channel.rawValue) }
    guard case .resume(let position) = join, position.epoch == epoch,
      channels[channel.rawValue].canResume(at: position.offset)
    else {
      cursor.needsSnapshot = true
      return .snapshot
    }
    cursor.needsSnapshot = false
    cursor.next = channels[channel.rawValue].ring.sequence(atLeast: position.offset)
    counters.resumes += 1
    return .resumed(from: position.offset, to: channels[channel.rawValue].head)
  }

  // MARK: What is new

  /// Appends to the channel's ring, framed once; goes out with the next `flush`.
  public mutating func publish(_ publication: Publication) {
    guard let channel = index(of: publication.channel) else { return }
    channels[channel].ring.append(offset: publication.offset, payload: publication.payload)
    touch(channel)
  }

  /// Replaces the channel's snapshot; only viewers that need one get it.
  public mutating func replace(_ snapshot: Snapshot) {
    guard let channel = index(of: snapshot.channel) else { return }
    channels[channel].snapshot = (snapshot.offset, Framing.text(snapshot.payload))
    if snapshot.replacesPast { channels[channel].ring.close(through: snapshot.offset) }
    touch(channel)
  }

  /// Replaces the value of `slot`; each of its viewers gets the newest once it can take it.
  public mutating func replace(_ slot: SlotID, payload: [UInt8]) {
    let index = Int(index(of: slot))
    slots[index].frame = payload.isEmpty ? [] : Framing.text(payload)
    slots[index].version &+= 1
    for channel in 0..<lobby { touch(channel) }
  }

  /// Sent with the next `flush` to each viewer of the channel that is at the head; others do without.
  public mutating func tick(_ channel: ChannelID, payload: [UInt8]) {
    guard let channel = index(of: channel) else { return }
    channels[channel].tick = Framing.text(payload)
    touch(channel)
  }

  private mutating func touch(_ channel: Int) {
    channels[channel].isDirty = true
    isDirty = true
  }

  // MARK: What goes out

  /// Gives every viewer that is not parked what it lacks.
  public mutating func flush(now: Milliseconds, write: Write) {
    guard isDirty else { return }
    isDirty = false
    for channel in 0..<lobby where channels[channel].isDirty {
      channels[channel].isDirty = false
      for position in channels[channel].cursors.indices where !channels[channel].cursors[position].isParked {
        let isAtHead = serve(channel, position, cap: limits.trainBytes, now: now, write: write)
        guard isAtHead, !channels[channel].tick.isEmpty else { continue }
        _ = channels[channel].tick.withUnsafeBytes {
          put($0, frames: 1, to: channel, position, now: now, write: write)
        }
      }
      channels[channel].tick = []
    }
  }

  /// Gives one viewer what it lacks, unless it is parked.
  public mutating func catchUp(_ viewer: ViewerID, now: Milliseconds, write: Write) {
    guard let (channel, position) = place(of: viewer), channel != lobby else { return }
    guard !channels[channel].cursors[position].isParked else { return }
    _ = serve(channel, position, cap: limits.trainBytes, now: now, write: write)
  }

  /// One viewer's answer: framed and written behind what it has got. `false` if it is so far behind with its answers
  /// that it should be closed as too slow; a viewer that is gone is `true`.
  public mutating func send(_ payload: [UInt8], to viewer: ViewerID, now: Milliseconds, write: Write) -> Bool {
    guard let (channel, position) = place(of: viewer) else { return true }
    let frame = Framing.text(payload)
    let waiting = Int(channels[channel].cursors[position].privateBytes)
    guard waiting + frame.count <= limits.privateBytes || waiting == 0 else { return false }
    let isWhole = frame.withUnsafeBytes { put($0, frames: 1, to: channel, position, now: now, write: write) }
    if !isWhole { channels[channel].cursors[position].privateBytes += Int32(frame.count) }
    return true
  }

  /// The socket of `viewer` has taken everything. Gives it the next part; `true` if it is at the head now and
  /// may be listened to again, `false` if it is still parked.
  public mutating func unblocked(_ viewer: ViewerID, now: Milliseconds, write: Write) -> Bool {
    guard let (channel, position) = place(of: viewer) else { return true }
    let since = channels[channel].cursors[position].parkedAt
    guard since >= 0 else { return true }
    channels[channel].cursors[position].parkedAt = -1
    channels[channel].cursors[position].privateBytes = 0
    guard channel != lobby else { return true }
    skipIfFarBehind(channel, position)
    _ = serve(channel, position, cap: limits.catchUpBytes, now: now, write: write)
    guard channels[channel].cursors[position].isParked else { return true }
    channels[channel].cursors[position].parkedAt = since
    return false
  }

  /// The viewers that have been parked for longer than the limit.
  public func tooSlow(now: Milliseconds) -> [ViewerID] {
    var slow: [ViewerID] = []
    for channel in channels {
      for cursor in channel.cursors where cursor.isParked && now - cursor.parkedAt > limits.parked {
        slow.append(cursor.id)
      }
    }
    return slow
  }

  /// The socket of `viewer` was found full by a write that was not the hub's.
  public mutating func park(_ viewer: ViewerID, now: Milliseconds) {
    guard let (channel, position) = place(of: viewer), !channels[channel].cursors[position].isParked else { return }
    channels[channel].cursors[position].parkedAt = now
    counters.parks += 1
  }

  /// Whether `viewer` waits for its socket.
  public func isParked(_ viewer: ViewerID) -> Bool {
    guard let (channel, position) = place(of: viewer) else { return false }
    return channels[channel].cursors[position].isParked
  }

  /// Snapshot, publications, latest value: in this order, until all is written (`true`) or the socket is full.
  private mutating func serve(
    _ channel: Int, _ position: Int, cap: Int, now: Milliseconds, write: Write
  ) -> Bool {
    // One turn may have brought more than the ring holds.
    if channels[channel].cursors[position].next < channels[channel].ring.start { skip(channel, position) }
    if channels[channel].cursors[position].needsSnapshot {
      // A snapshot older than the ring's oldest frame would leave a gap: wait for the next one.
      guard let snapshot = channels[channel].snapshot, snapshot.offset >= channels[channel].ring.floor else {
        return false
      }
      channels[channel].cursors[position].needsSnapshot = false
      channels[channel].cursors[position].next = channels[channel].ring.sequence(atLeast: snapshot.offset + 1)
      counters.snapshots += 1
      guard
        snapshot.frame.withUnsafeBytes({ put($0, frames: 1, to: channel, position, now: now, write: write) })
      else { return false }
    }
    while channels[channel].cursors[position].next < channels[channel].ring.end {
      let run = channels[channel].ring.run(from: channels[channel].cursors[position].next, cap: cap)
      channels[channel].cursors[position].next += run.frames
      guard put(run.bytes, frames: run.frames, to: channel, position, now: now, write: write) else { return false }
    }
    return serveSlot(channel, position, now: now, write: write)
  }

  private mutating func serveSlot(_ channel: Int, _ position: Int, now: Milliseconds, write: Write) -> Bool {
    let index = Int(channels[channel].cursors[position].slot)
    guard index >= 0, channels[channel].cursors[position].slotVersion != slots[index].version else { return true }
    channels[channel].cursors[position].slotVersion = slots[index].version
    guard !slots[index].frame.isEmpty else { return true }
    return slots[index].frame.withUnsafeBytes {
      put($0, frames: 1, to: channel, position, now: now, write: write)
    }
  }

  private mutating func skipIfFarBehind(_ channel: Int, _ position: Int) {
    let next = channels[channel].cursors[position].next
    let ring = channels[channel].ring
    if next < ring.start || ring.bytes(from: next) > limits.behindBytes { skip(channel, position) }
  }

  private mutating func skip(_ channel: Int, _ position: Int) {
    guard !channels[channel].cursors[position].needsSnapshot else { return }
    channels[channel].cursors[position].needsSnapshot = true
    counters.skips += 1
  }

  /// Writes to one viewer and parks it if its socket is full; `true` if it may be written to again.
  private mutating func put(
    _ bytes: UnsafeRawBufferPointer, frames: Int, to channel: Int, _ position: Int, now: Milliseconds, write: Write
  ) -> Bool {
    let written = write(channels[channel].cursors[position].id, bytes)
    counters.framesSent += frames
    counters.bytesSent += bytes.count
    guard written != .whole else { return true }
    // A broken socket counts as parked: nothing more is written until its owner closes it.
    if !channels[channel].cursors[position].isParked {
      channels[channel].cursors[position].parkedAt = now
      counters.parks += 1
    }
    return false
  }

  // MARK: Tables

  private func index(of channel: ChannelID) -> Int? {
    channel.rawValue >= 0 && channel.rawValue < lobby ? channel.rawValue : nil
  }

  private mutating func index(of slot: SlotID) -> Int32 {
    if let index = slotIndex[slot] { return index }
    let index = Int32(slots.count)
    slots.append(Slot())
    slotIndex[slot] = index
    return index
  }

  private func place(of viewer: ViewerID) -> (channel: Int, position: Int)? {
    guard viewer.index < places.count else { return nil }
    let place = places[Int(viewer.index)]
    guard place.generation == viewer.generation, place.channel >= 0 else { return nil }
    return (Int(place.channel), Int(place.position))
  }

  private mutating func insert(_ cursor: Cursor, into channel: Int) {
    places[Int(cursor.id.index)].channel = Int32(channel)
    places[Int(cursor.id.index)].position = Int32(channels[channel].cursors.count)
    channels[channel].cursors.append(cursor)
  }

  /// Takes a cursor out; the last one of the channel moves into its place.
  private mutating func remove(_ place: (channel: Int, position: Int)) -> Cursor {
    let last = channels[place.channel].cursors.count - 1
    channels[place.channel].cursors.swapAt(place.position, last)
    let moved = channels[place.channel].cursors[place.position].id
    places[Int(moved.index)].position = Int32(place.position)
    return channels[place.channel].cursors.removeLast()
  }
}
