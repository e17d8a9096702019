/// What went wrong, and what the caller may still believe.
public enum JournalError: Error, Equatable {
  /// Nothing of this call was stored, for certain: the disk is full, or another error came before the commit. The
  /// journal stays usable; the same drafts may be tried again.
  case full(String)
  /// The commit failed: the drafts may or may not be there after a reopen. The journal is closed; the process must end,
  /// because a disk that failed to sync once cannot be asked again.
  case unknownOutcome(String)
  /// The log is not what was appended, from `offset` on; 0 when the damage is not tied to one entry.
  case damaged(offset: Int64, String)
  /// Another process has this journal open; the text names it.
  case inUse(String)
  /// The journal could not be opened; the text says what was attempted, on what, and why it failed.
  case cannotOpen(String)
  /// The journal was closed, by ``Journal/close()`` or after an unknown outcome.
  case closed
}

extension JournalError: CustomStringConvertible {
  /// One line for a log or a terminal.
  public var description: String {
    switch self {
    case .full(let text): "nothing was stored: \(text)"
    case .unknownOutcome(let text): "the journal cannot tell whether the last entries were stored: \(text)"
    case .damaged(0, let text): "what was stored is damaged: \(text)"
    case .damaged(let offset, let text): "the journal is damaged at offset \(offset): \(text)"
    case .inUse(let text): "the journal is in use: \(text)"
    case .cannotOpen(let text): "the journal cannot be opened: \(text)"
    case .closed: "the journal is closed"
    }
  }
}
