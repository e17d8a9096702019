import Intake
import Wire

extension Config {
  /// The languages of the product, as their BCP 47 tags.
  public static let languages = ["zh-CN", "en"]

  /// The languages that the server can speak on this machine: whose program is there.
  public var spokenLanguages: Set<String> { Set(speech.filter { SpeechCommand(words: $0.value).program != nil }.keys) }

  /// What is no fault, and will not work as it stands on this machine.
  public var warnings: [String] {
    speech.sorted { $0.key < $1.key }.filter { !spokenLanguages.contains($0.key) }.map { language, words in
      "speech.\(language): the program \(words.first ?? "") is not there; without it the server does not speak \(language)"
    }
  }

  mutating func readSpeech(_ reader: inout ObjectReader) {
    let commands = reader.object("speech") { speech in
      var commands: [String: [String]] = [:]
      for language in Config.languages { commands[language] = speech.command(language) }
      speech.refuseUnknownKeys()
      return commands
    }
    speech = commands ?? speech
  }
}

extension ObjectReader {
  /// A program and its arguments.
  fileprivate mutating func command(_ key: String) -> [String]? {
    let allowed = "a text of 1 to 500 bytes"
    let words = values(key, some: true, maximum: 20, allowed: allowed) { node -> String? in
      if case .string(let text) = node.value, (1...500).contains(text.utf8.count), !text.contains("\0") {
        text
      } else {
        nil
      }
    }
    return words?.isEmpty == true ? nil : words
  }
}
