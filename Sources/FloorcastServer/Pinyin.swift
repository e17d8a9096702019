import Foundation

/// How a Chinese name is typed: its pinyin without tones, by ICU's rules for names, in which 单雄信 reads `shan` and
/// 曾国藩 `zeng`.
struct Pinyin {
  private static let transform = StringTransform("Han-Latin/Names; Latin-ASCII; Lower")

  /// `zhang san` for 张三; a name in Latin letters in lower case.
  func reading(of name: String) -> String {
    name.applyingTransform(Pinyin.transform, reverse: false) ?? name.lowercased()
  }
}
