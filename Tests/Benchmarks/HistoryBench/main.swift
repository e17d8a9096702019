// Builds a log of many sales, and times how long a start takes on it: what Tests/Benchmarks/run shows as rows.
//
//   HistoryBench make SALES DIR    writes a log of SALES sales of 100 agents at 4 sites, 4,600 a day
//   HistoryBench read DIR          reads it and proves its chain, and prints what that took
//   HistoryBench open DIR          opens it as a start does and prints what that took

import FloorcastServer
import Floor
import Foundation
import Journal
import Logging
import Wire

private let salesADay = 4_600
private let products = (0..<40).map { "企业云通信年费 \($0)" }

private let roster: RosterChange = {
  let sites = (0..<4).map { "S\($0)" }
  return RosterChange(
    sites: sites.map {
      Site(id: SiteID($0), name: Wording(zhCN: $0, en: $0), timeZone: "Asia/Shanghai", currency: .cny)
    },
    teams: (0..<16).map { Team(id: TeamID("t\($0)"), site: SiteID("S\($0 % 4)"), name: "飞虎队 \($0)") },
    agents: (0..<100).map { Agent(id: AgentID("a\($0)"), team: TeamID("t\($0 % 16)"), name: "张伟 \($0)") })
}()

private func sale(_ number: Int, from start: CivilDate) -> Entry {
  let day = start.advanced(by: Int32(number / salesADay))
  let minute = 540 + number % salesADay * 540 / salesADay
  let agent = number &* 7919 % 100
  return .sale(
    AcceptedSale(
      sale: Sale(
        id: SaleID("crm-\(10_000_000 + number)"), agent: "a\(agent)", product: products[number &* 31 % products.count],
        amount: Money(minorUnits: Int64(10_000 + number &* 104_729 % 1_900_000), currency: .cny), source: "api"),
      site: SiteID("S\(agent % 16 % 4)"), acceptedAt: Int64(day.daysSinceEpoch) * 86_400_000 + Int64(minute) * 60_000,
      acceptedOn: day, closedOn: day, minute: minute))
}

private func draft(_ entry: Entry, after head: Int64) throws -> Draft {
  let body = try EntryCodec.encode(entry)
  return Draft(
    key: EntryCodec.key(for: entry, after: head), hash: try EntryCodec.hash(of: entry, body: body), body: body)
}

private func make(_ sales: Int, _ directory: String) throws {
  let journal = try SQLiteJournal(directory: directory)
  defer { journal.close() }
  let start = CivilDate(daysSinceEpoch: 20_000)
  _ = try journal.append([draft(.roster(roster), after: 0)])
  for first in stride(from: 0, to: sales, by: 20_000) {
    let head = journal.head
    _ = try journal.append(
      try (first..<min(first + 20_000, sales)).map { try draft(sale($0, from: start), after: head) })
  }
}

private let clock = ContinuousClock()

private func seconds(since begin: ContinuousClock.Instant) -> Double {
  Double((clock.now - begin) / .milliseconds(1)) / 1000
}

private func read(_ directory: String) throws {
  let journal = try SQLiteJournal(directory: directory)
  defer { journal.close() }
  let begin = clock.now
  var offset: Int64 = 0
  while offset < journal.head { offset += Int64(try journal.bodies(after: offset, limit: 2_000).count) }
  print(#"{"entries": \#(offset), "seconds": \#(seconds(since: begin))}"#)
}

private func open(_ directory: String) throws {
  let entries = try {
    let journal = try SQLiteJournal(directory: directory)
    defer { journal.close() }
    return journal.head
  }()
  let begin = clock.now
  let reader = try ReportReader(data: directory, logger: Logger(label: "bench"))
  let took = seconds(since: begin)
  let peak =
    try String(contentsOfFile: "/proc/self/status", encoding: .utf8).split(separator: "\n")
    .first { $0.hasPrefix("VmHWM") }?.split(separator: " ").dropFirst().first.map(String.init) ?? "0"
  print(#"{"entries": \#(entries), "seconds": \#(took), "peak_kib": \#(peak), "sites": \#(reader.sites.count)}"#)
}

let arguments = CommandLine.arguments.dropFirst()
switch (arguments.first, arguments.count) {
case ("make", 3): try make(Int(arguments[2]) ?? 0, arguments[3])
case ("read", 2): try read(arguments[2])
case ("open", 2): try open(arguments[2])
default:
  print("usage: HistoryBench make SALES DIR | read DIR | open DIR")
  exit(2)
}
