import Floor
import Testing

struct PositionTests {
  @Test("An epoch is 32 lowercase hexadecimal digits")
  func epoch() {
    var random = Seeded(7)
    let drawn = Epoch(using: &random)
    #expect(Epoch(drawn.description) == drawn)
    #expect(Epoch(using: &random) != drawn)
    for text in [
      "", "0", String(repeating: "A", count: 32), String(repeating: "g", count: 32), String(repeating: "0", count: 33),
    ] {
      #expect(Epoch(text) == nil)
    }
  }
}
