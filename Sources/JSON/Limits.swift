extension JSON {
  /// How much a document may ask of its reader. json-c makes up to 265 MB of trees from 1 MiB of `{},` (measured), so
  /// size alone is no limit.
  public struct Limits: Sendable {
    /// Longest document, in bytes.
    public var bytes: Int
    /// Deepest nesting of lists and objects; `[[1]]` is 2. At most 512 is honoured: json-c's recursion costs stack.
    public var depth: Int
    /// Most keys and values together; a list or an object counts once, besides what is in it.
    public var tokens: Int
    /// Longest key, in bytes of UTF-8 after its escapes are resolved.
    public var keyBytes: Int
    /// Longest number, in characters as written. 24 hold every Int64 and the shortest exact text of every Double.
    public var numberCharacters: Int
    /// Whether `//` and `/* */` comments may stand where blanks may.
    public var allowsComments: Bool

    /// Limits of one's own; what is left out is as in `message`.
    public init(
      bytes: Int = 64 * 1024, depth: Int = 16, tokens: Int = 4_096, keyBytes: Int = 64, numberCharacters: Int = 24,
      allowsComments: Bool = false
    ) {
      self.bytes = bytes
      self.depth = depth
      self.tokens = tokens
      self.keyBytes = keyBytes
      self.numberCharacters = numberCharacters
      self.allowsComments = allowsComments
    }

    /// One message of a socket, or one journal entry: 64 KiB, 4,096 tokens.
    public static let message = Limits()
    /// The body of a request, which may be a batch: 1 MiB, 65,536 tokens.
    public static let body = Limits(bytes: 1024 * 1024, tokens: 65_536)
    /// A file written by hand: as `body`, with comments and nothing else that is not standard.
    public static let config = Limits(bytes: 1024 * 1024, tokens: 65_536, allowsComments: true)

    /// The deepest nesting in fact accepted.
    var honouredDepth: Int { min(depth, 512) }
  }
}
