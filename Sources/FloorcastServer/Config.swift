// FloorcastServer: the composition root. It owns the configuration, the path of a sale (`Pipeline`) and the life of the
// process; nothing else knows all the modules.

import Floor
import Intake
import Loop
import Rhythm
import Wire

/// Everything that can be configured, with its defaults; `config/floor.json` shows every key.
public struct Config: Sendable {
  /// The company's name on the landing page and the wall.
  public var company = Wording(zhCN: "战报", en: "Floorcast")
  /// How the company's screens look.
  public var look = Look()
  /// How the server is reached.
  public var server = Server()
  /// What screens show.
  public var screens = Screens()
  /// What sites of different currencies are compared in.
  public var companyRules = CompanyRules(currency: .cny)
  /// Sites, teams and agents.
  public var roster = RosterChange()
  /// The rules of each site.
  public var rules: [SiteID: Rules] = [:]
  /// What is scheduled at each site; nothing at one that is not in it.
  public var timetables: [SiteID: Timetable] = [:]
  /// The targets of every month, in minor units of the site's currency.
  public var targets: [TargetKey: Int64] = [:]
  /// The honours that can be given.
  public var honours = Honour.standard
  /// What speaks each language: a program and its arguments, which take a text and give sound.
  public var speech: [String: [String]] = [:]
  /// Callers by the hash of their token; empty: loopback only.
  public var callers: [String: Caller] = [:]

  /// How the server is reached and how much it takes.
  public struct Server: Sendable {
    /// The address to listen on: an IPv4 literal, or `0.0.0.0` for every interface.
    public var host = "127.0.0.1"
    /// The TCP port; 0: any free one.
    public var port = 8080
    /// Names under which browsers reach the server, besides the loopback's and `host`.
    public var hosts: [String] = []
    /// Origins of other sites' pages that may use the server.
    public var origins: [String] = []
    /// HTTP connections at once from one address: sixteen screens behind one, each a browser that opens six while it
    /// loads a page.
    public var connectionsPerAddress = 96
    /// Messages a second that one page may send, averaged over two seconds.
    public var messagesPerSecond = 20
    /// The certificate for https; `nil`: plain http.
    public var tls: TLSFiles?

    /// How an address begins under which it is reached.
    public var scheme: String { tls == nil ? "http" : "https" }
  }

  /// What screens show.
  public struct Screens: Sendable {
    /// How many agents a wall's board names.
    public var top = 10
    /// What screens can be given to show; the first is for those that were given none.
    public var playlists = [Playlist.standard]
  }

  /// The configuration of a floor without people.
  public init() {}

  /// Whether only this machine can reach the server.
  public var isLoopbackOnly: Bool {
    server.host == "localhost" || server.host.hasPrefix("127.") || server.host == "::1"
  }
}
