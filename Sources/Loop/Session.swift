import Hub

/// What the loop keeps for an open viewer; dense, because deadlines are looked for in all of them.
struct Session {
  var id: ViewerID
  /// `nil` = nobody is at this index.
  var wsi: OpaquePointer?
  /// When the next ping is due; before the viewer has joined, when it must have.
  var due: Milliseconds
  /// Thousandths of messages it may still send, as of `sentAt`.
  var allowance: Int
  var sentAt: Milliseconds
  var messageCap: Int32
  var hasJoined = false
  /// A ping is not answered yet.
  var awaitsPong = false

  /// Takes one message out of the allowance; `false` if there is none left.
  mutating func maySend(_ rate: Limits.Rate, now: Milliseconds) -> Bool {
    allowance = min(rate.burst * 1_000, allowance + Int(now - sentAt) * rate.perSecond)
    sentAt = now
    guard allowance >= 1_000 else { return false }
    allowance -= 1_000
    return true
  }
}

/// A message that came in more than one part.
struct Assembly {
  var bytes: [UInt8] = []
  /// Parts without a byte count too, so that endless empty fragments reach the cap.
  var weight = 0
}

/// A former viewer on its way out.
struct Farewell {
  let code: CloseCode
  /// When it is cut.
  let deadline: Milliseconds
  var isSent = false
}
