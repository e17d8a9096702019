import Floor
import Intake
import Testing
import Wire

@testable import FloorcastServer

/// Devices that wait for somebody to type their code.
struct PairingsTests {
  /// Draws what the last one drew, now and then.
  private struct Stutterer: RandomNumberGenerator {
    var inner = Seeded(1)
    var repeats: [UInt64] = []
    var drawn: [UInt64] = []
    mutating func next() -> UInt64 {
      if !repeats.isEmpty { return repeats.removeFirst() }
      drawn.append(inner.next())
      return drawn[drawn.count - 1]
    }
  }

  private static func open(
    _ pairings: inout Pairings, from peer: String = "10.0.0.1", at now: Int64 = 0, _ random: inout Seeded
  ) -> Pairings.Pending? { try? pairings.open(from: peer, at: now, using: &random) }

  @Test("Codes have six characters that nobody mistakes, and no two devices show the same")
  func codes() throws {
    var (pairings, random) = (Pairings(), Seeded(3))
    var codes: Set<String> = []
    for i in 0..<Pairings.limit {
      let pending = try #require(Self.open(&pairings, from: "10.0.0.\(i / 16)", &random))
      #expect(pending.code.wholeMatch(of: /[A-HJ-NP-Z2-9]{6}/) != nil)
      #expect(pending.key.wholeMatch(of: /[0-9a-f]{64}/) != nil)
      codes.insert(pending.code)
    }
    #expect(codes.count == Pairings.limit)
    #expect(Set(Pairings.alphabet).count == 32 && Set("0O1I").isDisjoint(with: Pairings.alphabet))
  }

  @Test("A code that chance gives twice is drawn again")
  func unique() throws {
    var (pairings, random) = (Pairings(), Stutterer())
    let first = try pairings.open(from: "a", at: 0, using: &random)
    random.repeats = random.drawn
    let second = try pairings.open(from: "a", at: 0, using: &random)
    #expect(random.repeats.isEmpty, "it was drawn")
    #expect(first.code != second.code && first.key != second.key)
  }

  @Test("What somebody types names the device whatever its case, spaces and dashes, and each time the same")
  func typed() throws {
    var (pairings, random) = (Pairings(), Seeded(4))
    let a = try #require(Self.open(&pairings, &random))
    let b = try #require(Self.open(&pairings, &random))
    let offer = try #require(pairings.offer(a.code, at: 1, using: &random))
    let spaced = " \(a.code.prefix(3).lowercased()) - \(a.code.suffix(3)) "
    #expect(pairings.offer(spaced, at: 1, using: &random) == offer)
    #expect(pairings.find(key: a.key, at: 1)?.offer == offer)
    #expect(pairings.find(key: b.key, at: 1)?.offer == nil)
    #expect(offer.grant.tokenHash == offer.token.hash && offer.grant.id == offer.id)
    for wrong in ["", "-", String(a.code.dropLast()), a.code + "2", "000000"] {
      #expect(pairings.offer(wrong, at: 1, using: &random) == nil)
    }
    #expect(pairings.find(key: a.code, at: 1) == nil)
  }

  @Test("A code is good for a quarter of an hour, for the device and for whoever types it")
  func expires() throws {
    var (pairings, random) = (Pairings(), Seeded(5))
    let pending = try #require(Self.open(&pairings, at: 1_000, &random))
    let last = 1_000 + Pairings.life - 1
    #expect(pairings.find(key: pending.key, at: last) != nil)
    #expect(pairings.find(key: pending.key, at: last + 1) == nil)
    #expect(pairings.offer(pending.code, at: last + 1, using: &random) == nil)
    #expect(pairings.offer(pending.code, at: last, using: &random) != nil)
    #expect(pairings.find(key: pending.key, at: last + 1) != nil, "typed at the last moment, it is asked for once more")
    let over = last + Pairings.patience
    #expect(pairings.find(key: pending.key, at: over) == nil)
    _ = Self.open(&pairings, at: over, &random)
    #expect(pairings.count == 1, "nothing of it is kept")
  }

  @Test("An address may have so many devices waiting, the house so many, and time makes room")
  func bounds() throws {
    var (pairings, random) = (Pairings(), Seeded(6))
    for _ in 0..<Pairings.perAddress { #expect(Self.open(&pairings, &random) != nil) }
    #expect(throws: Problem.self) { try pairings.open(from: "10.0.0.1", at: 0, using: &random) }
    for i in Pairings.perAddress..<Pairings.limit { #expect(Self.open(&pairings, from: "peer \(i)", &random) != nil) }
    do {
      _ = try pairings.open(from: "a stranger", at: 0, using: &random)
      #expect(Bool(false))
    } catch {
      #expect(error.status == 429)
    }
    #expect(pairings.count == Pairings.limit)
    #expect(Self.open(&pairings, from: "a stranger", at: Pairings.life, &random) != nil)
    #expect(pairings.count == 1)
  }

  @Test("Where there is no room, devices that ask no more make some; those that ask, or have a screen coming, stay")
  func patience() throws {
    var (pairings, random) = (Pairings(), Seeded(7))
    let devices = (0..<Pairings.perAddress).compactMap { _ in Self.open(&pairings, &random) }
    let later = Pairings.patience + 1
    #expect(pairings.find(key: devices[0].key, at: later) != nil)
    #expect(pairings.offer(devices[1].code, at: later, using: &random) != nil)
    #expect(Self.open(&pairings, at: later, &random) != nil)
    #expect(pairings.count == 3)
    #expect(pairings.find(key: devices[1].key, at: later) != nil)
    #expect(pairings.find(key: devices[2].key, at: later) == nil)
  }

  @Test("A device that has come with its token waits no more")
  func ended() throws {
    var (pairings, random) = (Pairings(), Seeded(8))
    let pending = try #require(Self.open(&pairings, &random))
    let offer = try #require(pairings.offer(pending.code, at: 1, using: &random))
    pairings.end(ScreenID("another"))
    #expect(pairings.find(key: pending.key, at: 1) != nil)
    pairings.end(offer.id)
    #expect(pairings.find(key: pending.key, at: 1) == nil && pairings.count == 0)
  }
}
