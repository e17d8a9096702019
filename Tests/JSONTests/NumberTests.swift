import JSON
import Testing

@Suite("Numbers are exact or refused")
struct NumberTests {
  @Test("integers up to both ends of Int64 are exact")
  func ends() throws {
    #expect(try read(Int64.self, "9223372036854775807") == .max)
    #expect(try read(Int64.self, "-9223372036854775808") == .min)
    #expect(try read(Int64.self, "9223372036854775806") == .max - 1)
    #expect(try read(Int64.self, "-9223372036854775807") == .min + 1)
    #expect(
      try read([Int64].self, "[9007199254740993,-9007199254740993]") == [9_007_199_254_740_993, -9_007_199_254_740_993])
    #expect(try read(Int.self, "-0") == 0)
  }

  @Test(
    "an integer beyond Int64 is no integer, but it is a double",
    arguments: [
      "9223372036854775808", "-9223372036854775809", "18446744073709551615", "18446744073709551616",
      "99999999999999999999", "-10000000000000000000", "123456789012345678901234",
    ])
  func beyond(_ digits: String) throws {
    let error = refusal([Int64].self, "[1, \(digits)]")
    #expect(error?.path == "[1]")
    #expect(error?.position == position(1, 5))
    #expect(error?.allowed == "a whole number")
    #expect(refusal(UInt64.self, digits) != nil)
    #expect(try read(Double.self, digits) == Double(digits))
    guard case .number(let number) = try JSON.parse(Array(digits.utf8), limits: .message).value else {
      Issue.record("not a number")
      return
    }
    #expect(number == Double(digits))
  }

  @Test("an integer beyond Int64 that nobody reads disturbs nobody")
  func unread() throws {
    struct Some: Decodable, Equatable {
      var a: Int
      var z: Int
    }
    #expect(try read(Some.self, #"{"a":1,"b":99999999999999999999,"z":-1}"#) == Some(a: 1, z: -1))
  }

  @Test(
    "only an integer token is an integer",
    arguments: ["12.0", "1e2", "1.5", "-0.0", "true", "\"12\"", "null", "[12]", "{}"])
  func onlyIntegerTokens(_ text: String) {
    #expect(refusal(Int.self, text)?.allowed == "a whole number")
  }

  @Test("smaller integer types take what fits and nothing else")
  func smallerTypes() throws {
    #expect(try read(UInt8.self, "255") == 255)
    #expect(refusal(UInt8.self, "256")?.description == "document (1:1) is 256; allowed: a whole number from 0 to 255")
    #expect(refusal(UInt8.self, "-1")?.problem == "is -1")
    #expect(try read(Int8.self, "-128") == -128)
    #expect(refusal(Int8.self, "-129") != nil)
    #expect(try read(UInt64.self, "9223372036854775807") == 9_223_372_036_854_775_807)
    #expect(refusal(UInt.self, "-1")?.allowed == "a whole number from 0 to 9223372036854775807")
  }

  @Test("doubles take every number and are rounded as Swift rounds")
  func doubles() throws {
    for text in [
      "0.1", "1", "-1", "1E5", "1e-5", "5e-324", "1.7976931348623157e308", "9007199254740993", "0.30000000000000004",
    ] {
      #expect(try read(Double.self, text) == Double(text))
    }
    #expect(refusal(Double.self, "true")?.problem == "is true or false")
    #expect(refusal(Double.self, "\"1\"")?.problem == "is a text")
    #expect(try read(Float.self, "0.1") == 0.1)
    #expect(refusal(Float.self, "1e39") != nil)
  }

  @Test("a number smaller than the smallest double is zero")
  func underflow() throws {
    #expect(try read(Double.self, "1e-400") == 0)
  }
}
