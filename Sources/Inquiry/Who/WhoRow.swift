/// One actor who did it, in one way.
public struct WhoRow: Sendable, Equatable {
  /// The authenticated user; nil for a request whose authentication failed.
  public var actor: String?
  /// `user`, `serviceaccount`, `node` and so on.
  public var actorKind: String
  /// The user it acted as.
  public var impersonated: String?
  /// In what way.
  public var how: How
  /// What the requests share, `*` where they differ.
  public var verb = Value.null
  /// See `verb`; with the subresource.
  public var resource = Value.null
  /// See `verb`.
  public var namespace = Value.null
  /// See `verb`.
  public var name = Value.null
  /// Requests carried out; a dry run is not.
  public var allowed: Int64 = 0
  /// Requests refused.
  public var denied: Int64 = 0
  /// Requests that failed.
  public var failed: Int64 = 0
  /// Requests whose answer is not known.
  public var pending: Int64 = 0
  /// Dry runs that would have succeeded.
  public var dryRun: Int64 = 0
  /// The first and the last request.
  public var first = Value.null
  /// See `first`.
  public var last = Value.null
  /// Every address of the requests, in the order of their first appearance.
  public var sourceIPs: [String] = []
  /// Every user agent, likewise.
  public var userAgents: [String] = []
  /// What else should be known.
  public var note: String?

  /// Whether controllers carried it out, and the actor caused that.
  var isCause = false

  /// All requests.
  public var requests: Int64 { allowed + denied + failed + pending + dryRun }

  /// The values in the order of `Who.columns`.
  public var values: [Value] {
    [
      actor.map(Value.text) ?? .null, .text(actorKind), impersonated.map(Value.text) ?? .null,
      .text(how.rawValue), verb, resource, namespace, name, .integer(requests), .integer(allowed),
      .integer(denied), .integer(failed), .integer(pending), .integer(dryRun), first, last,
      .list(sourceIPs), .list(userAgents), note.map(Value.text) ?? .null,
    ]
  }

  /// Where it stands: those who carried it out, the most certain first; those
  /// who may have; those who did not; what merely followed.
  private var rank: Int {
    switch how {
    case .possible where isCause: return 6
    case .finished, .cascade: return 5
    case _ where allowed == 0: return pending > 0 ? 3 : 4
    case .direct, .eviction: return 0
    case .collection: return 1
    case .possible: return 2
    }
  }

  /// The order of an answer's rows; complete, so that two runs agree.
  func isBefore(_ other: WhoRow) -> Bool {
    if rank != other.rank { return rank < other.rank }
    let (time, otherTime) = (Self.moment(first), Self.moment(other.first))
    if time != otherTime { return time < otherTime }
    let key = [actor ?? "", impersonated ?? "", how.rawValue, note ?? ""]
    let otherKey = [
      other.actor ?? "", other.impersonated ?? "", other.how.rawValue, other.note ?? "",
    ]
    return key.lexicographicallyPrecedes(otherKey)
  }

  private static func moment(_ value: Value) -> Int64 {
    if case .time(let microseconds, _) = value { microseconds } else { .max }
  }
}
