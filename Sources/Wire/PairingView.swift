import Floor

/// What a device is told that asks to be paired (after RFC 8628, 3.2).
public struct PairingView: Encodable, Sendable {
  var code, key: String
  var expires: Int64
  var interval: Int
  var url: String
  var qr: [String]

  /// - Parameters:
  ///   - code: what a person types in the console.
  ///   - key: what the device asks with; nobody else is told.
  ///   - expires: Unix milliseconds.
  ///   - interval: seconds between two questions.
  ///   - url: the console's address with the code in it.
  ///   - qr: the same as a picture: rows of 0 and 1, 1 being dark, without the margin.
  public init(code: String, key: String, expires: Int64, interval: Int, url: String, qr: [String]) {
    (self.code, self.key, self.expires, self.interval, self.url) = (code, key, expires, interval, url)
    self.qr = qr
  }
}

/// How a pairing stands.
public enum PairingState: Encodable, Sendable {
  /// Nobody has typed the code yet. Until when, Unix milliseconds.
  case waiting(code: String, expires: Int64)
  /// It is done: the device's token, and what it is called.
  case paired(token: String, ScreenID, name: String)

  private enum CodingKeys: CodingKey { case state, code, expires, token, screen }

  private struct Named: Encodable {
    var id, name: String
  }

  /// Encodes the state.
  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .waiting(let code, let expires):
      try object.encode("waiting", forKey: .state)
      try object.encode(code, forKey: .code)
      try object.encode(expires, forKey: .expires)
    case .paired(let token, let id, let name):
      try object.encode("paired", forKey: .state)
      try object.encode(token, forKey: .token)
      try object.encode(Named(id: id.description, name: name), forKey: .screen)
    }
  }
}
