import Foundation
import Loop
import Testing

@testable import FloorcastServer

struct AuthorityTests {
  private static func folder() -> URL {
    FileManager.default.temporaryDirectory.appending(path: "authority-\(UUID().uuidString)")
  }

  /// The faults of a configuration beside the files of `folder`, whose `server.tls` is `tls`.
  private static func faults(_ tls: String, in folder: URL) -> [String] {
    let text = #"{"sites":[\#(ConfigTests.site)],"server":{"tls":\#(tls)}}"#
    do {
      let config = try Config(bytes: Array(text.utf8), file: folder.appending(path: "floor.json").path)
      #expect(config.server.scheme == "https")
      #expect(config.isLoopbackOnly)
      return []
    } catch {
      return error.faults.map { "\($0.field) \($0.fault)" }
    }
  }

  @Test("A certificate that was made is found from the configuration's folder; what is wrong with one names its field")
  func configuration() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try Authority(folder: folder.appending(path: "tls").path).issue(for: ["wall.lan", "10.0.0.5", "::1"])
      .files
    _ = try Authority(folder: folder.appending(path: "other").path).issue(for: ["wall.lan"])
    #expect(Self.faults(#"{"certificate":"tls/server.pem","key":"tls/server.key"}"#, in: folder) == [])
    #expect(Self.faults(#"{"certificate":"\#(files.certificate)","key":"\#(files.key)"}"#, in: folder) == [])
    for (tls, field, fault) in [
      (#"{"certificate":"tls/server.pem"}"#, "server.tls.key", "is missing"),
      (
        #"{"certificate":"none.pem","key":"tls/server.key"}"#, "server.tls.certificate",
        "none.pem, which cannot be read"
      ),
      (#"{"certificate":"tls/server.pem","key":"none.key"}"#, "server.tls.key", "none.key, which cannot be read"),
      (#"{"certificate":"tls/server.key","key":"tls/server.key"}"#, "server.tls.certificate", "no certificate in PEM"),
      (#"{"certificate":"tls/server.pem","key":"tls/ca.pem"}"#, "server.tls.key", "no private key in PEM"),
      (#"{"certificate":"tls/server.pem","key":"other/server.key"}"#, "server.tls.key", "does not fit the certificate"),
      (#"{"certificate":"tls/server.pem","key":"tls/server.key","ca":""}"#, "server.tls.ca", "is not known"),
    ] {
      let faults = Self.faults(tls, in: folder)
      #expect(faults.count == 1 && faults[0].hasPrefix(field + " ") && faults[0].contains(fault), "\(faults)")
    }
  }

  @Test("Keys are their owner's alone, an authority stays, and a half of one is not made whole")
  func authority() throws {
    let folder = Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let authority = Authority(folder: folder.path)
    let (files, end) = try authority.issue(for: ["wall.lan"])
    #expect((396.9...397.1).contains(end.timeIntervalSinceNow / 86_400))
    for key in ["ca.key", "server.key"] {
      let facts = try FileManager.default.attributesOfItem(atPath: folder.appending(path: key).path)
      #expect(facts[.posixPermissions] as? Int == 0o600)
    }
    func read(_ name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }
    let (old, policy) = (try read("ca.pem"), try read("floorcast-policy.json"))
    let server = try read("server.pem")
    _ = try authority.issue(for: ["10.0.0.5"])
    #expect(try read("ca.pem") == old)
    #expect(try read("floorcast-policy.json") == policy)
    #expect(try read("server.pem") != server)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 5)
    try files.check()

    try FileManager.default.removeItem(at: folder.appending(path: "ca.key"))
    #expect { try authority.issue(for: ["wall.lan"]) } throws: { "\($0)".contains("not the other half") }
  }

  @Test(
    "What is no host is not put into a certificate", arguments: ["", "a b", "wall.lan,DNS:evil", "-a", "a..b", "*.lan"])
  func hosts(host: String) {
    let folder = Self.folder()
    #expect { try Authority(folder: folder.path).issue(for: ["wall.lan", host]) } throws: {
      "\($0)".contains("is no host")
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test("The policy that is shipped for screens without https is the one that is made, without the authority")
  func policy() throws {
    let shipped = URL(filePath: ConfigTests.shipped).deletingLastPathComponent()
      .appending(path: "kiosk/floorcast-policy.json")
    let object = { (data: Data) in try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any]) }
    var made = try object(JSONEncoder().encode(KioskPolicy(authority: "x")))
    #expect(made.removeValue(forKey: "CACertificates") as? [String] == ["x"])
    #expect(NSDictionary(dictionary: made) == NSDictionary(dictionary: try object(Data(contentsOf: shipped))))
  }
}
