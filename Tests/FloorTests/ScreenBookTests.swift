import Floor
import Testing

/// Which screens there are, and who is heard in a room.
struct ScreenBookTests {
  static func screen(_ name: String, room: String? = nil, site: SiteID = Floors.bj, isVoice: Bool = false) -> Screen {
    var screen = Screen(name: name, site: site, room: room, tokenHash: "sha256:\(name)", pairedAt: 1, pairedBy: "ops")
    screen.isVoice = isVoice
    return screen
  }

  static func change(_ id: String, _ version: Int, _ screen: Screen?) -> Entry {
    .screen(ScreenChange(id: ScreenID(id), version: version, screen: screen, by: "ops", at: 5))
  }

  /// The floor after `changes`.
  static func floor(_ changes: Entry...) -> FloorState {
    var floor = Floors.new()
    for change in changes { #expect(floor.next(change) == .screens) }
    return floor
  }

  static func voices(_ floor: FloorState) -> [String] {
    floor.screens.paired.filter(\.screen.isVoice).map(\.id.description)
  }

  @Test("The first screen of a room becomes its voice, and no other one by itself")
  func first() {
    let floor = Self.floor(
      Self.change("a", 1, Self.screen("a")), Self.change("b", 1, Self.screen("b")),
      Self.change("c", 1, Self.screen("c", room: "lobby")),
      Self.change("d", 1, Self.screen("d", room: "lobby", site: Floors.sh)),
      Self.change("e", 1, Self.screen("e", room: "lobby")))
    #expect(Self.voices(floor) == ["a", "c", "d"])
    #expect(floor.screens.paired.map(\.id.description) == ["a", "b", "c", "d", "e"])
  }

  @Test("A screen that becomes the voice takes it from the others of its room and from nobody else")
  func takes() {
    let floor = Self.floor(
      Self.change("a", 1, Self.screen("a")), Self.change("b", 1, Self.screen("b")),
      Self.change("c", 1, Self.screen("c", room: "lobby")),
      Self.change("b", 2, Self.screen("b", isVoice: true)))
    #expect(Self.voices(floor) == ["b", "c"])
    #expect(floor.screens[ScreenID("a")]?.version == 1, "nobody changed it")
  }

  @Test("A room whose voice was switched off stays silent")
  func off() {
    let floor = Self.floor(
      Self.change("a", 1, Self.screen("a")), Self.change("b", 1, Self.screen("b")),
      Self.change("a", 2, Self.screen("a")))
    #expect(Self.voices(floor).isEmpty)
  }

  @Test("Where the voice is revoked or moves away, the earliest of those that stay becomes it")
  func heir() {
    let pair = [
      Self.change("a", 1, Self.screen("a")), Self.change("b", 1, Self.screen("b")),
      Self.change("c", 1, Self.screen("c")),
    ]
    for last in [nil, Self.screen("a", room: "lobby"), Self.screen("a", room: "lobby", isVoice: true)] {
      var floor = Self.floor(pair[0], pair[1], pair[2])
      floor.next(Self.change("a", 2, last))
      #expect(Self.voices(floor) == (last == nil ? ["b"] : ["a", "b"]))
    }
    var floor = Self.floor(pair[0], pair[1], pair[2])
    floor.next(Self.change("b", 2, nil))
    #expect(Self.voices(floor) == ["a"], "who was not heard leaves nothing")
  }

  @Test("A screen that moves into a room with a voice is not heard there, unless it is asked to be")
  func moves() {
    let pair = [
      Self.change("a", 1, Self.screen("a", room: "x")), Self.change("b", 1, Self.screen("b", room: "y")),
    ]
    var floor = Self.floor(pair[0], pair[1])
    floor.next(Self.change("b", 2, Self.screen("b", room: "x")))
    #expect(Self.voices(floor) == ["a"])
    floor = Self.floor(pair[0], pair[1])
    floor.next(Self.change("b", 2, Self.screen("b", room: "x", isVoice: true)))
    #expect(Self.voices(floor) == ["b"])
  }

  @Test("Only the next version of a screen counts, and a revoked one never comes back")
  func versions() {
    var floor = Self.floor(Self.change("a", 1, Self.screen("a")), Self.change("b", 1, Self.screen("b")))
    for version in [-1, 0, 1, 3, .max] {
      let before = floor.screens
      #expect(floor.next(Self.change("a", version, Self.screen("z"))) == .nothing)
      #expect(floor.screens == before)
    }
    #expect(floor.next(Self.change("c", 2, Self.screen("c"))) == .nothing)
    #expect(floor.next(Self.change("a", 2, nil)) == .screens)
    #expect(floor.next(Self.change("a", 3, Self.screen("a"))) == .nothing)
    #expect(floor.screens[ScreenID("a")] == ScreenBook.Item(id: ScreenID("a"), version: 2, screen: nil))
    #expect(floor.screens.paired.map(\.id.description) == ["b"])
  }

  @Test("What happens to screens changes no board")
  func apart() {
    var floor = Floors.open()
    let before = floor.board(BoardID(site: Floors.bj, day: Floors.day))
    floor.next(Self.change("a", 1, Self.screen("a")))
    #expect(floor.board(BoardID(site: Floors.bj, day: Floors.day)) == before)
    #expect(floor.offset == 4)
  }
}
