import Floor
import Intake
import Testing

struct AccessTests {
  static let secret: Token = {
    var random = SystemRandomNumberGenerator()
    return Token(using: &random)
  }()
  static let access = Access(callers: [secret.hash: Caller(role: .integration, name: "crm")])

  @Test("A token is 256 random bits, and only its hash need be kept")
  func token() {
    var random = SystemRandomNumberGenerator()
    #expect(Self.secret.secret.count == 3 + 64)
    #expect(Token(using: &random).secret != Self.secret.secret)
    #expect(Token.isHash(Self.secret.hash))
    #expect(!Self.secret.hash.contains(Self.secret.secret.dropFirst(3)))
    for text in ["", "sha256:", Self.secret.secret, Self.secret.hash.uppercased(), Self.secret.hash + "0"] {
      #expect(!Token.isHash(text))
    }
  }

  @Test("A text has the form of a token or has not")
  func form() {
    #expect(Token.isSecret(Self.secret.secret))
    for text in [
      "", "fc_", Self.secret.hash, String(Self.secret.secret.dropLast()), Self.secret.secret + "0",
      Self.secret.secret.uppercased(), "fc_" + String(repeating: "g", count: 64),
    ] {
      #expect(!Token.isSecret(text))
    }
  }

  @Test("Only the whole token in a bearer header lets in")
  func bearer() {
    #expect(Self.access.caller(authorization: "Bearer \(Self.secret.secret)")?.name == "crm")
    #expect(Self.access.caller(authorization: "bearer \(Self.secret.secret)")?.name == "crm")
    let wrong = [
      nil, "", "Bearer", "Bearer ", Self.secret.secret, "Basic \(Self.secret.secret)",
      "Bearer \(Self.secret.secret.dropLast())",
      "Bearer \(Self.secret.secret)0", "Bearer \(Self.secret.hash)", "Bearer \(String(repeating: "x", count: 65_536))",
    ]
    for header in wrong { #expect(Self.access.caller(authorization: header) == nil) }
  }

  @Test("A token with any one bit flipped is unknown")
  func flippedBits() {
    let digits = Array(Self.secret.secret)
    for i in 3..<digits.count {
      for bit in 0..<4 {
        var other = digits
        other[i] = Character(String((digits[i].hexDigitValue ?? 0) ^ (1 << bit), radix: 16))
        #expect(Self.access.caller(holding: String(other)) == nil)
      }
    }
  }

  @Test("Without tokens everyone who reaches the server may do everything")
  func open() {
    #expect(Access(callers: [:]).caller(holding: nil)?.role == .admin)
    #expect(Self.access.caller(holding: nil) == nil)
  }
}

struct OriginsTests {
  static let origins = Origins(hosts: Origins.loopback + ["wall.lan"], origins: ["https://crm.example"])

  @Test(
    "Hosts are compared whole, with any port and case",
    arguments: [
      ("localhost", true), ("localhost:8080", true), ("127.0.0.1:1", true), ("WALL.lan:80", true), ("[::1]:8080", true),
      ("[::1]", true),
      ("wall.lan.evil.example", false), ("evil-wall.lan", false), ("wall.lan:80:80", false), ("", false),
      ("wall.lan:", false),
      ("wall.lan:8a", false), ("10.0.0.1", false), (":8080", false),
    ])
  func hosts(host: String, isOurs: Bool) {
    #expect(Self.origins.accepts(host: host) == isOurs)
  }

  @Test(
    "A page may talk to us if it is ours or listed, compared whole",
    arguments: [
      ("http://wall.lan:8080", true), ("https://wall.lan:8080", true), ("https://crm.example", true),
      ("http://wall.lan", false),
      ("null", false), ("http://wall.lan:8080.evil.example", false), ("https://crm.example.evil", false),
      ("http://WALL.LAN:8080", false),
      ("file://", false), ("http://sub.wall.lan:8080", false), ("https://crm.example, https://crm.example", false),
    ])
  func origins(origin: String, isAccepted: Bool) {
    #expect(Self.origins.accepts(origin: origin, host: "wall.lan:8080") == isAccepted)
  }
}
