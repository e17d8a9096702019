import Floor
import Intake
import Loop
import Wire

extension Door {
  /// Where files of people are posted to, and what each is for.
  static let uploads: [String: MediaDraft.Kind] = ["/api/v1/agents/photo": .photo, "/api/v1/agents/clip": .clip]

  /// A file of an agent's: held against the rules of the door, kept, and only then recorded.
  func upload(_ request: HTTPRequest, _ kind: MediaDraft.Kind, _ id: RequestID) -> HTTPResponse? {
    guard request.method == "POST" else { return HTTPResponse(notAllowed: "POST") }
    do throws(Problem) {
      let caller = try caller(of: request, who: "record")
      if let problem = rerunProblem ?? caller.problem(.editRoster) { throw problem }
      try Door.check(request.body, as: request.contentType, kind)
      var parameters = Parameters(request.query)
      let agent = parameters.text("agent")
      try parameters.end()
      guard let agent else { throw .invalid([FieldFault("agent", "is missing", allowed: "the agent's id")]) }
      // Before the file is kept: whoever may not name it in the log need not fill the disk. Asked again when it is.
      _ = try MediaDraft.owner(AgentID(agent), for: caller, in: directory.roster)
      let isTaken = media.keep(request.body) { [crossing, directory, submit] kept in
        let answer = kept.flatMap { hash in
          if let owner = directory.roster[AgentID(agent)], (kind == .photo ? owner.photo : owner.clip) == hash {
            submit([.respond(id, HTTPResponse(known: hash))])
            return .success(())
          }
          let draft = MediaDraft(kind, of: AgentID(agent), hash: hash)
          let recording = Recording(
            drafts: [.success(.media(draft))], caller: caller, source: "api", reply: .media(id, hash: hash))
          return crossing.put(.record(recording)) ? .success(()) : .failure(Problem.busy)
        }
        if case .failure(let problem) = answer { submit([.respond(id, HTTPResponse(problem))]) }
      }
      return isTaken ? nil : HTTPResponse(.busyFiles)
    } catch {
      return HTTPResponse(error)
    }
  }

  /// A file by its hash, which is all that it takes to see it.
  func show(_ hash: String, to request: HTTPRequest, _ id: RequestID) -> HTTPResponse? {
    guard ["GET", "HEAD"].contains(request.method) else { return HTTPResponse(notAllowed: "GET, HEAD") }
    let isTaken = media.find(hash) { [submit] bytes in
      submit([.respond(id, bytes.map(HTTPResponse.init(media:)) ?? HTTPResponse(.notFound))])
    }
    return isTaken ? nil : HTTPResponse(.busyFiles)
  }

  /// Throws unless `bytes` are what the header says, and that is something for `kind`.
  private static func check(_ bytes: [UInt8], as header: String?, _ kind: MediaDraft.Kind) throws(Problem) {
    let types = kind == .photo ? MediaType.photos : MediaType.clips
    let allowed = types.map(\.rawValue).joined(separator: ", ")
    guard let type = MediaType(header: header), types.contains(type) else {
      throw Problem(title: "Unsupported Media Type", status: 415, detail: "allowed: \(allowed)")
    }
    guard bytes.count <= MediaStore.maxBytes else {
      throw Problem(
        title: "Content Too Large", status: 413,
        detail: "the file has \(bytes.count) bytes; at most \(MediaStore.maxBytes) are taken (240 KB)")
    }
    guard MediaType(sniffing: bytes) == type else {
      throw Problem(
        title: "Unsupported Media Type", status: 415,
        detail: "the file does not begin as \(type.rawValue) does; allowed: \(allowed)")
    }
  }
}

extension Problem {
  /// More files wait than may wait: 503, try again.
  fileprivate static let busyFiles = Problem(
    type: "urn:floorcast:problem:busy", title: "Busy", status: 503,
    detail: "too many files are waiting; send it again in a second")
}
