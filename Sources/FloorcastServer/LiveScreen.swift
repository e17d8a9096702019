import Wire

/// How a wall is: what it said of itself last, and how fast it showed what happened.
struct LiveScreen {
  /// Latencies of which the quantiles are taken: some hours of a floor.
  static let latenciesKept = 200
  /// Receipts that are listed.
  static let receiptsKept = 20

  /// Since when it is online, Unix milliseconds.
  var since: Int64?
  /// When it last said something, Unix milliseconds.
  var seen: Int64?
  /// What it said of itself last.
  var status: ScreenStatus?
  private var latencies: [Int64] = []
  private var receipts: [LiveView.Receipt] = []

  /// A wall that comes in at `since`.
  init(since: Int64) { (self.since, seen) = (since, since) }

  /// It painted something.
  mutating func note(_ receipt: LiveView.Receipt) {
    latencies.append(receipt.latency)
    receipts.append(receipt)
    if latencies.count > LiveScreen.latenciesKept { latencies.removeFirst() }
    if receipts.count > LiveScreen.receiptsKept { receipts.removeFirst() }
  }

  /// The latency that so many in a hundred do not exceed: the nearest rank.
  private func quantile(_ percent: Int, of sorted: [Int64]) -> Int64 {
    sorted[max(0, (percent * sorted.count + 99) / 100 - 1)]
  }

  /// For those who look after it.
  func view(isOnline: Bool) -> LiveView {
    let sorted = latencies.sorted()
    let latency =
      sorted.isEmpty
      ? nil
      : LiveView.Latency(p50: quantile(50, of: sorted), p99: quantile(99, of: sorted), count: sorted.count)
    return LiveView(
      online: isOnline, since: isOnline ? since : nil, seen: seen, status: status, latency: latency,
      receipts: receipts.isEmpty ? nil : receipts)
  }
}
