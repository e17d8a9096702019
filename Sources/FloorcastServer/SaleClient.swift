import Foundation
import JSON

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// A sale on its way to a server.
public struct OutgoingSale: Encodable, Sendable {
  var id, agent, product, amount: String
  var currency, closedAt, customer: String?

  enum CodingKeys: String, CodingKey {
    case id, agent, product, amount, currency
    case closedAt = "closed_at"
    case customer
  }

  /// A sale; `amount` in major units as text.
  public init(
    id: String, agent: String, product: String, amount: String, currency: String? = nil, closedAt: String? = nil,
    customer: String? = nil
  ) {
    (self.id, self.agent, self.product, self.amount) = (id, agent, product, amount)
    (self.currency, self.closedAt, self.customer) = (currency, closedAt, customer)
  }
}

/// Sends sales, or whatever else can be recorded, to an address of a server, one at a time.
public struct SaleClient: Sendable {
  /// What the server said.
  public struct Answer: Sendable {
    /// The HTTP status.
    public var status: Int
    /// The JSON of the answer.
    public var body: String
    /// It is in the log, now or since earlier.
    public var isRecorded: Bool { (200..<300).contains(status) }
  }

  /// Seconds that an answer may take: a commit takes milliseconds, a busy disk longer.
  private static let timeout: TimeInterval = 15

  private let url: URL
  private let token: String?

  /// A client of the address `url`.
  public init(url: URL, token: String?) { (self.url, self.token) = (url, token) }

  /// Sends `message` and waits for the answer. Blocks; not for the threads of a server.
  public func send(_ message: some Encodable) throws -> Answer {
    var request = URLRequest(url: url, timeoutInterval: SaleClient.timeout)
    request.httpMethod = "POST"
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
    request.httpBody = Data(try JSON.encode(message))
    let answer = Promise<Result<Answer, any Error>>()
    let task = URLSession.shared.dataTask(with: request) { data, response, error in
      if let response = response as? HTTPURLResponse {
        answer.keep(
          .success(Answer(status: response.statusCode, body: String(decoding: data ?? Data(), as: UTF8.self))))
      } else {
        answer.keep(.failure(error ?? URLError(.badServerResponse)))
      }
    }
    task.resume()
    return try answer.wait().get()
  }
}
