import JSON
import Loop
import Wire

extension HTTPResponse {
  /// A JSON answer.
  init(status: Int, json value: some Encodable) {
    let bytes = try? JSON.encode(value)
    self.init(
      status: bytes == nil ? 500 : status,
      headers: [("Content-Type", "application/json"), ("Cache-Control", "no-store")],
      body: bytes ?? [])
  }

  /// A refusal (RFC 9457).
  init(_ problem: Problem) {
    var headers = [("Content-Type", "application/problem+json"), ("Cache-Control", "no-store")]
    if problem.status == 503 { headers.append(("Retry-After", "1")) }
    if problem.status == 401 { headers.append(("WWW-Authenticate", "Bearer")) }
    self.init(status: problem.status, headers: headers, body: problem.bytes)
  }

  /// The answer to one submission: 201 when it is new, 200 when it was there, 202 for a sale that waits to be sorted out.
  init(one answer: Answer) {
    switch answer {
    case .failure(let problem): self.init(problem)
    case .success(let result):
      self.init(status: result.isUnresolved ? 202 : result.isDuplicate ? 200 : 201, json: result)
    }
  }

  /// The answer to a file: 201 with its address.
  init(kept hash: String, _ answer: Answer) {
    switch answer {
    case .failure(let problem): self.init(problem)
    case .success: self.init(status: 201, json: ["media": MediaAddress.path(of: hash)])
    }
  }

  /// The answer to a file that is that person's already: nothing changes.
  init(known hash: String) { self.init(status: 200, json: ["media": MediaAddress.path(of: hash)]) }

  /// The answer to a batch: 200, or 207 when some of it was refused.
  init(batch answers: [Answer]) {
    let body = BatchAnswer(answers)
    self.init(status: body.refused == 0 ? 200 : 207, json: body)
  }
}

/// The answers to a batch, in its order, and how many were what.
struct BatchAnswer: Encodable {
  /// One sale's answer: its result, or the problem.
  struct Item: Encodable {
    var result: SubmissionResult?
    var problem: Problem?
  }

  var accepted = 0
  var duplicates = 0
  var refused = 0
  var results: [Item] = []

  init(_ answers: [Answer]) {
    for answer in answers {
      switch answer {
      case .success(let result):
        if result.isDuplicate { duplicates += 1 } else { accepted += 1 }
        results.append(Item(result: result))
      case .failure(let problem):
        refused += 1
        results.append(Item(problem: problem))
      }
    }
  }
}
