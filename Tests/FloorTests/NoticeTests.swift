import Floor
import Testing

/// What people put up on the screens by hand.
struct NoticeTests {
  static func notice(_ id: String, at: Int64 = 1_000, lasts: Int64 = 500, site: SiteID = Floors.bj) -> Notice {
    Notice(id: id, site: site, text: "今晚团建", isSpoken: true, by: "assistant", at: at, until: at + lasts)
  }

  static func shown(_ floor: FloorState, at now: Int64, site: SiteID = Floors.bj) -> [String] {
    floor.cues(of: site).notices(at: now).map(\.notice.id)
  }

  @Test("A notice is up until its time, the newest last, on the screens of its site only")
  func up() {
    var floor = Floors.open()
    let first = Self.notice("n1")
    let posted = PostedNotice(first, offset: floor.offset + 1)
    #expect(floor.next(.notice(first)) == .notice(posted, isEnded: false))
    floor.next(.notice(Self.notice("n2", at: 1_100)))
    floor.next(.notice(Self.notice("n3", site: Floors.sh)))
    #expect(Self.shown(floor, at: 1_200) == ["n1", "n2"])
    #expect(Self.shown(floor, at: 1_499) == ["n1", "n2"])
    #expect(Self.shown(floor, at: 1_500) == ["n2"])
    #expect(Self.shown(floor, at: 1_600) == [])
    #expect(Self.shown(floor, at: 1_200, site: Floors.sh) == ["n3"])
    #expect(floor.notice("n1") == posted)
  }

  @Test("Those whose time is up are forgotten when the next one comes")
  func forgotten() {
    var floor = Floors.open()
    for i in 0..<50 { floor.next(.notice(Self.notice("n\(i)", at: Int64(i) * 100))) }
    #expect(floor.cues(of: Floors.bj).notices.map(\.notice.id) == (45..<50).map { "n\($0)" })
  }

  @Test("One that is taken down is gone, once, and says when it was put up")
  func ended() {
    var floor = Floors.new()
    let notice = Self.notice("n1")
    floor.next(.notice(notice))
    let posted = PostedNotice(notice, offset: floor.offset)
    let end = NoticeEnd(id: "n1", by: "admin", at: 1_100)
    #expect(floor.next(.noticeEnd(end)) == .notice(posted, isEnded: true))
    #expect(Self.shown(floor, at: 1_200) == [])
    #expect(floor.cues(of: Floors.bj) == CueBook())
    #expect(floor.next(.noticeEnd(end)) == .nothing)
    #expect(floor.next(.noticeEnd(NoticeEnd(id: "never", by: "admin", at: 1_100))) == .nothing)
  }

  @Test("A notice that is in the log twice is up once, as it was put up first")
  func twice() {
    var floor = Floors.new()
    floor.next(.notice(Self.notice("n1")))
    let book = floor.cues(of: Floors.bj)
    #expect(floor.next(.notice(Self.notice("n1", at: 1_200))) == .nothing)
    #expect(floor.cues(of: Floors.bj) == book)
  }

  @Test("A floor that a checkpoint kept has them still")
  func checkpoint() {
    var floor = Floors.new()
    floor.next(.notice(Self.notice("n1")))
    #expect(FloorState(floor.checkpoint, pages: []).cues(of: Floors.bj) == floor.cues(of: Floors.bj))
  }
}
