/// The last messages of a channel as whole WebSocket frames, one behind the other, so that any run of them is one
/// contiguous range that a socket takes in one write.
///
/// Frames are numbered by a sequence that never restarts; a viewer's cursor is the sequence it needs next.
struct Ring {
  /// A frame. Its bytes never change while it is held.
  private struct Entry {
    let offset: Int64
    let start: UnsafeRawPointer
    let length: Int
    /// Which slab, by its number: a run ends where the next frame is in another one.
    let slab: Int
    /// The bytes of all frames ever appended before this one.
    let before: Int
  }

  /// A part of one slab: whole frames.
  struct Run {
    let bytes: UnsafeRawBufferPointer
    let frames: Int
  }

  private let maxFrames: Int
  private let maxBytes: Int
  private var entries: ContiguousArray<Entry> = []
  /// Entries in front that are dropped but not yet removed from the array.
  private var gone = 0
  private var slabs: ContiguousArray<Slab> = []
  private var firstSlab = 0
  private var spare: Slab?
  private var appended = 0

  /// The sequence of `entries[0]`.
  private var first = 0
  /// Every offset up to here may lack frames: they were dropped, or published before this ring was made.
  private(set) var floor: Int64
  /// The largest offset ever appended; `floor` before the first.
  private(set) var last: Int64

  /// An empty ring behind a log whose last offset is `base`. It holds at most `frames` frames and `bytes` bytes, but
  /// always the newest.
  init(base: Int64, frames: Int, bytes: Int) {
    floor = base
    last = base
    maxFrames = frames
    maxBytes = bytes
  }

  /// The sequence of the oldest frame held.
  var start: Int { first + gone }
  /// The sequence the next frame will get.
  var end: Int { first + entries.count }

  /// The bytes of the frames from `sequence` (held, or `end`) to the newest.
  func bytes(from sequence: Int) -> Int {
    sequence == end ? 0 : appended - entries[sequence - first].before
  }

  /// The first frame whose offset is `offset` or more; `end` if there is none.
  func sequence(atLeast offset: Int64) -> Int {
    var low = gone
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return first + low
  }

  /// The longest run from `sequence` (held) that lies in one slab and has at most `cap` bytes, at least one frame.
  func run(from sequence: Int, cap: Int) -> Run {
    let head = entries[sequence - first]
    var length = head.length
    var index = sequence - first + 1
    while index < entries.count, entries[index].slab == head.slab, length + entries[index].length <= cap {
      length += entries[index].length
      index += 1
    }
    return Run(
      bytes: UnsafeRawBufferPointer(start: head.start, count: length), frames: index - (sequence - first))
  }

  /// Lets nobody resume from `offset` or before.
  mutating func close(through offset: Int64) { floor = max(floor, offset) }

  /// Frames `payload` and appends it; the oldest frames make room.
  mutating func append(offset: Int64, payload: [UInt8]) {
    let length = Framing.headerLength(payload.count) + payload.count
    let slab = slab(for: length)
    // Offsets only grow. Should one go back, its frame counts for the newest offset: a resume may then repeat it, and
    // can never miss it.
    last = max(last, offset)
    let entry = Entry(
      offset: last, start: slab.append(text: payload), length: length, slab: firstSlab + slabs.count - 1,
      before: appended)
    entries.append(entry)
    appended += length
    drop()
  }

  private mutating func slab(for length: Int) -> Slab {
    if let slab = slabs.last, slab.free >= length { return slab }
    let slab: Slab
    if let spare, spare.free >= length {
      slab = spare
      self.spare = nil
    } else {
      slab = Slab(capacity: max(length, Slab.standardBytes))
    }
    slabs.append(slab)
    return slab
  }

  private mutating func drop() {
    while gone < entries.count - 1, entries.count - gone > maxFrames || appended - entries[gone].before > maxBytes {
      floor = max(floor, entries[gone].offset)
      gone += 1
    }
    while firstSlab < entries[gone].slab {
      let slab = slabs.removeFirst()
      firstSlab += 1
      if slab.isStandard {
        slab.clear()
        spare = slab
      }
    }
    // Moving the array's rest once for every quarter of the ring is cheaper than a second index for each look-up.
    if gone > maxFrames / 4 {
      entries.removeFirst(gone)
      first += gone
      gone = 0
    }
  }
}

/// Memory for frames, filled from front to back and emptied as a whole.
///
/// A class because frames are read through pointers while it is held; it is owned by one ring, which is not copied.
private final class Slab {
  /// 1 MiB: a train of frames is cut here, so it is much longer than a train; it is small enough to be used again soon.
  static let standardBytes = 1 << 20

  private let memory: UnsafeMutableRawPointer
  private let capacity: Int
  private var used = 0

  init(capacity: Int) {
    self.capacity = capacity
    memory = .allocate(byteCount: capacity, alignment: 64)
  }

  deinit { memory.deallocate() }

  var free: Int { capacity - used }
  var isStandard: Bool { capacity == Slab.standardBytes }

  func clear() { used = 0 }

  /// Frames `payload` behind what is here; there must be room.
  func append(text payload: [UInt8]) -> UnsafeRawPointer {
    let start = memory + used
    Framing.textHeader(payload.count) { byte in
      memory.storeBytes(of: byte, toByteOffset: used, as: UInt8.self)
      used += 1
    }
    payload.withUnsafeBytes { bytes in
      if let source = bytes.baseAddress { (memory + used).copyMemory(from: source, byteCount: bytes.count) }
    }
    used += payload.count
    return UnsafeRawPointer(start)
  }
}
