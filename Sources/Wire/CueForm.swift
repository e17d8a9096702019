import Floor

/// What a site remembers of its day. What there is little of is kept as the log keeps it.
extension ByteWriter {
  mutating func cues(_ book: CueBook) throws(EntryError) {
    optional(book.began) { $0.day($1) }
    list(book.keys.sorted { $0.key < $1.key }) { writer, cue in
      writer.text(cue.key)
      writer.day(cue.value)
    }
    try optional(book.phase) { writer, phase throws(EntryError) in try writer.entry(.phase(phase)) }
    signed(book.phaseOffset)
    try optional(book.broadcast) { writer, told throws(EntryError) in try writer.entry(.broadcast(told)) }
    signed(book.broadcastOffset)
    try optional(book.stand) { writer, stand throws(EntryError) in try writer.stand(stand) }
    try list(book.commentaries.sorted { $0.key < $1.key }) { writer, commentary throws(EntryError) in
      writer.day(commentary.key)
      try writer.entry(.commentary(commentary.value))
    }
    try list(book.pendingAwards) { writer, award throws(EntryError) in try writer.entry(.award(award)) }
    try list(book.notices) { writer, posted throws(EntryError) in
      writer.signed(posted.offset)
      try writer.entry(.notice(posted.notice))
    }
  }

  private mutating func stand(_ stand: Stand) throws(EntryError) {
    try entry(.show(stand.show))
    signed(stand.offset)
    optional(stand.anchor) { writer, anchor in
      writer.count(anchor.step)
      writer.signed(anchor.at)
      writer.optional(anchor.heldAt) { $0.signed($1) }
    }
  }
}

extension ByteReader {
  mutating func cues() throws(EntryError) -> CueBook {
    let began = try optionalDay("began")
    let keys = try list("keys") { reader throws(EntryError) in (try reader.text("key"), try reader.day("day")) }
    let phase = try optional("phase") { reader throws(EntryError) in
      try reader.entry("phase") { if case .phase(let cue) = $0 { cue } else { nil } }
    }
    let phaseOffset = try signed("phase_offset")
    let broadcast = try optional("broadcast") { reader throws(EntryError) in
      try reader.entry("broadcast") { if case .broadcast(let told) = $0 { told } else { nil } }
    }
    let broadcastOffset = try signed("broadcast_offset")
    let stand = try optional("stand") { reader throws(EntryError) in try reader.stand() }
    let commentaries = try list("commentaries") { reader throws(EntryError) in
      (
        try reader.day("day"),
        try reader.entry("commentary") { if case .commentary(let commentary) = $0 { commentary } else { nil } }
      )
    }
    let awards = try list("pending_awards") { reader throws(EntryError) in
      try reader.entry("award") { if case .award(let award) = $0 { award } else { nil } }
    }
    let notices = try list("notices") { reader throws(EntryError) in
      let offset = try reader.signed("offset")
      return PostedNotice(
        try reader.entry("notice") { if case .notice(let notice) = $0 { notice } else { nil } }, offset: offset)
    }
    return CueBook(
      began: began, keys: Dictionary(keys) { first, _ in first }, phase: phase, phaseOffset: phaseOffset,
      broadcast: broadcast, broadcastOffset: broadcastOffset, stand: stand,
      commentaries: Dictionary(commentaries) { first, _ in first }, pendingAwards: awards, notices: notices)
  }

  private mutating func stand() throws(EntryError) -> Stand {
    let show = try entry("show") { if case .show(let show) = $0 { show } else { nil } }
    let offset = try signed("offset")
    let anchor = try optional("anchor") { reader throws(EntryError) in
      try ShowAnchor(
        checked: reader.count("step"), at: reader.signed("at"),
        heldAt: reader.optional("held_at") { reader throws(EntryError) in try reader.signed("held_at") }, "anchor")
    }
    return Stand(show, offset: offset, anchor: anchor)
  }
}
