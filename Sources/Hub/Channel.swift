/// One viewer's cursor. Small, and dense in its channel: the fan-out walks over thousands of them.
struct Cursor {
  let id: ViewerID
  /// The ring's sequence it needs next; means nothing while `needsSnapshot`.
  var next = 0
  /// When its socket was found full for the first time since it was last at the head; -1 = not parked.
  var parkedAt: Milliseconds = -1
  /// Answers that wait behind a full socket.
  var privateBytes: Int32 = 0
  /// Its place in `Hub.slots`; -1 = none.
  var slot: Int32 = -1
  /// The version of the slot's value it has.
  var slotVersion: UInt32 = 0
  var needsSnapshot = false

  init(_ id: ViewerID) { self.id = id }

  var isParked: Bool { parkedAt >= 0 }
}

/// A "latest value only" place.
struct Slot {
  /// The value, framed; empty = none yet.
  var frame: [UInt8] = []
  var version: UInt32 = 0
}

/// A channel's messages and the viewers that follow it.
struct Channel {
  var ring: Ring
  var cursors: ContiguousArray<Cursor> = []
  /// The snapshot, framed, and the offset it stands for.
  var snapshot: (offset: Int64, frame: [UInt8])?
  /// A tick for the next fan-out, framed.
  var tick: [UInt8] = []
  /// Something is new since the last fan-out.
  var isDirty = false

  /// The largest offset a viewer of this channel can have seen.
  var head: Int64 { max(ring.last, snapshot?.offset ?? ring.floor) }

  /// Whether the ring still has every frame a viewer at `offset` may lack. Several frames can carry one offset and it
  /// may have only the first of them, so frames of `offset` itself are needed as well.
  func canResume(at offset: Int64) -> Bool { offset > ring.floor && offset <= head }
}
