import Intake
import JSON
import Loop
import Wire

extension Door {
  /// Where a page asks for sound.
  static let speechPath = "/api/v1/speech"

  /// A text that a page wants to hear, for everyone who may open a wall.
  func speak(_ request: HTTPRequest, _ id: RequestID) -> HTTPResponse? {
    guard request.method == "POST" else { return HTTPResponse(notAllowed: "POST") }
    do throws(Problem) {
      let caller = try caller(of: request, who: "speak")
      guard caller.role.mayOpen(.screen) else {
        throw .forbidden("the role \(caller.role.rawValue) may not open the wall")
      }
      guard request.contentType?.lowercased().hasPrefix("application/json") == true else {
        throw Problem(title: "Unsupported Media Type", status: 415, detail: "allowed: application/json")
      }
      let wish = try SpeechWish(request.body)
      try speech.say(wish.text, in: wish.language) { [submit] answer in
        switch answer {
        case .success(let bytes): submit([.respond(id, HTTPResponse(sound: bytes))])
        case .failure(let problem): submit([.respond(id, HTTPResponse(problem))])
        }
      }
      return nil
    } catch {
      return HTTPResponse(error)
    }
  }
}

/// What a page wants to hear.
private struct SpeechWish {
  var text, language: String

  /// Longest text, in characters: two minutes of speech.
  static let textLimit = 500

  init(_ body: [UInt8]) throws(Problem) {
    let root: JSONNode
    do { root = try JSON.parse(body, limits: .message) } catch { throw .malformed(error) }
    var reader = ObjectReader(root)
    // Characters of the languages that are spoken here have at most four bytes.
    let text = reader.string("text", required: true, maximum: 4 * SpeechWish.textLimit)
    let language = reader.string("lang", required: true, maximum: 40)
    if let text, text.count > SpeechWish.textLimit {
      reader.fail("text", "is \(text.count) characters long", allowed: "at most \(SpeechWish.textLimit) characters")
    }
    if let language, !Config.languages.contains(language) {
      reader.fail("lang", "is \(language)", allowed: Config.languages.joined(separator: ", "))
    }
    guard let text, let language, reader.faults.isEmpty else { throw .invalid(reader.faults) }
    (self.text, self.language) = (text, language)
  }
}

extension HTTPResponse {
  /// Sound for a page; it may be longer than other answers.
  fileprivate init(sound bytes: [UInt8]) {
    let type = MediaType(sniffing: bytes) ?? .wav
    self.init(status: 200, headers: [("Content-Type", type.rawValue), ("Cache-Control", "no-store")], body: bytes)
    isLong = true
  }
}
