/// One stretch of activity.
struct Session {
  /// Whose it is.
  struct Key: Hashable {
    let user: String
    let impersonated: String
    let credential: String
    let address: String
    let agent: String
  }

  /// Where it stands among others: complete, so that two runs agree.
  struct Order {
    let start: Int64
    let texts: [String]

    func isBefore(_ other: Order) -> Bool {
      start != other.start ? start < other.start : texts.lexicographicallyPrecedes(other.texts)
    }
  }

  let key: Key
  private var start: Moment?
  private var end: Moment?
  /// By outcome; the last for what is none.
  private var counts: [Int64]
  private var verbs = Mentions()
  private var resources = Mentions()
  private var namespaces = Mentions()
  private var operations = Seen()
  private var spaces = Seen()

  /// The outcomes that are counted, in order.
  static let outcomes = ["allowed", "denied", "failed", "pending"]

  init(_ key: Key) {
    self.key = key
    counts = Array(repeating: 0, count: Self.outcomes.count + 1)
  }

  /// Whether a request comes after too long a silence.
  func isOver(at time: Moment?, _ pause: Int64) -> Bool {
    guard let end, let time else { return false }
    return time.microseconds - end.microseconds > pause
  }

  /// Adds a request, and says whether its operation and its namespace are new.
  mutating func add(
    at time: Moment?, outcome: Int, operation: Int64, namespace: Int32
  ) -> (operation: Bool, namespace: Bool) {
    counts[outcome] += 1
    if let time {
      if start == nil { start = time }
      end = time
    }
    return (operations.add(operation), spaces.add(Int64(namespace)))
  }

  mutating func add(_ operation: Operation?) {
    guard let operation else { return }
    verbs.add(operation.verb)
    resources.add(operation.resourceText)
  }

  mutating func add(namespace: String) { namespaces.add(namespace) }

  var order: Order {
    Order(
      start: start?.microseconds ?? .min,
      texts: [key.user, key.impersonated, key.credential, key.address, key.agent])
  }

  /// The values in the order of `Sessions.columns`.
  var values: [Value] {
    func text(_ text: String) -> Value { text.isEmpty ? .null : .text(text) }
    var seconds = Value.null
    if let start, let end {
      seconds = .integer((end.microseconds - start.microseconds) / 1_000_000)
    }
    var values = [
      start?.value ?? .null, end?.value ?? .null, seconds, text(key.user), text(key.impersonated),
      text(key.credential), text(key.address), text(key.agent),
    ]
    values.append(.integer(counts.reduce(0, +)))
    values += counts.prefix(Self.outcomes.count).map(Value.integer)
    return values + [verbs.value, resources.value, namespaces.value]
  }

  /// Numbers that came before.
  private struct Seen {
    private var last: Int64?
    private var known: Set<Int64> = []

    /// Adds a number, and says whether it is new.
    mutating func add(_ number: Int64) -> Bool {
      if number == last { return false }
      last = number
      return known.insert(number).inserted
    }
  }

  /// Texts in the order of their first mention.
  private struct Mentions {
    private var texts: [String] = []
    private var last = ""
    private var known: Set<String> = []

    mutating func add(_ text: String) {
      guard !text.isEmpty, text != last else { return }
      last = text
      if known.insert(text).inserted { texts.append(text) }
    }

    var value: Value { .list(texts) }
  }
}
