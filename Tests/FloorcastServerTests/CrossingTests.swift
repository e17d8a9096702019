import Dispatch
import Foundation
import Testing

@testable import FloorcastServer

struct CrossingTests {
  @Test("What does not fit is refused at once, and fits again when the other side took what waits")
  func bounded() {
    let crossing = Crossing<Int>(limit: 3)
    #expect(crossing.put(1, weight: 2))
    #expect(crossing.put(2))
    #expect(!crossing.put(3))
    #expect(crossing.take(until: .now()) == [1, 2])
    #expect(crossing.put(3))
  }

  @Test("Something heavier than the limit passes when nothing else waits")
  func heavy() {
    let crossing = Crossing<Int>(limit: 3)
    #expect(crossing.put(1, weight: 1_000))
    #expect(!crossing.put(2))
  }

  @Test("After closing nothing gets in, what waits is still taken, then the end is told")
  func closing() {
    let crossing = Crossing<Int>(limit: 3)
    #expect(crossing.put(1))
    crossing.close()
    #expect(!crossing.put(2))
    #expect(crossing.take(until: .now()) == [1])
    #expect(crossing.take(until: .now()) == nil)
  }

  @Test("Of many threads' elements none is lost, doubled, or out of its thread's order")
  func manyThreads() throws {
    let crossing = Crossing<(thread: Int, number: Int)>(limit: .max)
    for thread in 0..<4 {
      Thread { for number in 0..<5_000 { _ = crossing.put((thread, number)) } }.start()
    }
    var next = [0, 0, 0, 0]
    let deadline = DispatchTime.now() + .seconds(30)
    while next.reduce(0, +) < 20_000, DispatchTime.now() < deadline {
      for (thread, number) in crossing.take(until: deadline) ?? [] {
        #expect(number == next[thread])
        next[thread] = number + 1
      }
    }
    #expect(next == [5_000, 5_000, 5_000, 5_000])
  }
}
