// Wire: every byte that crosses a socket or is journaled. It owns the forms - entries, messages, problems - and must not
// know sockets, files or clocks. Pure functions; any thread.

import Floor
import JSON

/// Entries as the journal keeps them: sales and activity, of which there are millions, in a binary form; everything else
/// as a JSON object with its version.
///
/// Bytes once written stay readable for ever: a field's meaning is never changed, new fields are optional, and what can
/// no longer be said in a form gets a new version.
public enum EntryCodec {
  /// The version of JSON entries that is written.
  public static let version = 1

  /// How long a JSON entry of our own log may be: what the door lets in (`JSON.Limits.body`), with room for what the
  /// server adds to each agent of a roster.
  static let limits = JSON.Limits(bytes: 8 * 1024 * 1024, tokens: 524_288)

  /// The bytes of `entry`.
  /// - Throws: `JSONError` for a text that JSON cannot hold: one with U+0000.
  public static func encode(_ entry: Entry) throws(JSONError) -> [UInt8] {
    switch entry {
    case .sale(let sale): encode(sale)
    case .activity(let activity): encode(activity)
    case .roster(let change): try JSON.encode(StoredRoster(change))
    case .rules(let site, let rules): try JSON.encode(StoredRules(site, rules))
    case .company(let rules): try JSON.encode(StoredCompany(rules))
    case .screen(let change): try JSON.encode(StoredScreen(change))
    case .correction(let correction): try JSON.encode(StoredCorrection(correction))
    case .target(let target): try JSON.encode(StoredTarget(target))
    case .conduct(let conduct): try JSON.encode(StoredConduct(conduct))
    case .award(let award): try JSON.encode(StoredAward(award))
    case .awardChange(let change): try JSON.encode(StoredAwardChange(change))
    case .applause(let applause): try JSON.encode(StoredApplause(applause))
    case .phase(let cue): try JSON.encode(StoredPhase(cue))
    case .broadcast(let broadcast): try JSON.encode(StoredBroadcast(broadcast))
    case .show(let show): try JSON.encode(StoredShow(show))
    case .showChange(let change): try JSON.encode(StoredShowChange(change))
    case .commentary(let commentary): try JSON.encode(StoredCommentary(commentary))
    case .notice(let notice): try JSON.encode(StoredNotice(notice))
    case .noticeEnd(let end): try JSON.encode(StoredNoticeEnd(end))
    }
  }

  /// The entry in `bytes`; `nil` for a kind that this version does not know: such an entry stays in the log and
  /// changes nothing here. Whoever reads many keeps an `EntryDecoder`.
  /// - Throws: `EntryError` for bytes that are no entry, and for a known form of a newer version, which would be misread.
  public static func decode(_ bytes: [UInt8]) throws(EntryError) -> Entry? {
    try bytes.withUnsafeBufferPointer { bytes throws(EntryError) in try decode(UnsafeRawBufferPointer(bytes)) }
  }

  /// The entry in `bytes`, which are read in place and need not outlive the call.
  public static func decode(_ bytes: UnsafeRawBufferPointer) throws(EntryError) -> Entry? {
    var cache = TextCache(isKeeping: false)
    return try decode(bytes, &cache)
  }

  @inline(__always)
  fileprivate static func decode(
    _ bytes: UnsafeRawBufferPointer, _ cache: inout TextCache
  ) throws(EntryError) -> Entry? {
    // Below the first character that can begin a JSON text: the version of a binary form.
    if let first = bytes.first, first < 0x09 { return try decodeBinary(bytes, &cache) }
    return try decodeJSON(bytes)
  }

  private static func decodeJSON(_ bytes: UnsafeRawBufferPointer) throws(EntryError) -> Entry? {
    let stored: StoredEntry
    do {
      stored = try JSON.decode(StoredEntry.self, from: bytes, limits: limits)
    } catch {
      throw EntryError(error)
    }
    return try stored.entry()
  }
}

/// Reads entries one after the other. Remembers nothing about them but texts, so that a product's name is kept once and not
/// with every sale.
public struct EntryDecoder {
  private var cache = TextCache(isKeeping: true)

  /// A decoder that has read nothing yet.
  public init() {}

  /// Appends the entry in `bytes`, which are read in place and need not outlive the call, to `stretch`.
  /// - Throws: `EntryError`, as `EntryCodec.decode` does.
  public mutating func decode(_ bytes: UnsafeRawBufferPointer, onto stretch: inout Stretch) throws(EntryError) {
    if try EntryCodec.decodeSale(bytes, &cache, onto: &stretch) { return }
    stretch.append(try EntryCodec.decode(bytes, &cache))
  }
}
