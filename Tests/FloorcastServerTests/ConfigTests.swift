import Floor
import Foundation
import Intake
import Testing

@testable import FloorcastServer

struct ConfigTests {
  static let shipped = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "config/floor.json").path

  static let site = #"{"id":"BJ","name":{"zh-CN":"北京","en":"Beijing"}}"#

  static func faults(_ text: String) -> [String] {
    do {
      _ = try Config(bytes: Array(text.utf8), file: "f")
      return []
    } catch {
      return error.description.split(separator: "\n").map(String.init)
    }
  }

  @Test("The shipped file is good and shows every key with its default")
  func shipped() throws {
    let (config, defaults) = (try Config(file: Self.shipped), Config())
    #expect(config.company == defaults.company)
    #expect(config.look == defaults.look)
    #expect(config.screens.top == defaults.screens.top)
    #expect(config.screens.playlists == defaults.screens.playlists)
    #expect(config.server.host == defaults.server.host)
    #expect(config.server.port == defaults.server.port)
    #expect(config.server.connectionsPerAddress == defaults.server.connectionsPerAddress)
    #expect(config.server.messagesPerSecond == defaults.server.messagesPerSecond)
    #expect(config.companyRules.currency == defaults.companyRules.currency)
    #expect(Set(config.honours).isSuperset(of: defaults.honours))
    let rules = try #require(config.rules[SiteID("BJ")])
    #expect(rules.bigDealTiers == Rules.standard.bigDealTiers)
    #expect(rules.calendar.weekdays == WorkingCalendar.standard.weekdays)
    #expect(rules.calendar.hours == WorkingCalendar.standard.hours)
    #expect(rules.value.weights == ValueRules.standard.weights)
    #expect(rules.value.expected.filter { $0.key != .amount } == ValueRules.standard.expected)
    #expect(rules.value.cap == ValueRules.standard.cap)
    #expect(config.roster.teams.count == 4)
    #expect(config.roster.agents.count == 24)
    let text = try String(contentsOfFile: Self.shipped, encoding: .utf8)
    for key in [
      "company", "reporting_currency", "rates", "host", "port", "hosts", "origins", "connections_per_address",
      "messages_per_second", "tls", "certificate", "theme", "accent", "logo", "top", "playlists", "scenes", "scene",
      "seconds", "time_zone", "day_start", "currency", "big_deals", "target", "groups", "products",
      "working_days", "holidays", "makeup_days", "working_hours", "value", "weights", "expected", "amount", "deals",
      "conversion", "calls", "talk", "conduct", "cap", "reward", "base", "expectation", "difficulty",
      "may_fall_below_base", "color", "slogan", "leader", "pinyin", "alias", "hidden", "honours", "title", "what",
      "days", "presenter", "tokens", "spoken", "speech",
    ] {
      #expect(text.contains("\"\(key)\":"), "\(key) is not shown")
    }
  }

  @Test("What speaks is a program with its arguments, by language; one that is not there is a warning")
  func speech() throws {
    let shipped = try Config(file: Self.shipped)
    #expect(shipped.speech.keys.sorted() == ["en", "zh-CN"])
    #expect(shipped.speech["zh-CN"]?.prefix(3) == ["espeak-ng", "-v", "cmn-latn-pinyin"])
    #expect(Config().speech.isEmpty && Config().spokenLanguages.isEmpty && Config().warnings.isEmpty)
    var config = Config()
    config.speech = ["en": ["cat"], "zh-CN": ["/no/such/program"]]
    #expect(config.spokenLanguages == ["en"])
    #expect(config.warnings.count == 1 && config.warnings[0].contains("/no/such/program"))
  }

  @Test("The shipped calendar is China's of 2026: 248 working days, and what is sold belongs to a group")
  func demo() throws {
    let rules = try #require(try Config(file: Self.shipped).rules[SiteID("BJ")])
    let months = (1...12).compactMap { CivilDate(year: 2026, month: $0, day: 1) }
    let days = months.flatMap { rules.calendar.workingDays(in: Period.month($0).days) }
    #expect(days.count == 248)
    #expect(rules.calendar.isWorking(CivilDate("2026-02-28")!))
    #expect(!rules.calendar.isWorking(CivilDate("2026-10-01")!))
    for product in ["企业云通信年费", "智能外呼套餐", "客服坐席标准版", "客服坐席旗舰版", "营销短信包", "数据看板", "呼叫中心一体机", "集团专线"] {
      #expect(rules.group(of: product) != nil, "\(product)")
    }
  }

  @Test("Every fault is listed with line and column, in the order of the file")
  func everyFault() {
    let text = """
      {
        "port": 1,
        "server": { "port": 70000, "host": "wall.lan" },
        "sites": [
          { "id": "BJ", "name": { "zh-CN": "北京", "en": "B" }, "currency": "XXX", "time_zone": "CST" },
          { "id": "SH", "name": { "zh-CN": "上海", "en": "S" }, "big_deals": ["5", "4"] }
        ],
        "teams": [{ "id": "t1", "site": "XX", "name": "一队", "color": "red" }]
      }
      """
    let faults = Self.faults(text)
    let places = ["1:1", "2:3", "3:23", "3:38", "5:69", "5:89", "6:70", "8:35", "8:64"]
    #expect(faults.map { $0.prefix { $0 != " " } } == places.map { "f:\($0):" })
    #expect(faults[0].contains("tokens is empty although server.host is wall.lan"))
    #expect(faults[1].contains("port is not known (allowed: agents, company"))
    #expect(faults[2].contains("server.port is 70000 (allowed: a whole number from 0 to 65535)"))
    #expect(faults[7].contains("teams[0].site is XX, which is no site"))
  }

  @Test("JSON that cannot be read is one fault with its place")
  func malformed() {
    #expect(Self.faults("{\n  \"sites\": [,]\n}").first?.hasPrefix("f:2:") == true)
    #expect(Self.faults("").count == 1)
  }

  @Test("Another host than the loopback needs tokens")
  func hostNeedsTokens() {
    let open = #"{"server":{"host":"0.0.0.0","hosts":["wall.lan"]},"sites":[\#(Self.site)]"#
    #expect(Self.faults(open + "}").first?.contains("tokens is empty although server.host is 0.0.0.0") == true)
    let hash = Token.hash(of: "fc_x")
    #expect(Self.faults(open + #","tokens":[{"name":"w","role":"screen","hash":"\#(hash)"}]}"#).isEmpty)
    for host in ["127.0.0.1", "localhost", "127.9.9.9"] {
      #expect(Self.faults(#"{"server":{"host":"\#(host)"},"sites":[\#(Self.site)]}"#).isEmpty)
    }
  }

  @Test("A token names a known role, a stored hash, and for an agent whose page it opens")
  func tokens() {
    func faults(_ token: String) -> [String] { Self.faults(#"{"sites":[\#(Self.site)],"tokens":[\#(token)]}"#) }
    let hash = Token.hash(of: "fc_x")
    #expect(faults(#"{"name":"n","role":"king","hash":"\#(hash)"}"#).first?.contains("allowed: screen, agent") == true)
    #expect(
      faults(#"{"name":"n","role":"screen","hash":"fc_secret"}"#).first?.contains("tokens[0].hash is no token hash")
        == true)
    #expect(
      faults(#"{"name":"n","role":"agent","hash":"\#(hash)"}"#).first?.contains("tokens[0].agent is missing") == true)
    #expect(
      faults(#"{"name":"n","role":"screen","site":"XX","hash":"\#(hash)"}"#).first?.contains("which is no site") == true
    )
    #expect(
      faults(#"{"name":"a","role":"screen","hash":"\#(hash)"},{"name":"b","role":"screen","hash":"\#(hash)"}"#).count
        == 1)
  }

  @Test("The same id twice is a fault: of sites, teams or agents")
  func repeatedIDs() {
    #expect(Self.faults(#"{"sites":[\#(Self.site),\#(Self.site)]}"#).first?.contains("names BJ twice") == true)
  }
}

/// What is configured of sites and people.
struct ConfigFloorTests {
  /// A configuration of one site that says `site` besides its name, and `more` besides its sites.
  static func text(site: String = "", _ more: String = "") -> String {
    #"{"sites":[{"id":"BJ","name":{"zh-CN":"北京","en":"Beijing"}\#(site)}]\#(more)}"#
  }

  static func config(site: String = "", _ more: String = "") throws -> Config {
    try Config(bytes: Array(text(site: site, more).utf8), file: "f")
  }

  static func rules(_ site: String) throws -> Rules { try #require(try config(site: site).rules[SiteID("BJ")]) }

  static let people = #"""
    ,"teams":[{"id":"t1","site":"BJ","name":"一队","leader":"a1","target":"90.00"}],
    "agents":[{"id":"a1","team":"t1","name":"张三","alias":"三哥","hidden":true,"target":"50.5"},
      {"id":"a2","team":"t1","name":"李四"}]
    """#

  @Test("A site that says nothing has the standard rules and no targets")
  func defaults() throws {
    let config = try Self.config()
    #expect(config.rules == [SiteID("BJ"): .standard])
    #expect(config.targets.isEmpty)
    #expect(config.honours == Honour.standard)
    #expect(config.companyRules == CompanyRules(currency: .cny))
  }

  @Test("Working days, holidays, make-up days and hours make the calendar")
  func calendar() throws {
    let calendar = try Self.rules(
      #"""
      ,"working_days":[1,2,6],"holidays":["2026-10-05"],"makeup_days":["2026-10-04"],
      "working_hours":[["08:30","12:00"],["22:00","24:00"]]
      """#
    ).calendar
    #expect(calendar.weekdays == [1, 2, 6])
    #expect(calendar.exceptions == [CivilDate("2026-10-05")!: false, CivilDate("2026-10-04")!: true])
    #expect(calendar.hours == [510..<720, 1_320..<1_440])
  }

  @Test("Groups hold products by name or beginning; weights and expectations replace the standard ones one by one")
  func groupsAndValue() throws {
    let rules = try Self.rules(
      #"""
      ,"groups":[{"id":"g","name":{"zh-CN":"坐席","en":"Seats"},"products":["坐席*","席位"]}],
      "value":{"weights":{"calls":0,"deals":12},"expected":{"amount":"3000","deals":9},"cap":150}
      """#)
    #expect(rules.group(of: "坐席旗舰版") == GroupID("g"))
    #expect(rules.value.weights[.calls] == nil, "a weight of 0 is not scored")
    #expect(rules.value.weights[.deals] == 12)
    #expect(rules.value.weights[.amount] == ValueRules.standard.weights[.amount])
    #expect(rules.value.expected[.amount] == 300_000)
    #expect(rules.value.expected[.deals] == 9)
    #expect(rules.value.expected[.talk] == ValueRules.standard.expected[.talk])
    #expect(rules.value.cap == 150)
  }

  @Test("A reward has a base, an expectation and a difficulty, in the site's currency")
  func reward() throws {
    let reward = #","reward":{"base":"0","expectation":80,"difficulty":"50"}"#
    #expect(try Self.rules(reward).reward == RewardRules(base: 0, expectation: 80, difficulty: 5_000))
    let yen = try Self.rules(#","currency":"JPY","target":"500""# + reward)
    #expect(yen.reward?.difficulty == 50)
    #expect(try Self.rules("").reward == nil)
  }

  @Test("Sites, teams and agents have targets of every month; agents an alias, teams a leader")
  func people() throws {
    let config = try Self.config(site: #","target":"100.00""#, Self.people)
    #expect(
      config.targets == [
        TargetKey(.site(SiteID("BJ"))): 10_000, TargetKey(.team(TeamID("t1"))): 9_000,
        TargetKey(.agent(AgentID("a1"))): 5_050,
      ])
    #expect(config.roster.teams.first?.leader == AgentID("a1"))
    #expect(config.roster.agents.map(\.alias) == ["三哥", nil])
    #expect(config.roster.agents.map(\.isHidden) == [true, false])
  }

  @Test("The company counts in its first site's currency unless it says otherwise")
  func company() throws {
    #expect(try Self.config(site: #","currency":"JPY""#).companyRules.currency == Currency("JPY"))
    let names = #","company":{"zh-CN":"战报","en":"F""#
    let rules = try Self.config(names + #","reporting_currency":"USD","rates":{"CNY":"0.1393"}}"#).companyRules
    #expect(rules == CompanyRules(currency: Currency("USD")!, rates: [.cny: Rate("0.1393")!]))
  }

  @Test("Honours replace the standard ones")
  func honours() throws {
    let honours = #"""
      ,"honours":[{"id":"h","title":{"zh-CN":"王","en":"King"},"reward":{"what":"x","days":0,"presenter":"y"}}]
      """#
    let reward = Honour.Reward(what: "x", days: 0, presenter: "y")
    #expect(
      try Self.config(honours).honours == [Honour(id: "h", title: Wording(zhCN: "王", en: "King"), reward: reward)])
  }

  @Test(
    "What is wrong with a site is told with its key",
    arguments: [
      (#""target":"0""#, "target is 0 (allowed: a decimal text"), (#""target":5"#, "target is a whole number"),
      (#""target":"1.005""#, "target is 1.005"),
      (#""groups":[{"id":"g","products":["a"]}]"#, "groups[0].name is missing"),
      (#""groups":[{"id":"g","name":{"zh-CN":"a","en":"a"},"products":[]}]"#, "groups[0].products is empty"),
      (#""groups":[{"id":"g","name":{"zh-CN":"a","en":"a"},"products":["a*b"]}]"#, "groups[0].products[0] is a*b"),
      (#""groups":[{"id":"g","name":{"zh-CN":"a","en":"a"},"products":["a"],"x":1}]"#, "groups[0].x is not known"),
      (#""working_days":[]"#, "working_days is empty"), (#""working_days":[0]"#, "working_days[0] is 0"),
      (#""working_days":[1,1]"#, "working_days names 1 twice"), (#""holidays":["1 Oct"]"#, "holidays[0] is 1 Oct"),
      (#""holidays":["2026-10-01","2026-10-01"]"#, "holidays names 2026-10-01 twice"),
      (#""holidays":["2026-10-01"],"makeup_days":["2026-10-01"]"#, "makeup_days names 2026-10-01, which is a holiday"),
      (#""makeup_days":["2026-02-30"]"#, "makeup_days[0] is 2026-02-30"),
      (#""working_hours":[]"#, "working_hours is empty"), (#""working_hours":["09:00"]"#, "working_hours[0] is 09:00"),
      (#""working_hours":[["12:00","09:00"]]"#, "working_hours[0] is an array"),
      (#""working_hours":[["9:00","12:00"]]"#, "working_hours[0] is an array"),
      (#""working_hours":[["23:00","24:01"]]"#, "working_hours[0] is an array"),
      (#""working_hours":[["09:00","12:00"],["11:00","18:00"]]"#, "working_hours overlaps or goes back"),
      (#""value":{"weights":{"luck":1}}"#, "value.weights.luck is not known"),
      (#""value":{"weights":{"deals":-1}}"#, "value.weights.deals is -1"),
      (#""value":{"expected":{"deals":0}}"#, "value.expected.deals is 0"),
      (#""value":{"expected":{"amount":"x"}}"#, "value.expected.amount is x"),
      (#""value":{"cap":99}"#, "value.cap is 99"), (#""value":{"x":1}"#, "value.x is not known"),
      (#""reward":{"base":"1","difficulty":"1"}"#, "reward.expectation is missing"),
      (#""reward":{"base":"-1","expectation":1,"difficulty":"1"}"#, "reward.base is -1"),
      (
        #""reward":{"base":"1","expectation":1,"difficulty":"1","may_fall_below_base":1}"#,
        "reward.may_fall_below_base is a whole number"
      ),
    ])
  func siteFaults(site: String, expected: String) {
    let faults = ConfigTests.faults(Self.text(site: ",\n" + site))
    #expect(faults.count == 1)
    #expect(faults.first?.hasPrefix("f:2:") == true)
    #expect(faults.first?.contains(": sites[0].\(expected)") == true, "\(faults)")
  }

  @Test(
    "What is wrong with people, company and honours is told with its key",
    arguments: [
      (#""teams":[{"id":"t","site":"BJ","name":"n","leader":"a9"}]"#, "teams[0].leader is a9, which is no agent"),
      (#""teams":[{"id":"t","site":"BJ","name":"n","target":"-5"}]"#, "teams[0].target is -5"),
      (#""agents":[{"id":"a","team":"t9","name":"n"}]"#, "agents[0].team is t9, which is no team"),
      (
        #""agents":[{"id":"a","team":"t","name":"n","hidden":1}],"teams":[{"id":"t","site":"BJ","name":"n"}]"#,
        "agents[0].hidden is a whole number"
      ),
      (
        #""agents":[{"id":"a","team":"t","name":"n","left":true}],"teams":[{"id":"t","site":"BJ","name":"n"}]"#,
        "agents[0].left is not known"
      ),
      (#""company":{"zh-CN":"a","en":"b","reporting_currency":"YUAN"}"#, "company.reporting_currency is YUAN"),
      (#""company":{"zh-CN":"a","en":"b","rates":{"CNY":"1"}}"#, "company.rates.CNY is the reporting currency"),
      (#""company":{"zh-CN":"a","en":"b","rates":{"BTC":"1"}}"#, "company.rates.BTC is no currency"),
      (#""company":{"zh-CN":"a","en":"b","rates":{"USD":7.18}}"#, "company.rates.USD is a number with decimals"),
      (#""company":{"zh-CN":"a","en":"b","rates":{"USD":"0"}}"#, "company.rates.USD is 0"),
      (#""company":{"zh-CN":"a","en":"b","rates":["USD"]}"#, "company.rates is an array"),
      (#""honours":[{"id":"h"}]"#, "honours[0].title is missing"),
      (
        #""honours":[{"id":"h","title":{"zh-CN":"a","en":"b"},"reward":{"what":"x"}}]"#,
        "honours[0].reward.days is missing"
      ),
      (
        #""honours":[{"id":"h","title":{"zh-CN":"a","en":"b"},"reward":{"what":"x","days":367}}]"#,
        "honours[0].reward.days is 367"
      ),
      (
        #""honours":[{"id":"h","title":{"zh-CN":"a","en":"b"}},{"id":"h","title":{"zh-CN":"a","en":"b"}}]"#,
        "honours names h twice"
      ),
    ])
  func otherFaults(more: String, expected: String) {
    let faults = ConfigTests.faults(Self.text(",\n" + more))
    #expect(faults.count == 1, "\(faults)")
    #expect(faults.first?.hasPrefix("f:2:") == true)
    #expect(faults.first?.contains(": \(expected)") == true, "\(faults)")
  }

  @Test("A fault of a team is told once, not again for each of its people")
  func noCascade() {
    let more =
      #","teams":[{"id":"t1","site":"BJ","name":"n","color":"red"}],"agents":[{"id":"a","team":"t1","name":"n"}]"#
    #expect(ConfigTests.faults(Self.text(more)).count == 1)
  }

  @Test("A leader's token names the team; the site, if it says one, is the team's")
  func leaders() throws {
    let hash = Token.hash(of: "fc_x")
    func token(_ fields: String) -> String {
      Self.people + #","tokens":[{"name":"n","hash":"\#(hash)","# + fields + "}]"
    }
    func fault(_ fields: String) -> String? { ConfigTests.faults(Self.text(token(fields))).first }
    let caller = try Self.config(token(#""role":"leader","team":"t1","site":"BJ""#)).callers[hash]
    #expect(caller == Caller(role: .leader, name: "n", site: SiteID("BJ"), team: TeamID("t1")))
    #expect(fault(#""role":"leader","team":"t1""#) == nil)
    #expect(fault(#""role":"leader""#)?.contains("tokens[0].team is missing") == true)
    #expect(fault(#""role":"leader","team":"t9""#)?.contains("tokens[0].team is t9, which is no team") == true)
    #expect(fault(#""role":"assistant","team":"t1""#)?.contains("tokens[0].team limits no assistant") == true)
    #expect(fault(#""role":"agent","agent":"a9""#)?.contains("tokens[0].agent is a9, which is no agent") == true)
    let sites = Self.text(token(#""role":"leader","team":"t1","site":"SH""#)).replacing(
      "}]\(Self.people)", with: #"},{"id":"SH","name":{"zh-CN":"上海","en":"Shanghai"}}]"# + Self.people)
    #expect(ConfigTests.faults(sites).first?.contains("tokens[0].site is SH (allowed: BJ, the site of team t1") == true)
  }
}
