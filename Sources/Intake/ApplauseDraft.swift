import Wire

/// A hand for an announcement as it was sent, not yet held against the floor.
public struct ApplauseDraft: MessageDraft {
  /// The announcement's identity.
  public var announcement: Int64
  /// The identifier or exact name of the agent who applauds.
  public var agent: String
  /// Where it stood in its message.
  public var path = ""

  /// Largest offset: what a browser's numbers hold exactly.
  private static let largestOffset: Int64 = 1 << 53
}

extension ApplauseDraft {
  /// Reads applause from `reader`; `nil` if a field is missing or wrong, which `reader.faults` then names.
  public init?(_ reader: inout ObjectReader) {
    let announcement = reader.integer("announcement", required: true, in: 1...ApplauseDraft.largestOffset)
    let agent = reader.string("agent", required: true, maximum: SaleDraft.textLimit)
    guard let announcement, let agent, reader.faults.isEmpty else { return nil }
    self.init(announcement: announcement, agent: agent, path: reader.path)
  }
}
