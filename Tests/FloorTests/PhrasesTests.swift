import Floor
import Testing

struct PhrasesTests {
  @Test("The first order is announced in the product's words")
  func firstOrder() {
    var floor = Floors.open()
    let announcement = floor.sell("s1", by: "a1", 100)
    #expect(announcement.map { Phrases.words(for: $0).zhCN } == "恭喜飞虎队的张三签到了第一单，为我们大家拿到了开门红，大家加油！")
  }

  @Test("A big deal is announced in the product's words")
  func bigDeal() {
    var floor = Floors.open()
    _ = floor.sell("s0", by: "a1", 100)
    let words = floor.sell("s1", by: "a3", 1_280_050).map(Phrases.words)
    #expect(words?.zhCN == "恭喜猎豹队的王五签了一单课程，金额是12,800.50元，请大家为TA喝彩！")
    #expect(words?.en == "Congratulations to 王五 of 猎豹队 on signing 课程, ¥12,800.50. A round of applause!")
  }

  @Test("One announcement says all of it when the first order is a big deal too")
  func both() {
    var floor = Floors.open()
    let words = floor.sell("s1", by: "a1", 1_000_000).map(Phrases.words)
    #expect(words?.zhCN.contains("开门红") == true)
    #expect(words?.zhCN.contains("10,000元") == true)
    #expect(words?.en.contains("first order") == true)
  }
}
